// When the room acts by itself, and what it does then. It gives the floor only without a facilitator: who leads
// decides, and nobody is ever cut by a clock. That a hand has waited long, or that the line of the speaker is lost or
// back, that all who are here have answered, and who was not heard for long, it notes always. See due.hpp and tick() in
// decide.hpp. Pure.

#include "server/room/due.hpp"

#include <algorithm>

#include "server/room/asking.hpp"
#include "server/room/consent.hpp"
#include "server/room/decide.hpp"
#include "server/room/fair_order.hpp"
#include "server/room/floor.hpp"
#include "server/room/floors.hpp"
#include "server/room/listening.hpp"
#include "server/room/look_up.hpp"
#include "server/room/one_of.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/turn_clock.hpp"
#include "server/room/unheard.hpp"
#include "server/room/voice.hpp"

namespace room {
namespace {

// Presence counts a line that was lost less than limits::grace_ms ago as here. So who is away this soon after the call
// was already gone when called: the call was in vain and the hand keeps its place.
constexpr std::int64_t in_vain_ms = limits::grace_ms;

bool somebody_else_can_speak(Room const& room, Floor const& floor, Presence const& presence) {
  if (floor.held) return true;
  if (!can_take_another_turn(room)) return false;
  if (rounds::next(room, floor, presence)) return true;
  return !floor.round && floor.queue_is_open && first_reachable(room, floor, presence).has_value();
}

std::optional<Millis> speaker_due(Room const& room, Floor const& floor, Presence const& presence) {
  auto const& speaker = *floor.speaker;
  if (!is_reachable(room, presence, speaker.seat)) return speaker.started_at;
  // The only case in which a clock ends a turn: nobody is left to ask the speaker to round off, somebody else waits,
  // and the turn has lasted twice as long as agreed.
  if (somebody_else_can_speak(room, floor, presence)) return speaker.ends_at + speaker.agreed_ms;
  return std::nullopt;
}

// When the floor moves by itself.
std::optional<Millis> floor_due(Room const& room, Floor const& floor, Presence const& presence) {
  if (!runs_itself(room, floor, presence)) return std::nullopt;
  if (floor.speaker) return speaker_due(room, floor, presence);
  if (floor.round || !floor.queue_is_open || !can_take_another_turn(room)) return std::nullopt;
  auto const first = first_reachable(room, floor, presence);
  if (!first) return std::nullopt;
  return std::ranges::find(floor.queue, *first, &WaitingHand::seat)->raised_at;
}

std::vector<Event> floor_events(Room const& room, Floor const& floor, Context& context) {
  auto const at = floor_due(room, floor, *context.presence);
  if (!at || *at > context.now) return {};
  Asking asking{room, context, nullptr};
  if (!floor.speaker)
    return {floor::granted(asking, floor, *first_reachable(room, floor, *context.presence), std::nullopt)};
  auto const& speaker = *floor.speaker;
  auto const& said = room.talk.turns.at(room.talk.index.at(speaker.turn)).words;
  auto const spoken = spoken_ms(room, speaker, context.now);
  bool const said_nothing =
      said.empty() && !speaker.was_held && (speaker.line_lost_at ? spoken == 0 : spoken <= in_vain_ms);
  bool const in_vain = !is_reachable(room, *context.presence, speaker.seat) && said_nothing;
  return floor::ended_and_next(asking, floor, in_vain ? TurnEnd::unanswered : TurnEnd::ended, std::nullopt);
}

// First who has waited long: that decides to whom the floor goes.
std::vector<Event> noted(Room const& room, Floor const& floor, Context& context) {
  if (auto waited = long_waits(room, floor, context.now); !waited.empty()) return waited;
  if (auto lines = line_events(room, floor, *context.presence, context.now); !lines.empty()) return lines;
  if (auto heard = listening::noted(room, floor, *context.presence, context.now); !heard.empty()) return heard;
  return voice::noted(room, floor, context);
}

}  // namespace

bool may_change_due(Event const& event) {
  return std::visit(
      []<class Happened>(Happened const&) {
        return !is_one_of<Happened, CardPosted, CardEdited, CardRetracted, CardMoved, CardsRevealed, TicketOffered,
                          DeviceAdmitted, DeviceRevoked, TroubleSignalled, TroubleCleared, GistAdded, SeatRenamed,
                          TablesProposed, SeatTogether, HelpCalled, HelpAnswered, HelpEnded, TablesTold>;
      },
      event);
}

bool runs_itself(Room const& room, Floor const& floor, Presence const& presence) {
  if (room.is_closed) return false;
  if (floor.table && is_grouped(room)) return true;
  // Who leads the evening may step in at every table, but cannot listen to all of them.
  if (floor.table)
    return std::ranges::none_of(room.tables.at(*floor.table).people, [&](SeatId const& seat) {
      return room.seats.at(seat).role == Role::table_host && presence.here.contains(seat);
    });
  return std::ranges::none_of(room.staff, [&](SeatId const& seat) { return presence.here.contains(seat); });
}

std::optional<Millis> due(Room const& room, Presence const& presence) {
  if (room.is_closed || room.paused_at || !running_phase(room)) return std::nullopt;
  auto first = next_unheard(room, presence);
  if (auto const at = consent::due(room)) first = at;  // before every moment of an evening
  for (auto const* floor : floors_now(room))
    for (auto const& at :
         {next_long_wait(room, *floor), line_due(room, *floor, presence), floor_due(room, *floor, presence),
          listening::due(room, *floor, presence), voice::due(room, *floor, presence)})
      if (at && (!first || *at < *first)) first = at;
  return first;
}

std::vector<Event> tick(Room const& room, Context context) {
  auto const at = due(room, *context.presence);
  if (!at || *at > context.now) return {};
  if (auto opened = consent::noted(room, context); !opened.empty()) return opened;
  auto const floors = floors_now(room);
  for (auto const* floor : floors)
    if (auto events = noted(room, *floor, context); !events.empty()) return events;
  if (auto unheard = unheard_events(room, *context.presence, context.now); !unheard.empty()) return unheard;
  for (auto const* floor : floors)
    if (auto events = floor_events(room, *floor, context); !events.empty()) {
      listening::add_saying_back(room, *context.presence, events);
      return events;
    }
  return {};
}

}  // namespace room
