// A backup of the running journal: whole, of one moment, without anybody waiting for it; and what it can never give
// back once the copies of keys were rotated.

#include "server/journal/backup.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "server/journal/verify.hpp"
#include "tests/unit/journal/folder.hpp"

namespace {

using namespace journal_test;
using Backup = std::variant<BackupMade, CannotOpen>;

class Backups : public Folder {
 protected:
  BackupPlan plan(std::string const& name) const { return {root + "/copies/" + name, root + "/keys/" + name}; }

  static Backup back_up_live(Journal& journal, BackupPlan const& plan) {
    std::promise<Backup> made;
    journal.back_up(plan, [&](Backup result) { made.set_value(std::move(result)); });
    return made.get_future().get();
  }

  // A data folder made of a copied journal and copied keys.
  Options restored(std::string const& name, BackupPlan const& events, BackupPlan const& keys) const {
    Options from = options;
    from.folder = root + "/restored-" + name;
    std::filesystem::create_directories(from.folder);
    for (auto const* file : {"journal.sqlite", "heads"}) {
      std::filesystem::copy_file(events.journal_to + '/' + file, from.folder + '/' + file);
    }
    std::filesystem::copy_file(keys.keys_to, from.folder + "/keys.sqlite");
    return from;
  }

  static Batch evening() {
    auto group = batch(1, 1, 1);
    group.records.push_back(taken(2, "s1", "Anna"));
    group.records.push_back(taken(3, "s2", "Bram"));
    group.records.push_back(posted(4, "s1", "van Anna"));
    group.records.push_back(posted(5, "s2", "van Bram"));
    return group;
  }
};

TEST_F(Backups, under_load_holds_every_event_that_was_acknowledged_before_it_began) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  std::int64_t seq = 5;
  std::string const long_text(1'500, 'x');
  for (; seq < 3'000;) {
    Batch many{1, std::nullopt, {}};
    for (int i = 0; i < 100; ++i) many.records.push_back(posted(++seq, "s1", long_text));
    ASSERT_EQ(append(*journal, {many}), Outcome::committed);
  }
  auto const before = seq;
  std::atomic<bool> is_over = false;
  std::promise<Backup> made;
  journal->back_up(plan("a"), [&](Backup result) {
    is_over = true;
    made.set_value(std::move(result));
  });
  int meanwhile = 0;
  // Also people who come in meanwhile: whoever is in the copy of the events must have a key in the copy of the keys.
  while (!is_over) {
    auto const seat = "new" + std::to_string(++meanwhile);
    Batch group{1, std::nullopt, {taken(seq + 1, seat, "Nieuw"), posted(seq + 2, seat, "onder het kopiëren door")}};
    ASSERT_EQ(append(*journal, {group}), Outcome::committed);
    seq += 2;
  }
  auto const result = made.get_future().get();
  ASSERT_TRUE(std::holds_alternative<BackupMade>(result)) << std::get<CannotOpen>(result).why;
  EXPECT_GT(std::get<BackupMade>(result).journal_bytes, 3'000'000);
  EXPECT_GT(meanwhile, 3) << "commits went on during the copy";
  journal->close();

  auto const copy = restored("a", plan("a"), plan("a"));
  auto const verdict = std::get<Verdict>(verify(copy));
  ASSERT_TRUE(verdict.is_whole()) << print(verdict);
  ASSERT_EQ(verdict.rooms.size(), 1u);
  EXPECT_GE(verdict.rooms[0].last_seq, before);
  auto const bytes = std::filesystem::status(plan("a").keys_to).permissions();
  EXPECT_EQ(bytes, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Backups, of_a_folder_that_nobody_serves) {
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
    ASSERT_EQ(append(*journal, {Batch{1, std::nullopt, {posted(6, "s2", "nog een")}}}), Outcome::committed);
  }
  auto const result = back_up(options, plan("b"));
  ASSERT_TRUE(std::holds_alternative<BackupMade>(result)) << std::get<CannotOpen>(result).why;
  options = restored("b", plan("b"), plan("b"));
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole());
  // The copied heads know the copied events: a row that vanishes from the copy later is missed.
  run_sql("journal.sqlite", "DELETE FROM batches WHERE id = (SELECT max(id) FROM batches)");
  auto const shorter = std::get<Verdict>(verify(options));
  ASSERT_FALSE(shorter.is_whole());
  EXPECT_NE(shorter.rooms[0].what.find("confirmed events are gone"), std::string::npos) << shorter.rooms[0].what;
}

