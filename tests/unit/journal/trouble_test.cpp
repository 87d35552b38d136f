// A full disk is answered and got over; a failing disk ends the process. The small disk is a tmpfs, which needs root.

#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "server/journal/store.hpp"
#include "tests/unit/journal/folder.hpp"
#include "tests/unit/journal/syncs.hpp"

namespace {

using namespace journal_test;

class FullDisk : public Folder {
 protected:
  void SetUp() override {
    disk = root + "/disk";
    std::filesystem::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m") != 0) {
      GTEST_SKIP() << "no small disk can be mounted here: " << std::strerror(errno);
    }
    is_mounted = true;
    options.folder = disk + "/data";
  }
  void TearDown() override {
    if (is_mounted) ::umount2(disk.c_str(), MNT_DETACH);
  }

  void fill() {
    std::ofstream out(disk + "/filler", std::ios::binary);
    std::string const block(4096, 'x');
    while (out.write(block.data(), 4096).flush()) {
    }
  }
  void make_space() { std::filesystem::remove(disk + "/filler"); }

  static Batch big(std::int64_t seq) { return {1, std::nullopt, {posted(seq, "s1", std::string(30'000, 'w'))}}; }

  std::string disk;
  bool is_mounted = false;
};

TEST_F(FullDisk, refuses_reads_on_and_recovers_without_a_start) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
  fill();
  EXPECT_EQ(append(*journal, {big(6)}), Outcome::disk_full);
  EXPECT_EQ(append(*journal, {big(6)}), Outcome::disk_full);
  EXPECT_EQ(read(*journal, 1).records.size(), 5u);
  make_space();
  EXPECT_EQ(append(*journal, {big(6)}), Outcome::committed);
  journal->close();
  auto const all = read(*open(), 1);
  ASSERT_FALSE(all.corruption) << all.corruption->what;
  EXPECT_EQ(all.records.size(), 6u);
}

TEST_F(FullDisk, loses_also_what_was_built_on_the_lost_group) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
  ASSERT_EQ(append(*journal, {batch(2, 1, 5)}), Outcome::committed);
  fill();
  ASSERT_EQ(append(*journal, {big(6)}), Outcome::disk_full);
  make_space();
  // Decided before the answer came: event 7 stands on the lost 6, and room 2 shares the group.
  EXPECT_EQ(append(*journal, {big(7), batch(2, 6, 6)}), Outcome::disk_full);
  EXPECT_EQ(append(*journal, {batch(2, 7, 7)}), Outcome::disk_full);
  EXPECT_EQ(append(*journal, {batch(1, 6, 6), batch(2, 6, 6)}), Outcome::committed);
  EXPECT_EQ(read(*journal, 1).records.size(), 6u);
  EXPECT_EQ(read(*journal, 2).records.size(), 6u);
}

TEST_F(FullDisk, a_room_that_could_not_be_made_can_be_made_later) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
  fill();
  ASSERT_EQ(append(*journal, {big(6)}), Outcome::disk_full);
  auto opening = batch(2, 1, 1);
  opening.records.push_back(posted(2, "s1", std::string(30'000, 'w')));
  EXPECT_EQ(append(*journal, {opening}), Outcome::disk_full);
  EXPECT_EQ(append(*journal, {batch(2, 3, 3)}), Outcome::disk_full);
  make_space();
  EXPECT_EQ(append(*journal, {opening}), Outcome::committed);
  EXPECT_EQ(read(*journal, 2).records.size(), 2u);
}

TEST_F(FullDisk, the_reserve_lets_hiding_and_erasing_go_on) {
  options.reserve_bytes = 256 * 1024;
  auto journal = open();
  auto group = batch(1, 1, 1);
  group.records.push_back(taken(2, "s1", "Ilse"));
  group.records.push_back(posted(3, "s1", "een kaart"));
  ASSERT_EQ(append(*journal, {group}), Outcome::committed);
  ASSERT_TRUE(std::filesystem::exists(path("reserve")));
  fill();
  ASSERT_EQ(append(*journal, {big(4)}), Outcome::disk_full);
  EXPECT_FALSE(std::filesystem::exists(path("reserve")));
  protocol::ItemHidden const hiding{{protocol::ItemKind::card, "card-3"}, {"s1"}, {{"s1"}, "lelijk", false}, 4'000};
  protocol::Record const hidden{4, 4'000, std::nullopt, hiding};
  EXPECT_EQ(append(*journal, {big(4)}), Outcome::disk_full);  // the reserve is not for cards
  EXPECT_EQ(append(*journal, {Batch{1, std::nullopt, {hidden}}}), Outcome::committed);
  EXPECT_EQ(erase(*journal, 1, 5, "s1"), Outcome::committed);
  make_space();
  auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  while (append(*journal, {big(6)}) == Outcome::disk_full) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "recovers within a second";
  }
  EXPECT_TRUE(std::filesystem::exists(path("reserve")));
}

TEST_F(FullDisk, hiding_is_kept_also_from_the_transaction_that_finds_the_disk_full) {
  options.reserve_bytes = 256 * 1024;
  auto opened = journal::Store::open(options, journal::Purpose::serve);
  auto& store = *std::get<0>(opened);
  auto group = batch(1, 1, 1);
  group.records.push_back(taken(2, "s1", "Ilse"));
  group.records.push_back(posted(3, "s1", "een kaart"));
  ASSERT_EQ(store.write({journal::AppendJob{{group, batch(2, 1, 5)}, {}}}), std::vector{Outcome::committed});
  fill();
  ASSERT_FALSE(store.is_full());
  protocol::ItemHidden const hiding{{protocol::ItemKind::card, "card-3"}, {"s1"}, {{"s1"}, "lelijk", false}, 4'000};
  protocol::Record const hidden{4, 4'000, std::nullopt, hiding};
  std::vector<journal::WriteJob> jobs;
  for (int i = 0; i < 40; ++i) {
    jobs.emplace_back(
        journal::AppendJob{{Batch{2, std::nullopt, {posted(6 + i, "s1", std::string(30'000, 'w'))}}}, {}});
  }
  jobs.emplace_back(journal::AppendJob{{Batch{1, std::nullopt, {hidden}}}, {}});
  auto const outcomes = store.write(jobs);
  EXPECT_EQ(outcomes.front(), Outcome::disk_full);
  EXPECT_EQ(outcomes.back(), Outcome::committed);
  EXPECT_TRUE(store.is_full()) << "so that nobody else needs to find out";
}

// A quota or a limit on file size is a full disk too, though the system calls it otherwise.
TEST_F(FullDisk, is_also_a_file_that_may_not_grow) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  auto const old_action = ::signal(SIGXFSZ, SIG_IGN);
  rlimit const small{100'000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::int64_t next = 6;
  Outcome outcome = Outcome::committed;
  for (; next < 50 && outcome == Outcome::committed; ++next) outcome = append(*journal, {big(next)});
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, old_action);
  EXPECT_EQ(outcome, Outcome::disk_full);
  EXPECT_EQ(append(*journal, {big(next - 1)}), Outcome::committed);
}

TEST_F(FullDisk, at_every_point_of_filling_up_keeps_what_was_confirmed) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 1)}), Outcome::committed);
  std::int64_t confirmed = 1;
  int refused = 0;
  for (int i = 0; i < 300 && refused < 10; ++i) {
    if (append(*journal, {big(confirmed + 1)}) == Outcome::committed)
      ++confirmed;
    else
      ++refused;
  }
  EXPECT_GT(confirmed, 5);
  EXPECT_EQ(refused, 10);
  EXPECT_EQ(read(*journal, 1).records.size(), static_cast<std::size_t>(confirmed));
  journal->close();
  auto const all = read(*open(), 1);
  ASSERT_FALSE(all.corruption) << all.corruption->what;
  EXPECT_EQ(all.records.size(), static_cast<std::size_t>(confirmed));
}

class FailingDisk : public Folder {
 protected:
  void TearDown() override { failing_file = nullptr; }
};

TEST_F(FailingDisk, is_told_once_and_nothing_is_answered_any_more) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
  failing_file = "journal.sqlite-wal";
  std::atomic<int> answers{0};
  for (int i = 6; i < 20; ++i) journal->append({batch(1, i, i)}, [&](Outcome) { ++answers; });
  auto const sentence = fatal->get_future().get();
  failing_file = nullptr;  // a second try would seem to succeed
  EXPECT_NE(sentence.find("journal.sqlite"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("Input/output error"), std::string::npos) << sentence;
  journal->append({batch(1, 6, 6)}, [&](Outcome) { ++answers; });
  journal->close();
  EXPECT_EQ(answers, 0);
  journal.reset();
  fatal = std::make_shared<std::promise<std::string>>();
  EXPECT_GE(read(*open(), 1).records.size(), 5u);
}

TEST_F(FailingDisk, stops_before_words_are_sealed_with_a_key_that_is_not_safe) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
  failing_file = "keys.sqlite-wal";
  journal->append({Batch{1, std::nullopt, {posted(6, "new", "woorden")}}}, [](Outcome) { FAIL(); });
  EXPECT_NE(fatal->get_future().get().find("keys.sqlite"), std::string::npos);
}

TEST_F(FailingDisk, is_told_also_when_only_the_heads_file_cannot_be_synced) {
  auto journal = open();
  ASSERT_EQ(append(*journal, {batch(1, 1, 5)}), Outcome::committed);
  failing_file = "heads.new";
  journal->close();
  EXPECT_NE(fatal->get_future().get().find("heads"), std::string::npos);
}

using FailingDiskDeathTest = FailingDisk;
TEST_F(FailingDiskDeathTest, ends_the_process_by_itself) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        auto opened = open_sqlite(options);
        auto& journal = *std::get<0>(opened);
        append(journal, {batch(1, 1, 5)});
        failing_file = "journal.sqlite-wal";
        append(journal, {batch(1, 6, 6)});
      },
      testing::ExitedWithCode(70), "plekberaad: the file .*journal.sqlite cannot be trusted any more");
}

}  // namespace
