// Damage to what lies on the disk (guide reliability G14, R7): every flipped bit of a row is caught by the row's own
// check; flipped bits and cut ends of any file are told, or change nothing that is read; and `verify` says which room
// and where.

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <future>
#include <mutex>
#include <random>
#include <thread>

#include "server/journal/row.hpp"
#include "server/journal/verify.hpp"
#include "tests/faults/child.hpp"
#include "tests/faults/disk.hpp"
#include "tests/faults/load.hpp"
#include "tests/faults/reading.hpp"
#include "tests/faults/recording.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace faults;
namespace fs = std::filesystem;

constexpr int trials = 2'000;
constexpr std::chrono::seconds limit{20};

journal::Options options_of(fs::path const& folder) {
  journal::Options options;
  options.folder = folder.string();
  options.server_key_file = (folder / "server.key").string();
  options.reserve_bytes = 0;
  return options;
}

// A data folder after the short story: closed in good order, or left by a kill with everything in the WAL.
Image told(bool is_killed) {
  auto const root = scratch_folder("damage");
  std::vector<std::string> words{PLEKBERAAD_STORY, (root / "data").string(), "0"};
  if (is_killed) words.emplace_back("stay");
  EXPECT_EQ(run_child(words, {}, limit).code, 0);
  Image image;
  for (auto const& entry : fs::directory_iterator{root / "data"}) {
    std::ifstream in{entry.path(), std::ios::binary};
    image[entry.path().filename().string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  image.erase("lock");
  fs::remove_all(root);
  return image;
}

// Lets the dice pick a byte of the folder, each byte as likely as any other.
std::pair<std::string, std::size_t> pick_byte(Image const& image, std::mt19937_64& dice) {
  std::size_t all = 0;
  for (auto const& [name, bytes] : image) all += bytes.size();
  auto at = dice() % all;
  for (auto const& [name, bytes] : image) {
    if (at < bytes.size()) return {name, at};
    at -= bytes.size();
  }
  return {};
}

std::string flip(Image& image, std::mt19937_64& dice) {
  auto const [name, at] = pick_byte(image, dice);
  auto const bit = dice() % 8;
  image[name][at] = static_cast<char>(image[name][at] ^ (1 << bit));
  return "bit " + std::to_string(bit) + " of byte " + std::to_string(at) + " of " + name;
}

std::string cut(Image& image, std::mt19937_64& dice) {
  auto const [name, at] = pick_byte(image, dice);
  image[name].resize(at);
  return name + " cut to " + std::to_string(at) + " bytes";
}

struct Tally {
  std::atomic<int> told{0};
  std::atomic<int> harmless{0};
  std::mutex mutex;
  std::vector<std::string> faults;
};

void try_one(Image image, std::string const& what, std::string const& whole, fs::path const& folder, Tally& tally) {
  write_image(image, folder);
  auto const verdict = journal::verify(options_of(folder));
  auto const* checked = std::get_if<journal::Verdict>(&verdict);
  bool const verify_is_content = checked && checked->is_whole();
  write_image(image, folder);  // opening may have mended or changed something
  auto const reading = read_folder(folder);
  auto const add_fault = [&](char const* fault) {
    std::scoped_lock const lock(tally.mutex);
    if (tally.faults.size() < 10) tally.faults.push_back(what + ": " + fault);
  };
  if (reading.complaints.empty() && reading.everything != whole) return add_fault("other reads, and nobody complains");
  if (!reading.complaints.empty() && verify_is_content) return add_fault("the server complains, verify is content");
  ++(reading.complaints.empty() ? tally.harmless : tally.told);
}

void damage(bool is_killed, std::string (*harm)(Image&, std::mt19937_64&), std::uint64_t seed) {
  auto const image = told(is_killed);
  auto const root = scratch_folder("damaged");
  write_image(image, root / "whole");
  auto const whole = read_folder(root / "whole");
  ASSERT_TRUE(whole.complaints.empty()) << whole.complaints.front();
  ASSERT_GT(whole.events, 8);
  Tally tally;
  std::vector<std::thread> threads;
  for (unsigned worker = 0; worker < 2; ++worker) {
    threads.emplace_back([&, worker] {
      std::mt19937_64 dice{seed + worker};
      for (int i = 0; i < trials / 2; ++i) {
        auto harmed = image;
        auto const what = harm(harmed, dice);
        try_one(std::move(harmed), what, whole.everything, root / std::to_string(worker), tally);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  fs::remove_all(root);
  std::printf("seed %llu: %d told, %d changed nothing that is read\n", static_cast<unsigned long long>(seed),
              tally.told.load(), tally.harmless.load());
  for (auto const& fault : tally.faults) ADD_FAILURE() << "seed " << seed << ", " << fault;
  EXPECT_GT(tally.told, trials / 20) << "damage that nobody notices proves nothing";
}

TEST(Damage, FlippedBitsOfAClosedFolderAreToldOrHarmless) { damage(false, flip, 101); }
TEST(Damage, FlippedBitsOfAFolderAfterAKillAreToldOrHarmless) { damage(true, flip, 102); }
TEST(Damage, CutEndsOfAClosedFolderAreToldOrHarmless) { damage(false, cut, 103); }
TEST(Damage, CutEndsOfAFolderAfterAKillAreToldOrHarmless) { damage(true, cut, 104); }

// A row as it lies in the file. `row.body` looks into `body`.
struct Stored {
  journal::Row row;
  std::string body;
  std::uint32_t check = 0;
};

std::vector<Stored> stored_rows(Image const& image) {
  auto const root = scratch_folder("rows");
  write_image(image, root / "data");
  std::vector<Stored> all;
  {
    SQLite::Database const file{(root / "data" / "journal.sqlite").string(), SQLite::OPEN_READWRITE};
    SQLite::Statement each{file, "SELECT room, first_seq, count, at, chain, crc32c, body FROM batches ORDER BY id"};
    while (each.executeStep()) {
      Stored stored{{each.getColumn(0), each.getColumn(1), each.getColumn(2), each.getColumn(3), {}, {}},
                    each.getColumn(6).getString(),
                    static_cast<std::uint32_t>(each.getColumn(5).getInt64())};
      auto const chain = each.getColumn(4).getString();
      std::ranges::copy(chain, stored.row.chain.begin());
      all.push_back(std::move(stored));
    }
  }
  fs::remove_all(root);
  return all;
}

// A server at work, killed at some moment: the newest rows stand in the WAL alone, and the heads file knows them up to
// a second ago. A bit that flips there is told, or takes away no more than the very last commit, which looks like one
// that a power cut tore: of each room the records from its last row on.
bool is_whole_but_for_last_rows(Reading const& harmed, Reading const& whole, std::vector<Stored> const& rows) {
  std::map<std::int64_t, std::int64_t> last_row;
  for (auto const& stored : rows) last_row[stored.row.room] = stored.row.count;
  return std::ranges::all_of(whole.records, [&](auto const& room) {
    auto const& [number, all] = room;
    auto const found = harmed.records.find(number);
    auto const& left = found == harmed.records.end() ? std::vector<std::string>{} : found->second;
    return left.size() <= all.size() && std::ssize(left) >= std::ssize(all) - last_row[number] &&
           std::equal(left.begin(), left.end(), all.begin());
  });
}

struct LiveFolders {
  std::vector<Image> images;
  void take(int moments) {
    Recording recording{64 << 20};
    support::ServerProcess server;
    server.in_environment(recording.environment(server.data()));
    ASSERT_TRUE(server.start()) << server.log();
    auto const heard = keep_busy(server.port(), "", {2, 60, false, 0, 5});
    ASSERT_GT(heard.answered.size(), 60u);
    server.kill_hard();
    auto const records = records_of(recording.log());
    std::mt19937_64 dice{5};
    Disk disk;
    std::size_t at = 0;
    for (int moment = 1; moment <= 4 * moments && images.size() < static_cast<std::size_t>(moments); ++moment) {
      auto const until = records.size() * static_cast<std::size_t>(moment) / static_cast<std::size_t>(4 * moments);
      for (; at < until; ++at) disk.follow(records[at]);
      auto image = disk.after_cut(Survives::everything, dice);
      if (image["journal.sqlite-wal"].size() > 40'000) images.push_back(std::move(image));
    }
    ASSERT_EQ(images.size(), static_cast<std::size_t>(moments)) << "hardly anything is in the WAL";
  }
};

TEST(Damage, FlippedBitsOfTheNewestRowsAreToldOrTakeTheLastCommitAtMost) {
  LiveFolders live;
  ASSERT_NO_FATAL_FAILURE(live.take(8));
  auto const root = scratch_folder("newest");
  std::mt19937_64 dice{105};
  int told = 0, same = 0, last_only = 0;
  for (auto const& image : live.images) {
    write_image(image, root / "data");
    auto const whole = read_folder(root / "data");
    ASSERT_TRUE(whole.complaints.empty()) << whole.complaints.front();
    auto const rows = stored_rows(image);
    for (int i = 0; i < trials / 20; ++i) {
      auto harmed = image;
      auto& bytes = harmed["journal.sqlite-wal"];
      auto const at = dice() % bytes.size();
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice() % 8));
      write_image(harmed, root / "data");
      auto const reading = read_folder(root / "data");
      ++(!reading.complaints.empty() ? told : reading.everything == whole.everything ? same : last_only);
      if (!reading.complaints.empty() || reading.everything == whole.everything) continue;
      EXPECT_TRUE(is_whole_but_for_last_rows(reading, whole, rows))
          << "byte " << at << ": more than the last commit is gone, and nobody complains";
    }
  }
  fs::remove_all(root);
  std::printf("%d told, %d changed nothing that is read, %d took the last commit\n", told, same, last_only);
  EXPECT_GT(told, trials / 4);
}

// Flips each bit of it in turn, and returns how many flips its check did not catch.
long flips_not_caught(Stored const& stored, long& flips) {
  long missed = 0;
  auto row = stored.row;
  auto body = stored.body;
  auto const look = [&](std::uint32_t check) {
    ++flips;
    row.body = body;
    missed += journal::check_of(row) == check ? 1 : 0;
  };
  for (auto journal::Row::*number :
       {&journal::Row::room, &journal::Row::first_seq, &journal::Row::count, &journal::Row::at}) {
    for (int bit = 0; bit < 64; ++bit) {
      row.*number =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(stored.row.*number) ^ (std::uint64_t{1} << bit));
      look(stored.check);
    }
    row.*number = stored.row.*number;
  }
  auto const flip_each = [&](auto& bytes) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      auto const mask = static_cast<unsigned char>(1 << bit % 8);
      bytes[bit / 8] = static_cast<std::remove_reference_t<decltype(bytes[0])>>(bytes[bit / 8] ^ mask);
      look(stored.check);
      bytes[bit / 8] = static_cast<std::remove_reference_t<decltype(bytes[0])>>(bytes[bit / 8] ^ mask);
    }
  };
  flip_each(row.chain);
  flip_each(body);
  for (int bit = 0; bit < 32; ++bit) look(stored.check ^ (std::uint32_t{1} << bit));
  return missed;
}

TEST(Damage, EachFlippedBitOfEachRowIsCaughtByItsCheck) {
  auto const rows = stored_rows(told(false));
  ASSERT_GT(rows.size(), 8u);
  long flips = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    auto row = rows[at].row;
    row.body = rows[at].body;
    ASSERT_EQ(journal::check_of(row), rows[at].check) << "row " << at << " is whole before anything is flipped";
    EXPECT_EQ(flips_not_caught(rows[at], flips), 0) << "row " << at;
  }
  std::printf("%zu rows, %ld flips\n", rows.size(), flips);
  EXPECT_GT(flips, 10'000);
}

// --- which room, and where ------------------------------------------------------------------------------------------

class Rows {
 public:
  explicit Rows(fs::path const& folder) { sqlite3_open((folder / "journal.sqlite").c_str(), &database_); }
  ~Rows() { sqlite3_close(database_); }
  Rows(Rows const&) = delete;
  Rows& operator=(Rows const&) = delete;

  void run(std::string const& sql) {
    char* error = nullptr;
    ASSERT_EQ(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK) << (error ? error : "");
    ASSERT_EQ(sqlite3_changes(database_), 1) << sql;
  }
  std::vector<std::pair<int, int>> ids_and_rooms() {
    std::vector<std::pair<int, int>> all;
    sqlite3_exec(
        database_, "SELECT id, room FROM batches",
        [](void* found, int, char** row, char**) {
          static_cast<decltype(all)*>(found)->emplace_back(std::atoi(row[0]), std::atoi(row[1]));
          return 0;
        },
        &all, nullptr);
    return all;
  }

 private:
  sqlite3* database_ = nullptr;
};

TEST(Verify, NamesTheRoomAndTheRowWhateverColumnIsDamaged) {
  auto const image = told(false);
  auto const root = scratch_folder("verify");
  write_image(image, root / "whole");
  auto const rows = Rows{root / "whole"}.ids_and_rooms();
  ASSERT_GT(rows.size(), 8u);
  for (auto const& [id, room] : rows) {
    for (std::string const harm :
         {"room = room | 64", "room = 3 - room", "first_seq = first_seq | 32", "count = count | 2", "at = at + 1",
          "crc32c = crc32c + 1", "chain = zeroblob(32)", "body = CAST(CAST(body AS TEXT) || ' ' AS BLOB)"}) {
      write_image(image, root / "data");
      auto const sql = "UPDATE batches SET " + harm + " WHERE id = " + std::to_string(id);
      Rows{root / "data"}.run(sql);
      auto const verdict = std::get<journal::Verdict>(journal::verify(options_of(root / "data")));
      for (auto const& judged : verdict.rooms) {
        EXPECT_EQ(judged.is_whole, judged.room != room) << sql << ": room " << judged.room << ' ' << judged.what;
        if (judged.room != room) continue;
        EXPECT_NE(judged.what.find("row " + std::to_string(id) + ' '), std::string::npos) << sql << ": " << judged.what;
      }
      EXPECT_EQ(verdict.rooms.size(), 2u) << sql;
    }
  }
  fs::remove_all(root);
}

// What the person reads who keeps the machine, from the program itself: while no server runs, and asked of one that has
// just started and finds the damage in the same moment.
TEST(Verify, AsAVerbSaysWhichRoomAndWhichRow) {
  support::ServerProcess server;
  write_image(told(false), server.data());
  auto const rows = Rows{server.data()}.ids_and_rooms();
  auto const verify = [&] { return run_child({PLEKBERAAD_PROGRAM, "verify", "--data", server.data()}, {}, limit); };
  auto const whole = verify();
  EXPECT_EQ(whole.code, 0) << whole.out << whole.error;
  EXPECT_NE(whole.out.find("2 rooms, all whole"), std::string::npos) << whole.out;

  auto const [id, room] = rows.back();
  auto const code_at = whole.out.find("room " + std::to_string(room) + " (");
  ASSERT_NE(code_at, std::string::npos) << whole.out;
  auto const named = whole.out.substr(code_at, whole.out.find(')', code_at) - code_at);  // "room 2 (ABCD2345"
  auto const other = "room " + std::to_string(3 - room) + " (";
  Rows{server.data()}.run("UPDATE batches SET body = CAST(CAST(body AS TEXT) || ' ' AS BLOB) WHERE id = " +
                          std::to_string(id));
  auto const expect_told = [&](Ended const& told) {
    EXPECT_EQ(told.code, 1) << told.out << told.error;
    auto const line = told.out.substr(std::min(told.out.find(named), told.out.size()));
    EXPECT_TRUE(line.starts_with(named + "): DAMAGED, ")) << told.out;
    EXPECT_NE(line.substr(0, line.find('\n')).find("row " + std::to_string(id) + ' '), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("): whole, ", told.out.find(other)), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("2 rooms, NOT all whole"), std::string::npos) << told.out;
  };
  expect_told(verify());
  ASSERT_TRUE(server.start()) << server.log();
  expect_told(verify());
  EXPECT_TRUE(server.is_running()) << server.log();
}

// A room in whose journal no evening was ever opened, with every row whole: it is stopped like a damaged one, as soon
// as somebody looks at it (here who erases old evenings), and the server goes on.
TEST(Damage, ARoomWithoutAnEveningStopsNobodyElse) {
  support::ServerProcess server;
  {
    auto const journal = std::move(std::get<0>(journal::open_sqlite(options_of(server.data()))));
    std::promise<journal::Outcome> kept;
    protocol::RoomOpened const opened{{"ABCD2345"}, {"Plein"}, {"Wat komt hier?"}, {}, {}, 1'000};
    journal->append({{1, opened.code, {{1, 1'000, std::nullopt, opened}}}},
                    [&](journal::Outcome outcome) { kept.set_value(outcome); });
    ASSERT_EQ(kept.get_future().get(), journal::Outcome::committed);
  }
  ASSERT_TRUE(server.start()) << server.log();
  auto const until = std::chrono::steady_clock::now() + limit;
  while (server.log().find("room 1 is stopped") == std::string::npos && server.is_running() &&
         std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  EXPECT_NE(server.log().find("room 1 is stopped"), std::string::npos) << server.log();
  EXPECT_TRUE(server.is_running()) << server.log();
  EXPECT_EQ(server.stop(), 0);
}

}  // namespace