// The reason why keys have a short cycle of their own.
TEST_F(Backups, who_is_erased_cannot_be_read_from_an_older_journal_with_the_keys_of_today) {
  auto const old_plan = plan("old"), new_plan = plan("new");
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
    ASSERT_TRUE(std::holds_alternative<BackupMade>(back_up_live(*journal, old_plan)));
    ASSERT_EQ(erase(*journal, 1, 6, "s1"), Outcome::committed);
    ASSERT_TRUE(std::holds_alternative<BackupMade>(back_up_live(*journal, {"", new_plan.keys_to})));
  }
  EXPECT_FALSE(std::filesystem::exists(new_plan.journal_to)) << "keys alone";
  options = restored("mixed", old_plan, new_plan);
  auto const all = read(*open(), 1);
  ASSERT_FALSE(all.corruption) << all.corruption->what;
  ASSERT_EQ(all.records.size(), 5u);
  EXPECT_TRUE(std::get<protocol::CardPosted>(all.records[3].event).text.is_erased);
  EXPECT_TRUE(std::get<protocol::SeatTaken>(all.records[1].event).name.is_erased);
  EXPECT_EQ(std::get<protocol::CardPosted>(all.records[4].event).text.text, "van Bram");
}

TEST_F(Backups, older_keys_do_not_open_a_newer_journal_and_that_is_said) {
  auto const old_plan = plan("old"), new_plan = plan("new");
  {
    auto journal = open();
    ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
    ASSERT_TRUE(std::holds_alternative<BackupMade>(back_up_live(*journal, old_plan)));
    ASSERT_EQ(append(*journal, {Batch{1, std::nullopt, {taken(6, "s3", "Cem"), posted(7, "s3", "nieuw")}}}),
              Outcome::committed);
    ASSERT_TRUE(std::holds_alternative<BackupMade>(back_up_live(*journal, new_plan)));
  }
  auto const verdict = std::get<Verdict>(verify(restored("wrong", new_plan, old_plan)));
  ASSERT_FALSE(verdict.is_whole());
  EXPECT_NE(verdict.rooms[0].what.find("has no key"), std::string::npos) << verdict.rooms[0].what;
}

TEST_F(Backups, never_writes_over_anything_and_leaves_nothing_half) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  ASSERT_TRUE(std::holds_alternative<BackupMade>(back_up_live(*journal, plan("a"))));
  EXPECT_TRUE(std::holds_alternative<CannotOpen>(back_up_live(*journal, plan("a"))));
  auto const keys_only = back_up_live(*journal, {"", plan("a").keys_to});
  ASSERT_TRUE(std::holds_alternative<CannotOpen>(keys_only));
  EXPECT_NE(std::get<CannotOpen>(keys_only).why.find("already"), std::string::npos);
  EXPECT_TRUE(std::holds_alternative<CannotOpen>(back_up_live(*journal, {"/proc/nowhere/x", ""})));
  EXPECT_EQ(append(*journal, {Batch{1, std::nullopt, {posted(6, "s1", "gaat door")}}}), Outcome::committed);
  for (auto const& entry : std::filesystem::recursive_directory_iterator(root + "/copies")) {
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
  }
}

TEST_F(Backups, whose_keys_cannot_be_copied_leave_no_journal_without_them) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  auto in_the_way = plan("a");
  std::filesystem::create_directories(root + "/keys");
  std::ofstream(in_the_way.keys_to) << "somebody's own";
  ASSERT_TRUE(std::holds_alternative<CannotOpen>(back_up_live(*journal, in_the_way)));
  EXPECT_FALSE(std::filesystem::exists(in_the_way.journal_to));
  EXPECT_EQ(std::filesystem::file_size(in_the_way.keys_to), 14u) << "that was not ours to take away";
  EXPECT_FALSE(std::filesystem::exists(in_the_way.keys_to + ".part"));
  std::filesystem::remove(in_the_way.keys_to);
  EXPECT_TRUE(std::holds_alternative<BackupMade>(back_up_live(*journal, in_the_way))) << "and the place is free again";
}

TEST_F(Backups, that_the_server_does_not_finish_is_said) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {evening()}), Outcome::committed);
  std::promise<Backup> made;
  journal->back_up(plan("a"), [&](Backup result) { made.set_value(std::move(result)); });
  journal->close();
  auto const result = made.get_future().get();  // whole or said, never silence
  if (std::holds_alternative<BackupMade>(result)) return;
  EXPECT_FALSE(std::filesystem::exists(plan("a").keys_to));
}

}  // namespace
