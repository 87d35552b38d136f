// The table of powers, written down a second time by hand: who may ask what.

#include <gtest/gtest.h>

#include <set>

#include "server/room/permissions.hpp"

namespace {

using namespace protocol;

std::set<Role> const everybody{Role::participant, Role::table_host, Role::facilitator, Role::remote_host,
                               Role::coordinator, Role::usher, Role::artist, Role::drawer, Role::note_taker,
                               Role::municipality, Role::national_desk, Role::observer};
std::set<Role> const staff{Role::facilitator, Role::remote_host, Role::coordinator};
std::set<Role> const leaders{Role::facilitator, Role::coordinator};
std::set<Role> const nobody{};

std::set<Role> but(std::set<Role> roles, std::set<Role> const& without) {
  for (auto const role : without) roles.erase(role);
  return roles;
}
std::set<Role> with(std::set<Role> roles, std::set<Role> const& more) {
  roles.insert(more.begin(), more.end());
  return roles;
}

struct Expected {
  Command command;
  std::set<Role> roles;
  bool door = false;
  bool office = false;
};

std::vector<Expected> expected() {
  auto const speakers = but(everybody, {Role::observer});
  auto const writers = but(speakers, {Role::national_desk});
  auto const helpers = with(staff, {Role::usher, Role::table_host});
  auto const scribes = with(staff, {Role::note_taker, Role::table_host});
  return {
      {Join{}, nobody, true, false}, {ClaimSeat{}, nobody, true, false}, {TakeStaffSeat{}, nobody, true, true},
      {Rename{}, everybody}, {ChangeSide{}, everybody}, {LeaveRoom{}, everybody},
      {RequestFloor{}, speakers}, {LowerHand{}, everybody}, {YieldFloor{}, everybody}, {Pass{}, everybody},
      {Say{}, speakers}, {GrantFloor{}, staff}, {EndTurn{}, staff}, {ExtendTurn{}, staff}, {SkipUnanswered{}, staff},
      {OpenQueue{}, staff}, {CloseQueue{}, staff}, {StartRound{}, staff}, {EndRound{}, staff}, {AddGist{}, scribes},
      {PostCard{}, writers}, {EditCard{}, writers}, {RetractCard{}, writers}, {MoveCard{}, staff},
      {RevealCards{}, staff}, {StartPhase{}, staff}, {ExtendPhase{}, staff}, {PauseRoom{}, staff},
      {ResumeRoom{}, staff}, {FreezeJoins{}, staff}, {OpenJoins{}, staff}, {HideItem{}, staff}, {RestoreItem{}, staff},
      {RemoveSeat{}, staff}, {AssignRole{}, leaders}, {CorrectRoom{}, staff, false, true},
      {CorrectPhase{}, staff, false, true}, {CloseRoom{}, leaders, false, true}, {AddProxy{}, helpers},
      {OfferClaim{}, helpers}, {OfferStaffSeat{}, leaders, false, true}, {OfferScreen{}, staff, false, true},
      {RevokeDevice{}, leaders}, {SignalTrouble{}, everybody}, {ClearTrouble{}, everybody},
  };
}

TEST(Permissions, are_as_agreed_for_every_command_and_role) {
  auto const rows = expected();
  ASSERT_EQ(rows.size(), std::variant_size_v<Command>);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    auto const& row = rows[at];
    ASSERT_EQ(row.command.index(), at);
    for (auto const role : everybody)
      EXPECT_EQ(room::may(role, row.command), row.roles.contains(role)) << "command " << at << " role " << int(role);
    EXPECT_EQ(room::door_may(row.command), row.door) << at;
    EXPECT_EQ(room::office_may(row.command), row.office) << at;
  }
}

TEST(Permissions, know_who_acts_for_others_and_who_goes_round) {
  for (auto const role : everybody) {
    EXPECT_EQ(room::is_staff(role), staff.contains(role));
    EXPECT_EQ(room::is_leader(role), leaders.contains(role));
    EXPECT_EQ(room::may_act_for_others(role), with(staff, {Role::usher, Role::table_host}).contains(role));
    EXPECT_EQ(room::goes_round(role), (std::set{Role::participant, Role::table_host, Role::artist, Role::drawer,
                                                Role::municipality}.contains(role)));
  }
}

}  // namespace
