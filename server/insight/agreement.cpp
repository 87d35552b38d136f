#include "server/insight/agreement.hpp"

#include <algorithm>
#include <cmath>

#include "server/insight/statistics.hpp"

namespace insight {

namespace {

constexpr std::size_t common_views_max = 5;

std::vector<CommonView> strongest(std::vector<CommonView> views) {
  std::ranges::stable_sort(views, std::greater<>{}, [](CommonView const& view) { return view.share * view.test; });
  if (views.size() > common_views_max) views.resize(common_views_max);
  return views;
}

}  // namespace

CountsByGroup count_by_group(VoteTable const& table, std::vector<People> const& groups) {
  CountsByGroup by_group;
  for (auto const& people : groups) by_group.push_back(count(table, people));
  return by_group;
}

Counts sum(CountsByGroup const& by_group) {
  Counts all;
  for (auto const& counts : by_group) {
    all.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) all[i] = all[i] + counts[i];
  }
  return all;
}

std::vector<double> group_informed_consensus(CountsByGroup const& by_group) {
  std::vector<double> product;
  for (auto const& counts : by_group) {
    product.resize(counts.size(), 1.0);
    for (std::size_t i = 0; i < counts.size(); ++i) product[i] *= smoothed(counts[i].agree, counts[i].seen);
  }
  return product;
}

std::vector<double> agreement_over_groups(CountsByGroup const& by_group) {
  auto mean = group_informed_consensus(by_group);
  for (auto& one : mean) one = std::pow(one, 1.0 / static_cast<double>(by_group.size()));
  return mean;
}

CommonViews common_views(Counts const& everybody, std::vector<bool> const& left_out) {
  CommonViews found;
  auto const look = [](int statement, int some, int seen, std::vector<CommonView>& into) {
    CommonView const view{statement, some, seen, smoothed(some, seen), test_of_share(some, seen)};
    if (view.share > 0.5 && view.test > test_enough) into.push_back(view);
  };
  for (std::size_t i = 0; i < everybody.size(); ++i) {
    if (left_out[i]) continue;
    look(static_cast<int>(i), everybody[i].agree, everybody[i].seen, found.agree);
    look(static_cast<int>(i), everybody[i].disagree, everybody[i].seen, found.disagree);
  }
  return {strongest(std::move(found.agree)), strongest(std::move(found.disagree))};
}

std::vector<double> priorities(Counts const& counts, Eigen::VectorXd const& extremity,
                               std::vector<bool> const& is_meta) {
  constexpr double of_meta = 7;
  std::vector<double> found;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    auto const& one = counts[i];
    double const importance = (1 - smoothed(one.passed(), one.seen)) * (extremity[static_cast<Eigen::Index>(i)] + 1) *
                              smoothed(one.agree, one.seen);
    double const newness = 1 + 8 * std::exp2(-one.seen / 5.0);
    double const root = is_meta[i] ? of_meta : importance * newness;
    found.push_back(root * root);
  }
  return found;
}

}  // namespace insight
