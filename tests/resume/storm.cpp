// See storm.hpp. Everything but the proxy happens on the thread that calls.

#include "tests/resume/storm.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <random>

#include "clients/rehearsal/own_room.hpp"
#include "clients/rehearsal/person.hpp"
#include "clients/rehearsal/whole.hpp"
#include "tests/support/server_process.hpp"

namespace resume {

using namespace protocol;
using namespace rehearsal;
using std::chrono::milliseconds;

namespace {

constexpr int cards_per_person = 12;      // then own cards are edited: a board holds 5,000
constexpr auto beat = milliseconds(500);  // how long a person thinks; faster, and this process cannot keep up

// One person with a line of cloth: does one thing after the other, and remembers what was promised.
class Talker {
 public:
  Talker(Loop& loop, Door door, int number, std::uint64_t seed, StormReport& report)
      : loop_(loop), person_(loop, std::move(door), Who{"Buur " + std::to_string(number)}), number_(number),
        dice_(seed), report_(report) {
    person_.come_in();
    think();
  }

  Person& person() { return person_; }
  void rest() { is_resting_ = true; }
  bool is_quiet() const { return is_resting_ && !is_asking_; }
  std::map<CardId, std::string> const& cards() const { return cards_; }
  std::vector<std::string> const& sentences() const { return sentences_; }

 private:
  int die(int sides) { return static_cast<int>(dice_() % static_cast<unsigned>(sides)); }

  void think() {
    loop_.after(milliseconds(1 + die(2 * beat.count())), life_, [this] {
      if (!is_resting_ && !is_asking_ && person_.own()) act();
      if (!is_resting_) think();
    });
  }

  void act() {
    if (person_.is_speaking()) return die(3) == 0 ? simply(YieldFloor{}, report_.hands) : say();
    int const choice = die(4);
    if (choice == 0)
      return simply(person_.own()->place ? Command{LowerHand{}} : Command{RequestFloor{}}, report_.hands);
    if (choice == 1 && !cards_.empty()) return edit();
    if (written_ < cards_per_person) return write();
    edit();
  }

  void simply(Command what, long& count) {
    ask(std::move(what), [&count](Answer const& answer) { count += is_done(answer) ? 1 : 0; });
  }

  void say() {
    auto const words = "zin " + std::to_string(number_) + "." + std::to_string(next_++) + ";";
    ask(Say{{words}}, [this, words](Answer const& answer) {
      if (!is_done(answer)) return;
      sentences_.push_back(words);
      ++report_.sentences;
    });
  }

  void write() {
    auto const column = person_.store().all<ColumnThing>();
    if (column.empty()) return;
    auto const text = "kaart " + std::to_string(number_) + "." + std::to_string(next_++);
    ask(PostCard{column[0]->id, {text}, std::nullopt}, [this, text](Answer const& answer) {
      if (!is_done(answer)) return;
      ++report_.cards;
      ++written_;
      promised_.push_back(text);
      learn_cards();
    });
  }

  // Ids of own cards come with the own cards; a card is known by the text that it was written with.
  void learn_cards() {
    for (auto const& card : person_.own_cards()) {
      auto const text = person_.text_of(card);
      if (std::ranges::find(promised_, text) != promised_.end()) cards_.emplace(card.id, text);
    }
  }

  void edit() {
    learn_cards();
    if (cards_.empty()) return;
    auto const at = std::next(cards_.begin(), die(static_cast<int>(cards_.size())));
    auto const text = "anders " + std::to_string(number_) + "." + std::to_string(next_++);
    ask(EditCard{at->first, {text}}, [this, card = at->first, text](Answer const& answer) {
      if (!is_done(answer)) return;
      cards_[card] = text;
      ++report_.edits;
    });
  }

  void ask(Command what, Person::OnAnswer then) {
    is_asking_ = true;
    person_.ask(std::move(what), [this, then = std::move(then)](Answer const& answer) {
      is_asking_ = false;
      if (refusal_in(answer)) ++report_.refused;
      then(answer);
    });
  }

  Loop& loop_;
  Person person_;
  int number_;
  std::mt19937_64 dice_;
  StormReport& report_;
  std::shared_ptr<int> life_ = std::make_shared<int>(0);
  std::map<CardId, std::string> cards_;  // the text that was acknowledged last
  std::vector<std::string> promised_, sentences_;
  int written_ = 0;
  int next_ = 1;
  bool is_asking_ = false;
  bool is_resting_ = false;
};

class Storm {
 public:
  explicit Storm(StormPlan const& plan) : plan_(plan), dice_(plan.seed) {}

  StormReport run() {
    if (!server_.start()) return fail("the server does not start: " + server_.log());
    if (!open_room()) return report_;
    proxy_ = std::make_unique<CuttingProxy>(server_.port(), plan_.seed);
    for (int number = 1; number <= plan_.people; ++number) {
      talkers_.push_back(std::make_unique<Talker>(loop_, door_through_proxy(), number, dice_(), report_));
    }
    bool const is_rough = loop_.run_until([&] { return give_floor(), proxy_->weather().cuts >= plan_.cuts; },
                                          std::chrono::seconds(plan_.seconds_max));
    if (!is_rough) fail("the storm was over before there were " + std::to_string(plan_.cuts) + " cuts");
    settle();
    compare();
    return report_;
  }

