// Six real conversations of Polis as CSV: the facts that are published of them, and the published groups found again
// where a plain run can find them. Skipped where the data is not beside the checkout.

#include <gtest/gtest.h>

#include <set>

#include "server/exchange/csv_table.hpp"
#include "server/insight/polis_mode.hpp"
#include "tests/unit/insight/published.hpp"

namespace insight {
namespace {

struct Facts {
  char const* name;
  int people, statements, accepted, cast, last;
  std::vector<int> groups;
  int ungrouped;
  double likeness;  // of a plain run with the published groups
};

void PrintTo(Facts const& facts, std::ostream* out) { *out << facts.name; }

class Conversations : public testing::TestWithParam<Facts> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(polis_data())) GTEST_SKIP() << "no polis data beside the checkout";
  }
};

TEST_P(Conversations, facts_and_the_sign) {
  auto const& facts = GetParam();
  auto const [conversation, sign, gathered] = read_conversation(facts.name);
  EXPECT_EQ(static_cast<int>(conversation.people.size()), facts.people);
  EXPECT_EQ(static_cast<int>(conversation.statements.size()), facts.statements);
  EXPECT_EQ(std::ranges::count(conversation.statements, 1, &exchange::PolisStatement::moderated), facts.accepted);
  EXPECT_EQ(static_cast<int>(conversation.votes.size()), facts.cast);
  EXPECT_EQ(gathered.votes, facts.last);
  EXPECT_EQ(gathered.votes_changed, facts.cast - facts.last);
  EXPECT_EQ(sign.agree_is, 1);
  EXPECT_GT(sign.checked, 0);
  EXPECT_EQ(sign.as_is, sign.checked);
  EXPECT_EQ(sign.turned, 0);
}

TEST_P(Conversations, last_votes_are_the_cells_of_participants_votes) {
  auto const& facts = GetParam();
  auto const read = read_conversation(facts.name);
  EXPECT_EQ(read.gathered.cells_that_differ, 0);
  std::int64_t cells = 0;
  for (auto const& person : read.conversation.people) cells += static_cast<std::int64_t>(person.votes.size());
  EXPECT_EQ(cells, facts.last);
}

TEST_P(Conversations, n_votes_and_n_agree_of_each_row) {
  auto const read = read_conversation(GetParam().name);
  auto const text = whole_file(polis_data() / "conversations" / GetParam().name / "participants-votes.csv");
  bool is_given = false;
  exchange::Source const source{"participants-votes.csv", [&] {
                                  return std::exchange(is_given, true) ? std::string_view{} : std::string_view{text};
                                }};
  auto const& [conversation, sign, gathered] = read;
  int rows = 0;
  exchange::CsvTable::read(
      source, {"participant", "n-votes", "n-agree", "n-disagree"}, false, [](exchange::CsvTable const&) {},
      [&](exchange::CsvTable::Row const& row) {
        auto const person = static_cast<int>(std::ranges::lower_bound(gathered.people, row.whole("participant")) -
                                             gathered.people.begin());
        Count count;
        for (int i = 0; i < gathered.table.statements(); ++i) {
          auto const vote = gathered.table.at(person, i);
          count.seen += vote != Vote::unseen;
          count.agree += vote == Vote::agree;
          count.disagree += vote == Vote::disagree;
        }
        EXPECT_EQ(count.agree, row.whole("n-agree")) << row.line();
        EXPECT_EQ(count.disagree, row.whole("n-disagree")) << row.line();
        EXPECT_EQ(count.seen, row.whole("n-votes")) << row.line();
        ++rows;
      });
  EXPECT_EQ(rows, GetParam().people);
}

TEST_P(Conversations, published_groups) {
  auto const& facts = GetParam();
  auto const gathered = read_conversation(facts.name).gathered;
  ASSERT_TRUE(gathered.published);
  std::vector<int> sizes;
  for (auto const& people : members(*gathered.published)) sizes.push_back(static_cast<int>(people.size()));
  EXPECT_EQ(sizes, facts.groups);
  EXPECT_EQ(std::ranges::count(*gathered.published, in_no_group), facts.ungrouped);
}

TEST_P(Conversations, a_plain_run_finds_the_published_groups_where_one_can) {
  auto const& facts = GetParam();
  auto const gathered = read_conversation(facts.name).gathered;
  auto const found =
      look_as_polis(gathered.table, gathered.standing, {std::nullopt, static_cast<int>(facts.groups.size())});
  auto const reached = likeness(*gathered.published, found.labels);
  RecordProperty("likeness", std::to_string(reached));
  std::printf("likeness of %s: %.3f (listed %.2f)\n", facts.name, reached, facts.likeness);
  if (facts.likeness >= 0.75) {
    EXPECT_GE(reached, facts.likeness - 0.02);
  }
}

TEST(BowlingGreen, all_371_values_of_group_informed_consensus_within_3e_16) {
  if (!std::filesystem::exists(polis_data())) GTEST_SKIP() << "no polis data beside the checkout";
  auto const [conversation, sign, gathered] = read_conversation("bg2050-volunteers");
  auto const found = look_as_polis(gathered.table, gathered.standing, {gathered.published, std::nullopt});
  int compared = 0;
  for (auto const& statement : conversation.statements) {
    if (!statement.group_informed_consensus) continue;
    auto const place = std::ranges::lower_bound(gathered.statements, statement.id) - gathered.statements.begin();
    EXPECT_NEAR(found.group_informed_consensus[static_cast<std::size_t>(place)], *statement.group_informed_consensus,
                3e-16)
        << statement.id;
    ++compared;
  }
  EXPECT_EQ(compared, 371);
}

Facts const all_facts[] = {
    {"15-per-hour-seattle", 339, 54, 30, 2995, 2872, {99, 39}, 201, 0.75},
    {"bg2050-volunteers", 126, 371, 316, 14341, 14283, {100, 8}, 18, 0.35},
    {"brexit-consensus", 204, 50, 50, 5312, 5303, {106, 91}, 7, 0.88},
    {"london.youth.policing", 26, 39, 36, 640, 638, {3, 18, 3}, 2, 0.10},
    {"scoop-hivemind.biodiversity", 536, 316, 154, 29802, 29719, {72, 371}, 93, 0.78},
    {"vtaiwan.uberx", 1921, 197, 99, 49997, 49443, {330, 889}, 702, 0.77},
};

std::string name_of(testing::TestParamInfo<Facts> const& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](char sign) { return !std::isalnum(static_cast<unsigned char>(sign)); }, '_');
  return "of_" + name;
}

INSTANTIATE_TEST_SUITE_P(Shared, Conversations, testing::ValuesIn(all_facts), name_of);

}  // namespace
}  // namespace insight
