// Polis' own published mathematics of two conversations, reproduced number by number. The bounds are those of the
// shared data's EXPECTED.md, where each formula and its largest error stands. Skipped where the data is not beside the
// checkout.

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <set>

#include "server/insight/polis_mode.hpp"
#include "tests/unit/insight/published.hpp"

namespace insight {
namespace {

struct Fixture {
  PublishedMath math;
  exchange::Gathered gathered;
  PolisFindings found;

  std::size_t column(std::int64_t statement) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(gathered.statements, statement) -
                                    gathered.statements.begin());
  }
  Eigen::Index row(std::int64_t person) const {
    return std::ranges::lower_bound(gathered.people, person) - gathered.people.begin();
  }
  // The published axes and center, to ask each formula by itself.
  Picture published_picture() const {
    auto const size = static_cast<Eigen::Index>(math.center.size());
    Picture picture{Eigen::VectorXd::Map(math.center.data(), size), Eigen::MatrixX2d(size, 2)};
    for (int axis = 0; axis < 2; ++axis) {
      picture.axes.col(axis) = Eigen::VectorXd::Map(math.axes[static_cast<std::size_t>(axis)].data(), size);
    }
    return picture;
  }
};

Fixture const& fixture(std::string const& name) {
  static std::map<std::string, Fixture> kept;
  auto const found = kept.find(name);
  if (found != kept.end()) return found->second;
  Fixture fresh{
      read_math(whole_file(polis_data() / "math-fixtures" / name / "math-pca2.json")), read_fixture(name).gathered, {}};
  fresh.found = look_as_polis(fresh.gathered.table, fresh.gathered.standing, {fresh.gathered.published, std::nullopt});
  return kept.emplace(name, std::move(fresh)).first->second;
}

class Published : public testing::TestWithParam<char const*> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(polis_data())) GTEST_SKIP() << "no polis data beside the checkout";
  }
  Fixture const& of() const { return fixture(GetParam()); }
};

TEST_P(Published, table_and_what_is_left_out) {
  auto const& [math, gathered, found] = of();
  EXPECT_EQ(static_cast<std::int64_t>(gathered.people.size()), math.people);
  EXPECT_EQ(static_cast<std::int64_t>(gathered.statements.size()), math.statements);
  EXPECT_EQ(gathered.statements, math.order);
  std::set<std::int64_t> const out(math.left_out.begin(), math.left_out.end());
  for (std::size_t i = 0; i < gathered.statements.size(); ++i) {
    EXPECT_EQ(gathered.standing.left_out[i], out.contains(gathered.statements[i])) << gathered.statements[i];
  }
}

TEST_P(Published, group_votes_are_equal) {
  auto const& [math, gathered, found] = of();
  ASSERT_EQ(found.votes.size(), math.groups.size());
  auto const people = members(found.labels);
  for (std::size_t group = 0; group < math.groups.size(); ++group) {
    EXPECT_EQ(static_cast<int>(people[group].size()), math.groups[group].people);
    ASSERT_EQ(math.groups[group].votes.size(), gathered.statements.size());
    for (auto const& [statement, votes] : math.groups[group].votes) {
      EXPECT_EQ(found.votes[group][of().column(statement)], votes) << group << ' ' << statement;
    }
  }
}

TEST_P(Published, group_informed_consensus_within_2e_16) {
  auto const& [math, gathered, found] = of();
  ASSERT_EQ(math.consensus.size(), found.group_informed_consensus.size());
  for (auto const& [statement, value] : math.consensus) {
    EXPECT_NEAR(found.group_informed_consensus[of().column(statement)], value, 2e-16) << statement;
  }
}

TEST_P(Published, center_within_3e_15) {
  auto const& [math, gathered, found] = of();
  for (std::size_t i = 0; i < math.center.size(); ++i) {
    EXPECT_NEAR(found.picture.center[static_cast<Eigen::Index>(i)], math.center[i], 3e-15) << i;
  }
}