 private:
  StormReport fail(std::string what) {
    report_.faults.push_back(std::move(what));
    return report_;
  }

  bool open_room() {
    auto const address = *read_address(server_.url());
    auto const made = make_room(address, plan_of_open_floor());
    if (auto const* failed = std::get_if<Failed>(&made)) return fail(failed->why), false;
    room_ = std::get<RoomCode>(made);
    auto const door = enter_as_staff(address, room_, "Ilse");
    if (auto const* failed = std::get_if<Failed>(&door)) return fail(failed->why), false;
    leader_ = std::make_unique<Person>(loop_, std::get<Door>(door), Who{"Ilse"});
    screen_ = std::make_unique<Person>(loop_, Door{address, room_, View::hall_screen}, Who{});
    for (auto* one : {leader_.get(), screen_.get()}) {
      one->come_in();
      if (!one->wait_until([&] { return one->is_in(); })) return fail("a witness does not come in"), false;
    }
    return true;
  }

  Door door_through_proxy() const { return {{"127.0.0.1", proxy_->port()}, room_}; }

  // The leader, on a whole line, gives the floor to whoever is next and ends turns that last too long.
  void give_floor() {
    auto const* floor = leader_->store().floor();
    if (!floor || is_leading_ || loop_.now_us() < lead_again_us_) return;
    if (!floor->speaker && !floor->next) return;
    is_leading_ = true;
    lead_again_us_ = loop_.now_us() + 1'200'000;
    Command const what =
        floor->speaker ? Command{EndTurn{floor->speaker->turn}} : Command{GrantFloor{*floor->next, std::nullopt}};
    leader_->ask(what, [this](Answer const&) { is_leading_ = false; });
  }

  // No more cuts: everybody comes back and gets every answer that is still owed.
  void settle() {
    for (auto& talker : talkers_) talker->rest();
    proxy_->be_calm();
    bool const is_quiet =
        loop_.run_until([&] { return std::ranges::all_of(talkers_, [](auto const& one) { return one->is_quiet(); }); },
                        std::chrono::seconds(60));
    if (!is_quiet) fail("somebody waits for an answer though the weather is calm");
  }

  void compare() {
    std::vector<Person*> everybody{leader_.get(), screen_.get()};
    for (auto& talker : talkers_) everybody.push_back(&talker->person());
    for (auto& fault : what_is_missing(loop_, everybody, std::chrono::seconds(60))) fail(std::move(fault));
    report_.weather = proxy_->weather();
    for (auto& talker : talkers_) {
      auto const& person = talker->person();
      report_.comebacks += person.times_back();
      report_.whole_snapshots += person.conversation().snapshots_seen();
      report_.resumes += person.conversation().resumes_seen();
      compare_cards(*talker);
    }
    compare_counts();
    compare_talk();
  }

  void compare_cards(Talker& talker) {
    for (auto const& [id, text] : talker.cards()) {
      auto const* card = leader_->store().find<CardThing>(id.value);
      if (!card)
        fail("an acknowledged card is gone: " + text);
      else if (card->text != text)
        fail("a card reads '" + card->text + "' and not '" + text + "'");
    }
  }

  // No card that nobody was promised, none that is there twice: every command acted at most once.
  void compare_counts() {
    std::map<std::string, int> times;
    for (auto const* card : leader_->store().all<CardThing>()) ++times[card->text];
    long cards = 0;
    for (auto const& [text, count] : times) {
      cards += count;
      if (count != 1) fail("'" + text + "' is there " + std::to_string(count) + " times");
    }
    if (cards != report_.cards) {
      fail("there are " + std::to_string(cards) + " cards and " + std::to_string(report_.cards) + " were promised");
    }
  }

  void compare_talk() {
    std::string talk;
    auto turns = leader_->store().all<TurnThing>();
    std::ranges::sort(turns, {}, &TurnThing::position);
    for (auto const* turn : turns) talk += turn->words + "\n";
    long said = 0;
    for (std::size_t at = talk.find("zin "); at != std::string::npos; at = talk.find("zin ", at + 1)) ++said;
    if (said != report_.sentences) {
      fail(std::to_string(said) + " sentences stand in the talk and " + std::to_string(report_.sentences) +
           " were promised");
    }
    for (auto const& talker : talkers_) {
      std::size_t from = 0;
      for (auto const& words : talker->sentences()) {
        auto const at = talk.find(words, from);
        if (at == std::string::npos)
          fail("'" + words + "' is gone from the talk, or out of order");
        else
          from = at + words.size();
      }
    }
  }

  StormPlan plan_;
  std::mt19937_64 dice_;
  StormReport report_;
  support::ServerProcess server_;
  Loop loop_;
  RoomCode room_;
  std::unique_ptr<Person> leader_, screen_;
  std::unique_ptr<CuttingProxy> proxy_;
  std::vector<std::unique_ptr<Talker>> talkers_;
  bool is_leading_ = false;
  std::int64_t lead_again_us_ = 0;
};

}  // namespace

StormReport weather_the_storm(StormPlan const& plan) { return Storm{plan}.run(); }

}  // namespace resume
