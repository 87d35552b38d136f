// Leading, see leading.hpp.

#include "server/room/leading.hpp"

#include "server/room/dots.hpp"
#include "server/room/floor.hpp"
#include "server/room/floors.hpp"

namespace room::leading {

Decision freeze_joins(Asking& asking) {
  if (asking.room.joins_are_frozen) return refuse(Refusal::already_frozen);
  return happened(JoinsFrozen{asking.me()});
}

Decision open_joins(Asking& asking) {
  if (!asking.room.joins_are_frozen) return refuse(Refusal::not_frozen);
  return happened(JoinsOpened{asking.me()});
}

Decision correct_room(Asking& asking, CorrectRoom const& ask) {
  auto const& room = asking.room;
  RoomCorrected event{ask.place.value_or(room.place), ask.question.value_or(room.question),
                      ask.listen_here.value_or(room.listen_here), asking.by()};
  if (event.place == room.place && event.question == room.question && event.listen_here == room.listen_here)
    return refuse(Refusal::nothing_changed);
  return happened(std::move(event));
}

Decision close_room(Asking& asking) {
  // The running turn is ended, so that its seconds stand in the harvest.
  std::vector<Event> events;
  for (auto const* floor : floors_now(asking.room)) {
    for (auto& event : floor::all_ended(asking, *floor, TurnEnd::ended, asking.by()))
      events.emplace_back(std::move(event));
    if (floor->round) events.emplace_back(RoundEnded{asking.by(), floor->table});
  }
  // What people put in a ballot that was forgotten counts all the same.
  if (auto const* ballot = dots::open_ballot(asking.room))
    events.emplace_back(DotsClosed{dots::number_of(asking.room, *ballot), asking.by()});
  events.emplace_back(RoomClosed{asking.by(), asking.now()});
  return events;
}

}  // namespace room::leading
