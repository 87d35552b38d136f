// Reads the *.room tables and plays them on the pure core. Columns stand apart by two or more spaces:
//   tijd   wie   doet   verwacht   [omdat ...]
// A failing row prints itself with what came instead. Tables that are held in a form of talk are also played with that
// form taken away, and must then fail. Verbs are in scenario_verbs.cpp, expectations in
// scenario_expectations.cpp.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "tests/scenarios/story.hpp"

namespace {

using namespace protocol;

std::vector<std::string> columns_of(std::string const& line) {
  static std::regex const gap(" {2,}");
  return {std::sregex_token_iterator(line.begin(), line.end(), gap, -1), std::sregex_token_iterator()};
}

std::vector<std::filesystem::path> tables() {
  std::vector<std::filesystem::path> paths;
  for (auto const& entry : std::filesystem::directory_iterator(SCENARIOS))
    if (entry.path().extension() == ".room") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

// One table, played in rooms with these phases.
class Table {
 public:
  explicit Table(std::filesystem::path const& path, room::NewRoomPlan plan = evening::usual_plan())
      : file_(path), plan_(std::move(plan)) {}

  // The rows played; 0 when something is wrong with the table itself.
  int play() {
    for (std::string line; std::getline(file_, line);) {
      ++at_;
      while (!line.empty() && line.back() == ' ') line.pop_back();
      if (line.empty() || line.starts_with("#")) continue;
      auto const columns = columns_of(line);
      if (columns.at(0) == "verhaal" || columns.at(0) == "tijd") continue;
      try {
        if (columns.at(0) == "fase") {
          story_.emplace(columns.at(1), plan_);
        } else if (columns.at(0) == "mensen") {
          seat_people(columns.at(1));
        } else {
          row(columns, line);
        }
      } catch (std::exception const& fault) {
        wrong.push_back("rij " + std::to_string(at_) + ": " + line + "\n  " + fault.what());
      }
    }
    return rows_;
  }

  std::vector<std::string> wrong;  // rows that went otherwise, with what came instead

 private:
  // "Ada leidt; Bob zaal; Cem online; Els zaal tafel 3"
  void seat_people(std::string const& text) {
    for (auto const& person : story::split(text, "; ")) {
      auto const space = person.find(' ');
      auto const name = person.substr(0, space);
      auto const place = person.substr(space + 1);
      if (story::act(*story_, name, place == "leidt" ? "neemt de leiding" : "komt binnen " + place))
        wrong.push_back("rij " + std::to_string(at_) + ": " + person);
    }
  }

  void row(std::vector<std::string> const& columns, std::string const& line) {
    ++rows_;
    auto const here = "rij " + std::to_string(at_) + ": " + line;
    auto const at = evening::start_at + 1000 * std::stoll(columns.at(0));
    story_->evening.wait(at - story_->evening.now);
    auto const came = columns.at(1) == "-" ? std::nullopt : story::act(*story_, columns.at(1), columns.at(2));
    story_->evening.settle();
    std::string const refused = "geweigerd ";
    std::optional<std::string> expected_refusal;
    for (auto const& expected : story::split(columns.size() > 3 ? columns[3] : "", "; ")) {
      if (expected.starts_with(refused)) {
        expected_refusal = expected.substr(refused.size());
      } else if (auto const instead = story::differs(*story_, expected)) {
        wrong.push_back(here + "\n  verwacht " + expected + "\n  maar     " + *instead);
      }
    }
    if (came != expected_refusal)
      wrong.push_back(here + "\n  verwacht " + expected_refusal.value_or("gedaan") + "\n  maar     " +
                      came.value_or("gedaan"));
    for (auto const& fault : story_->evening.faults) wrong.push_back(here + "\n  " + fault);
    story_->evening.faults.clear();
  }

  std::ifstream file_;
  room::NewRoomPlan plan_;
  std::optional<story::Story> story_;
  int at_ = 0;
  int rows_ = 0;
};

std::string name_of(std::filesystem::path const& path) {
  auto name = path.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

class Scenario : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenario, goes_as_told) {
  Table table(GetParam());
  EXPECT_GT(table.play(), 0) << "a table without rows";
  for (auto const& row : table.wrong) ADD_FAILURE() << row;
}

INSTANTIATE_TEST_SUITE_P(room, Scenario, testing::ValuesIn(tables()),
                         [](auto const& info) { return name_of(info.param); });

// A phase as a plain go-round: hands, one queue by arrival, all together.
PhasePlan plain(PhasePlan const& plan) {
  PhasePlan plain;
  plain.id = plan.id;
  plain.key = plan.key;
  plain.title = plan.title;
  plain.minutes = plan.minutes;
  plain.floor = FloorMode::open;
  plain.writing = plan.writing;
  plain.turn_seconds = plan.turn_seconds;
  plain.columns = plan.columns;
  plain.order = plan.order == QueueOrder::alternating ? QueueOrder::arrival : plan.order;
  return plain;
}

// What makes a phase a form of talk of its own. Where people write, and where nobody speaks, it is none.
bool is_form(PhasePlan const& plan) {
  return plan.floor != FloorMode::closed && plan.writing == WritingMode::none && plan != plain(plan);
}

std::set<std::string> forms() {
  std::set<std::string> forms;
  for (auto const& plan : evening::usual_plan().phases)
    if (is_form(plan)) forms.insert(plan.id.value);
  return forms;
}

// The phases in which a table is held, as its lines say.
std::set<std::string> held_in(std::filesystem::path const& path) {
  static std::regex const begins("^fase +(\\w+)|gaat naar (\\w+)");
  std::set<std::string> phases;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    for (std::sregex_iterator said(line.begin(), line.end(), begins), end; said != end; ++said)
      phases.insert((*said)[1].matched ? (*said)[1] : (*said)[2]);
  return phases;
}

std::vector<std::filesystem::path> tables_of_forms() {
  auto const all = forms();
  auto held = tables();
  std::erase_if(held, [&](auto const& path) {
    return std::ranges::none_of(held_in(path), [&](auto const& phase) { return all.contains(phase); });
  });
  return held;
}

// A form of talk is more than a name: every table that is held in one tells something that does not hold in a plain
// go-round. A table that would pass there proves nothing about its form.
class Form : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Form, is_no_plain_go_round) {
  auto plan = evening::usual_plan();
  for (auto& phase : plan.phases)
    if (is_form(phase)) phase = plain(phase);
  Table table(GetParam(), std::move(plan));
  table.play();
  EXPECT_FALSE(table.wrong.empty()) << "goes just so in a plain go-round: say in it what is different in its form";
}

INSTANTIATE_TEST_SUITE_P(room, Form, testing::ValuesIn(tables_of_forms()),
                         [](auto const& info) { return name_of(info.param); });

// Each form that the test evening has is told by some table.
TEST(Forms, all_have_their_table) {
  auto left = forms();
  EXPECT_GE(left.size(), 15u);
  for (auto const& path : tables_of_forms())
    for (auto const& phase : held_in(path)) left.erase(phase);
  for (auto const& phase : left) ADD_FAILURE() << "no table is held in " << phase;
}

// A runner that lets everything pass is worthless.
TEST(ScenarioRunner, sees_a_wrong_expectation) {
  story::Story told("praten");
  EXPECT_FALSE(story::act(told, "Bob", "komt binnen zaal"));
  EXPECT_FALSE(story::differs(told, "wachtrij: niemand"));
  EXPECT_TRUE(story::differs(told, "wachtrij: Bob"));
  EXPECT_EQ(story::act(told, "Bob", "is klaar"), "not_your_turn");
  EXPECT_THROW(story::act(told, "Bob", "danst"), std::runtime_error);
  EXPECT_THROW(story::differs(told, "het regent"), std::runtime_error);
}

}  // namespace
