// The voice of who is not here, see voice.hpp.

#include "server/room/voice.hpp"

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::voice {
namespace {

// Before every moment of an evening.
constexpr Millis at_once = 1;

// Only with all together: the name plate of who carries it is seen by the whole room.
bool has_voice(Room const& room, Floor const& floor) {
  auto const* phase = running_phase(room);
  return phase && phase->plan.voice && phase->plan.floor != FloorMode::closed && !floor.table && !is_at_tables(room);
}

// Who can carry it next: who had it least lately, and would notice.
std::vector<SeatId> who_can(Room const& room, Floor const& floor, Presence const& presence) {
  std::vector<SeatId> fresh, others;
  for (auto const& [number, id] : room.live) {
    if (!goes_round(room.seats.at(id).role) || id == floor.voice.bearer) continue;
    if (!is_reachable(room, presence, id)) continue;
    (std::ranges::find(floor.voice.had, id) == floor.voice.had.end() ? fresh : others).push_back(id);
  }
  return fresh.empty() ? others : fresh;
}

}  // namespace

bool may_pass(Room const& room, Floor const& floor, Seat const& seat) {
  auto const& bearer = floor.voice.bearer;
  if (!bearer) return false;
  return bearer == seat.id || is_staff(seat.role) || may_help(seat, room.seats.at(*bearer));
}

Decision pass(Asking& asking, PassVoice const& ask) {
  auto const& room = asking.room;
  auto const& floor = room.floor;
  if (!has_voice(room, floor) || floor.voice.bearer != ask.seat) return refuse(Refusal::voice_moved_on, "seat");
  if (!may_pass(room, floor, *asking.seat)) return refuse(Refusal::cannot_act_for, "seat");
  auto const can = who_can(room, floor, asking.presence());
  if (can.empty()) return refuse(Refusal::nobody_to_bear);
  return happened(VoicePassed{can[asking.context.dice.below(can.size())], asking.by()});
}

std::optional<Millis> due(Room const& room, Floor const& floor, Presence const& presence) {
  bool const is_wanted = has_voice(room, floor) && (!floor.voice.bearer || floor.voice.has_spoken);
  return is_wanted && !who_can(room, floor, presence).empty() ? std::optional(at_once) : std::nullopt;
}

std::vector<Event> noted(Room const& room, Floor const& floor, Context& context) {
  if (!due(room, floor, *context.presence)) return {};
  auto const can = who_can(room, floor, *context.presence);
  return {VoicePassed{can[context.dice.below(can.size())], std::nullopt}};
}

}  // namespace room::voice
