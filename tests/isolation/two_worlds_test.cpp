// The two-world test (guide, reliability T5): two evenings that differ in one secret. Whoever may not know it receives
// the same bytes in the same steps: frames, sizes, counters, snapshots, resumes, refusals, closes, harvest.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "tests/isolation/steps.hpp"

namespace isolation {

namespace {

std::string first_difference(std::vector<std::string> const& one, std::vector<std::string> const& other) {
  for (std::size_t step = 0; step < std::max(one.size(), other.size()); ++step) {
    if (step < one.size() && step < other.size() && one[step] == other[step]) continue;
    auto const show = [step](auto const& heard) { return step < heard.size() ? heard[step] : "(nothing)"; };
    return "entry " + std::to_string(step) + "\n  in one world:  " + show(one) + "\n  in the other:  " + show(other);
  }
  return {};
}

struct TwoWorlds : testing::TestWithParam<std::size_t> {};

TEST_P(TwoWorlds, tell_everybody_else_the_same) {
  auto const secret = static_cast<Secret>(GetParam());
  auto const knows = in_the_know(secret);
  int acts = 0, noticed = 0;
  std::set<std::string> shown;
  bool const holds = rc::check(std::string{secrets[GetParam()]}, [&] {
    auto const evening = *rc::gen::container<std::vector<Step>>(a_step(secret));
    auto const one = play(evening, secret, false);
    auto const other = play(evening, secret, true);
    for (auto const& [name, heard] : one.heard) {
      bool const is_same = heard == other.heard.at(name);
      if (secret == Secret::erased_words && one.later.at(name) != other.later.at(name))
        RC_FAIL(name + " hears later what was erased: " + first_difference(one.later.at(name), other.later.at(name)));
      if (knows.contains(name)) {
        noticed += is_same ? 0 : 1;
      } else if (!is_same) {
        RC_FAIL(name + " can tell the worlds apart: " + first_difference(heard, other.heard.at(name)));
      }
    }
    for (auto const& field : one.breaches) RC_FAIL(field + " is for staff and was told to somebody else");
    shown.insert(one.shown_to_staff.begin(), one.shown_to_staff.end());
    acts += one.secret_acts;
  });
  EXPECT_TRUE(holds);
  EXPECT_GT(acts, 100) << "the secret hardly ever happened";
  EXPECT_TRUE(knows.empty() || noticed > 10) << "the secret made no difference to who knows it: the test sees nothing";
  EXPECT_EQ(shown, fields_for_staff<Thing>()) << "a field for staff never carried anything: nothing was shown by this";
}

INSTANTIATE_TEST_SUITE_P(Secrets, TwoWorlds, testing::Range(std::size_t{0}, secrets.size()),
                         [](auto const& info) { return std::string{secrets[info.param]}; });

// Commands that no everyday act asks, and why. All others must be done in some evening: what nobody does beside a
// secret proves nothing about it.
std::map<std::string, std::string> const not_everyday{
    {"claim_seat", "whose seat Opa's is decides who may act for him in who_entered; asked in wrong_ticket"},
    {"take_staff_seat", "who leads is given at the start: they are in the know"},
    {"remove_seat", "a secret: removed_name, removal_reason"},
    {"close_room", "nothing could follow; asked in refused_command"},
    {"add_proxy", "Opa comes at the start"},
    {"offer_claim", "a secret: ticket_offered"},
    {"offer_staff_seat", "a secret: ticket_offered"},
    {"offer_screen", "a secret: ticket_offered"},
    {"offer_tablet", "the tablet comes at the start"},
    {"revoke_device", "a secret: revoked_device"},
    {"signal_trouble", "a secret: trouble, who_has_trouble"},
    {"clear_trouble", "a secret: trouble, who_has_trouble"},
    {"set_stretch", "a secret: stretch"},
    {"set_nudges", "a secret: nudges"},
    {"sit_together", "a secret: sits_with"},
    {"apply_tables", "who keeps the talk of a table secret has to go on sitting there"},
    {"rotate_tables", "the same; who hears what afterwards: Tables in engine_test, hold_whatever_people_do"}};

TEST(EverydayActs, are_all_commands_but_those_with_a_reason) {
  std::set<std::string> done;
  EXPECT_TRUE(rc::check([&] {
    auto const evening = *rc::gen::container<std::vector<Step>>(200, an_everyday_step());
    done.merge(play(evening, Secret::draft_text, false).everyday);
  }));
  auto reasons = not_everyday;
  [&]<class... Each>(std::variant<Each...> const*) {
    auto const look = [&](std::string const& type) {
      EXPECT_NE(done.contains(type), reasons.contains(type))
          << type << (done.contains(type) ? " is done, and said not to be" : " is never done, and no reason is given");
      reasons.erase(type);
    };
    (look(std::string{Each::type}), ...);
  }(static_cast<Command const*>(nullptr));
  for (auto const& [type, reason] : reasons) ADD_FAILURE() << "no command is called " << type;
}

}  // namespace
}  // namespace isolation
