#include "server/insight/asking_next.hpp"

#include <algorithm>

namespace insight {

std::optional<int> ask_next(VoteTable const& table, int person, std::vector<double> const& priorities,
                            std::vector<bool> const& left_out, double draw) {
  std::vector<int> open;
  double all = 0;
  for (int statement = 0; statement < table.statements(); ++statement) {
    auto const i = static_cast<std::size_t>(statement);
    if (left_out[i] || table.at(person, statement) != Vote::unseen) continue;
    open.push_back(statement);
    all += priorities[i];
  }
  if (open.empty()) return std::nullopt;
  double rest = std::clamp(draw, 0.0, 1.0) * all;
  for (int const statement : open) {
    rest -= priorities[static_cast<std::size_t>(statement)];
    if (rest < 0) return statement;
  }
  return open.back();  // rounding, or nothing has a weight
}

}  // namespace insight
