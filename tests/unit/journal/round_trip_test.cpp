// What goes in comes out: order, groups, rooms, settings, one owner of the folder.

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "tests/unit/journal/folder.hpp"
#include "tests/unit/journal/syncs.hpp"

namespace {

using namespace journal_test;
using RoundTrip = Folder;

TEST_F(RoundTrip, records_come_back_as_they_went_in) {
  auto expected = records(1, 3);
  expected.push_back(taken(4, "s1", "Ilse"));
  expected.push_back(posted(5, "s1", "Meer bankjes\nén 😀 \"groen\""));
  {
    auto journal = open();
    EXPECT_EQ(append(*journal, {batch(1, 1, 3)}), Outcome::committed);
    EXPECT_EQ(append(*journal, {Batch{1, std::nullopt, {expected[3], expected[4]}}}), Outcome::committed);
    auto const before = read(*journal, 1);
    ASSERT_EQ(before.records.size(), 5u);
  }
  auto journal = open();
  auto const after = read(*journal, 1);
  ASSERT_FALSE(after.corruption) << after.corruption->what;
  ASSERT_EQ(after.records.size(), expected.size());
  EXPECT_EQ(after.records[1].cause, expected[1].cause);
  EXPECT_EQ(std::get<protocol::SeatTaken>(after.records[3].event).name,
            std::get<protocol::SeatTaken>(expected[3].event).name);
  EXPECT_EQ(std::get<protocol::CardPosted>(after.records[4].event).text,
            std::get<protocol::CardPosted>(expected[4].event).text);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(after.records[i].seq, expected[i].seq);
    EXPECT_EQ(after.records[i].at, expected[i].at);
    EXPECT_EQ(after.records[i].event.index(), expected[i].event.index());
  }
}

TEST_F(RoundTrip, a_renamed_seat_reads_back_under_its_new_name) {
  auto journal = open();
  auto group = batch(1, 1, 1);
  group.records.push_back(taken(2, "s1", "Isle"));
  protocol::SeatRenamed const renamed{{"s1"}, {{"s1"}, "Ilse", "llse", false}, 1};
  group.records.push_back({3, 3'000, std::nullopt, renamed});
  ASSERT_EQ(append(*journal, {group}), Outcome::committed);
  auto const all = read(*journal, 1);
  ASSERT_EQ(all.records.size(), 3u);
  EXPECT_EQ(std::get<protocol::SeatTaken>(all.records[1].event).name.name, "Ilse");
  EXPECT_EQ(std::get<protocol::SeatRenamed>(all.records[2].event).name.folded, "llse");
}

TEST_F(RoundTrip, reading_may_start_anywhere) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 10)}), Outcome::committed);
  ASSERT_EQ(append(*journal, {batch(2, 1, 5)}), Outcome::committed);
  ASSERT_EQ(append(*journal, {batch(1, 11, 20)}), Outcome::committed);
  for (std::int64_t from : {0, 1, 2, 10, 11, 12, 20}) {
    auto const part = read(*journal, 1, from);
    ASSERT_FALSE(part.corruption);
    ASSERT_FALSE(part.records.empty());
    EXPECT_EQ(part.records.front().seq, std::max<std::int64_t>(from, 1));
    EXPECT_EQ(part.records.back().seq, 20);
  }
  EXPECT_TRUE(read(*journal, 1, 21).records.empty());
  EXPECT_TRUE(read(*journal, 99).records.empty());
}

TEST_F(RoundTrip, rooms_and_settings_are_known_at_the_next_start) {
  {
    auto journal = open();
    EXPECT_TRUE(journal->rooms().empty());
    ASSERT_EQ(append(*journal, {batch(1, 1, 4), batch(7, 1, 2)}), Outcome::committed);
    for (auto const* value : {"Bibliotheek Noord", "Bibliotheek Zuid"}) journal->put_setting("library", value, {});
  }
  auto journal = open();
  auto const rooms = journal->rooms();
  ASSERT_EQ(rooms.size(), 2u);
  EXPECT_EQ(rooms[1].number, 7);
  EXPECT_EQ(rooms[1].code.value, "ABCD2345");
  EXPECT_EQ(rooms[1].last_seq, 2);
  EXPECT_EQ(journal->settings().at("library"), "Bibliotheek Zuid");
}

