// The engine's stand-in keeps the same promises, and can hold, fail and forget.

#include "server/journal/memory_journal.hpp"

#include "tests/unit/journal/folder.hpp"

namespace {

using namespace journal_test;

TEST(MemoryJournal, keeps_rooms_for_the_next_one_on_the_same_disk) {
  auto const disk = std::make_shared<MemoryDisk>();
  {
    MemoryJournal journal(disk);
    EXPECT_EQ(append(journal, {batch(1, 1, 5), batch(4, 1, 2)}), Outcome::committed);
    journal.put_setting("library", "Noord", {});
  }
  MemoryJournal journal(disk);
  ASSERT_EQ(journal.rooms().size(), 2u);
  EXPECT_EQ(journal.rooms()[1].number, 4);
  EXPECT_EQ(journal.settings().at("library"), "Noord");
  EXPECT_EQ(read(journal, 1, 3).records.size(), 3u);
}

TEST(MemoryJournal, answers_nothing_while_it_holds_and_all_in_order_after) {
  MemoryJournal journal;
  journal.hold();
  std::vector<int> answers;
  for (int i = 1; i <= 3; ++i) journal.append({batch(1, i, i)}, [&, i](Outcome) { answers.push_back(i); });
  EXPECT_TRUE(answers.empty());
  EXPECT_EQ(journal.waiting(), 3u);
  EXPECT_TRUE(journal.release_one());
  EXPECT_EQ(answers, std::vector<int>{1});
  journal.release();
  EXPECT_EQ(answers, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(journal.groups_committed(), 3u);
}

TEST(MemoryJournal, forgets_what_was_not_committed) {
  auto const disk = std::make_shared<MemoryDisk>();
  MemoryJournal journal(disk);
  append(journal, {batch(1, 1, 2)});
  journal.hold();
  bool was_answered = false;
  journal.append({batch(1, 3, 3)}, [&](Outcome) { was_answered = true; });
  journal.forget();
  journal.release();
  EXPECT_FALSE(was_answered);
  MemoryJournal next(disk);
  EXPECT_EQ(read(next, 1).records.size(), 2u);
}

TEST(MemoryJournal, loses_what_was_built_on_a_group_that_did_not_fit) {
  MemoryJournal journal;
  append(journal, {batch(1, 1, 2)});
  journal.fill_disk(true);
  EXPECT_EQ(append(journal, {batch(1, 3, 3)}), Outcome::disk_full);
  journal.fill_disk(false);
  EXPECT_EQ(append(journal, {batch(1, 4, 4)}), Outcome::disk_full);
  EXPECT_EQ(append(journal, {batch(1, 3, 3)}), Outcome::committed);
}

TEST(MemoryJournal, erases_a_seat) {
  MemoryJournal journal;
  auto group = batch(1, 1, 1);
  group.records.push_back(taken(2, "s1", "Ilse"));
  group.records.push_back(posted(3, "s1", "woorden"));
  append(journal, {group});
  EXPECT_EQ(std::get<protocol::CardPosted>(read(journal, 1).records[2].event).text.text, "woorden");
  EXPECT_EQ(erase(journal, 1, 4, "s1"), Outcome::committed);
  auto const all = read(journal, 1).records;
  EXPECT_TRUE(std::get<protocol::SeatTaken>(all[1].event).name.is_erased);
  EXPECT_TRUE(std::get<protocol::CardPosted>(all[2].event).text.is_erased);
}

TEST(MemoryJournal, reads_in_slices_and_tells_of_damage) {
  MemoryJournal journal;
  append(journal, {batch(1, 1, 10)});
  journal.slice_length(3);
  EXPECT_EQ(read(journal, 1).slices, 4);
  EXPECT_EQ(read(journal, 1).records.size(), 10u);
  journal.spoil(1, "row 1 is gone");
  ASSERT_TRUE(read(journal, 1).corruption);
}

}  // namespace
