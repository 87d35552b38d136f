#include "server/insight/statistics.hpp"

#include <cmath>

namespace insight {

double smoothed(int some, int all) { return (some + 1.0) / (all + 2.0); }

double test_of_share(int some, int all) { return 2.0 * std::sqrt(all + 1.0) * ((some + 1.0) / (all + 1.0) - 0.5); }

double test_of_two(int some, int all, int other_some, int other_all) {
  double const here = some + 1.0, here_all = all + 1.0;
  double const there = other_some + 1.0, there_all = other_all + 1.0;
  double const together = (here + there) / (here_all + there_all);
  if (together == 1.0) return 0.0;
  double const error = std::sqrt(together * (1.0 - together) * (1.0 / here_all + 1.0 / there_all));
  return (here / here_all - there / there_all) / error;
}

}  // namespace insight
