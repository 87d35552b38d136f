#include "server/insight/groups.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

namespace insight {

namespace {

constexpr int directions = 8;
constexpr double tilts[] = {0.25, 0.5, 1, 2, 4};  // how much larger each part of a cut is than the one before
constexpr int rounds_max = 200;
constexpr int spots_max = 100;
constexpr int spots_across = 10;
constexpr int groups_max = 5;

int nearest(Eigen::RowVector2d const& point, Eigen::MatrixX2d const& centers) {
  int best = 0;
  double least = (centers.row(0) - point).squaredNorm();
  for (int group = 1; group < centers.rows(); ++group) {
    double const distance = (centers.row(group) - point).squaredNorm();
    if (distance < least) {
      best = group;
      least = distance;
    }
  }
  return best;
}

// Points in the order of a number of theirs.
std::vector<int> in_order(Eigen::VectorXd const& of) {
  std::vector<int> order(static_cast<std::size_t>(of.size()));
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](int point) { return of[point]; });
  return order;
}

// The middles of `parts` runs of points; each run weighs `tilt` times as much as the one before it.
Eigen::MatrixX2d middles(Eigen::MatrixX2d const& points, Eigen::VectorXd const& weights, std::vector<int> const& order,
                         int parts, double tilt) {
  std::vector<double> ends;  // of the runs, as shares of all
  double all = 0, passed = 0, size = 1;
  for (int part = 0; part < parts; ++part, size *= tilt) ends.push_back((ends.empty() ? 0 : ends.back()) + size);
  for (int const point : order) all += weights[point];
  Eigen::MatrixX2d sums = Eigen::MatrixX2d::Zero(parts, 2);
  Eigen::VectorXd weight = Eigen::VectorXd::Zero(parts);
  for (int const point : order) {
    auto const middle = (passed + weights[point] / 2) / all * ends.back();
    auto const part = std::min<std::ptrdiff_t>(std::ranges::upper_bound(ends, middle) - ends.begin(), parts - 1);
    sums.row(part) += weights[point] * points.row(point);
    weight[part] += weights[point];
    passed += weights[point];
  }
  for (int part = 0; part < parts; ++part) {
    if (weight[part] > 0) {
      sums.row(part) /= weight[part];
    } else {
      sums.row(part) = points.row(order[static_cast<std::size_t>(part) % order.size()]);
    }
  }
  return sums;
}

// A hundred spots: ten cuts across, each cut in ten along.
Eigen::MatrixX2d spots(Eigen::MatrixX2d const& points) {
  Eigen::VectorXd const ones = Eigen::VectorXd::Ones(points.rows());
  auto const across = in_order(points.col(0));
  Eigen::MatrixX2d found(spots_max, 2);
  for (int strip = 0; strip < spots_across; ++strip) {
    auto const size = across.size();
    auto const from = size * static_cast<std::size_t>(strip) / spots_across;
    auto const to = size * static_cast<std::size_t>(strip + 1) / spots_across;
    std::vector<int> along(across.begin() + static_cast<std::ptrdiff_t>(from),
                           across.begin() + static_cast<std::ptrdiff_t>(to));
    std::ranges::stable_sort(along, {}, [&](int point) { return points(point, 1); });
    found.middleRows(strip * spots_across, spots_across) = middles(points, ones, along, spots_across, 1);
  }
  return found;
}

double pairs(double size) { return size * (size - 1) / 2; }

}  // namespace

Split k_means(Eigen::MatrixX2d const& points, Eigen::VectorXd const& weights, Eigen::MatrixX2d centers) {
  Split split{Labels(static_cast<std::size_t>(points.rows()), in_no_group), std::move(centers), 0};
  for (int round = 0; round < rounds_max; ++round) {
    bool has_moved = false;
    Eigen::MatrixX2d sums = Eigen::MatrixX2d::Zero(split.centers.rows(), 2);
    Eigen::VectorXd weight = Eigen::VectorXd::Zero(split.centers.rows());
    for (int point = 0; point < points.rows(); ++point) {
      auto& label = split.labels[static_cast<std::size_t>(point)];
      int const group = nearest(points.row(point), split.centers);
      has_moved = has_moved || group != label;
      label = group;
      sums.row(group) += weights[point] * points.row(point);
      weight[group] += weights[point];
    }
    if (!has_moved) break;
    for (int group = 0; group < split.centers.rows(); ++group) {
      if (weight[group] > 0) split.centers.row(group) = sums.row(group) / weight[group];
    }
  }
  for (int point = 0; point < points.rows(); ++point) {
    int const group = split.labels[static_cast<std::size_t>(point)];
    split.spread += weights[point] * (points.row(point) - split.centers.row(group)).squaredNorm();
  }
  return split;
}

Split split_in(Eigen::MatrixX2d const& points, Eigen::VectorXd const& weights, int groups) {
  Split best;
  if (points.rows() == 0) return best;
  for (int direction = 0; direction < directions; ++direction) {
    double const angle = std::numbers::pi * direction / directions;
    Eigen::VectorXd const along = points * Eigen::Vector2d{std::cos(angle), std::sin(angle)};
    auto const order = in_order(along);
    for (double const tilt : tilts) {
      auto split = k_means(points, weights, middles(points, weights, order, groups, tilt));
      if (best.labels.empty() || split.spread < best.spread) best = std::move(split);
    }
  }
  return best;
}

