// Reading a Polis export: what is taken, and each fault with the file, line, column and way out that it names.

#include "server/exchange/polis.hpp"

#include <gtest/gtest.h>

#include "tests/unit/exchange/exported.hpp"

namespace exchange {
namespace {

PolisConversation conversation(Files const& files) {
  auto const found = read_files(files);
  EXPECT_EQ(why(found), "");
  return std::holds_alternative<Unreadable>(found) ? PolisConversation{} : std::get<PolisConversation>(found);
}

// Puts `now` in the place of the first `was` of a file.
Files spoiled(std::string const& file, std::string const& was, std::string const& now) {
  auto files = small_export();
  auto& text = files.at(file);
  auto const at = text.find(was);
  EXPECT_NE(at, std::string::npos) << was;
  text.replace(at, was.size(), now);
  return files;
}

TEST(Polis, reads_the_set) {
  auto const found = conversation(small_export());
  EXPECT_EQ(found.topic, "Plein, 2050");
  EXPECT_EQ(found.description, "Wat moet er\nop het plein?");
  ASSERT_EQ(found.statements.size(), 2u);
  EXPECT_EQ(found.statements[0].text, "Meer bankjes, en bomen");
  EXPECT_EQ(found.statements[1].moderated, -1);
  EXPECT_EQ(found.votes.size(), 6u);
  ASSERT_EQ(found.people.size(), 3u);
  EXPECT_EQ(found.people[1].group, 1);
  EXPECT_EQ(found.people[2].group, std::nullopt);
}

TEST(Polis, the_last_vote_of_a_person_counts) {
  auto const found = conversation(small_export());
  auto const gathered = gather(found, {});
  EXPECT_EQ(gathered.people, (std::vector<std::int64_t>{3, 4, 5}));
  EXPECT_EQ(gathered.statements, (std::vector<std::int64_t>{7, 9}));
  EXPECT_EQ(gathered.table.at(1, 0), insight::Vote::agree);
  EXPECT_EQ(gathered.table.at(1, 1), insight::Vote::unseen);
  EXPECT_EQ(gathered.table.at(2, 0), insight::Vote::pass);
  EXPECT_EQ(gathered.votes, 5);
  EXPECT_EQ(gathered.votes_changed, 1);
  EXPECT_EQ(gathered.cells_that_differ, 0);
  EXPECT_EQ(gathered.published, (insight::Labels{0, 1, insight::in_no_group}));
  EXPECT_EQ(gathered.standing.left_out, (std::vector<bool>{false, true}));
}

TEST(Polis, a_cell_that_differs_from_the_last_vote_is_told) {
  auto const files = spoiled("participants-votes.csv", "4,1,1,1,1,0,1,", "4,1,1,1,1,0,-1,0");
  EXPECT_EQ(gather(conversation(files), {}).cells_that_differ, 2);
}

TEST(Polis, only_two_files_are_needed_and_columns_may_stand_anywhere) {
  auto files = small_export();
  files.erase("participants-votes.csv");
  files.erase("summary.csv");
  files["votes.csv"] = "\xEF\xBB\xBFvote,voter-id,comment-id,timestamp\r\n1,3,7,1500000000\r\n-1,4,9,1500000001\r\n";
  auto const found = conversation(files);
  EXPECT_EQ(found.people.size(), 2u);
  EXPECT_EQ(found.votes[0].at, 1'500'000'000'000);  // newer exports say seconds
  EXPECT_FALSE(found.has_groups);
}

TEST(Polis, a_text_with_commas_that_was_not_quoted_is_put_together) {
  auto const files = spoiled("comments.csv", "Weg met het plein", "Weg, weg, met het plein");
  EXPECT_EQ(conversation(files).statements[1].text, "Weg, weg, met het plein");
}

TEST(Polis, the_order_of_rows_changes_nothing) {
  auto files = small_export();
  files["votes.csv"] =
      "timestamp,datetime,comment-id,voter-id,vote\n1500000000006,x,7,5,0\n1500000000003,x,7,4,1\n1500000000002,x,7,4,-"
      "1\n"
      "1500000000005,x,9,5,-1\n1500000000001,x,7,3,1\n1500000000004,x,9,3,-1\n";
  EXPECT_EQ(gather(conversation(files), {}).table, gather(conversation(small_export()), {}).table);
}

struct Fault {
  char const* file;
  char const* was;
  char const* now;
  char const* where;
  char const* way_out;
};

TEST(Polis, a_fault_is_told_with_its_place_and_a_way_out) {
  std::vector<Fault> const faults = {
      {"votes.csv", "7,3,1\n", "7,3,2\n", "votes.csv, line 2, column \"vote\": \"2\" is no vote", "1, 0 and -1"},
      {"votes.csv", "7,3,1\n", "7,3,agree\n", "votes.csv, line 2, column \"vote\": \"agree\" is no vote", "Mend"},
      {"votes.csv", "7,3,1\n", "7,3,\n", "votes.csv, line 2, column \"vote\": \"\" is no vote", "Mend"},
      {"votes.csv", "7,3,1\n", "7,drie,1\n", "votes.csv, line 2, column \"voter-id\": \"drie\" is not a whole", "Mend"},
      {"votes.csv", "7,3,1\n", "7,99999999999999999999,1\n", "votes.csv, line 2, column \"voter-id\"", "whole number"},
      {"votes.csv", "7,3,1\n", "7,-9223372036854775808,1\n", "votes.csv, line 2, column \"voter-id\"", "whole number"},
      {"votes.csv", "7,3,1\n", "8,3,1\n", "votes.csv, line 2: a vote on comment 8, which comments.csv", "same conv"},
      {"votes.csv", "7,3,1\n", "7,6,1\n", "votes.csv, line 2: a vote of participant 6", "Without participants-votes"},
      {"votes.csv", "7,3,1\n", "7,3\n", "votes.csv, line 2: 4 cells, but there are 5 columns", "Mend this row"},
      {"votes.csv", "voter-id", "voter", "votes.csv, line 1: there is no column \"voter-id\"", "Wanted are timestamp"},
      {"votes.csv", "datetime", "vote", "votes.csv, line 1, column \"vote\": this heading stands here twice", "twice"},
      {"comments.csv", "agrees", "eens", "comments.csv, line 1: there is no column \"agrees\"", "Polis export"},
      {"comments.csv", "2,1,1,", "2,1,2,", "comments.csv, line 2, column \"moderated\": 2 is none of", "accepted"},
      {"comments.csv", "x,9,4", "x,7,4", "comments.csv: comment 7 stands there twice", "Take one away"},
      {"comments.csv", "Weg", "\"Weg", "comments.csv, line 3: a quote opens here and never closes", "Mend the file"},
      {"comments.csv", "Weg", "W\xFFg", "comments.csv, line 3, column \"comment-body\": these bytes are no UTF-8",
       "UTF-8"},
      {"participants-votes.csv", "3,0,1", "3,x,1", "participants-votes.csv, line 2, column \"group-id\"",
       "whole number"},
      {"participants-votes.csv", "3,0,1", "3,-1,1", "participants-votes.csv, line 2, column \"group-id\"", "0 to 99"},
      {"participants-votes.csv", "3,0,1", "Anna,0,1", "participants-votes.csv, line 2, column \"participant\"",
       "whole"},
      {"participants-votes.csv", "1,-1\n", "1,5\n", "participants-votes.csv, line 2, column \"9\": \"5\" is no vote",
       "Mend"},
      {"participants-votes.csv", "5,,0", "4,,0", "participants-votes.csv: participant 4 stands there twice",
       "one away"},
  };
  for (auto const& fault : faults) {
    auto const said = why(read_files(spoiled(fault.file, fault.was, fault.now)));
    EXPECT_TRUE(said.starts_with(fault.where)) << said << "\n  wanted: " << fault.where;
    EXPECT_NE(said.find(fault.way_out), std::string::npos) << said << "\n  wanted: " << fault.way_out;
  }
}

TEST(Polis, what_is_empty_is_told) {
  for (auto const* file : {"comments.csv", "votes.csv", "participants-votes.csv"}) {
    auto files = small_export();
    files.at(file).clear();
    EXPECT_TRUE(why(read_files(files)).starts_with(std::string{file} + " is empty. Wanted is a row of headings"));
  }
  auto files = small_export();
  files.at("votes.csv") = "timestamp,comment-id,voter-id,vote\n";
  EXPECT_EQ(why(read_files(files)), "votes.csv holds no votes, so there is nothing to analyse.");
}

TEST(Polis, more_than_the_limits_is_told) {
  auto files = small_export();
  files.erase("participants-votes.csv");
  auto& votes = files.at("votes.csv");
  for (int person = 0; person <= limits::people_max; ++person) {
    votes += "1500000000001,x,7," + std::to_string(person) + ",1\n";
  }
  EXPECT_EQ(why(read_files(files)),
            "10001 participants are more than can be analysed (10000). Take a part of the conversation.");
  files = small_export();
  for (int i = 10; i < 10 + limits::statements_max; ++i) {
    files.at("comments.csv") += "1500000000001,x," + std::to_string(i) + ",1,0,0,1,x\n";
  }
  EXPECT_EQ(why(read_files(files)),
            "1002 statements are more than can be analysed (1000). Take a part of the conversation.");
}

TEST(PolisSign, as_written) {
  auto const check = std::get<SignCheck>(check_sign(conversation(small_export()), std::nullopt));
  EXPECT_EQ(check.checked, 2);
  EXPECT_EQ(check.as_is, 2);
  EXPECT_EQ(check.turned, 0);
  EXPECT_EQ(check.agree_is, 1);
}

TEST(PolisSign, turned_round_is_found_out_and_mended) {
  auto files = small_export();
  for (auto const* file : {"votes.csv"}) {
    auto& text = files.at(file);
    std::string turned;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with(",-1")) {
        line.replace(line.size() - 2, 2, "1");
      } else if (line.ends_with(",1")) {
        line.replace(line.size() - 1, 1, "-1");
      }
      turned += line + '\n';
    }
    text = turned;
  }
  auto const found = conversation(files);
  auto const check = std::get<SignCheck>(check_sign(found, std::nullopt));
  EXPECT_EQ(check.agree_is, -1);
  EXPECT_EQ(check.turned, 2);
  auto const gathered = gather(found, check);
  EXPECT_EQ(gathered.table, gather(conversation(small_export()), {}).table);
  EXPECT_EQ(gathered.cells_that_differ, 0);  // the matrix of Polis is never turned
}

