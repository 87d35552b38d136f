// The wider groups of the table of powers, written down a second time by hand. Who may ask what, and when, stands in
// tests/isolation/wie-mag-wat.md.

#include <gtest/gtest.h>

#include <set>

#include "server/room/permissions.hpp"

namespace {

using namespace protocol;

std::set<Role> const everybody{Role::participant, Role::table_host,   Role::facilitator,   Role::remote_host,
                               Role::coordinator, Role::usher,        Role::artist,        Role::drawer,
                               Role::note_taker,  Role::municipality, Role::national_desk, Role::observer,
                               Role::table_tablet};
std::set<Role> const staff{Role::facilitator, Role::remote_host, Role::coordinator};
std::set<Role> const leaders{Role::facilitator, Role::coordinator};

std::set<Role> with(std::set<Role> roles, std::set<Role> const& more) {
  roles.insert(more.begin(), more.end());
  return roles;
}

TEST(Permissions, know_who_acts_for_others_and_who_goes_round) {
  for (auto const role : everybody) {
    EXPECT_EQ(room::is_staff(role), staff.contains(role));
    EXPECT_EQ(room::is_leader(role), leaders.contains(role));
    EXPECT_EQ(room::may_act_for_others(role),
              with(staff, {Role::usher, Role::table_host, Role::table_tablet}).contains(role));
    EXPECT_EQ(room::is_person(role), role != Role::table_tablet);
    EXPECT_EQ(
        room::goes_round(role),
        (std::set{Role::participant, Role::table_host, Role::artist, Role::drawer, Role::municipality}.contains(role)));
  }
}

}  // namespace
