// What people wrote and their names: unreadable in every file, gone after erasing, an error when a key is lost.

#include <sqlite3.h>

#include <filesystem>

#include "server/journal/verify.hpp"
#include "tests/unit/journal/folder.hpp"

namespace {

using namespace journal_test;

constexpr char const* canary = "KANARIE-in-de-mijn";
constexpr char const* bird_name = "Kanariepietje";

class Personal : public Folder {
 protected:
  static Batch evening() {
    auto group = batch(1, 1, 1);
    group.records.push_back(taken(2, "s1", bird_name));
    group.records.push_back(taken(3, "s2", "Ilse"));
    group.records.push_back(posted(4, "s1", canary));
    group.records.push_back(posted(5, "s2", "blijft staan"));
    return group;
  }

  void expect_erased(Journal& journal) {
    auto const all = read(journal, 1);
    ASSERT_FALSE(all.corruption) << all.corruption->what;
    ASSERT_EQ(all.records.size(), 6u);
    auto const& name = std::get<protocol::SeatTaken>(all.records[1].event).name;
    EXPECT_TRUE(name.is_erased);
    EXPECT_EQ(name.name + name.folded, "");
    auto const& text = std::get<protocol::CardPosted>(all.records[3].event).text;
    EXPECT_TRUE(text.is_erased);
    EXPECT_EQ(text.text, "");
    EXPECT_EQ(std::get<protocol::SeatTaken>(all.records[2].event).name.name, "Ilse");
    EXPECT_EQ(std::get<protocol::CardPosted>(all.records[4].event).text.text, "blijft staan");
  }

  std::string all_bytes() const {
    std::string all;
    for (auto const& file : std::filesystem::recursive_directory_iterator(options.folder)) {
      if (file.is_regular_file()) all += bytes_of(file.path().filename().c_str());
    }
    return all;
  }

  // The wrapped key of a seat, as it lies in keys.sqlite.
  std::string wrapped_key(char const* seat) {
    sqlite3* database = nullptr;
    sqlite3_stmt* found = nullptr;
    EXPECT_EQ(sqlite3_open(path("keys.sqlite").c_str(), &database), SQLITE_OK);
    auto const* sql = "SELECT wrapped FROM seat_keys WHERE seat = ?";
    EXPECT_EQ(sqlite3_prepare_v2(database, sql, -1, &found, nullptr), SQLITE_OK);
    sqlite3_bind_text(found, 1, seat, -1, SQLITE_STATIC);
    std::string wrapped;
    if (sqlite3_step(found) == SQLITE_ROW) {
      wrapped.assign(static_cast<char const*>(sqlite3_column_blob(found, 0)),
                     static_cast<std::size_t>(sqlite3_column_bytes(found, 0)));
    }
    sqlite3_finalize(found);
    sqlite3_close(database);
    return wrapped;
  }
};

TEST_F(Personal, words_and_names_never_lie_readable_in_a_file) {
  auto const expect_no_canary = [&] {
    auto const bytes = all_bytes();
    EXPECT_NE(bytes.find("card_posted"), std::string::npos);  // we look at the right bytes
    EXPECT_EQ(bytes.find(canary), std::string::npos);
    EXPECT_EQ(bytes.find(bird_name), std::string::npos);
  };
  auto journal = open();
  ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  expect_no_canary();
  journal->close();
  expect_no_canary();
}

TEST_F(Personal, an_erased_seat_reads_back_as_erased_now_and_after_a_start) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
    ASSERT_EQ(erase(*journal, 1, 6, "s1"), Outcome::committed);
    expect_erased(*journal);
  }
  // Not only unreadable: the name, sealed as it is, is no row of the table any more.
  EXPECT_EQ(rows_of("journal.sqlite", "people WHERE seat = 's1'"), 0);
  EXPECT_EQ(rows_of("journal.sqlite", "people WHERE seat = 's2'"), 1);
  expect_erased(*open());
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole());  // the chain runs over what is sealed
}

TEST_F(Personal, the_key_of_an_erased_seat_is_in_no_file_any_more) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  }
  auto const wrapped = wrapped_key("s1");
  ASSERT_EQ(wrapped.size(), 72u);
  ASSERT_NE(all_bytes().find(wrapped), std::string::npos);
  auto journal = open();
  ASSERT_EQ(erase(*journal, 1, 6, "s1"), Outcome::committed);
  EXPECT_EQ(all_bytes().find(wrapped), std::string::npos);  // while the server goes on
}

TEST_F(Personal, what_an_erased_seat_still_sends_is_not_kept) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  ASSERT_EQ(erase(*journal, 1, 6, "s1"), Outcome::committed);
  ASSERT_EQ(append(*journal, {Batch{1, std::nullopt, {posted(7, "s1", canary)}}}), Outcome::committed);
  auto const all = read(*journal, 1);
  ASSERT_EQ(all.records.size(), 7u);
  EXPECT_TRUE(std::get<protocol::CardPosted>(all.records[6].event).text.is_erased);
}

TEST_F(Personal, an_erasure_that_was_cut_short_is_finished_at_the_next_start) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  }
  std::filesystem::copy_file(path("keys.sqlite"), path("keys.before"));
  {
    auto journal = open();
    ASSERT_EQ(erase(*journal, 1, 6, "s1"), Outcome::committed);
  }
  // As after a crash between the event and the key.
  std::filesystem::rename(path("keys.before"), path("keys.sqlite"));
  ASSERT_NE(wrapped_key("s1"), "");
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole());  // looking changes nothing
  ASSERT_NE(wrapped_key("s1"), "");
  expect_erased(*open());
  EXPECT_EQ(wrapped_key("s1"), "");
  EXPECT_NE(wrapped_key("s2"), "");
}

