// See talker.hpp.

#include "tests/resume/talker.hpp"

#include <algorithm>
#include <chrono>

namespace resume {

using namespace protocol;
using namespace rehearsal;
using std::chrono::milliseconds;

namespace {

constexpr int cards_per_person = 12;      // then own cards are edited: a board holds 5,000
constexpr auto beat = milliseconds(500);  // how long a person thinks; faster, and this process cannot keep up
constexpr int mildly = 3;                 // so many times longer

}  // namespace

Talker::Talker(Loop& loop, Door door, int number, bool may_be_removed, std::uint64_t seed, StormReport& report)
    : loop_(loop),
      person_(loop, std::move(door), Who{.name = "Buur " + std::to_string(number), .takes_no = may_be_removed}),
      number_(number), dice_(seed), report_(report) {
  person_.come_in();
  think();
}

void Talker::think() {
  loop_.after(milliseconds(1 + die((is_mild_ ? mildly : 1) * 2 * beat.count())), life_, [this] {
    if (!is_resting_ && !is_asking_ && person_.own()) act();
    if (!is_resting_) think();
  });
}

void Talker::act() {
  if (person_.is_speaking()) return die(3) == 0 ? simply(YieldFloor{}, report_.hands) : say();
  // With a hundred hands up, each hand that moves is the whole queue to everybody.
  int const choice = is_mild_ ? 2 + die(6) : die(8);
  if (choice < 2) return simply(person_.own()->place ? Command{LowerHand{}} : Command{RequestFloor{}}, report_.hands);
  if (choice < 4 && !cards_.empty()) return edit();
  if (choice == 4 && !cards_.empty()) return take_back();
  if (written_ < cards_per_person) return write();
  edit();
}

void Talker::simply(Command what, long& count) {
  ask(std::move(what), [&count](Answer const& answer) { count += is_done(answer) ? 1 : 0; });
}

void Talker::say() {
  auto const words = "zin " + std::to_string(number_) + "." + std::to_string(next_++) + ";";
  ask(Say{{words}}, [this, words](Answer const& answer) {
    if (!is_done(answer)) return;
    sentences_.push_back(words);
    ++report_.sentences;
  });
}

void Talker::write() {
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
void Talker::learn_cards() {
  for (auto const& card : person_.own_cards()) {
    auto const text = person_.text_of(card);
    if (std::ranges::find(promised_, text) != promised_.end()) cards_.emplace(card.id, text);
  }
}

void Talker::edit() {
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

void Talker::take_back() {
  auto const card = std::next(cards_.begin(), die(static_cast<int>(cards_.size())))->first;
  ask(RetractCard{card}, [this, card](Answer const& answer) {
    if (!is_done(answer)) return;
    std::erase(promised_, cards_[card]);
    cards_.erase(card);
    taken_back_.push_back(card);
    ++report_.taken_back;
  });
}

void Talker::ask(Command what, Person::OnAnswer then) {
  is_asking_ = true;
  person_.ask(std::move(what), [this, then = std::move(then)](Answer const& answer) {
    is_asking_ = false;
    if (refusal_in(answer)) ++report_.refused;
    then(answer);
  });
}

}  // namespace resume
