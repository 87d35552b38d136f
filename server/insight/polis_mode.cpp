#include "server/insight/polis_mode.hpp"

namespace insight {

namespace {

void find_groups(VoteTable const& table, GroupsWanted const& wanted, PolisFindings& found) {
  if (wanted.given) {
    found.labels = *wanted.given;
    return;
  }
  auto const people = who_count(table);
  Eigen::MatrixX2d places(static_cast<Eigen::Index>(people.size()), 2);
  for (Eigen::Index i = 0; i < places.rows(); ++i) {
    places.row(i) = found.people.row(people[static_cast<std::size_t>(i)]);
  }
  Choice choice;
  if (wanted.number) {
    choice.labels = split_in(places, Eigen::VectorXd::Ones(places.rows()), *wanted.number).labels;
    name_by_size(choice.labels);
    choice.silhouette = silhouette(places, choice.labels);
  } else {
    choice = choose_groups(places);
  }
  found.silhouette = choice.silhouette;
  found.labels.assign(static_cast<std::size_t>(table.people()), in_no_group);
  for (std::size_t i = 0; i < people.size(); ++i) found.labels[static_cast<std::size_t>(people[i])] = choice.labels[i];
}

}  // namespace

PolisFindings look_as_polis(VoteTable const& table, Standing const& standing, GroupsWanted const& wanted) {
  PolisFindings found;
  found.picture = draw(table, standing.left_out);
  found.people = positions(table, standing.left_out, found.picture);
  found.statements = statement_places(found.picture);
  find_groups(table, wanted, found);
  found.votes = count_by_group(table, members(found.labels));
  found.group_informed_consensus = group_informed_consensus(found.votes);
  found.common = common_views(count(table, everybody(table)), standing.left_out);
  found.representative = representative(found.votes, standing.left_out);
  found.priorities = priorities(sum(found.votes), found.statements.extremity, standing.is_meta);
  return found;
}

}  // namespace insight
