#include "server/insight/picture.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace insight {

namespace {

double inside_value(Vote vote) { return -static_cast<double>(vote); }

// Votes minus the mean of their statement; a vote that is not there is that mean.
Eigen::MatrixXd centred(VoteTable const& table, std::vector<bool> const& left_out, Eigen::VectorXd& center) {
  Eigen::MatrixXd votes = Eigen::MatrixXd::Zero(table.people(), table.statements());
  for (int statement = 0; statement < table.statements(); ++statement) {
    if (left_out[static_cast<std::size_t>(statement)]) continue;
    double sum = 0;
    int seen = 0;
    for (int person = 0; person < table.people(); ++person) {
      auto const vote = table.at(person, statement);
      if (vote == Vote::unseen) continue;
      sum += inside_value(vote);
      ++seen;
    }
    if (seen == 0) continue;
    // Polis takes the mean over everybody, those who did not see it counted at the mean of those who did: the same
    // number, but for its last digits, which are published.
    double const mean = sum / seen;
    double whole = 0;
    for (int person = 0; person < table.people(); ++person) {
      auto const vote = table.at(person, statement);
      whole += vote == Vote::unseen ? mean : inside_value(vote);
    }
    center[statement] = whole / table.people();
    for (int person = 0; person < table.people(); ++person) {
      auto const vote = table.at(person, statement);
      votes(person, statement) = (vote == Vote::unseen ? mean : inside_value(vote)) - center[statement];
    }
  }
  return votes;
}

// The two longest eigenvectors of the smaller of the two product matrices.
Eigen::MatrixX2d two_longest(Eigen::MatrixXd const& product) {
  Eigen::MatrixX2d longest = Eigen::MatrixX2d::Zero(product.rows(), 2);
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> const solver{product};
  auto const last = product.rows() - 1;
  for (int axis = 0; axis < std::min<Eigen::Index>(2, product.rows()); ++axis) {
    longest.col(axis) = solver.eigenvectors().col(last - axis);
  }
  return longest;
}

Eigen::MatrixXd product_with_itself(Eigen::MatrixXd const& votes, bool by_statement) {
  auto const size = by_statement ? votes.cols() : votes.rows();
  Eigen::MatrixXd product = Eigen::MatrixXd::Zero(size, size);
  if (by_statement) {
    product.selfadjointView<Eigen::Lower>().rankUpdate(votes.transpose());
  } else {
    product.selfadjointView<Eigen::Lower>().rankUpdate(votes);
  }
  return product;  // the eigensolver reads the lower half only
}

void point_up(Eigen::Ref<Eigen::VectorXd> axis) {
  Eigen::Index longest = 0;
  if (axis.size() == 0) return;
  axis.cwiseAbs().maxCoeff(&longest);
  if (axis[longest] < 0) axis = -axis;
}

}  // namespace

Picture draw(VoteTable const& table, std::vector<bool> const& left_out) {
  Picture picture{Eigen::VectorXd::Zero(table.statements()), Eigen::MatrixX2d::Zero(table.statements(), 2)};
  if (table.people() == 0 || table.statements() == 0) return picture;
  auto const votes = centred(table, left_out, picture.center);
  bool const by_statement = votes.cols() <= votes.rows();
  Eigen::MatrixX2d const longest = two_longest(product_with_itself(votes, by_statement));
  for (int axis = 0; axis < 2; ++axis) {
    Eigen::VectorXd const found =
        by_statement ? Eigen::VectorXd{longest.col(axis)} : Eigen::VectorXd{votes.transpose() * longest.col(axis)};
    // No spread in this direction: a length made of rounding alone is no direction.
    double const spread = by_statement ? (votes * found).norm() : found.norm();
    if (!(spread > 1e-9) || !(found.norm() > 0)) continue;
    picture.axes.col(axis) = found.normalized();
    point_up(picture.axes.col(axis));
  }
  return picture;
}

Eigen::MatrixX2d positions(VoteTable const& table, std::vector<bool> const& left_out, Picture const& picture) {
  Eigen::MatrixX2d places = Eigen::MatrixX2d::Zero(table.people(), 2);
  for (int person = 0; person < table.people(); ++person) {
    Eigen::RowVector2d sum = Eigen::RowVector2d::Zero();
    int seen = 0;
    for (int statement = 0; statement < table.statements(); ++statement) {
      auto const vote = table.at(person, statement);
      bool const is_out = left_out[static_cast<std::size_t>(statement)];
      if (!is_out && vote == Vote::unseen) continue;
      ++seen;
      if (!is_out) sum += (inside_value(vote) - picture.center[statement]) * picture.axes.row(statement);
    }
    places.row(person) = std::sqrt(static_cast<double>(table.statements()) / std::max(1, seen)) * sum;
  }
  return places;
}

StatementPlaces statement_places(Picture const& picture) {
  auto const size = picture.center.size();
  StatementPlaces places{Eigen::MatrixX2d::Zero(size, 2), Eigen::VectorXd::Zero(size)};
  double const stretch = std::sqrt(static_cast<double>(size));
  for (Eigen::Index i = 0; i < size; ++i) {
    places.at.row(i) = stretch * (-1.0 - picture.center[i]) * picture.axes.row(i);
    places.extremity[i] = places.at.row(i).norm();
  }
  return places;
}

}  // namespace insight
