#include "tests/simulation/past.hpp"

#include <algorithm>
#include <boost/mp11/algorithm.hpp>
#include <type_traits>
#include <utility>

#include "protocol/describe.hpp"
#include "server/room/floors.hpp"
#include "server/room/permissions.hpp"

namespace sim {

using namespace protocol;

namespace {

template <class... Each>
struct Match : Each... {
  using Each::operator()...;
};

}  // namespace

void Past::hide(Item const& item, bool is_hidden, SeatId const& by, Moment const& moment) {
  auto const turn = turns.find(item.id);
  if (turn == turns.end()) return;
  if (turn->second.hidden.is_empty()) turn->second.hidden.becomes({}, false);
  turn->second.hidden.becomes(moment, is_hidden);
  turn->second.hidden_by = by;
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
  return turn.says_back ? turn.before : turn.before + since_granted(turn, at);
}

std::int64_t Past::since_granted(Running const& turn, Millis at) const {
  return std::max<std::int64_t>(0, stopped_at(turn).value_or(at) - turn.granted_at - turn.breaks);
}

void Past::go_on(Running& turn, Millis at) const {
  if (turn.says_back) return;
  turn.granted_at = at;
  turn.breaks = 0;
  turn.began_in_break = paused_at_.has_value();
  if (turn.line_lost_at) turn.line_lost_at = at;
}

std::string Past::take(FloorGranted const& event) {
  std::string broken;
  auto& [running, held, ended] = places_[event.table];
  where_[event.turn.value] = event.table;
  if (event.interrupts) {
    questions.insert(event.turn.value);
    if (held) broken = "a question came in during a question";
    if (!running || running->turn != *event.interrupts) return "a question came in and nobody spoke";
    running->before = spoken(*running, event.at);
    held = running;
  } else if (running) {
    broken = "the floor was given while somebody spoke";
  }
  running = Running{event.turn};
  go_on(*running, event.at);
  running->says_back = event.says_back_to.has_value();
  running->agreed = event.ends_at - event.at;
  running->may_be_open = free_talks_.contains(event.phase.value) && !event.is_in_round;
  if (!event.why && !event.given_as) broken = "the floor was given and nobody can read why";
  turns[event.turn.value].seat = event.seat;
  return broken;
}

// Spoken time is the time between being called and ending, less the breaks and the time without a line; less than
// nothing, on a clock that was set back, counts as nothing. Who never heard that it was said back rightly has spoken as
// well; and a turn that nobody ended in a free talk stops counting some time after its end.
std::string Past::take(TurnEnded const& event) {
  if (!where_.contains(event.turn.value)) return "a turn ended that did not begin";
  auto& [running, held, ended] = place_of(event.turn);
  Running turn;
  std::int64_t elapsed = 0;
  if (held && held->turn == event.turn) {
    turn = *std::exchange(held, std::nullopt);
    elapsed = turn.says_back ? since_granted(turn, event.at) : turn.before;
  } else {
    if (!running || running->turn != event.turn) return "a turn ended that did not run";
    turn = *std::exchange(running, std::exchange(held, std::nullopt));
    elapsed = turn.says_back ? since_granted(turn, event.at) : spoken(turn, event.at);
    turn.before = spoken(turn, event.at);
    if (running) go_on(*running, event.at);
  }
  if (event.how == TurnEnd::unanswered) {
    turns.erase(event.turn.value);
    return event.spoken_ms == 0 ? "" : "an unanswered call counted as speaking";
  }
  // A stretch may have made the turn half as long, or twice as long.
  bool const may_be_less =
      turn.may_be_open ? event.spoken_ms >= turn.agreed : turn.says_back && event.spoken_ms >= turn.agreed / 2;
  bool const is_right = event.spoken_ms == elapsed || (may_be_less && event.spoken_ms < elapsed);
  spoken_ms[event.seat] += event.spoken_ms;
  ended = Ended{turn, event.seat, event.spoken_ms};
  if (is_right) return "";
  return "speaking seconds do not add up: " + std::to_string(event.spoken_ms) + " ms told, " + std::to_string(elapsed) +
         " ms passed";
}

// The turn never was; who spoke before goes on where the clock stood.
std::string Past::take(GrantUndone const& event) {
  if (!where_.contains(event.turn.value)) return "a grant was undone that never was";
  auto& [running, held, ended] = place_of(event.turn);
  if (!running || running->turn != event.turn) return "a grant was undone that did not run";
  turns.erase(event.turn.value);
  running = std::exchange(held, std::nullopt);
  if (running) {
    if (event.resumed != running->turn) return "another turn goes on than the one that stood still";
  } else if (event.resumed) {
    if (!ended || ended->turn.turn != *event.resumed) return "a turn goes on that did not end last";
    spoken_ms[ended->seat] -= ended->counted;
    running = ended->turn;
  }
  if (running) go_on(*running, event.at);
  return "";
}

// What the room notes by itself.
std::string Past::take_noted(Event const& event) {
  std::string broken;
  auto const runs = [this](TurnId const& turn) -> Running* {
    auto const found = where_.find(turn.value);
    if (found == where_.end()) return nullptr;
    auto& running = places_[found->second].running;
    return running && running->turn == turn ? &*running : nullptr;
  };
  std::visit(Match{[&](SpeakerLost const& one) {
                     auto* const turn = runs(one.turn);
                     if (!turn || turn->line_lost_at) broken = "a line was lost that was not there";
                     if (turn) turn->line_lost_at = one.since;
                   },
                   [&](SpeakerBack const& one) {
                     auto* const turn = runs(one.turn);
                     bool const was_lost = turn && turn->line_lost_at;
                     if (!was_lost) broken = "a line came back that was not lost";
                     if (!was_lost) return;
                     turn->breaks += std::max<std::int64_t>(0, one.at - *turn->line_lost_at);
                     turn->line_lost_at.reset();
                   },
                   [&](HeardRightly const& one) {
                     auto* const turn = runs(one.turn);
                     bool const was_said_back = turn && turn->says_back;
                     if (!was_said_back) broken = "something was heard rightly that nobody said back";
                     if (!was_said_back) return;
                     turn->says_back = false;
                     go_on(*turn, one.at);
                   },
                   [&](SeatNudged const& one) {
                     auto& last = nudged_at_[one.seat];
                     auto const* floor = room::floor_of(fold, one.seat);
                     if (!floor || floor->round) broken = "somebody was nudged in a round";
                     if (last && one.at >= *last && one.at - *last < limits::nudge_ms)
                       broken = "somebody was nudged too soon";
                     last = one.at;
                   },
                   [](auto const&) {}},
             event);
  return broken;
}

// Of the floor at which it happens, as far as it is about a round.
RoundPast& Past::round_of(Event const& event) {
  room::Where where;
  std::visit(
      Match{[&](RoundStarted const& one) { where = one.table; }, [&](RoundEnded const& one) { where = one.table; },
            [&](FloorGranted const& one) { where = one.table; },
            [&](TurnEnded const& one) { where = where_[one.turn.value]; },
            [&](SecondChanceBegun const& one) {
              if (auto const* floor = room::floor_of(fold, one.order.front())) where = floor->table;
            },
            [](auto const&) {}},
      event);
  return rounds[where];
}

bool Past::may_hear(std::optional<SeatId> const& seat, TableNumber table) const {
  auto const found = seat ? sat.find(*seat) : sat.end();
  return found != sat.end() && found->second.contains(table);
}

void Past::take_seating(Event const& event) {
  auto const sits = [this](SeatId const& seat, std::optional<TableNumber> const& table) {
    if (table) sat[seat].insert(*table);
  };
  if (auto const* one = std::get_if<SeatTaken>(&event)) sits(one->seat, one->table);
  if (auto const* one = std::get_if<SeatMoved>(&event)) sits(one->seat, one->table);
  if (auto const* all = std::get_if<PeopleSeated>(&event))
    for (auto const& one : all->seats) sits(one.seat, one.table);
}

std::string Past::take_parts(Event const& event, Moment const& moment) {
  if (auto const* began = std::get_if<RoomOpened>(&event))
    for (auto const& plan : began->phases)
      if (plan.floor == FloorMode::free) free_talks_.insert(plan.id.value);
  std::string broken;
  for (auto const& what :
       {queue.take(event), round_of(event).take(event), take_noted(event), consent.take(event, people),
        ballots.take(event), people.take(event, moment), board.take(event, moment), script.take(event, moment)})
    if (!what.empty()) broken = what;
  return broken;
}

std::string Past::take(CardEdited const& event) const {
  auto const& card = fold.board.cards.at(event.card);
  auto const& by = fold.seats.at(event.by.value_or(card.author));
  bool const is_too_late = script.phase() != card.phase && !card.held && (card.is_draft || !room::is_staff(by.role));
  return is_too_late ? "a card was written anew after its phase was over" : "";
}

// Every text in it that is somebody's: what erasing that person must take away.
void Past::take_written(Event const& event) {
  auto const note = [this](PersonalText const& text) {
    bool const can_be_told = text.text.find('#') != std::string::npos;  // NumberedWords
    if (can_be_told) written[text.owner.value].push_back(text.text);
  };
  auto const look = Match{[&](PersonalText const& text) { note(text); },
                          [&](std::optional<PersonalText> const& text) {
                            if (text) note(*text);
                          },
                          [](auto const&) {}};
  std::visit(
      [&](auto const& one) {
        boost::mp11::mp_for_each<describe::Members<std::decay_t<decltype(one)>>>(
            [&](auto member) { look(one.*member.pointer); });
      },
      event);
}

std::string Past::take(Event const& event, Moment const& moment) {
  auto broken = take_parts(event, moment);
  auto const note = [&broken](std::string what) {
    if (!what.empty()) broken = std::move(what);
  };
  take_written(event);
  take_seating(event);
  std::visit(
      Match{[&](SeatTaken const& one) { seats.insert(one.seat.value); },
            [&](SeatErased const& one) { erased.emplace(one.seat.value, moment.at); },
            [&](RoomErased const&) {
              for (auto const& seat : seats) erased.emplace(seat, moment.at);
            },
            [&](TicketOffered const& one) { tickets.insert(one.ticket.value); },
            [&](RoomPaused const& one) { paused_at_ = one.at; },
            [&](RoomResumed const& one) { go_on_after_break(one.at); },
            [&](FloorGranted const& one) { note(take(one)); }, [&](GrantUndone const& one) { note(take(one)); },
            [&](TurnEnded const& one) { note(take(one)); },
            [&](WordsSaid const& one) {
              auto& words = turns[one.turn.value].words;
              words += (words.empty() ? "" : "\n") + one.words.text;
            },
            [&](GistAdded const& one) {
              turns[one.turn.value].gists.insert(one.gist.text);
              turns[one.turn.value].gist_by = one.gist.owner;
            },
            [&](CardEdited const& one) { note(take(one)); }, [&](TablesTold const& one) { told.insert(one.text.text); },
            [&](ItemHidden const& one) { hide(one.item, true, one.by, moment); },
            [&](ItemRestored const& one) { hide(one.item, false, {}, moment); }, [](auto const&) {}},
      event);
  return broken;
}

void Past::go_on_after_break(Millis at) {
  for (auto& [where, place] : places_) {
    auto& running = place.running;
    if (!paused_at_ || !running) continue;
    running->breaks += at - *stopped_at(*running);
    running->began_in_break = false;
    if (running->line_lost_at) running->line_lost_at = at;
  }
  paused_at_.reset();
}

}  // namespace sim
