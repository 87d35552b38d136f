// The memory of answered commands, see answers.hpp.

#include "server/room/answers.hpp"

#include <functional>
#include <utility>

namespace room {
namespace {

std::uint64_t hash_of(SeatId const& asker, CommandId const& id) {
  std::hash<std::string> const hash;
  return std::uint64_t{hash(asker.value)} * 0x9e3779b97f4a7c15 + hash(id.value);
}

}  // namespace

void Answers::add(SeatId const& asker, CommandId const& id, Answered answered) {
  auto const index = static_cast<std::uint32_t>(lines_.size());
  auto const [newest, is_first] = newest_.try_emplace(hash_of(asker, id) & hash_bits_, index);
  if (!is_first && line_from(newest->second, asker, id)) return;
  auto const older = is_first ? none : std::exchange(newest->second, index);
  lines_.push_back({asker, id, std::move(answered), older});
}

Answered const* Answers::find(SeatId const& asker, CommandId const& id) const {
  auto const newest = newest_.find(hash_of(asker, id) & hash_bits_);
  auto const* line = newest == newest_.end() ? nullptr : line_from(newest->second, asker, id);
  return line ? &line->answered : nullptr;
}

void Answers::forget_prints(SeatId const& whose) {
  for (auto& line : lines_)
    if (line.asker == whose || line.answered.about == whose) line.answered.print.clear();
}

Answers::Line const* Answers::line_from(std::uint32_t newest, SeatId const& asker, CommandId const& id) const {
  for (auto at = newest; at != none; at = lines_[at].older)
    if (lines_[at].asker == asker && lines_[at].id == id) return &lines_[at];
  return nullptr;
}

}  // namespace room
