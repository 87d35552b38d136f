#pragma once
// Statements that stand for a group: said by most of it, and clearly more than by the other groups (Polis' repness).
// Pure; any thread.

#include <vector>

#include "server/insight/agreement.hpp"

namespace insight {

struct Representative {
  int statement = 0;
  bool is_agreement = true;  // what the group does: agree or disagree
  bool is_best_agreement = false;
  int some = 0;  // of the group: who agreed, or disagreed
  int seen = 0;
  double share = 0;       // smoothed, in the group
  double share_test = 0;  // against one half
  double ratio = 0;       // share in the group by share in the rest
  double ratio_test = 0;  // group against the rest
};

// Per group: five at most, agreements first. Never empty, unless all statements are left out.
std::vector<std::vector<Representative>> representative(CountsByGroup const& by_group,
                                                        std::vector<bool> const& left_out);

}  // namespace insight
