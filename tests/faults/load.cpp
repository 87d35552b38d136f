// See load.hpp. Each person has one command under way at a time, so an answer always belongs to the last one.

#include "tests/faults/load.hpp"

#include <memory>
#include <optional>
#include <random>
#include <thread>

#include "tests/faults/every_command.hpp"
#include "tests/faults/office.hpp"
#include "tests/live/raw_line.hpp"

namespace faults {

using namespace live;
using namespace protocol;

namespace {

constexpr int answer_ms = 5'000;
constexpr int again_max = 50;

std::string field(std::string const& json, std::string const& name) {
  auto const at = json.find("\"" + name + "\":\"");
  if (at == std::string::npos) return {};
  auto const start = at + name.size() + 4;
  return json.substr(start, json.find('"', start) - start);
}

// What happened to one command.
enum class Answer { done, refused, again, none };

// Somebody with a seat and a line.
class Person {
 public:
  Person(std::string name, std::uint64_t seed) : name_(std::move(name)), dice_(seed) {}

  bool enter(std::string const& port, std::string const& code) {
    line_.emplace(port);
    auto const seat = join(*line_, code, name_, "a-secret-join-id-of-" + name_);
    if (seat) token_ = seat->token;
    return seat.has_value();
  }
  bool lead(std::string const& port, std::string const& code, std::string const& cookie, std::string const& token) {
    line_.emplace(port);
    if (line_->upgrade("/ws/" + code, {{"Cookie", cookie}}).status != 101) return false;
    line_->say(hello(token, View::staff));
    return line_->until<OwnChanged>().has_value();
  }

  void write(int commands) {
    ask(ChangeSide{Side::hall, TableNumber{1 + static_cast<int>(dice_() % 3)}}, true);
    for (int i = 0; i < commands && !line_->is_gone(); ++i) {
      auto const number = std::to_string(++next_);
      if (dice_() % 4 == 0) {
        take_the_floor(number);
        continue;
      }
      if (!cards_.empty() && dice_() % 5 == 0) {
        ask(EditCard{cards_[dice_() % cards_.size()], {"mended " + name_ + ' ' + number}});
      } else if (cards_.size() > 5 && dice_() % 8 == 0) {
        auto const place = cards_.begin() + static_cast<std::ptrdiff_t>(dice_() % cards_.size());
        auto const card = *place;
        cards_.erase(place);
        ask(RetractCard{card});
      } else if (dice_() % 10 == 0) {
        ask(PostCard{ColumnId{"acties"}, {"bel 06-12345678, vraag naar " + name_ + ' ' + number}, {}});
      } else {
        ask(PostCard{ColumnId{"acties"}, {"card " + name_ + ' ' + number + std::string(dice_() % 200, '.')}, {}});
      }
    }
  }

  // Hides what others write, as soon as it is seen; shows some of it again.
  void watch(std::atomic<bool> const& is_over) {
    while (!is_over && !line_->is_gone()) {
      if (auto const push = line_->push(20)) take(*push, "");
      if (dice_() % 3 == 0) lead_the_talk();
      look_at_what_waits();
      if (shown_.empty()) continue;
      auto const card = shown_.back();
      shown_.clear();
      if (ask(HideItem{{ItemKind::card, card.value}, {"past hier niet"}}, true) != Answer::done) continue;
      if (dice_() % 2 == 0) ask(RestoreItem{{ItemKind::card, card.value}}, true);
    }
  }

  Heard heard;
  std::string const& token() const { return token_; }

 private:
  // Hands, turns and words: others move as well, so any of these may come too late.
  void take_the_floor(std::string const& number) {
    if (own_.is_speaking && dice_() % 3 > 0)
      ask(Say{{"words of " + name_ + ' ' + number}}, true);
    else if (own_.is_speaking)
      ask(YieldFloor{}, true);
    else if (!own_.place)
      ask(RequestFloor{{}, static_cast<RequestKind>(dice_() % describe::names<RequestKind>.size())}, true);
    else if (dice_() % 4 == 0)
      ask(LowerHand{}, true);
    else if (own_.wants_nudges != false)
      ask(SetNudges{false}, true);
  }

  void lead_the_talk() {
    auto const turn = floor_.speaker ? std::optional{floor_.speaker->turn} : std::nullopt;
    auto const& queue = floor_.queue;
    auto const number = std::to_string(++next_);
    if (!heard.done.contains(std::string{MoveHand::type})) move_a_hand();
    switch (dice_() % 6) {
      case 0:
      case 1:
        if (!queue.empty() && (!turn || dice_() % 3 == 0)) ask(GrantFloor{queue.front().seat, turn}, true);
        return;
      case 2: return move_a_hand();
      case 3:
        if (!turns_.empty()) ask(AddGist{turns_[dice_() % turns_.size()], {"gist " + number}}, true);
        return;
      case 4:
        if (!seats_.empty()) help(seats_[dice_() % seats_.size()]);
        return;
      default: return goes_to(dice_() % 2 ? "praten" : "tafels");
    }
  }