TEST_F(RoundTrip, answers_come_in_the_order_of_the_groups) {
  std::vector<int> order;
  {
    auto journal = open();
    for (int i = 0; i < 100; ++i) {
      journal->append({batch(1, i + 1, i + 1)}, [&order, i](Outcome) { order.push_back(i); });
    }
    journal->close();
  }
  ASSERT_EQ(order.size(), 100u);
  EXPECT_TRUE(std::ranges::is_sorted(order));
}

TEST_F(RoundTrip, what_gathers_during_a_commit_shares_the_next_one) {
  auto journal = open();
  std::promise<void> writer_stands, go_on;
  journal->append({batch(1, 1, 1)}, [&](Outcome) {
    writer_stands.set_value();
    go_on.get_future().get();
  });
  writer_stands.get_future().get();
  int const before = wal_syncs;
  std::vector<std::promise<void>> answers(20);
  for (int i = 0; i < 20; ++i) {
    journal->append({batch(1, i + 2, i + 2)}, [&, i](Outcome) { answers[static_cast<std::size_t>(i)].set_value(); });
  }
  go_on.set_value();
  for (auto& answer : answers) answer.get_future().get();
  EXPECT_EQ(wal_syncs - before, 1);
}

TEST_F(RoundTrip, no_answer_comes_before_the_sync) {
  auto journal = open();
  int const before = wal_syncs;
  int at_answer = 0;
  std::promise<void> done;
  journal->append({batch(1, 1, 1)}, [&](Outcome) {
    at_answer = wal_syncs;
    done.set_value();
  });
  done.get_future().get();
  EXPECT_GT(at_answer, before);
}

TEST_F(RoundTrip, a_long_room_comes_in_slices_and_writes_go_between) {
  auto journal = open();
  std::int64_t const many = 30'000;
  for (std::int64_t seq = 1; seq <= many; seq += 100) journal->append({batch(1, seq, seq + 99)}, {});
  std::promise<void> is_read;
  int slices = 0;
  int slices_at_answer = -1;
  std::size_t count = 0;
  journal->read(1, 1, [&](std::variant<Slice, Corruption> part) {
    auto& slice = std::get<Slice>(part);
    count += slice.records.size();
    if (++slices == 1) {
      journal->append({batch(2, 1, 1)}, [&](Outcome) { slices_at_answer = slices; });
    }
    if (slice.is_last) is_read.set_value();
  });
  is_read.get_future().get();
  EXPECT_EQ(count, static_cast<std::size_t>(many));
  EXPECT_GT(slices, 2);
  EXPECT_EQ(slices_at_answer, 1);
}

TEST_F(RoundTrip, a_second_server_is_kept_out) {
  auto journal = open();
  EXPECT_NE(why_not_open().find("Another Plekberaad"), std::string::npos);
  journal->close();
  EXPECT_EQ(why_not_open(), "");
}

TEST_F(RoundTrip, files_are_for_the_owner_only) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 1)}), Outcome::committed);
  for (auto const* file : {"journal.sqlite", "journal.sqlite-wal", "keys.sqlite", "keys.sqlite-wal", "../server.key"}) {
    struct stat found {};
    ASSERT_EQ(::stat(path(file).c_str(), &found), 0) << file;
    EXPECT_EQ(found.st_mode & 0777, 0600u) << file;
  }
}

TEST_F(RoundTrip, the_server_key_must_be_the_right_one) {
  open()->close();
  auto const kept = root + "/kept.key";
  std::filesystem::rename(options.server_key_file, kept);
  EXPECT_NE(why_not_open().find("is missing"), std::string::npos);
  options.server_key_file = root + "/other.key";
  Options other = options;
  other.folder = root + "/elsewhere";
  std::get<0>(open_sqlite(other))->close();  // makes other.key
  EXPECT_NE(why_not_open().find("is not the key of"), std::string::npos);
  options.server_key_file = kept;
  EXPECT_EQ(why_not_open(), "");
}

using RoundTripDeathTest = Folder;
TEST_F(RoundTripDeathTest, a_hole_in_seq_is_our_bug_and_stops_us) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_DEATH(
      {
        auto journal = open();
        append(*journal, {batch(1, 1, 3)});
        append(*journal, {batch(1, 5, 5)});
      },
      "a hole or a repeat");
  EXPECT_DEATH(
      {
        options.folder += "2";
        auto journal = open();
        append(*journal, {batch(1, 2, 2)});
      },
      "nobody opened");
}

}  // namespace
