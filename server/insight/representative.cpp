#include "server/insight/representative.hpp"

#include <algorithm>
#include <optional>

#include "server/insight/statistics.hpp"

namespace insight {

namespace {

constexpr std::size_t representatives_max = 5;

// Both directions of one statement in one group.
struct Weighed {
  Representative agree;
  Representative disagree;
  bool is_voted_on = false;
};

Representative weigh_one(int some, int seen, int rest_some, int rest_seen) {
  Representative one;
  one.some = some;
  one.seen = seen;
  one.share = smoothed(some, seen);
  one.share_test = test_of_share(some, seen);
  one.ratio = one.share / smoothed(rest_some, rest_seen);
  one.ratio_test = test_of_two(some, seen, rest_some, rest_seen);
  return one;
}

Weighed weigh(int statement, Count const& group, Count const& rest) {
  Weighed weighed{weigh_one(group.agree, group.seen, rest.agree, rest.seen),
                  weigh_one(group.disagree, group.seen, rest.disagree, rest.seen),
                  group.agree > 0 || group.disagree > 0};
  weighed.agree.statement = weighed.disagree.statement = statement;
  weighed.disagree.is_agreement = false;
  return weighed;
}

bool is_enough(Representative const& one) { return one.ratio_test > test_enough && one.share_test > test_enough; }

double strength(Representative const& one) { return one.ratio * one.ratio_test * one.share * one.share_test; }

// The scan for the best agreement goes through the statements in order; what "better" means depends on the one so far.
bool is_better(Weighed const& next, std::optional<Representative> const& best) {
  if (!next.is_voted_on) return false;
  auto const& one = next.agree;
  if (!best) return one.share_test > test_enough || (one.ratio > 1 && one.share > 0.5);
  if (best->ratio > 1) return strength(one) > strength(*best);
  return one.share * one.share_test > best->share * best->share_test;
}

Representative shown(Weighed const& weighed) {
  return weighed.agree.ratio_test > weighed.disagree.ratio_test ? weighed.agree : weighed.disagree;
}

std::vector<Representative> of_group(Counts const& group, Counts const& rest, std::vector<bool> const& left_out) {
  std::optional<Representative> best, strongest;
  std::vector<Representative> enough;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (left_out[i]) continue;
    auto const weighed = weigh(static_cast<int>(i), group[i], rest[i]);
    if (is_better(weighed, best)) best = weighed.agree;
    if (is_enough(weighed.agree) || is_enough(weighed.disagree)) enough.push_back(shown(weighed));
    if (!strongest || shown(weighed).ratio_test > strongest->ratio_test) strongest = shown(weighed);
  }
  std::vector<Representative> found;
  if (best) {
    best->is_best_agreement = true;
    std::erase_if(enough, [&](Representative const& one) { return one.statement == best->statement; });
    found.push_back(*best);
  }
  std::ranges::stable_sort(enough, std::greater<>{}, strength);
  found.insert(found.end(), enough.begin(), enough.end());
  if (found.empty() && strongest) found.push_back(*strongest);
  if (found.size() > representatives_max) found.resize(representatives_max);
  std::stable_partition(found.begin(), found.end(), [](Representative const& one) { return one.is_agreement; });
  return found;
}

}  // namespace

std::vector<std::vector<Representative>> representative(CountsByGroup const& by_group,
                                                        std::vector<bool> const& left_out) {
  std::vector<std::vector<Representative>> found;
  auto const all = sum(by_group);
  for (auto const& group : by_group) {
    Counts rest = all;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      rest[i] = {all[i].agree - group[i].agree, all[i].disagree - group[i].disagree, all[i].seen - group[i].seen};
    }
    found.push_back(of_group(group, rest, left_out));
  }
  return found;
}

}  // namespace insight
