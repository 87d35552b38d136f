// Damage is told, never papered over: flipped bits, cut chains, lost tails. One bad room leaves the others alone.

#include <filesystem>
#include <fstream>

#include "server/journal/heads.hpp"
#include "server/journal/verify.hpp"
#include "tests/unit/journal/folder.hpp"

namespace {

using namespace journal_test;

class Damage : public Folder {
 protected:
  void SetUp() override {
    auto journal = open();
    ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
    ASSERT_EQ(append(*journal, {batch(2, 1, 5)}), Outcome::committed);
    ASSERT_EQ(append(*journal, {batch(1, 6, 9)}), Outcome::committed);
    ASSERT_EQ(append(*journal, {batch(1, 10, 12)}), Outcome::committed);
  }

  // Both ways of looking must say that room 1 stops after `after_seq`, and that room 2 is whole.
  void expect_room_1_to_stop(std::int64_t after_seq, std::string const& what) {
    auto const verdict = std::get<Verdict>(verify(options));
    EXPECT_FALSE(verdict.is_whole());
    ASSERT_GE(verdict.rooms.size(), 2u);
    EXPECT_FALSE(verdict.rooms[0].is_whole);
    EXPECT_EQ(verdict.rooms[0].last_seq, after_seq);
    EXPECT_NE(verdict.rooms[0].what.find(what), std::string::npos) << verdict.rooms[0].what;
    EXPECT_TRUE(verdict.rooms[1].is_whole) << verdict.rooms[1].what;
    for (int start = 1; start <= 2; ++start) {  // a start in between must not heal it
      auto journal = open();
      auto const first = read(*journal, 1);
      ASSERT_TRUE(first.corruption) << "start " << start;
      EXPECT_EQ(first.corruption->after_seq, after_seq);
      EXPECT_NE(first.corruption->what.find(what), std::string::npos) << first.corruption->what;
      EXPECT_EQ(read(*journal, 2).records.size(), 5u);
    }
  }
};

TEST_F(Damage, none_is_found_in_a_whole_folder) {
  auto const verdict = std::get<Verdict>(verify(options));
  EXPECT_TRUE(verdict.is_whole());
  ASSERT_EQ(verdict.rooms.size(), 2u);
  EXPECT_EQ(verdict.rooms[0].last_seq, 12);
}

TEST_F(Damage, verify_refuses_a_folder_in_use_or_without_journal) {
  auto journal = open();
  EXPECT_TRUE(std::holds_alternative<CannotOpen>(verify(options)));
  options.folder += "-none";
  EXPECT_TRUE(std::holds_alternative<CannotOpen>(verify(options)));
  EXPECT_FALSE(std::filesystem::exists(options.folder));
}

TEST_F(Damage, a_flipped_byte_in_a_body_is_found) {
  run_sql("journal.sqlite",
          "UPDATE batches SET body = CAST(replace(CAST(body AS TEXT), 's1', 's2') AS BLOB) WHERE id = 3");
  expect_room_1_to_stop(5, "row 3 does not match its checksum");
}

TEST_F(Damage, a_changed_number_in_a_row_is_found) {
  run_sql("journal.sqlite", "UPDATE batches SET at = at + 1 WHERE id = 3");
  expect_room_1_to_stop(5, "row 3 does not match its checksum");
}

TEST_F(Damage, a_row_under_another_rooms_number_stops_its_own_room_only) {
  run_sql("journal.sqlite", "UPDATE batches SET room = 2 WHERE id = 3");
  expect_room_1_to_stop(5, "row 3 says that it belongs to room 2, its checksum says not");
}

TEST_F(Damage, a_damaged_mark_of_erasing_is_found_and_no_key_is_thrown_away) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {Batch{1, std::nullopt, {taken(13, "s1", "Ilse")}}}), Outcome::committed);
  }
  run_sql("journal.sqlite", "UPDATE people SET is_erased = 1");
  expect_room_1_to_stop(13, "seat s1 is neither kept nor erased");
  run_sql("journal.sqlite", "UPDATE people SET is_erased = 0");
  EXPECT_FALSE(read(*open(), 1).corruption) << "the key is there still";
}

