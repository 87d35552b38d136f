// A WAL that was damaged in its middle is told from one whose end a power cut tore.

#include "server/journal/wal.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

constexpr std::size_t head = 32, frame = 24 + 4096;

// Ten commits as SQLite writes them.
std::string ten_commits() {
  auto folder = (std::filesystem::temp_directory_path() / "plekberaad-wal-XXXXXX").string();
  if (!mkdtemp(folder.data())) return {};
  std::string bytes;
  {
    SQLite::Database file{folder + "/one.sqlite", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    file.exec("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t(a)");
    for (int i = 0; i < 9; ++i) file.exec("INSERT INTO t VALUES (randomblob(3000))");
    std::ifstream in{folder + "/one.sqlite-wal", std::ios::binary};
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  std::filesystem::remove_all(folder);
  return bytes;
}

std::size_t frames_of(std::string const& wal) { return (wal.size() - head) / frame; }

TEST(Wal, OneThatIsWholeOrEmptyIsNotDamaged) {
  auto const wal = ten_commits();
  ASSERT_GE(frames_of(wal), 10u);
  EXPECT_FALSE(journal::wal_damage(wal));
  EXPECT_FALSE(journal::wal_damage(""));
  EXPECT_FALSE(journal::wal_damage(std::string(5'000, '\0')));
}

TEST(Wal, EachFlippedByteBeforeTheLastTwoCommitsIsFound) {
  auto const wal = ten_commits();
  auto const until = head + (frames_of(wal) - 6) * frame;
  for (std::size_t at = 0; at < until; at += at < 200 ? 1 : 7) {
    auto harmed = wal;
    harmed[at] = static_cast<char>(harmed[at] ^ 0x10);
    auto const damage = journal::wal_damage(harmed);
    ASSERT_TRUE(damage) << "byte " << at;
    EXPECT_LE(*damage, at);
  }
}

// Whatever a power cut leaves of the last commit, in whichever order its sectors came.
TEST(Wal, TheLastCommitMayBeTornInAnyWay) {
  auto const wal = ten_commits();
  for (std::size_t at = wal.size() - frame; at < wal.size(); at += 512) {
    auto torn = wal;
    std::fill_n(torn.begin() + static_cast<std::ptrdiff_t>(at), std::min<std::size_t>(512, wal.size() - at), '\0');
    EXPECT_FALSE(journal::wal_damage(torn)) << at;
    EXPECT_FALSE(journal::wal_damage(wal.substr(0, at))) << at;
  }
}

// What stands behind from an earlier life of the file was moved to the database long ago.
TEST(Wal, FramesOfAnEarlierLifeAreNotLookedAt) {
  auto old = ten_commits();
  auto const young = ten_commits();
  old.replace(0, head + 2 * frame, young, 0, head + 2 * frame);
  EXPECT_FALSE(journal::wal_damage(old));
}

}  // namespace