TEST_P(Published, axes_are_the_first_two_components) {
  auto const& [math, gathered, found] = of();
  auto const published = of().published_picture();
  for (int axis = 0; axis < 2; ++axis) {
    Eigen::VectorXd const ours = found.picture.axes.col(axis), theirs = published.axes.col(axis);
    double const sign = ours.dot(theirs) < 0 ? -1 : 1;
    EXPECT_LE((sign * ours - theirs).cwiseAbs().maxCoeff(), 1e-13) << axis;
  }
}

// Whether a direction is an eigenvector: how far the product turns it, relative to how long it makes it.
TEST_P(Published, eigen_residual_within_1_3e_15) {
  auto const& [math, gathered, found] = of();
  Eigen::MatrixXd votes = Eigen::MatrixXd::Zero(gathered.table.people(), gathered.table.statements());
  for (int person = 0; person < gathered.table.people(); ++person) {
    for (int i = 0; i < gathered.table.statements(); ++i) {
      auto const vote = gathered.table.at(person, i);
      if (gathered.standing.left_out[static_cast<std::size_t>(i)] || vote == Vote::unseen) continue;
      votes(person, i) = -static_cast<double>(vote) - found.picture.center[i];
    }
  }
  auto const residual = [&](Eigen::VectorXd const& axis) {
    Eigen::VectorXd const turned = votes.transpose() * (votes * axis);
    double const length = axis.dot(turned);
    return (turned - length * axis).norm() / length;
  };
  for (int axis = 0; axis < 2; ++axis) {
    EXPECT_LE(residual(of().published_picture().axes.col(axis)), 1.3e-15);
    EXPECT_LE(residual(found.picture.axes.col(axis)), 1.3e-15);
  }
}

// Each spot of the published picture is the mean of its people. In the larger fixture, which the shared data compares
// through such spots only, the bound is one place in the last digit of the furthest one (5.6): 1.8e-15.
TEST_P(Published, positions_within_9e_16) {
  auto const& [math, gathered, found] = of();
  auto const places = positions(gathered.table, gathered.standing.left_out, of().published_picture());
  bool const is_shared = std::ranges::any_of(math.spots, [](auto const& spot) { return spot.people.size() > 1; });
  int compared = 0;
  for (auto const& spot : math.spots) {
    Eigen::RowVector2d mean = Eigen::RowVector2d::Zero(), own = mean;
    for (auto const person : spot.people) {
      mean += places.row(of().row(person)) / static_cast<double>(spot.people.size());
      own += found.people.row(of().row(person)) / static_cast<double>(spot.people.size());
    }
    double const bound = is_shared ? 1.8e-15 : 9e-16;
    EXPECT_NEAR(mean.x(), spot.x, bound) << spot.id;
    EXPECT_NEAR(mean.y(), spot.y, bound) << spot.id;
    EXPECT_NEAR(std::abs(own.x()), std::abs(spot.x), 1e-12) << spot.id;
    EXPECT_NEAR(std::abs(own.y()), std::abs(spot.y), 1e-12) << spot.id;
    ++compared;
  }
  EXPECT_EQ(compared, std::string{GetParam()} == "below-100-ptpts" ? 23 : 100);
}

TEST_P(Published, statement_places_within_5e_15) {
  auto const& [math, gathered, found] = of();
  auto const places = statement_places(of().published_picture());
  for (std::size_t i = 0; i < math.extremity.size(); ++i) {
    auto const row = static_cast<Eigen::Index>(i);
    EXPECT_NEAR(places.at(row, 0), math.projection[0][i], 5e-15) << i;
    EXPECT_NEAR(places.at(row, 1), math.projection[1][i], 5e-15) << i;
    EXPECT_NEAR(places.extremity[row], math.extremity[i], 5e-15) << i;
    EXPECT_NEAR(found.statements.extremity[row], math.extremity[i], 1e-12) << i;
  }
}

TEST_P(Published, priorities_within_5e_15) {
  auto const& [math, gathered, found] = of();
  auto const extremity = statement_places(of().published_picture()).extremity;
  auto const from_theirs = priorities(sum(found.votes), extremity, gathered.standing.is_meta);
  ASSERT_EQ(math.priorities.size(), from_theirs.size());
  for (auto const& [statement, value] : math.priorities) {
    EXPECT_NEAR(from_theirs[of().column(statement)], value, 5e-15) << statement;
    EXPECT_NEAR(found.priorities[of().column(statement)], value, 1e-12) << statement;
  }
}

