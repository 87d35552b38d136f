#pragma once
// Common ground in a room of thirty to sixty people. Polis' idea, agreement that holds in every group, with estimates
// that do not read groups into chance: two or three groups at most, each of five people or more, and only when the
// split comes back when statements are drawn anew. What one room is too small to tell is told with its spread. The
// strongest view of a minority is always kept. Deterministic: the seed of the draws is fixed. Pure; any thread.

#include <optional>
#include <vector>

#include "server/insight/agreement.hpp"
#include "server/insight/groups.hpp"
#include "server/insight/picture.hpp"
#include "server/insight/representative.hpp"

namespace insight {

// People times statements. The draws below ask for a picture each; more than this is no room, and would take minutes.
inline constexpr std::int64_t room_cells_max = 50'000;

// Found in trials with planted and with random votes (README.md in this folder says how and with which figures).
struct RoomRules {
  int group_size_min = 5;
  int groups_max = 3;
  int draws = 100;              // of statements, for a split; of people, for a spread
  double comes_back_min = 0.5;  // likeness from which a drawn split counts as the same one
  double came_back_min = 0.3;   // share of the draws in which it must be; random votes stay below
  double silhouette_min = 0.4;
  std::uint64_t seed = 2050;
};

// Why there are no groups, or that there are.
enum class GroupsVerdict { found, too_few_people, too_few_statements, one_group, chance };

// How much of the room agrees with a statement, and between what and what it lies in nine of ten rooms like this one.
struct Ground {
  double agreement = 0;  // geometric mean over the groups of the smoothed share; without groups: of everybody
  double low = 0, high = 0;
  Count everybody;
};

// The view that fewer than half of who saw the statement hold, and that is held most.
struct MinorityView {
  int statement = 0;
  bool is_agreement = true;
  int some = 0;
  int seen = 0;
  std::optional<int> group;  // the smaller group that holds it, if groups were found
};

struct RoomFindings {
  GroupsVerdict verdict = GroupsVerdict::too_few_people;
  Labels labels;          // all in_no_group unless found
  double came_back = 0;   // share of draws in which the best split came back; 0 when there was none to try
  double silhouette = 0;  // of that split
  Picture picture;
  Eigen::MatrixX2d people;
  CountsByGroup votes;         // one, of everybody who voted, when there are no groups
  std::vector<Ground> ground;  // per statement
  std::vector<int> common;     // statements that more than half agree with even at the low end, strongest first
  std::vector<std::vector<Representative>> representative;  // per group; empty when there are none
  std::optional<MinorityView> minority;                     // none: nobody holds a view that is not the majority's
  std::vector<double> priorities;
};

RoomFindings look_as_room(VoteTable const& table, Standing const& standing, RoomRules const& rules = {});

}  // namespace insight
