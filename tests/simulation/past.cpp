#include "tests/simulation/past.hpp"

#include <algorithm>

namespace sim {

using namespace protocol;

namespace {

template <class... Each>
struct Match : Each... {
  using Each::operator()...;
};

}  // namespace

void Past::hide(Item const& item, std::optional<Micros> at, SeatId const& by) {
  auto const set = [&](auto& thing) {
    thing.hidden_at = at;
    thing.hidden_by = by;
  };
  if (auto const card = cards.find(item.id); card != cards.end()) set(card->second);
  if (auto const turn = turns.find(item.id); turn != turns.end()) set(turn->second);
}

void Past::erase(SeatId const& seat, Micros now) {
  erased.emplace(seat.value, now);
  for (auto& [id, card] : cards)
    if (card.author == seat) card.texts.emplace_back();
}

bool Past::was_erased(SeatId const& seat, Micros before) const {
  auto const found = erased.find(seat.value);
  return found != erased.end() && found->second < before;
}

std::optional<Millis> Past::stopped_at() const {
  if (line_lost_at_) return line_lost_at_;
  if (!paused_at_) return std::nullopt;
  return began_in_break_ ? granted_at_ : *paused_at_;
}

// Spoken time is the time between being called and ending, less the breaks and the time without a line; less than
// nothing, on a clock that was set back, counts as nothing.
std::string Past::take(TurnEnded const& event) {
  if (turn_ != event.turn) return "a turn ended that did not run";
  turn_.reset();
  if (event.how == TurnEnd::unanswered) {
    turns.erase(event.turn.value);
    return event.spoken_ms == 0 ? "" : "an unanswered call counted as speaking";
  }
  auto const ended_at = stopped_at().value_or(event.at);
  line_lost_at_.reset();
  auto const elapsed = std::max<std::int64_t>(0, ended_at - granted_at_ - breaks_);
  spoken_ms[event.seat] += elapsed;
  if (elapsed == event.spoken_ms) return "";
  return "speaking seconds do not add up: " + std::to_string(event.spoken_ms) + " ms told, " + std::to_string(elapsed) +
         " ms passed";
}

// What the room notes by itself.
std::string Past::take_noted(Event const& event) {
  std::string broken;
  std::visit(Match{[&](SpeakerLost const& one) {
                     if (line_lost_at_ || turn_ != one.turn) broken = "a line was lost that was not there";
                     line_lost_at_ = one.since;
                   },
                   [&](SpeakerBack const& one) {
                     if (!line_lost_at_ || turn_ != one.turn) broken = "a line came back that was not lost";
                     breaks_ += std::max<std::int64_t>(0, one.at - line_lost_at_.value_or(one.at));
                     line_lost_at_.reset();
                   },
                   [&](SeatNudged const& one) {
                     auto& last = nudged_at_[one.seat];
                     if (fold.floor.round) broken = "somebody was nudged in a round";
                     if (last && one.at >= *last && one.at - *last < limits::nudge_ms)
                       broken = "somebody was nudged too soon";
                     last = one.at;
                   },
                   [](auto const&) {}},
             event);
  return broken;
}

std::string Past::take(Event const& event, Micros now) {
  auto broken = queue.take(event);
  if (auto const noted = take_noted(event); !noted.empty()) broken = noted;
  std::visit(
      Match{[&](SeatTaken const& one) { seats.insert(one.seat.value); },
            [&](SeatErased const& one) { erase(one.seat, now); },
            [&](RoomErased const&) {
              for (auto const& seat : seats) erase(SeatId{seat}, now);
            },
            [&](TicketOffered const& one) { tickets.insert(one.ticket.value); },
            [&](PhaseStarted const& one) {
              phase = one.phase;
              phases_begun.insert(one.phase.value);
            },
            [&](RoomPaused const& one) { paused_at_ = one.at; },
            [&](RoomResumed const& one) {
              if (paused_at_) breaks_ += one.at - *stopped_at();
              if (line_lost_at_) line_lost_at_ = one.at;
              paused_at_.reset();
              began_in_break_ = false;
            },
            [&](FloorGranted const& one) {
              if (turn_) broken = "the floor was given while somebody spoke";
              turn_ = one.turn;
              granted_at_ = one.at;
              breaks_ = 0;
              line_lost_at_.reset();
              began_in_break_ = paused_at_.has_value();
              turns[one.turn.value].seat = one.seat;
            },
            [&](TurnEnded const& one) {
              if (auto const sum = take(one); !sum.empty()) broken = sum;
            },
            [&](WordsSaid const& one) {
              auto& words = turns[one.turn.value].words;
              words += (words.empty() ? "" : "\n") + one.words.text;
              written[one.words.owner.value].push_back(one.words.text);
            },
            [&](GistAdded const& one) {
              turns[one.turn.value].gists.insert(one.gist.text);
              turns[one.turn.value].gist_by = one.gist.owner;
              written[one.gist.owner.value].push_back(one.gist.text);
            },
            [&](CardPosted const& one) {
              cards[one.card.value] = {one.author, one.by, one.phase, one.is_draft, {one.text.text}, std::nullopt, {}};
              written[one.text.owner.value].push_back(one.text.text);
            },
            [&](CardEdited const& one) {
              cards[one.card.value].texts.push_back(one.text.text);
              written[one.text.owner.value].push_back(one.text.text);
            },
            [&](CardsRevealed const& one) {
              for (auto const& card : one.order) cards[card.value].is_secret = false;
              for (auto const& [id, card] : cards) {
                bool const is_left = card.phase == one.phase && card.is_secret && fold.board.cards.contains(CardId{id});
                if (is_left) broken = "a secret card was left out of the reveal";
              }
            },
            [&](SeatRemoved const& one) { written[one.reason.owner.value].push_back(one.reason.text); },
            [&](ItemHidden const& one) {
              hide(one.item, now, one.by);
              written[one.reason.owner.value].push_back(one.reason.text);
            },
            [&](ItemRestored const& one) { hide(one.item, std::nullopt, {}); }, [](auto const&) {}},
      event);
  return broken;
}

}  // namespace sim