void compare(std::vector<CommonView> const& ours, std::vector<PublishedView> const& theirs, Fixture const& of) {
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_EQ(of.gathered.statements[static_cast<std::size_t>(ours[i].statement)], theirs[i].statement) << i;
    EXPECT_EQ(ours[i].some, theirs[i].some);
    EXPECT_EQ(ours[i].seen, theirs[i].seen);
    EXPECT_NEAR(ours[i].share, theirs[i].share, 1e-15);
    EXPECT_NEAR(ours[i].test, theirs[i].share_test, 1e-14);
  }
}

TEST_P(Published, consensus_same_statements_same_order) {
  auto const& [math, gathered, found] = of();
  EXPECT_FALSE(math.agree.empty());
  compare(found.common.agree, math.agree, of());
  compare(found.common.disagree, math.disagree, of());
}

TEST_P(Published, representative_statements_same_order_same_direction) {
  auto const& [math, gathered, found] = of();
  ASSERT_EQ(found.representative.size(), math.groups.size());
  for (std::size_t group = 0; group < math.groups.size(); ++group) {
    auto const& theirs = math.groups[group].views;
    auto const& ours = found.representative[group];
    ASSERT_EQ(ours.size(), theirs.size()) << group;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      EXPECT_EQ(gathered.statements[static_cast<std::size_t>(ours[i].statement)], theirs[i].statement)
          << group << ' ' << i;
      EXPECT_EQ(ours[i].is_agreement, theirs[i].is_agreement);
      EXPECT_EQ(ours[i].is_best_agreement, theirs[i].is_best_agreement);
      EXPECT_EQ(ours[i].some, theirs[i].some);
      EXPECT_EQ(ours[i].seen, theirs[i].seen);
      EXPECT_NEAR(ours[i].share, theirs[i].share, 1e-14);
      EXPECT_NEAR(ours[i].share_test, theirs[i].share_test, 1e-14);
      EXPECT_NEAR(ours[i].ratio, theirs[i].ratio, 1e-13);
      EXPECT_NEAR(ours[i].ratio_test, theirs[i].ratio_test, 1e-6);  // published with seven digits
    }
  }
}

TEST_P(Published, who_counts_by_the_rule_is_among_who_counted) {
  auto const& [math, gathered, found] = of();
  std::set<std::int64_t> const counted_in(math.counted_in.begin(), math.counted_in.end());
  for (int const person : who_count(gathered.table)) {
    EXPECT_TRUE(counted_in.contains(gathered.people[static_cast<std::size_t>(person)]));
  }
}

// With the published spots, their weights and the published centres, k-means stays where Polis was.
TEST_P(Published, k_means_from_the_published_centres_gives_the_published_groups) {
  auto const& [math, gathered, found] = of();
  Eigen::MatrixX2d points(static_cast<Eigen::Index>(math.spots.size()), 2);
  Eigen::VectorXd weights(points.rows());
  Labels published(math.spots.size(), in_no_group);
  Eigen::MatrixX2d centers(static_cast<Eigen::Index>(math.groups.size()), 2);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    auto const& spot = math.spots[static_cast<std::size_t>(i)];
    points.row(i) << spot.x, spot.y;
    weights[i] = static_cast<double>(spot.people.size());
    for (std::size_t group = 0; group < math.groups.size(); ++group) {
      auto const& ids = math.groups[group].spots;
      if (std::ranges::find(ids, spot.id) != ids.end())
        published[static_cast<std::size_t>(i)] = static_cast<int>(group);
    }
  }
  for (std::size_t group = 0; group < math.groups.size(); ++group) {
    centers.row(static_cast<Eigen::Index>(group)) << math.groups[group].x, math.groups[group].y;
  }
  EXPECT_EQ(k_means(points, weights, centers).labels, published);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Published, testing::Values("above-100-ptpts", "below-100-ptpts"),
                         [](auto const& info) {
                           std::string name = info.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace insight
