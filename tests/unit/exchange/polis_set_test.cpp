// The CSV set that we write is one that we read, word for word, and that Polis' own numbers agree with.

#include <gtest/gtest.h>

#include "server/exchange/polis_parts.hpp"
#include "tests/unit/exchange/exported.hpp"

namespace exchange {
namespace {

PolisConversation again(PolisConversation const& conversation) {
  auto const found = read_files(write_polis_csv_set(conversation));
  EXPECT_EQ(why(found), "");
  return std::holds_alternative<Unreadable>(found) ? PolisConversation{} : std::get<PolisConversation>(found);
}

TEST(PolisSet, what_is_written_is_read_again) {
  auto const files = small_export();
  auto const conversation = std::get<PolisConversation>(read_files(files));
  EXPECT_TRUE(again(conversation) == conversation);
  auto const written = write_polis_csv_set(conversation);
  EXPECT_EQ(written.at("participants-votes.csv"), files.at("participants-votes.csv"));
  EXPECT_EQ(written.at("votes.csv").substr(0, written.at("votes.csv").find('\n')),
            "timestamp,datetime,comment-id,voter-id,vote");
  EXPECT_NE(written.at("votes.csv").find("1500000000002,Fri Jul 14 02:40:00 UTC 2017,7,4,-1\n"), std::string::npos);
  EXPECT_EQ(written.at("comments.csv").substr(0, written.at("comments.csv").find('\n')),
            "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body");
}

TEST(PolisSet, texts_that_a_spreadsheet_would_run_are_guarded_and_come_back) {
  for (std::string const text : {"=1+1", "+31", "-5", "@x", "\tx", "\rx", "'=1", "''=1", "'s middags", "'", "", "\"",
                                 "a\nb", "a,b", "=\"a\",1"}) {
    auto conversation = std::get<PolisConversation>(read_files(small_export()));
    conversation.statements[0].text = text;
    conversation.topic = text;
    auto const written = write_polis_csv_set(conversation);
    for (auto const* sign : {"=", "+", "-", "@", "\t", "\r"}) {
      EXPECT_EQ(written.at("comments.csv").find(",false," + std::string{sign}), std::string::npos) << text;
      EXPECT_EQ(written.at("comments.csv").find(",false,\"" + std::string{sign}), std::string::npos) << text;
      EXPECT_FALSE(written.at("summary.csv").starts_with("topic," + std::string{sign})) << text;
    }
    EXPECT_EQ(again(conversation).statements[0].text, text);
    EXPECT_EQ(again(conversation).topic, text);
  }
  EXPECT_EQ(guarded("=1"), "'=1");
  EXPECT_EQ(guarded("'s middags"), "'s middags");
}

TEST(PolisSet, every_real_conversation_comes_back_with_its_own_counts) {
  for (auto const* name : conversation_names) {
    auto const files = real_export(name);
    if (files.empty()) GTEST_SKIP() << "no polis data beside the checkout";
    auto conversation = std::get<PolisConversation>(read_files(files));
    for (auto& one : conversation.statements) one.group_informed_consensus.reset();  // not written
    auto const back = again(conversation);
    EXPECT_EQ(back.topic, conversation.topic);
    EXPECT_EQ(back.description, conversation.description);
    EXPECT_TRUE(back.statements == conversation.statements) << name;  // with agrees and disagrees as Polis counted
    EXPECT_TRUE(back.votes == conversation.votes) << name;
    EXPECT_TRUE(back.people == conversation.people) << name;
    EXPECT_TRUE(write_polis_csv_set(back) == write_polis_csv_set(conversation)) << name;
  }
}

}  // namespace
}  // namespace exchange