TEST_F(Damage, a_room_under_another_code_is_found) {
  run_sql("journal.sqlite", "UPDATE rooms SET code = 'ABCD2346' WHERE number = 1");
  expect_room_1_to_stop(0, "opens room ABCD2345, the list of rooms says ABCD2346");
}

TEST_F(Damage, of_the_settings_is_told_and_not_served_from) {
  {
    auto journal = open();
    for (auto const* key : {"library", "password_hash"}) {
      std::promise<Outcome> done;
      journal->put_setting(key, "value", [&](Outcome outcome) { done.set_value(outcome); });
      ASSERT_EQ(done.get_future().get(), Outcome::committed);
    }
  }
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole());
  auto const whole = bytes_of("journal.sqlite");
  for (std::string const harm :
       {"UPDATE settings SET value = 'valuf' WHERE key = 'library'", "DELETE FROM settings WHERE key = 'password_hash'",
        "DELETE FROM settings WHERE key = 'check'", "DELETE FROM settings"}) {
    run_sql("journal.sqlite", harm);
    auto const verdict = std::get<Verdict>(verify(options));
    EXPECT_FALSE(verdict.is_whole()) << harm;
    EXPECT_FALSE(verdict.settings.empty()) << harm;
    EXPECT_TRUE(verdict.rooms[0].is_whole) << harm;
    EXPECT_NE(why_not_open().find("settings of the library"), std::string::npos) << harm;
    std::ofstream(path("journal.sqlite"), std::ios::binary) << whole;
    std::filesystem::remove(path("journal.sqlite-wal"));
  }
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole());
}

TEST_F(Damage, of_settings_that_went_back_in_time_is_found_by_the_heads) {
  auto const older = bytes_of("journal.sqlite");
  {
    auto journal = open();
    std::promise<Outcome> done;
    journal->put_setting("library", "De Zwaan", [&](Outcome outcome) { done.set_value(outcome); });
    ASSERT_EQ(done.get_future().get(), Outcome::committed);
  }
  std::ofstream(path("journal.sqlite"), std::ios::binary) << older;
  std::filesystem::remove(path("journal.sqlite-wal"));
  EXPECT_NE(why_not_open().find("the last change is gone"), std::string::npos);
}