TEST(PolisSign, counts_of_last_votes_fit_as_well) {
  auto files = spoiled("comments.csv", "7,3,2,1,1", "7,3,2,0,1");
  auto const check = std::get<SignCheck>(check_sign(conversation(files), std::nullopt));
  EXPECT_EQ(check.as_is, 2);
}

TEST(PolisSign, what_fits_neither_way_is_asked) {
  auto const found = conversation(spoiled("comments.csv", "7,3,2,1,1", "7,3,5,1,1"));
  auto const checked = check_sign(found, std::nullopt);
  ASSERT_TRUE(std::holds_alternative<Unreadable>(checked));
  EXPECT_NE(std::get<Unreadable>(checked).why.find("say --agree-is 1 or --agree-is -1"), std::string::npos);
  auto const asked = std::get<SignCheck>(check_sign(found, -1));
  EXPECT_EQ(asked.agree_is, -1);
  EXPECT_TRUE(asked.is_asked);
}

TEST(PolisSign, nothing_to_compare_with) {
  auto files = small_export();
  files["comments.csv"] =
      "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,7,1,0,0,1,a\n1,9,1,0,0,1,b\n";
  auto const check = std::get<SignCheck>(check_sign(conversation(files), std::nullopt));
  EXPECT_EQ(check.checked, 0);
  EXPECT_EQ(check.agree_is, 1);
}

