// See storm.hpp. Everything but the proxy happens on the thread that calls.

#include "tests/resume/storm.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <random>

#include "clients/rehearsal/own_room.hpp"
#include "clients/rehearsal/person.hpp"
#include "clients/rehearsal/whole.hpp"
#include "tests/resume/leader.hpp"
#include "tests/resume/talker.hpp"
#include "tests/support/server_process.hpp"

namespace resume {

using namespace protocol;
using namespace rehearsal;

namespace {

class Storm {
 public:
  explicit Storm(StormPlan const& plan) : plan_(plan), dice_(plan.seed) {}

  StormReport run() {
    if (!server_.start()) return fail("the server does not start: " + server_.log());
    if (!open_room()) return report_;
    proxy_ = std::make_unique<CuttingProxy>(server_.port(), plan_.seed);
    for (int number = 1; number <= plan_.people; ++number) {
      talkers_.push_back(
          std::make_unique<Talker>(loop_, door_through_proxy(), number, Leader::may_remove(number), dice_(), report_));
      leader_->leads(*talkers_.back());
    }
    auto const is_over = [&] {
      change_weather(proxy_->weather().cuts / plan_.spell % 2 == 1);
      leader_->lead();
      return proxy_->weather().cuts >= plan_.cuts && report_.has_seen_enough();
    };
    bool const is_rough = loop_.run_until(is_over, std::chrono::seconds(plan_.seconds_max));
    if (!is_rough) fail("the storm was over before there were " + std::to_string(plan_.cuts) + " cuts, or too little");
    settle();
    compare();
    return report_;
  }

 private:
  // Mild: nothing is taken from the screens and no hands go up, so that what somebody missed is still held. Rough: as
  // much is told in a fraction of a second as the room holds back, and each hiding ends resuming.
  void change_weather(bool is_mild) {
    if (is_mild == is_mild_) return;
    count_comebacks();
    is_mild_ = is_mild;
    proxy_->be_mild(is_mild);
    leader_->be_mild(is_mild);
    for (auto& talker : talkers_) talker->be_mild(is_mild);
  }

  // Those since the last time, in the weather of now.
  void count_comebacks() {
    Comebacks all;
    for (auto& talker : talkers_) {
      all.resumed += talker->person().conversation().resumes_seen();
      all.whole += talker->person().conversation().snapshots_seen();
    }
    auto& spell = is_mild_ ? report_.mild : report_.rough;
    spell.resumed += all.resumed - counted_.resumed;
    spell.whole += all.whole - counted_.whole;
    counted_ = all;
  }

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
    leader_ = std::make_unique<Leader>(loop_, std::get<Door>(door), dice_(), report_);
    screen_ = std::make_unique<Person>(loop_, Door{address, room_, View::hall_screen}, Who{});
    leader_->watch(*screen_);
    for (auto* one : {&leader_->person(), screen_.get()}) {
      one->come_in();
      if (!one->wait_until([&] { return one->is_in(); })) return fail("a witness does not come in"), false;
    }
    return true;
  }

  Door door_through_proxy() const { return {{"127.0.0.1", proxy_->port()}, room_}; }

  // No more cuts: everybody comes back and gets every answer that is still owed.
  void settle() {
    auto const is_settled = [&](auto const& one) {
      return one->is_quiet() && one->person().is_refused_entry() == leader_->has_removed(*one);
    };
    for (auto& talker : talkers_) talker->rest();
    proxy_->be_calm();
    bool const is_quiet = loop_.run_until(
        [&] { return leader_->is_quiet() && std::ranges::all_of(talkers_, is_settled); }, std::chrono::seconds(60));
    if (!is_quiet) fail("somebody waits for an answer though the weather is calm, or was removed and is not out");
  }

  void compare() {
    std::vector<Person*> everybody{&leader_->person(), screen_.get()};
    for (auto& talker : talkers_)
      if (!leader_->has_removed(*talker)) everybody.push_back(&talker->person());
    for (auto& fault : what_is_missing(loop_, everybody, std::chrono::seconds(60))) fail(std::move(fault));
    report_.weather = proxy_->weather();
    count_comebacks();
    for (auto& talker : talkers_) {
      auto const& person = talker->person();
      report_.comebacks += person.times_back();
      compare_cards(*talker);
    }
    compare_counts();
    compare_talk();
    for (auto& wrong : leader_->what_is_wrong(*screen_)) fail(std::move(wrong));
  }

  void compare_cards(Talker& talker) {
    for (auto const& [id, text] : talker.cards()) {
      auto const* card = leader_->person().store().find<CardThing>(id.value);
      if (!card)
        fail("an acknowledged card is gone: " + text);
      else if (card->text != text)
        fail("a card reads '" + card->text + "' and not '" + text + "'");
    }
    for (auto const& id : talker.taken_back())
      if (leader_->person().store().find<CardThing>(id.value)) fail("a card that was taken back is there");
  }

  // No card that nobody was promised, none that is there twice: every command acted at most once.
  void compare_counts() {
    std::map<std::string, int> times;
    for (auto const* card : leader_->person().store().all<CardThing>()) ++times[card->text];
    long cards = 0;
    for (auto const& [text, count] : times) {
      cards += count;
      if (count != 1) fail("'" + text + "' is there " + std::to_string(count) + " times");
    }
    if (auto const promised = report_.cards - report_.taken_back; cards != promised) {
      fail("there are " + std::to_string(cards) + " cards and " + std::to_string(promised) + " were promised");
    }
  }

  void compare_talk() {
    std::string talk;
    for (auto const& turn : leader_->talk()) talk += turn.words + "\n";
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
  Comebacks counted_;
  bool is_mild_ = false;
  support::ServerProcess server_;
  Loop loop_;
  RoomCode room_;
  std::unique_ptr<Leader> leader_;
  std::unique_ptr<Person> screen_;
  std::unique_ptr<CuttingProxy> proxy_;
  std::vector<std::unique_ptr<Talker>> talkers_;
};

}  // namespace

StormReport weather_the_storm(StormPlan const& plan) { return Storm{plan}.run(); }

}  // namespace resume
