#include "tests/simulation/past.hpp"

#include <algorithm>
#include <utility>

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

std::optional<Millis> Past::stopped_at(Running const& turn) const {
  if (turn.line_lost_at) return turn.line_lost_at;
  if (!paused_at_) return std::nullopt;
  return turn.began_in_break ? turn.granted_at : *paused_at_;
}

// Spoken time is the time between being called and ending, less the breaks, the time without a line and what stood
// still; less than nothing, on a clock that was set back, counts as nothing.
std::int64_t Past::spoken(Running const& turn, Millis at) const {
  auto const until = stopped_at(turn).value_or(at);
  return turn.before + std::max<std::int64_t>(0, until - turn.granted_at - turn.breaks);
}

void Past::go_on(Running& turn, Millis at) const {
  turn.granted_at = at;
  turn.breaks = 0;
  turn.began_in_break = paused_at_.has_value();
  if (turn.line_lost_at) turn.line_lost_at = at;
}

std::string Past::take(FloorGranted const& event) {
  std::string broken;
  if (event.interrupts) {
    if (held_) broken = "a question came in during a question";
    if (!running_ || running_->turn != *event.interrupts) return "a question came in and nobody spoke";
    running_->before = spoken(*running_, event.at);
    held_ = running_;
  } else if (running_) {
    broken = "the floor was given while somebody spoke";
  }
  running_ = Running{event.turn};
  go_on(*running_, event.at);
  turns[event.turn.value].seat = event.seat;
  return broken;
}

// Spoken time is the time between being called and ending, less the breaks and the time without a line; less than
// nothing, on a clock that was set back, counts as nothing.
std::string Past::take(TurnEnded const& event) {
  std::int64_t elapsed = 0;
  std::optional<Millis> line_lost_at;
  if (held_ && held_->turn == event.turn) {
    elapsed = held_->before;
    line_lost_at = held_->line_lost_at;
    held_.reset();
  } else {
    if (!running_ || running_->turn != event.turn) return "a turn ended that did not run";
    elapsed = spoken(*running_, event.at);
    line_lost_at = running_->line_lost_at;
    running_ = std::exchange(held_, std::nullopt);
    if (running_) go_on(*running_, event.at);
  }
  if (event.how == TurnEnd::unanswered) {
    turns.erase(event.turn.value);
    return event.spoken_ms == 0 ? "" : "an unanswered call counted as speaking";
  }
  spoken_ms[event.seat] += elapsed;
  ended_ = Ended{event.turn, event.seat, elapsed, line_lost_at};
  if (elapsed == event.spoken_ms) return "";
  return "speaking seconds do not add up: " + std::to_string(event.spoken_ms) + " ms told, " + std::to_string(elapsed) +
         " ms passed";
}

// The turn never was; who spoke before goes on where the clock stood.
std::string Past::take(GrantUndone const& event) {
  if (!running_ || running_->turn != event.turn) return "a grant was undone that did not run";
  turns.erase(event.turn.value);
  running_ = std::exchange(held_, std::nullopt);
  if (running_) {
    if (event.resumed != running_->turn) return "another turn goes on than the one that stood still";
  } else if (event.resumed) {
    if (!ended_ || ended_->turn != *event.resumed) return "a turn goes on that did not end last";
    spoken_ms[ended_->seat] -= ended_->spoken;
    running_ = Running{ended_->turn, 0, 0, false, ended_->spoken, ended_->line_lost_at};
  }
  if (running_) go_on(*running_, event.at);
  return "";
}

// What the room notes by itself.
std::string Past::take_noted(Event const& event) {
  std::string broken;
  auto const runs = [this](TurnId const& turn) { return running_ && running_->turn == turn; };
  std::visit(Match{[&](SpeakerLost const& one) {
                     if (!runs(one.turn) || running_->line_lost_at) broken = "a line was lost that was not there";
                     if (runs(one.turn)) running_->line_lost_at = one.since;
                   },
                   [&](SpeakerBack const& one) {
                     bool const was_lost = runs(one.turn) && running_->line_lost_at;
                     if (!was_lost) broken = "a line came back that was not lost";
                     if (!was_lost) return;
                     running_->breaks += std::max<std::int64_t>(0, one.at - *running_->line_lost_at);
                     running_->line_lost_at.reset();
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
  auto const note = [&broken](std::string what) {
    if (!what.empty()) broken = std::move(what);
  };
  note(round.take(event));
  note(take_noted(event));
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
              if (paused_at_ && running_) {
                running_->breaks += one.at - *stopped_at(*running_);
                running_->began_in_break = false;
                if (running_->line_lost_at) running_->line_lost_at = one.at;
              }
              paused_at_.reset();
            },
            [&](FloorGranted const& one) { note(take(one)); }, [&](GrantUndone const& one) { note(take(one)); },
            [&](TurnEnded const& one) { note(take(one)); },
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