PolisJsonFiles json_export() {
  return {
      R"([{"tid": 7, "pid": 3, "mod": 1, "agree_count": 2, "disagree_count": 0, "txt": "Bankjes", "is_meta": false},
              {"statement_id": 9, "participant_id": 4, "moderated": -1, "agree_count": 0, "disagree_count": 1,
               "txt": "x"}])",
      R"([{"pid": 3, "tid": 7, "vote": 1, "modified": "1500000000001"},
              {"participant_id": 4, "statement_id": 7, "vote": 1, "modified": 1500000000002.0},
              {"pid": 4, "tid": 9, "vote": -1, "modified": 1500000000003}])",
      R"({"topic": "Plein", "description": null})",
      R"({"base-clusters": {"id": [0, 5], "members": [[3], [4]]},
              "group-clusters": [{"id": 0, "members": [0]}, {"id": 1, "members": [5]}]})"};
}

TEST(PolisJson, reads_old_and_new_names) {
  auto const found = read_polis_json(json_export());
  ASSERT_EQ(why(found), "");
  auto const& conversation = std::get<PolisConversation>(found);
  EXPECT_EQ(conversation.topic, "Plein");
  EXPECT_EQ(conversation.statements[1].id, 9);
  EXPECT_EQ(conversation.votes.size(), 3u);
  EXPECT_EQ(conversation.votes[1].at, 1'500'000'000'002);
  EXPECT_EQ(conversation.people[1].group, 1);
}

