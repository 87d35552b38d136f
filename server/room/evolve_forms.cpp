// Records what happened in talks of a form of their own, see recorder.hpp.

#include <algorithm>
#include <utility>

#include "server/room/floors.hpp"
#include "server/room/permissions.hpp"
#include "server/room/recorder.hpp"
#include "server/room/turn_clock.hpp"

namespace room {

void Recorder::operator()(ChairTaken const& event) const {
  auto& circle = floor(event.table).circle;
  for (auto const& seat : event.relieved) std::erase(circle, seat);
  circle.push_back(event.seat);
}

void Recorder::operator()(ChairLeft const& event) const { std::erase(floor_of_seat(event.seat).circle, event.seat); }

void Recorder::operator()(ConsentAsked const& event) const {
  room.put_proposals.push_back({event.text, event.phase, event.people, false, false, {}});
}

void Recorder::operator()(ConsentAnswered const& event) const {
  auto& given = room.put_proposals.at(static_cast<std::size_t>(event.proposal.value) - 1).given[event.seat];
  given = {event.answer, event.objection ? event.objection->text : ""};
}

void Recorder::operator()(AnswersOpened const& event) const {
  auto& proposal = room.put_proposals.at(static_cast<std::size_t>(event.proposal.value) - 1);
  if (event.people) {
    proposal.people = *event.people;
    std::erase_if(proposal.given, [&](auto const& one) {
      auto const& seat = room.seats.at(one.first);
      return seat.has_ended || !goes_round(seat.role);
    });
  }
  auto const answered = static_cast<int>(proposal.given.size());
  proposal.people = std::max(proposal.people, answered);
  proposal.is_open = true;
  proposal.is_before_all = event.by && answered < proposal.people;
}

// Who is removed or erased takes along what nobody has seen yet.
void Recorder::drop_answers(SeatId const& seat) const {
  for (auto& proposal : room.put_proposals)
    if (!proposal.is_open) proposal.given.erase(seat);
}

void Recorder::operator()(HeardRightly const& event) const {
  auto& speaker = *floor_of_turn(event.turn).speaker;
  speaker.says_back_to.reset();
  go_on(room, speaker, event.at);
}

void Recorder::operator()(HeardWrongly const& event) const { ++floor_of_turn(event.turn).speaker->not_quite; }

void Recorder::operator()(VoicePassed const& event) const {
  auto& voice = room.floor.voice;
  if (voice.bearer) room.seats.at(*voice.bearer).speaks_for.reset();
  bool const had_it = std::ranges::find(voice.had, event.to) != voice.had.end();
  if (had_it) voice.had.clear();  // everybody had it: the next time round
  voice.had.push_back(event.to);
  voice.bearer = event.to;
  voice.has_spoken = false;
  room.seats.at(event.to).speaks_for = room.script.phases.at(*room.script.running).plan.voice;
}

}  // namespace room