TEST_F(Damage, of_the_files_structure_is_told_with_how_far_the_file_can_be_read) {
  {
    auto journal = open();
    for (std::int64_t seq = 13; seq <= 40; ++seq) {
      auto group = Batch{1, std::nullopt, {posted(seq, "s1", std::string(1'500, 'w'))}};
      ASSERT_EQ(append(*journal, {std::move(group)}), Outcome::committed);
    }
  }
  constexpr std::size_t page = 4096;
  auto bytes = bytes_of("journal.sqlite");
  auto const at = bytes.find("\"seq\":30,");
  ASSERT_NE(at, std::string::npos);
  bytes[at / page * page] = 'w';  // the kind of the page: no such kind
  std::ofstream(path("journal.sqlite"), std::ios::binary) << bytes;

  auto const verdict = std::get<Verdict>(verify(options));
  EXPECT_FALSE(verdict.is_whole());
  EXPECT_NE(verdict.file.find("nothing can be read after row"), std::string::npos) << verdict.file;
  EXPECT_FALSE(verdict.rooms[0].is_whole);
  EXPECT_GT(verdict.rooms[0].last_seq, 13);
  EXPECT_LT(verdict.rooms[0].last_seq, 30);
  EXPECT_NE(verdict.rooms[0].what.find("the heads file knows event 40"), std::string::npos) << verdict.rooms[0].what;
  EXPECT_TRUE(verdict.rooms[1].is_whole) << "its rows stand before the damage";
  EXPECT_NE(why_not_open().find("malformed"), std::string::npos) << "nothing is written into such a file";
}

// A folder of the form before settings had a check gets one, and loses nothing by it.
TEST_F(Damage, is_not_what_an_older_folder_suffers_from) {
  {
    auto journal = open();
    std::promise<Outcome> done;
    journal->put_setting("library", "De Zwaan", [&](Outcome outcome) { done.set_value(outcome); });
    ASSERT_EQ(done.get_future().get(), Outcome::committed);
  }
  std::filesystem::remove(path("heads"));
  run_sql("journal.sqlite", "DELETE FROM settings WHERE key = 'check'; PRAGMA user_version = 1");
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole()) << "only looking changes nothing";
  EXPECT_EQ(open()->settings().at("library"), "De Zwaan");
  run_sql("journal.sqlite", "UPDATE settings SET value = 'De Zwaam' WHERE key = 'library'");
  EXPECT_NE(why_not_open().find("do not match their check"), std::string::npos);
}

TEST_F(Damage, a_lost_row_in_the_middle_is_found) {
  run_sql("journal.sqlite", "DELETE FROM batches WHERE id = 3");
  expect_room_1_to_stop(5, "starts at event 10, expected was 6");
}

TEST_F(Damage, a_lost_tail_is_found_by_the_heads) {
  run_sql("journal.sqlite", "DELETE FROM batches WHERE id = 4");
  expect_room_1_to_stop(9, "confirmed events are gone");
}

TEST_F(Damage, a_row_with_a_right_checksum_and_a_wrong_chain_is_found) {
  std::filesystem::remove(path("heads"));
  // Row 1 of room 1, made anew with other words and a right checksum, as somebody with a database tool might.
  auto made = Row{1, 1, 1, 1'000, {}, "{}"};
  made.chain = chain_after({}, made);
  auto const sql = "UPDATE batches SET first_seq=1, count=5, chain = x'" + hex(made.chain) +
                   "', crc32c = " + std::to_string(check_of({1, 1, 5, 1'000, made.chain, "[]"})) +
                   ", at=1000, body = x'5b5d' WHERE id = 1";
  run_sql("journal.sqlite", sql);
  expect_room_1_to_stop(0, "row 1 does not follow from the row before it");
}

TEST_F(Damage, a_journal_that_is_older_than_its_heads_is_found) {
  Heads heads = parse_heads(bytes_of("heads")).heads;
  ASSERT_EQ(heads.at(1).last_seq, 12);
  heads[1].last_seq = 13;
  std::ofstream(path("heads"), std::ios::binary) << print_heads(heads);
  expect_room_1_to_stop(12, "the heads file knows event 13");
}

TEST_F(Damage, another_row_than_the_heads_know_is_found) {
  for (std::int64_t seq : {12, 9}) {
    Heads heads = parse_heads(bytes_of("heads")).heads;
    heads[1].last_seq = seq;
    heads[1].chain[0] = static_cast<unsigned char>(heads[1].chain[0] ^ 1);
    std::ofstream(path("heads"), std::ios::binary) << print_heads(heads);
    expect_room_1_to_stop(12, "is not the one that the heads file knows");
  }
}

TEST_F(Damage, a_room_that_is_gone_altogether_is_found) {
  run_sql("journal.sqlite", "DELETE FROM batches WHERE room = 1; DELETE FROM rooms WHERE number = 1");
  expect_room_1_to_stop(0, "confirmed events are gone");
}

TEST_F(Damage, a_bad_line_of_the_heads_stops_no_room) {
  auto text = bytes_of("heads");
  text[3] = 'x';
  std::ofstream(path("heads"), std::ios::binary) << text;
  EXPECT_EQ(std::get<Verdict>(verify(options)).damaged_heads, 1);
  EXPECT_FALSE(read(*open(), 1).corruption);
}

TEST_F(Damage, a_file_that_is_no_database_is_refused_with_a_sentence) {
  std::ofstream(path("journal.sqlite"), std::ios::binary) << std::string(8192, 'x');
  EXPECT_NE(why_not_open().find("journal.sqlite"), std::string::npos);
}

TEST_F(Damage, every_flipped_bit_of_a_row_changes_its_checksum) {
  std::string body = "{\"seq\":1}";
  Row row{3, 1, 1, 1'000, {}, body};
  row.chain = chain_after({}, row);
  auto const check = check_of(row);
  for (std::size_t bit = 0; bit < body.size() * 8; ++bit) {
    auto flipped = body;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    auto other = row;
    other.body = flipped;
    EXPECT_NE(check_of(other), check) << bit;
  }
  EXPECT_EQ(check_of({0, 0, 0, 0, {}, {}}), check_of({0, 0, 0, 0, {}, {}}));
}

}  // namespace
