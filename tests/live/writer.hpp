#pragma once
// Somebody who goes on writing while the server is killed and started again (killing.hpp), and knows what was promised.
// One thread at a time.

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/live/raw_line.hpp"

namespace live {

using namespace protocol;

// So begin the cards of people who come in, write and erase that; they are kept account of apart.
inline constexpr char const* guest_words = "van gast ";

// One person who writes cards, raises and lowers a hand now and then, and remembers what was promised.
class Writer {
  static constexpr int cards_per_hand = 6;
  static constexpr std::size_t unanswered_max = 3;
  static constexpr int glance_ms = 2;
  static constexpr int silent_max = 20'000 / glance_ms;

 public:
  explicit Writer(std::string name) : name_(std::move(name)) {}

  // Until everything of this round is answered, or the line ends.
  void work(std::string const& port, std::string const& code, int new_cards) {
    RawLine line{port};
    auto const seat =
        token_.empty() ? join(line, code, name_, "a-secret-join-id-of-" + name_) : come_back(line, code, token_);
    if (!seat) return;
    token_ = seat->token;
    seat_ = seat->id;
    for (auto const& [id, text] : unanswered_) say(line, id, text);
    if (hand_id_) move_hand(line);
    int silent = 0, moved_at = 0;
    while (!line.is_gone() && (new_cards > 0 || has_unanswered())) {
      if (new_cards % cards_per_hand == 1 && new_cards != moved_at && !hand_id_) {
        moved_at = new_cards;
        hand_id_ = name_ + "-hand-" + std::to_string(next_++);
        is_going_up_ = !is_up_.value_or(false);
        move_hand(line);
      }
      if (new_cards > 0 && unanswered_.size() < unanswered_max) {
        --new_cards;
        auto const id = name_ + "-" + std::to_string(next_++);  // everybody sees it as a cause: of this writer alone
        auto const text = "card " + id;
        unanswered_[id] = text;
        ++sent;
        say(line, id, text);
      }
      auto const push = line.push(glance_ms);
      if (push) take(*push);
      silent = push ? 0 : silent + 1;
      if (silent >= silent_max) faults.push_back(name_ + " hears nothing any more, on a line that is open");
      if (!faults.empty()) return;
    }
  }

  std::string const& token() const { return token_; }
  bool has_unanswered() const { return !unanswered_.empty() || hand_id_; }
  // What is wrong with this person's hand, "" for nothing; only when the last that was asked of it was answered. Who
  // had a hand up may have got the floor: nobody leads this room.
  std::string wrong_hand(std::vector<Thing> const& things) const {
    if (hand_id_ || !is_up_) return "";
    bool is_there = false, has_spoken = false;
    for (auto const& thing : things) {
      if (auto const* floor = std::get_if<FloorThing>(&thing)) {
        is_there = std::ranges::find(floor->queue, seat_, &Hand::seat) != floor->queue.end();
        has_spoken = has_spoken || (floor->speaker && floor->speaker->seat == seat_);
      }
      if (auto const* turn = std::get_if<TurnThing>(&thing)) has_spoken = has_spoken || turn->seat == seat_;
    }
    if (*is_up_ && !is_there && !has_spoken) return "the hand of " + name_ + " was up, as was confirmed, and is gone";
    if (!*is_up_ && is_there) return "the hand of " + name_ + " was lowered, as was confirmed, and is up";
    return "";
  }
  std::set<std::string> acknowledged, shown;
  long hands = 0;  // up or down, and confirmed
  std::vector<std::string> faults;
  long sent = 0;

 private:
  static void say(RawLine& line, std::string const& id, std::string const& text) {
    line.say(asking(id, PostCard{ColumnId{"acties"}, {text}, std::nullopt}));
  }
  void move_hand(RawLine& line) const {
    line.say(asking(*hand_id_, is_going_up_ ? Command{RequestFloor{}} : Command{LowerHand{}}));
  }
  void answered(std::string const& id) {
    if (id == hand_id_) {
      hand_id_.reset();
      is_up_ = is_going_up_;
      ++hands;
      return;
    }
    auto const found = unanswered_.find(id);
    if (found == unanswered_.end()) return;
    acknowledged.insert(found->second);
    unanswered_.erase(found);
  }
  void see(std::vector<Thing> const& things) {
    for (auto const& thing : things) {
      auto const* card = std::get_if<CardThing>(&thing);
      if (card && !card->text.empty() && !card->text.starts_with(guest_words)) shown.insert(card->text);
    }
  }
  void take(Push const& push) {
    if (auto const* update = std::get_if<Update>(&push)) {
      see(update->changed);
      if (update->cause) answered(update->cause->value);
    } else if (auto const* snapshot = std::get_if<Snapshot>(&push)) {
      see(snapshot->things);
    } else if (auto const* done = std::get_if<Done>(&push)) {
      answered(done->id.value);
    } else if (auto const* no = std::get_if<Refused>(&push); no && no->id.value == hand_id_) {
      hand_id_.reset();  // has got the floor meanwhile
      is_up_.reset();
    } else if (std::holds_alternative<Refused>(push) || std::holds_alternative<BadMessage>(push)) {
      faults.push_back(name_ + " was refused: " + encode(push));
    }
  }

  std::string name_;
  std::string token_;
  SeatId seat_;
  std::map<std::string, std::string> unanswered_;  // by id
  std::optional<std::string> hand_id_;             // likewise, of the hand: one at a time
  bool is_going_up_ = false;
  std::optional<bool> is_up_;  // as was confirmed last; none: not known
  int next_ = 1;
};

}  // namespace live