  // Others move hands as well: what was refused is tried again on the queue of now.
  void move_a_hand() {
    for (int i = 0; i < 5 && floor_.queue.size() > 1; ++i) {
      auto const& last = floor_.queue.back().seat;
      if (ask(MoveHand{last, {}, {floor_.revision}, MoveReason::balance}, true) == Answer::done) return;
    }
  }

  void look_at_what_waits() {
    if (waiting_.empty()) return;
    auto const [id, edition] = waiting_.back();
    waiting_.pop_back();
    if (dice_() % 2 == 0) return void(ask(PublishCard{id, {edition}}, true));
    ask(ReturnCard{id, {edition}, {"liever zonder nummer"}}, true);
  }

  void help(SeatId const& seat) {
    auto const card = HandCard{1 + static_cast<int>(dice_() % 99)};
    auto const stretch = dice_() % 2 ? Stretch::twice : Stretch::usual;
    if (dice_() % 3 == 0) return void(ask(SitTogether{seats_[dice_() % seats_.size()], seat}, true));
    ask(dice_() % 2 ? Command{GiveHandCard{seat, card}} : Command{SetStretch{seat, stretch}}, true);
  }

  // To a phase without writing, for a moment; who writes asks again meanwhile.
  void goes_to(std::string const& phase) {
    if (ask(StartPhase{PhaseId{phase}, PhaseId{"bord"}}, true) != Answer::done) return;
    for (int i = 0; i < 3 && phase == "tafels" && !seats_.empty(); ++i)
      ask(GrantFloor{seats_[dice_() % seats_.size()], {}}, true);
    ask(StartPhase{PhaseId{"bord"}, PhaseId{phase}}, true);
  }

