// The habits of a rehearsed neighbour; see neighbour.hpp.

#include "clients/rehearsal/neighbour.hpp"

#include <algorithm>
#include <cmath>

#include "clients/rehearsal/words.hpp"

namespace rehearsal {

using namespace protocol;
using std::chrono::microseconds;

namespace {
inline constexpr std::size_t cards_wanted = 6;  // then old ones are taken back, so that a long demo stays readable
}

Neighbour::Neighbour(Loop& loop, EveningPlan const& plan, Who who, unsigned seed, EveningResult& result)
    : loop_(loop), plan_(plan), result_(result), person_(loop, Door{plan.address, plan.room}, std::move(who)),
      dice_(seed) {}

int Neighbour::below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(dice_); }
bool Neighbour::chance(double share) { return std::uniform_real_distribution<double>(0, 1)(dice_) < share; }

void Neighbour::after_s(double least, double most, std::function<void()> task) {
  auto const seconds = std::uniform_real_distribution<double>(least, most)(dice_) / plan_.pace;
  loop_.after(microseconds(std::llround(seconds * 1e6)), life_, std::move(task));
}

void Neighbour::count(Answer const& answer, int& counter) { ++(is_done(answer) ? counter : result_.refused); }

// People do not all come through the door in the same second.
void Neighbour::begin() {
  person_.on_push = [this](Push const&) { notice_floor(); };
  after_s(0, std::min(10.0, plan_.people * 0.3), [this] {
    person_.come_in();
    live();
  });
}

void Neighbour::live() {
  after_s(2, 9, [this] {
    if (person_.is_in() && person_.own() && !is_asking_) act();
    live();
  });
}

void Neighbour::act() {
  auto const* floor = person_.store().floor();
  if (floor == nullptr || person_.is_speaking()) return;
  if (person_.can("post_card") && chance(0.35)) return post_card();
  if (person_.own()->place && chance(0.04)) {
    is_asking_ = true;
    person_.ask(LowerHand{}, [this](Answer const& answer) {
      is_asking_ = false;
      count(answer, result_.hands);
    });
    return;
  }
  // A long queue keeps people from raising a hand.
  if (person_.can("request_floor") && chance(floor->queue.size() < 4 ? 0.25 : 0.03)) {
    is_asking_ = true;
    person_.ask(RequestFloor{}, [this](Answer const& answer) {
      is_asking_ = false;
      count(answer, result_.hands);
    });
  }
}

// --- at the floor --------------------------------------------------------------------------------------------------

void Neighbour::notice_floor() {
  if (!person_.is_speaking()) return;
  auto const& turn = person_.store().floor()->speaker->turn;
  if (turn_ == turn) return;
  turn_ = turn;
  bool const types = person_.who().side == Side::online || chance(0.3);
  after_s(1, 3, [this, types] {
    if (types) return speak(1 + below(3));
    after_s(4, 12, [this] { speak(0); });  // spoken aloud in the hall: nothing to type
  });
}

void Neighbour::speak(int sentences_left) {
  if (!person_.is_speaking()) return;  // the floor went on
  if (sentences_left == 0) {
    person_.send_typing(false);
    person_.ask(YieldFloor{}, [this](Answer const& answer) { count(answer, result_.turns); });
    return;
  }
  person_.send_typing(true);
  after_s(2, 5, [this, sentences_left] {
    if (!person_.is_speaking()) return;
    auto const all = words::sentences();
    person_.ask(Say{{std::string(all[static_cast<std::size_t>(below(static_cast<int>(all.size())))])}},
                [this](Answer const& answer) { count(answer, result_.words); });
    after_s(0.5, 2, [this, sentences_left] { speak(sentences_left - 1); });
  });
}

// --- at the board --------------------------------------------------------------------------------------------------

void Neighbour::post_card() {
  if (person_.own_cards().size() >= cards_wanted) return take_card_back();
  auto const running = person_.store().room()->phase.value_or(PhaseId{});
  std::vector<ColumnId> columns;
  for (auto const* column : person_.store().all<ColumnThing>()) {
    if (column->phase == running) columns.push_back(column->id);
  }
  if (columns.empty()) return;
  auto const& column = columns[static_cast<std::size_t>(below(static_cast<int>(columns.size())))];
  auto const all = words::ideas();
  auto const text = std::string(all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]);
  is_asking_ = true;
  person_.ask(PostCard{column, {text}, std::nullopt}, [this, text](Answer const& answer) {
    is_asking_ = false;
    count(answer, result_.cards);
    if (is_done(answer)) kept_cards_.insert(text);
  });
}

void Neighbour::take_card_back() {
  auto const card = person_.own_cards().front();
  if (card.is_hidden || !person_.can("retract_card") || !chance(0.5)) return;
  is_asking_ = true;
  person_.ask(RetractCard{card.id}, [this, text = person_.text_of(card)](Answer const& answer) {
    is_asking_ = false;
    if (!is_done(answer)) return void(++result_.refused);
    auto const kept = kept_cards_.find(text);
    if (kept != kept_cards_.end()) kept_cards_.erase(kept);
  });
}

}  // namespace rehearsal
