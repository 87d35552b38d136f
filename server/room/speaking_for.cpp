// Speaking for somebody or something, see speaking_for.hpp.

#include "server/room/speaking_for.hpp"

#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/standing.hpp"

namespace room {

std::vector<TitleText> const& spoken_for(Room const& room) {
  static std::vector<TitleText> const nobody;
  auto const* phase = running_phase(room);
  return phase && phase->plan.speaks_for ? *phase->plan.speaks_for : nobody;
}

Decision speak_for(Asking& asking, SpeakFor const& ask) {
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<SpeakFor>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  auto const& list = spoken_for(asking.room);
  if (list.empty()) return refuse(Refusal::nobody_to_speak_for);
  SeatSpeaksFor event{whose.seat->id, std::nullopt, whose.by};
  if (ask.whom) {
    auto const at = static_cast<std::size_t>(ask.whom->value);
    if (at >= list.size()) return refuse(Refusal::nobody_to_speak_for, "whom");
    event.whom = list[at];
  }
  if (event.whom == whose.seat->speaks_for) return refuse(Refusal::nothing_changed);
  return happened(std::move(event));
}

}  // namespace room