TEST(PolisJson, a_fault_is_told_with_its_place) {
  struct Case {
    std::string PolisJsonFiles::*file;
    char const* text;
    char const* said;
  };
  for (auto const& [file, text, said] : {
           Case{&PolisJsonFiles::votes, "[{", "votes.json is no JSON"},
           Case{&PolisJsonFiles::votes, "{}", "votes.json holds no list"},
           Case{&PolisJsonFiles::votes, "[1]", "votes.json, item 1 is no object"},
           Case{&PolisJsonFiles::votes, "[]", "votes.json holds no votes"},
           Case{&PolisJsonFiles::votes, R"([{"pid":3,"tid":7,"vote":3}])",
                "votes.json, item 1, \"vote\": 3 is no vote"},
           Case{&PolisJsonFiles::votes, R"([{"pid":3,"tid":7}])", "votes.json, item 1, \"vote\": this is missing"},
           Case{&PolisJsonFiles::votes, R"([{"pid":"Anna","tid":7,"vote":1}])",
                "votes.json, item 1, \"pid\": this is not"},
           Case{&PolisJsonFiles::votes, R"([{"pid":1,"tid":8,"vote":1}])", "votes.json, item 1: a vote on comment 8"},
           Case{&PolisJsonFiles::comments, R"([{"tid":7,"mod":1,"agree_count":1,"disagree_count":1}])",
                "comments.json, item 1, \"txt\": this is missing"},
           Case{&PolisJsonFiles::comments, R"([{"tid":7,"mod":5,"agree_count":1,"disagree_count":1,"txt":""}])",
                "comments.json, item 1, \"mod\": this is none of"},
       }) {
    auto files = json_export();
    files.*file = text;
    EXPECT_TRUE(why(read_polis_json(files)).starts_with(said)) << why(read_polis_json(files));
  }
  auto files = json_export();
  files.mathematics = R"({"base-clusters": 3})";
  EXPECT_TRUE(why(read_polis_json(files)).starts_with("math-pca2.json has no"));
}

}  // namespace
}  // namespace exchange