  // `may_come_late`: the card may have gone meanwhile, which is no fault.
  Answer ask(Command const& body, bool may_come_late = false) {
    auto const id = name_ + '-' + std::to_string(++asked_);
    ++heard.sent;
    for (int again = 0; again < again_max; ++again) {
      line_->say(asking(id, body));
      auto const answer = await(id, may_come_late);
      if (answer == Answer::done) {
        heard.answered.insert(id);
        ++heard.done[std::string{std::visit([](auto const& what) { return what.type; }, body)}];
      }
      if (answer != Answer::again) return answer;
      ++heard.again;
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return Answer::again;
  }

  Answer await(std::string const& id, bool may_come_late) {
    auto const until = std::chrono::steady_clock::now() + std::chrono::milliseconds{answer_ms};
    while (!line_->is_gone() && std::chrono::steady_clock::now() < until) {
      auto const push = line_->push(50);
      if (!push) continue;
      if (auto const answer = take(*push, id)) {
        if (*answer == Answer::refused && !may_come_late) heard.refused.insert(id + ": " + encode(*push));
        return *answer;
      }
    }
    return Answer::none;
  }

  // none: this push is no answer to `id`.
  std::optional<Answer> take(Push const& push, std::string const& id) {
    if (auto const* update = std::get_if<Update>(&push)) {
      bool const is_mine = update->cause && update->cause->value == id;
      for (auto const& thing : update->changed) {
        auto const* card = std::get_if<CardThing>(&thing);
        if (card && card->held_because && !card->returned_with)
          waiting_.emplace_back(card->id, card->edition.value_or(0));
        else if (card)
          (is_mine && card->text.starts_with("card ") ? cards_ : shown_).push_back(card->id);
      }
      see(update->changed);
      if (is_mine) return Answer::done;
    }
    if (auto const* snapshot = std::get_if<Snapshot>(&push)) see(snapshot->things);
    if (auto const* own = std::get_if<OwnChanged>(&push)) own_ = own->own;
    if (auto const* done = std::get_if<Done>(&push); done && done->id.value == id) return Answer::done;
    if (auto const* no = std::get_if<Refused>(&push); no && no->id.value == id)
      return no->reason == Refusal::writing_closed ? Answer::again : Answer::refused;
    if (auto const* retry = std::get_if<Retry>(&push); retry && retry->id.value == id) return Answer::again;
    return std::nullopt;
  }

  void see(std::vector<Thing> const& things) {
    for (auto const& thing : things) {
      if (auto const* floor = std::get_if<FloorThing>(&thing)) floor_ = *floor;
      if (auto const* seat = std::get_if<SeatThing>(&thing)) seats_.push_back(seat->id);
      if (auto const* turn = std::get_if<TurnThing>(&thing); turn && turn->how) turns_.push_back(turn->id);
    }
  }

  std::string name_;
  std::mt19937_64 dice_;
  std::optional<RawLine> line_;
  std::string token_;
  std::vector<CardId> cards_;                             // own, on the board
  std::vector<CardId> shown_;                             // of anybody, not looked at yet
  std::vector<std::pair<CardId, std::int64_t>> waiting_;  // for a look, with their edition
  FloorThing floor_;                                      // as shown last
  Own own_;                                               // likewise
  std::vector<SeatId> seats_;                             // of anybody
  std::vector<TurnId> turns_;                             // that have ended
  int next_ = 0;
  int asked_ = 0;
};

// Sets the password by the one-time link; the session's cookie, "" when it failed.
std::string open_office(std::string const& port, std::string const& link) {
  auto const answer =
      as_page(port, "POST", "/api/v1/office/password",
              R"({"ticket":")" + link + R"(","password":")" + office_password + R"(","library":"De Zwaan"})");
  return answer.status == 200 ? cookie_of(answer) : std::string{};
}

void add(Heard& all, Heard const& one) {
  all.answered.insert(one.answered.begin(), one.answered.end());
  all.refused.insert(one.refused.begin(), one.refused.end());
  all.again += one.again;
  all.sent += one.sent;
  for (auto const& [command, times] : one.done) all.done[command] += times;
}

}  // namespace

Heard keep_busy(std::string const& port, std::string const& password_link, Busy const& how) {
  Heard all;
  auto const office = how.has_office ? open_office(port, password_link) : std::string{};
  PhasePlan talk;
  talk.id.value = talk.key.value = "praten";
  talk.title.value = "Praten";
  talk.floor = FloorMode::open;
  auto tables = talk;
  tables.id.value = tables.key.value = "tafels";
  tables.target = PhaseTarget::table;
  all.code = make_room(port, office, {talk, tables});
  if (all.code.empty()) return all;
  std::vector<std::unique_ptr<Person>> people;
  for (int i = 0; i < how.people; ++i) {
    people.push_back(std::make_unique<Person>("Buur" + std::to_string(i), how.seed * 100 + static_cast<unsigned>(i)));
  }
  auto leader = std::make_unique<Person>("Leiding", how.seed);
  auto stranger = std::make_unique<Person>("Elders", how.seed + 1);
  std::atomic<bool> is_over{false};
  std::vector<std::thread> threads;
  for (auto& person : people) {
    threads.emplace_back([&, person = person.get()] {
      if (person->enter(port, all.code)) person->write(how.commands);
    });
  }
  std::thread leading{[&] {
    if (office.empty()) return;
    auto const seat =
        as_page(port, "POST", "/api/v1/rooms/" + all.code + "/staff",
                R"({"id":"a-secret-of-this-page","role":"facilitator","name":"Lotte","accepts":1})", office);
    if (!leader->lead(port, all.code, cookie_of(seat), field(seat.body, "token"))) return;
    std::thread elsewhere{[&, code = make_room(port, office)] {
      if (stranger->enter(port, code)) stranger->write(how.commands / 4);
    }};
    leader->watch(is_over);
    elsewhere.join();
  }};
  Heard everything;
  std::thread asking_everything{[&] {
    if (how.everything > 0 && !office.empty()) ask_everything(port, office, how.everything, how.seed, everything);
  }};
  Heard desk;
  std::thread at_the_office{[&] {
    if (!office.empty()) work_at_the_office(port, office, all.code, how.office_rounds, desk);
  }};
  for (auto& thread : threads) thread.join();
  is_over = true;
  leading.join();
  asking_everything.join();
  at_the_office.join();
  people.push_back(std::move(leader));
  people.push_back(std::move(stranger));
  all.everything = everything.everything;
  all.erasing = everything.erasing;
  all.rooms_of_office = desk.rooms_of_office;
  all.office_did = desk.office_did;
  all.invited = desk.invited;
  add(all, everything);
  add(all, desk);
  for (auto const& person : people) {
    add(all, person->heard);
    if (all.token.empty()) all.token = person->token();
  }
  return all;
}

std::string wrong_board(std::string const& port, Boards const& boards, Heard const& heard) {
  auto const is_as_kept = [&](std::string const& code, std::optional<std::string> const& token) {
    std::multiset<std::string> kept;
    for (auto const& [card, text] : boards.at(code)) kept.insert(text);
    auto const seen = cards_seen(port, code, token);
    return seen && std::multiset<std::string>(seen->begin(), seen->end()) == kept;
  };
  for (auto const& [code, board] : boards) {
    if (code == heard.everything) continue;              // drafts and lines of tables are on no screen
    if (heard.rooms_of_office.contains(code)) continue;  // some are closed; wrong_office() looks at them
    if (!is_as_kept(code, std::nullopt)) return "the board of room " + code + " is not what is kept";
  }
  if (heard.token.empty()) return "";
  if (!boards.contains(heard.code)) return "the room of the evening is gone";
  return is_as_kept(heard.code, heard.token) ? "" : "somebody with a seat does not see what is kept";
}

}  // namespace faults