double silhouette(Eigen::MatrixX2d const& points, Labels const& labels) {
  auto const groups = members(labels);
  if (groups.size() < 2 || points.rows() == 0) return 0;
  double sum = 0;
  std::vector<double> distance(groups.size());
  for (int point = 0; point < points.rows(); ++point) {
    std::ranges::fill(distance, 0.0);
    for (int other = 0; other < points.rows(); ++other) {
      auto const group = static_cast<std::size_t>(labels[static_cast<std::size_t>(other)]);
      distance[group] += (points.row(point) - points.row(other)).norm();
    }
    auto const own = static_cast<std::size_t>(labels[static_cast<std::size_t>(point)]);
    if (groups[own].size() < 2) continue;
    double const inside = distance[own] / static_cast<double>(groups[own].size() - 1);
    double outside = -1;
    for (std::size_t group = 0; group < groups.size(); ++group) {
      if (group == own || groups[group].empty()) continue;
      double const mean = distance[group] / static_cast<double>(groups[group].size());
      if (outside < 0 || mean < outside) outside = mean;
    }
    if (outside < 0) continue;
    double const larger = std::max(inside, outside);
    sum += larger > 0 ? (outside - inside) / larger : 0;
  }
  return sum / static_cast<double>(points.rows());
}

Choice choose_groups(Eigen::MatrixX2d const& points) {
  Choice chosen{Labels(static_cast<std::size_t>(points.rows()), 0), points.rows() > 0 ? 1 : 0, 0};
  Split gathered;
  Eigen::MatrixX2d stands = points;
  Eigen::VectorXd weights = Eigen::VectorXd::Ones(points.rows());
  bool const has_spots = points.rows() > spots_max;
  if (has_spots) {
    gathered = k_means(points, weights, spots(points));
    name_by_size(gathered.labels);  // spots without anybody fall away
    auto const people = members(gathered.labels);
    stands = Eigen::MatrixX2d::Zero(static_cast<Eigen::Index>(people.size()), 2);
    weights = Eigen::VectorXd::Zero(stands.rows());
    for (Eigen::Index spot = 0; spot < stands.rows(); ++spot) {
      for (int const person : people[static_cast<std::size_t>(spot)]) stands.row(spot) += points.row(person);
      weights[spot] = static_cast<double>(people[static_cast<std::size_t>(spot)].size());
      stands.row(spot) /= weights[spot];
    }
  }
  auto const spot_count = static_cast<int>(stands.rows());
  int const most = std::min({groups_max, 2 + spot_count / 12, spot_count});
  for (int groups = 2; groups <= most; ++groups) {
    auto split = split_in(stands, weights, groups);
    double const fit = silhouette(stands, split.labels);
    if (chosen.groups > 1 && fit <= chosen.silhouette) continue;
    chosen.silhouette = fit;
    for (std::size_t person = 0; person < chosen.labels.size(); ++person) {
      auto const spot = has_spots ? static_cast<std::size_t>(gathered.labels[person]) : person;
      chosen.labels[person] = split.labels[spot];
    }
    chosen.groups = groups;
  }
  name_by_size(chosen.labels);
  chosen.groups = static_cast<int>(members(chosen.labels).size());
  return chosen;
}

double likeness(Labels const& a, Labels const& b) {
  std::map<std::pair<int, int>, double> both;
  std::map<int, double> rows, columns;
  double all = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] < 0 || b[i] < 0) continue;
    ++both[{a[i], b[i]}];
    ++rows[a[i]];
    ++columns[b[i]];
    ++all;
  }
  double together = 0, in_a = 0, in_b = 0;
  for (auto const& [cell, size] : both) together += pairs(size);
  for (auto const& [label, size] : rows) in_a += pairs(size);
  for (auto const& [label, size] : columns) in_b += pairs(size);
  if (all < 2) return 1;
  double const by_chance = in_a * in_b / pairs(all);
  double const most = (in_a + in_b) / 2;
  return most == by_chance ? 1 : (together - by_chance) / (most - by_chance);
}

void name_by_size(Labels& labels) {
  std::map<int, std::pair<int, int>> size_and_first;  // label -> people, first member
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0) continue;
    auto const [place, is_new] = size_and_first.try_emplace(labels[i], 0, static_cast<int>(i));
    ++place->second.first;
  }
  std::vector<std::pair<int, std::pair<int, int>>> order(size_and_first.begin(), size_and_first.end());
  std::ranges::sort(order, [](auto const& a, auto const& b) {
    if (a.second.first != b.second.first) return a.second.first > b.second.first;
    return a.second.second < b.second.second;
  });
  std::map<int, int> new_name;
  for (std::size_t i = 0; i < order.size(); ++i) new_name[order[i].first] = static_cast<int>(i);
  for (auto& label : labels) {
    if (label >= 0) label = new_name[label];
  }
}

std::vector<People> members(Labels const& labels) {
  std::vector<People> groups;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0) continue;
    auto const group = static_cast<std::size_t>(labels[i]);
    if (groups.size() <= group) groups.resize(group + 1);
    groups[group].push_back(static_cast<int>(i));
  }
  return groups;
}

}  // namespace insight
