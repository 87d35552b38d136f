// How a room begins, see opening.hpp.

#include "server/room/opening.hpp"

#include <set>

#include "server/room/asking.hpp"
#include "server/room/script.hpp"

namespace room {
namespace {

std::string at(std::size_t phase) { return "phases[" + std::to_string(phase) + "]"; }
std::string at(std::size_t phase, std::size_t column) { return at(phase) + ".columns[" + std::to_string(column) + "]"; }

// Fills an empty id; false when the id is taken.
template <class SomeId>
bool settle(SomeId& id, std::set<std::string>& taken, Dice& dice) {
  if (!id.empty()) return taken.insert(id.value).second;
  do id.value = dice.id();
  while (!taken.insert(id.value).second);
  return true;
}

std::optional<Denied> settle_phases(std::vector<PhasePlan>& phases, Dice& dice) {
  std::set<std::string> phase_ids, column_ids;
  for (std::size_t p = 0; p < phases.size(); ++p) {
    auto& phase = phases[p];
    if (!phase.order) phase.order = QueueOrder::fair;
    if (!settle(phase.id, phase_ids, dice)) return Denied{Refusal::phase_unknown, at(p) + ".id"};
    if (phase.columns.size() > limits::columns_per_phase_max) return Denied{Refusal::text_too_long, at(p) + ".columns"};
    if (phase.speaks_for && phase.speaks_for->size() > limits::spoken_for_max)
      return Denied{Refusal::text_too_long, at(p) + ".speaks_for"};
    // Writing needs a place to put the cards; one column under the phase's own title will do.
    bool const has_lines = phase.tables && phase.tables->lines;
    if (phase.columns.empty() && (phase.writing != WritingMode::none || has_lines))
      phase.columns.push_back({ColumnId{}, phase.title});
    for (std::size_t c = 0; c < phase.columns.size(); ++c)
      if (!settle(phase.columns[c].id, column_ids, dice)) return Denied{Refusal::column_unknown, at(p, c) + ".id"};
  }
  return std::nullopt;
}

}  // namespace

Decision open_room(RoomCode const& code, NewRoomPlan plan, Context context) {
  if (plan.place.value.empty()) return refuse(Refusal::text_empty, "place");
  if (plan.question.value.empty()) return refuse(Refusal::text_empty, "question");
  if (plan.phases.empty()) return refuse(Refusal::phase_unknown, "phases");
  if (plan.phases.size() > limits::phases_max) return refuse(Refusal::text_too_long, "phases");
  if (auto const denied = settle_phases(plan.phases, context.dice)) return *denied;
  auto first = script::started(Phase{plan.phases.front(), false, 0}, context.now, std::nullopt);
  RoomOpened opened{
      code,       std::move(plan.place), std::move(plan.question), std::move(plan.listen_here), std::move(plan.phases),
      context.now};
  return plan.starts_at_once ? happened(std::move(opened), std::move(first)) : happened(std::move(opened));
}

}  // namespace room