TEST_F(Personal, an_older_journal_beside_newer_keys_does_not_bring_anybody_back) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  }
  std::filesystem::copy_file(path("journal.sqlite"), path("journal.before"));
  {
    auto journal = open();
    ASSERT_EQ(erase(*journal, 1, 6, "s1"), Outcome::committed);
  }
  std::filesystem::rename(path("journal.before"), path("journal.sqlite"));
  std::filesystem::remove(path("heads"));
  ASSERT_EQ(rows_of("journal.sqlite", "people WHERE seat = 's1'"), 1) << "the older journal has the name";
  auto const all = read(*open(), 1);
  EXPECT_EQ(rows_of("journal.sqlite", "people WHERE seat = 's1'"), 0) << "a start takes it away again";
  ASSERT_FALSE(all.corruption) << all.corruption->what;
  ASSERT_EQ(all.records.size(), 5u);
  EXPECT_TRUE(std::get<protocol::SeatTaken>(all.records[1].event).name.is_erased);
  EXPECT_TRUE(std::get<protocol::CardPosted>(all.records[3].event).text.is_erased);
  EXPECT_EQ(std::get<protocol::CardPosted>(all.records[4].event).text.text, "blijft staan");
}

// Only our own server key can say that somebody was erased; a row of somebody else's making hides nothing.
TEST_F(Personal, a_forged_note_of_an_erasure_is_none) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  }
  run_sql("keys.sqlite",
          "INSERT INTO erased(room, seat, note) VALUES (1, 's1', x'00'); "
          "DELETE FROM seat_keys WHERE seat = 's1'");
  auto const all = read(*open(), 1);
  ASSERT_TRUE(all.corruption);
  EXPECT_NE(all.corruption->what.find("has no key"), std::string::npos) << all.corruption->what;
}

TEST_F(Personal, an_erased_room_keeps_its_order_and_no_word_of_anybody) {
  auto const other = [] {
    auto group = batch(2, 1, 1);
    group.records.push_back(taken(2, "s1", "Joke"));
    return group;
  };
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening(), other()}), Outcome::committed);
    ASSERT_EQ(erase_room(*journal, 1, 6), Outcome::committed);
  }
  EXPECT_EQ(wrapped_key("s2"), "");
  EXPECT_EQ(rows_of("keys.sqlite", "room_keys WHERE room = 1"), 0);
  EXPECT_EQ(rows_of("journal.sqlite", "people WHERE room = 1"), 0);
  EXPECT_EQ(rows_of("keys.sqlite", "room_keys WHERE room = 2"), 1);
  auto journal = open();
  auto const all = read(*journal, 1);
  ASSERT_FALSE(all.corruption) << all.corruption->what;
  ASSERT_EQ(all.records.size(), 6u);
  EXPECT_EQ(std::get<protocol::RoomOpened>(all.records[0].event).place.value, "Plein");
  EXPECT_TRUE(std::get<protocol::SeatTaken>(all.records[2].event).name.is_erased);
  EXPECT_TRUE(std::get<protocol::CardPosted>(all.records[4].event).text.is_erased);
  EXPECT_EQ(std::get<protocol::SeatTaken>(read(*journal, 2).records[1].event).name.name, "Joke");
  journal->close();
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole());
}

TEST_F(Personal, words_and_erasure_in_one_group_leave_nothing) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  protocol::SeatErased const event{{"s3"}, std::nullopt, 8'000};
  Batch group{
      1,
      std::nullopt,
      {taken(6, "s3", bird_name), posted(7, "s3", canary), {8, 8'000, std::nullopt, event}, posted(9, "s3", canary)}};
  ASSERT_EQ(append(*journal, {group}), Outcome::committed);
  auto const all = read(*journal, 1);
  ASSERT_FALSE(all.corruption) << all.corruption->what;
  ASSERT_EQ(all.records.size(), 9u);
  EXPECT_TRUE(std::get<protocol::CardPosted>(all.records[6].event).text.is_erased);
  EXPECT_TRUE(std::get<protocol::CardPosted>(all.records[8].event).text.is_erased);
  EXPECT_TRUE(std::get<protocol::SeatTaken>(all.records[5].event).name.is_erased);
}

TEST_F(Personal, a_key_that_is_missing_for_no_reason_is_corruption) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  }
  run_sql("keys.sqlite", "DELETE FROM seat_keys WHERE seat = 's1'");
  auto const all = read(*open(), 1);
  ASSERT_TRUE(all.corruption);
  EXPECT_NE(all.corruption->what.find("seat s1 has no key"), std::string::npos) << all.corruption->what;
}

TEST_F(Personal, a_name_put_under_another_seat_does_not_open) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  }
  run_sql("journal.sqlite",
          "UPDATE people SET sealed = (SELECT sealed FROM people WHERE seat = 's2') WHERE seat = 's1'");
  auto const all = read(*open(), 1);
  ASSERT_TRUE(all.corruption);
  EXPECT_NE(all.corruption->what.find("does not open"), std::string::npos) << all.corruption->what;
}

}  // namespace
