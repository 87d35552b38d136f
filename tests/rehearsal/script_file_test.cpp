// Reading scripts: steps, people, what must be refused, and complaints that name the row.

#include "clients/rehearsal/script_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace rehearsal {
namespace {

using protocol::Side;

Script read(std::string_view text) {
  auto read = read_script(text);
  if (auto const* bad = std::get_if<Unreadable>(&read)) {
    ADD_FAILURE() << bad->why;
    return {};
  }
  return std::get<Script>(read);
}

std::string complaint(std::string_view text) {
  auto read = read_script(text);
  return std::holds_alternative<Unreadable>(read) ? std::get<Unreadable>(read).why : "";
}

TEST(ScriptFile, a_step_has_time_person_and_deed) {
  auto const script = read(
      "+1.5s Fatima steekt hand op\n"
      "+3s Henk kaartje \"Zeg \\\"ja\\\"\" in droom\n"
      "+0s Ilse fase volgende");
  ASSERT_EQ(script.steps.size(), 3u);
  EXPECT_DOUBLE_EQ(script.steps[0].after_s, 1.5);
  EXPECT_EQ(script.steps[0].who, "Fatima");
  EXPECT_EQ(script.steps[0].verb, Verb::raise_hand);
  EXPECT_EQ(script.steps[1].text, "Zeg \"ja\"");
  EXPECT_EQ(script.steps[1].target, "droom");
  EXPECT_EQ(script.steps[2].verb, Verb::next_phase);
  ASSERT_EQ(script.actors.size(), 3u);
  EXPECT_FALSE(script.actors[0].leads);
  EXPECT_TRUE(script.actors[2].leads);  // whoever does a leading step leads
}

TEST(ScriptFile, people_may_be_declared_with_side_and_table) {
  auto const script = read("leiding Ilse\npersoon Ad van Dam zaal tafel 3\n+0s Ad van Dam is klaar");
  ASSERT_EQ(script.actors.size(), 2u);
  EXPECT_TRUE(script.actors[0].leads);
  EXPECT_EQ(script.actors[1].name, "Ad van Dam");
  EXPECT_EQ(script.actors[1].side, Side::hall);
  EXPECT_EQ(script.actors[1].table, 3);
  EXPECT_EQ(script.steps[0].who, "Ad van Dam");
  EXPECT_EQ(script.steps[0].verb, Verb::yield);
}

TEST(ScriptFile, the_longest_declared_name_wins) {
  auto const script = read("persoon Ad\npersoon Ad van Dam\n+0s Ad van Dam past\n+0s Ad past");
  EXPECT_EQ(script.steps[0].who, "Ad van Dam");
  EXPECT_EQ(script.steps[1].who, "Ad");
}

TEST(ScriptFile, an_arrow_names_the_refusal) {
  auto const script = read("+0s Henk zegt \"a => b\" => not_your_turn\n+0s Henk zegt \"a => b\"");
  EXPECT_EQ(script.steps[0].refusal, "not_your_turn");
  EXPECT_EQ(script.steps[0].text, "a => b");
  EXPECT_FALSE(script.steps[1].refusal);
  EXPECT_EQ(script.steps[1].text, "a => b");
}

TEST(ScriptFile, wrong_rows_are_named) {
  EXPECT_EQ(complaint("# only a remark\n"), "the script has no steps");
  EXPECT_EQ(complaint("+1s Henk danst\n"), "row 1: 'danst' is no step");
  EXPECT_EQ(complaint("\n1s Henk past\n"), "row 2: a row begins with +, persoon, leiding or #");
  EXPECT_EQ(complaint("+later Henk past\n"), "row 1: a step begins with a time, as in +1.5s");
  EXPECT_EQ(complaint("+1s Henk zegt hallo\n"), "row 1: a text between \"...\" is missing");
  EXPECT_EQ(complaint("+1s Henk zegt \"hallo\n"), "row 1: a text between \"...\" is missing");
  EXPECT_EQ(complaint("+1s Henk past heel goed\n"), "row 1: 'heel goed' is too much");
  EXPECT_EQ(complaint("+1s Henk past => zomaar\n"), "row 1: 'zomaar' is no reason to refuse");
  EXPECT_EQ(complaint("persoon Jan zaal tafel 100\n"), "row 1: a table is 1 to 99");
  EXPECT_EQ(complaint("persoon Jan\npersoon Jan\n"), "row 2: 'Jan' has come in already");
}

TEST(ScriptFile, the_example_can_be_read) {
  std::ifstream file(SOURCE_FOLDER "/clients/rehearsal/scripts/eerste-avond.txt");
  std::string const text{std::istreambuf_iterator<char>(file), {}};
  auto const script = read(text);
  EXPECT_GT(script.steps.size(), 20u);
}

}  // namespace
}  // namespace rehearsal
