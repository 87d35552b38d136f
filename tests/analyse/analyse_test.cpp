// `plekberaad analyse` as people run it: a folder in, JSON out; or a sentence and an exit code.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "tests/personal/verb.hpp"

namespace {

namespace fs = std::filesystem;
using personal::verb;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "analyse-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  void write(std::string const& name, std::string const& text) { std::ofstream{path_ / name} << text; }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

constexpr char const* comments =
    "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1500000000000,7,3,2,1,1,\"Meer bankjes\"\n1500000000000,9,4,0,2,1,Weg met het plein\n";
constexpr char const* votes =
    "timestamp,comment-id,voter-id,vote\n1500000000001,7,3,1\n1500000000002,7,4,1\n1500000000003,7,5,-1\n"
    "1500000000004,9,3,-1\n1500000000005,9,5,-1\n";

TEST(Analyse, prints_the_findings_of_a_room) {
  Folder folder;
  folder.write("comments.csv", comments);
  folder.write("votes.csv", votes);
  auto const said = verb("analyse " + folder.path());
  EXPECT_EQ(said.code, 0) << said.text;
  EXPECT_TRUE(said.text.starts_with("{\n  \"format\": \"plekberaad-analysis/1\",\n  \"mode\": \"room\",\n"))
      << said.text;
  for (auto const* part :
       {"\"found\": \"as written\"", "\"groups_are\": \"too_few_people\"", "\"text\": \"Meer bankjes\"",
        "\"agree\": 2, \"disagree\": 1, \"pass\": 0, \"agreement\": 0.6", "\"people_in_no_group\": 3"}) {
    EXPECT_NE(said.text.find(part), std::string::npos) << part << '\n' << said.text;
  }
  EXPECT_EQ(said.text.find("\"person\""), std::string::npos);
  auto const with_people = verb("analyse --people " + folder.path());
  EXPECT_NE(with_people.text.find("{\"person\": 3, \"x\": "), std::string::npos) << with_people.text;
}

TEST(Analyse, prints_what_polis_says_too) {
  Folder folder;
  folder.write("comments.csv", comments);
  folder.write("votes.csv", votes);
  folder.write("participants-votes.csv", "participant,xid,group-id\n3,anna@example.org,0\n4,Bert,0\n5,x,1\n");
  auto const said = verb("analyse --mode polis " + folder.path());
  EXPECT_EQ(said.code, 0) << said.text;
  EXPECT_NE(said.text.find("\"groups_are\": \"published\""), std::string::npos) << said.text;
  EXPECT_NE(said.text.find("\"group_informed_consensus\": 0.25"), std::string::npos) << said.text;  // 3/4 * 1/3
  for (auto const* name : {"anna", "Bert"}) EXPECT_EQ(said.text.find(name), std::string::npos) << name;
  EXPECT_EQ(verb("analyse --mode polis --groups new " + folder.path()).code, 0);
}

TEST(Analyse, says_when_the_sign_was_turned) {
  Folder folder;
  folder.write("comments.csv", comments);
  std::string turned = votes;
  for (auto const& [was, now] : {std::pair{",-1\n", ",x\n"}, {",1\n", ",-1\n"}, {",x\n", ",1\n"}}) {
    for (auto at = turned.find(was); at != std::string::npos; at = turned.find(was)) {
      turned.replace(at, std::string{was}.size(), now);
    }
  }
  folder.write("votes.csv", turned);
  auto const said = verb("analyse " + folder.path());
  EXPECT_EQ(said.code, 0);
  EXPECT_NE(said.text.find("In these files -1 means agree; the votes were turned round."), std::string::npos);
  EXPECT_NE(said.text.find("\"agree\": 2, \"disagree\": 1, \"pass\": 0"), std::string::npos) << said.text;
}

TEST(Analyse, says_what_is_wrong_and_how_to_go_on) {
  Folder folder;
  auto const expect = [&](std::string const& words, int code, std::string const& part) {
    auto const said = verb("analyse " + words);
    EXPECT_EQ(said.code, code) << words << '\n' << said.text;
    EXPECT_NE(said.text.find(part), std::string::npos) << words << '\n' << said.text;
  };
  expect(folder.path() + "/nowhere", 71, "is no folder. Give the folder");
  expect(folder.path(), 71, "holds no Polis export. Wanted are comments.csv and votes.csv");
  folder.write("comments.csv", comments);
  expect(folder.path(), 71, "votes.csv cannot be opened. Look whether it is there");
  folder.write("votes.csv", votes);
  expect(folder.path() + "/votes.csv", 71, "is no folder");
  expect("--mode polis --groups published " + folder.path(), 2, "Leave --groups out");
  expect("--groups 3 " + folder.path(), 2, "--groups goes with --mode polis");
  expect("--mode other " + folder.path(), 2, "--mode");
  expect("", 2, "PATH is required");
  folder.write("votes.csv", std::string{votes} + "1500000000006,9,6,ja\n");
  expect(folder.path(), 1, "votes.csv, line 7, column \"vote\": \"ja\" is no vote; 1, 0 and -1 are.");
  folder.write("votes.csv", "timestamp,comment-id,voter-id,vote\n1,7,3,0\n1,9,3,0\n");
  expect(folder.path(), 1, "say --agree-is 1 or --agree-is -1");
  expect("--agree-is -1 " + folder.path(), 0, "\"found\": \"as asked\"");
  expect("--help", 0, "256 MiB a file");
}

TEST(Analyse, a_folder_that_is_not_a_file_and_a_file_that_is_a_folder) {
  Folder folder;
  folder.write("comments.csv", comments);
  fs::create_directory(folder.path() + "/votes.csv");
  auto const said = verb("analyse " + folder.path());
  EXPECT_NE(said.code, 0);
  EXPECT_NE(said.text.find("votes.csv"), std::string::npos) << said.text;
}

// Lines below the headings in another order, and the program a second time: not one byte differs.
TEST(Analyse, equal_votes_give_equal_bytes_in_whatever_order_they_stand) {
  auto const data = fs::path{SHARED_DATA} / "polis" / "conversations" / "london.youth.policing";
  if (!fs::exists(data)) GTEST_SKIP() << "no polis data beside the checkout";
  Folder folder;
  for (auto const* file : {"comments.csv", "votes.csv", "participants-votes.csv", "summary.csv"}) {
    std::ifstream in{data / file};
    std::string text, line;
    std::vector<std::string> lines;
    while (std::getline(in, line)) lines.push_back(line);
    bool const has_headings = std::string{file} != "summary.csv";
    bool const is_in_lines = std::string{file} == "votes.csv" || std::string{file} == "participants-votes.csv";
    if (is_in_lines) std::shuffle(lines.begin() + has_headings, lines.end(), std::mt19937{7});
    for (auto const& one : lines) text += one + '\n';
    folder.write(file, text);
  }
  for (auto const* mode : {"room", "polis"}) {
    auto const words = std::string{"analyse --people --mode "} + mode + ' ';
    auto const once = verb(words + data.string());
    EXPECT_EQ(once.code, 0) << once.text;
    EXPECT_EQ(verb(words + data.string()).text, once.text);
    EXPECT_EQ(verb(words + folder.path()).text, once.text);
  }
}

TEST(Analyse, every_export_of_the_shared_data) {
  auto const data = fs::path{SHARED_DATA} / "polis";
  if (!fs::exists(data)) GTEST_SKIP() << "no polis data beside the checkout";
  int read = 0;
  for (auto const* folder : {"conversations", "math-fixtures"}) {
    for (auto const& entry : fs::directory_iterator(data / folder)) {
      for (std::string const mode : {"room", "polis"}) {
        auto const said = verb("analyse --mode " + mode + ' ' + entry.path().string());
        if (auto const name = entry.path().filename();
            mode == "room" && (name == "vtaiwan.uberx" || name.string().starts_with("scoop"))) {
          EXPECT_EQ(said.code, 2);
          EXPECT_NE(said.text.find("are more than a room"), std::string::npos) << said.text;
          continue;
        }
        EXPECT_EQ(said.code, 0) << entry.path() << said.text.substr(0, 500);
        EXPECT_TRUE(said.text.ends_with("]\n}\n")) << entry.path();
        for (auto const* none : {": nan", ": inf", ": null"}) EXPECT_EQ(said.text.find(none), std::string::npos);
        ++read;
      }
    }
  }
  EXPECT_EQ(read, 14);
}

}  // namespace
