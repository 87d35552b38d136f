// When the room acts by itself, and what it does then. It gives the floor only without a facilitator: who leads
// decides, and nobody is ever cut by a clock. That a hand has waited long, or that the line of the speaker is lost or
// back, and who was not heard for long, it notes always. See due.hpp and tick() in
// decide.hpp. Pure.

#include "server/room/due.hpp"

#include <algorithm>

#include "server/room/asking.hpp"
#include "server/room/decide.hpp"
#include "server/room/fair_order.hpp"
#include "server/room/floor.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/turn_clock.hpp"
#include "server/room/unheard.hpp"

namespace room {
namespace {

// Presence counts a line that was lost less than limits::grace_ms ago as here. So who is away this soon after the call
// was already gone when called: the call was in vain and the hand keeps its place.
constexpr std::int64_t in_vain_ms = limits::grace_ms;

bool somebody_else_can_speak(Room const& room, Presence const& presence) {
  if (room.floor.held) return true;
  if (!can_take_another_turn(room)) return false;
  if (next_in_round(room)) return true;
  return !room.floor.round && room.floor.queue_is_open && first_reachable(room, presence).has_value();
}

std::optional<Millis> speaker_due(Room const& room, Presence const& presence) {
  auto const& speaker = *room.floor.speaker;
  if (!is_reachable(room, presence, speaker.seat)) return speaker.started_at;
  // The only case in which a clock ends a turn: nobody is left to ask the speaker to round off, somebody else waits,
  // and the turn has lasted twice as long as agreed.
  if (somebody_else_can_speak(room, presence)) return speaker.ends_at + speaker.agreed_ms;
  return std::nullopt;
}

// When the floor moves by itself.
std::optional<Millis> floor_due(Room const& room, Presence const& presence) {
  if (!runs_itself(room, presence)) return std::nullopt;
  if (room.floor.speaker) return speaker_due(room, presence);
  if (room.floor.round || !room.floor.queue_is_open || !can_take_another_turn(room)) return std::nullopt;
  auto const first = first_reachable(room, presence);
  if (!first) return std::nullopt;
  return std::ranges::find(room.floor.queue, *first, &WaitingHand::seat)->raised_at;
}

template <class T, class... Others>
constexpr bool is_one_of = (std::is_same_v<T, Others> || ...);

}  // namespace

bool may_change_due(Event const& event) {
  return std::visit(
      []<class Happened>(Happened const&) {
        return !is_one_of<Happened, CardPosted, CardEdited, CardRetracted, CardMoved, CardsRevealed, TicketOffered,
                          DeviceAdmitted, DeviceRevoked, TroubleSignalled, TroubleCleared, GistAdded, SeatRenamed>;
      },
      event);
}

bool runs_itself(Room const& room, Presence const& presence) {
  if (room.is_closed) return false;
  return std::ranges::none_of(room.staff, [&](SeatId const& seat) { return presence.here.contains(seat); });
}

std::optional<Millis> due(Room const& room, Presence const& presence) {
  if (room.is_closed || room.paused_at || !running_phase(room)) return std::nullopt;
  std::optional<Millis> first;
  for (auto const& at :
       {next_long_wait(room), line_due(room, presence), next_unheard(room, presence), floor_due(room, presence)})
    if (at && (!first || *at < *first)) first = at;
  return first;
}

std::vector<Event> tick(Room const& room, Context context) {
  auto const at = due(room, *context.presence);
  if (!at || *at > context.now) return {};
  // First who has waited long: that decides to whom the floor goes.
  if (auto waited = long_waits(room, context.now); !waited.empty()) return waited;
  if (auto lines = line_events(room, *context.presence, context.now); !lines.empty()) return lines;
  if (auto unheard = unheard_events(room, *context.presence, context.now); !unheard.empty()) return unheard;
  Asking asking{room, context, nullptr};
  if (!room.floor.speaker) return {floor::granted(asking, *first_reachable(room, *context.presence), std::nullopt)};
  auto const& speaker = *room.floor.speaker;
  auto const& said = room.talk.turns.at(room.talk.index.at(speaker.turn)).words;
  auto const spoken = spoken_ms(room, context.now);
  bool const said_nothing =
      said.empty() && !speaker.was_held && (speaker.line_lost_at ? spoken == 0 : spoken <= in_vain_ms);
  bool const in_vain = !is_reachable(room, *context.presence, speaker.seat) && said_nothing;
  return floor::ended_and_next(asking, in_vain ? TurnEnd::unanswered : TurnEnd::ended, std::nullopt);
}

}  // namespace room
