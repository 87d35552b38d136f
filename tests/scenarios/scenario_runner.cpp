// Reads the *.room tables and plays them on the pure core. Columns stand apart by two or more spaces:
//   tijd   wie   doet   verwacht   [omdat ...]
// A failing row prints itself with what came instead. Verbs are in scenario_verbs.cpp, expectations in
// scenario_expectations.cpp.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "tests/scenarios/story.hpp"

namespace {

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

class Table {
 public:
  explicit Table(std::filesystem::path const& path) : file_(path) {}

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
          story_.emplace(columns.at(1));
        } else if (columns.at(0) == "mensen") {
          seat_people(columns.at(1));
        } else {
          row(columns, line);
        }
      } catch (std::exception const& fault) {
        ADD_FAILURE() << "rij " << at_ << ": " << line << "\n  " << fault.what();
      }
    }
    return rows_;
  }

 private:
  // "Ada leidt; Bob zaal; Cem online; Els zaal tafel 3"
  void seat_people(std::string const& text) {
    for (auto const& person : story::split(text, "; ")) {
      auto const space = person.find(' ');
      auto const name = person.substr(0, space);
      auto const place = person.substr(space + 1);
      EXPECT_FALSE(story::act(*story_, name, place == "leidt" ? "neemt de leiding" : "komt binnen " + place)) << person;
    }
  }

  void row(std::vector<std::string> const& columns, std::string const& line) {
    ++rows_;
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
        ADD_FAILURE() << "rij " << at_ << ": " << line << "\n  verwacht " << expected << "\n  maar     " << *instead;
      }
    }
    EXPECT_EQ(came.value_or("gedaan"), expected_refusal.value_or("gedaan")) << "rij " << at_ << ": " << line;
    for (auto const& fault : story_->evening.faults) ADD_FAILURE() << "rij " << at_ << ": " << line << "\n  " << fault;
    story_->evening.faults.clear();
  }

  std::ifstream file_;
  std::optional<story::Story> story_;
  int at_ = 0;
  int rows_ = 0;
};

class Scenario : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenario, goes_as_told) { EXPECT_GT(Table(GetParam()).play(), 0) << "a table without rows"; }

INSTANTIATE_TEST_SUITE_P(room, Scenario, testing::ValuesIn(tables()), [](auto const& info) {
  auto name = info.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

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
