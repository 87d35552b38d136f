// The verbs of who keeps the machine, on a server that runs: verify, backup, restore; and the clock of what is kept.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "protocol/close_codes.hpp"
#include "protocol/limits.hpp"
#include "server/journal/journal.hpp"
#include "tests/live/raw_line.hpp"
#include "tests/personal/verb.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;
namespace fs = std::filesystem;

using personal::verb;

Millis wall_clock() {
  auto const since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
}

struct Care : testing::Test {
  support::ServerProcess server;
  fs::path root = server.data().parent_path();
  std::string data = "--data " + server.data().string();
  std::string key = "--server-key " + (server.data() / "server.key").string();

  static PostCard card(std::string text) { return {ColumnId{"acties"}, {std::move(text)}, std::nullopt}; }
  // Posts and waits until it is done.
  static bool posts(RawLine& line, std::string const& id, std::string text) {
    line.say(asking(id, card(std::move(text))));
    while (auto const update = line.until<Update>()) {
      if (update->cause && update->cause->value == id) return true;
    }
    return false;
  }
  fs::path only_in(fs::path const& folder) {
    std::vector<fs::path> all;
    for (auto const& entry : fs::directory_iterator(folder)) all.push_back(entry.path());
    std::ranges::sort(all);
    return all.empty() ? fs::path{} : all.back();
  }
  // For a test that writes into the folder itself, while no server runs on it.
  journal::Options folder_of_server() const {
    journal::Options options;
    options.folder = server.data();
    options.server_key_file = server.data() / "server.key";
    options.reserve_bytes = 0;
    return options;
  }
  std::string places() const {
    return " --to " + (root / "copies").string() + " --keys-to " + (root / "keys").string();
  }
};

// A room of so many events that reading it takes several slices: all of it is read, by a server that runs too.
TEST_F(Care, VerifyReadsALongRoomToItsEnd) {
  constexpr std::int64_t cards = 20'000;
  {
    auto opened = journal::open_sqlite(folder_of_server());
    auto& journal = *std::get<0>(opened);
    auto const now = wall_clock();  // nothing is due, so that the server leaves the room alone
    journal::Batch all{1, RoomCode{"aaaaaaaa"}, {{1, now, {}, RoomOpened{{"aaaaaaaa"}, {"Plein"}, {}, {}, {}, now}}}};
    std::promise<journal::Outcome> kept;
    for (std::int64_t seq = 2; seq <= cards + 1; ++seq) {
      CardPosted posted;
      posted.card = {"card-" + std::to_string(seq)};
      posted.author = {"s1"};
      posted.text = {{"s1"}, "een lang verhaal " + std::to_string(seq), false};
      all.records.push_back({seq, now, {}, posted});
      if (seq % 100 != 1) continue;  // a row for each hundred
      journal.append({std::exchange(all, {1, {}, {}})}, [&, is_last = seq == cards + 1](journal::Outcome outcome) {
        if (is_last) kept.set_value(outcome);
      });
    }
    ASSERT_EQ(kept.get_future().get(), journal::Outcome::committed);
    journal.close();
  }
  auto const whole = "room 1 (aaaaaaaa): whole, " + std::to_string(cards + 1) + " events\n1 rooms, all whole\n";
  EXPECT_EQ(verb("verify " + data).text, whole);
  ASSERT_TRUE(server.start()) << server.log();
  EXPECT_EQ(verb("verify " + data).text, whole);
}

TEST_F(Care, VerifyAsksTheServerThatRuns) {
  ASSERT_TRUE(server.start()) << server.log();
  auto const code = make_room(server.port());
  auto const said = verb("verify " + data);
  EXPECT_EQ(said.code, 0) << said.text;
  EXPECT_NE(said.text.find("1 rooms, all whole"), std::string::npos) << said.text;
  EXPECT_NE(said.text.find(code), std::string::npos) << "made after the start";
  struct stat found {};
  ASSERT_EQ(::stat((server.data() / "admin.sock").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u) << "nobody else may ask";
  ASSERT_EQ(server.stop(), 0);
  EXPECT_FALSE(fs::exists(server.data() / "admin.sock"));
  EXPECT_EQ(verb("verify " + data).code, 0) << "and without a server as before";
}

TEST_F(Care, ABackupUnderLoadIsRestoredWithEverythingThatWasAcknowledgedBefore) {
  ASSERT_TRUE(server.start()) << server.log();
  auto const code = make_room(server.port());
  RawLine anna{server.port()};
  auto const seat = join(anna, code, "Anna", "a-secret-of-annas-phone");
  ASSERT_TRUE(seat);
  std::vector<std::string> before;
  for (int i = 0; i < 30; ++i) {
    before.push_back("kaart " + std::to_string(i));
    ASSERT_TRUE(posts(anna, "b" + std::to_string(i), before.back()));
  }
  auto said = std::async(std::launch::async, [&] { return verb("backup " + data + places()); });
  int after = 0;
  while (said.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
    ASSERT_TRUE(posts(anna, "a" + std::to_string(after), "later")) << "replies go on";
    ++after;
  }
  auto const made = said.get();
  ASSERT_EQ(made.code, 0) << made.text << server.log();
  server.kill_hard();
  fs::copy_file(server.data() / "server.key", root / "kept.key");

  auto const restored = (root / "restored").string();
  auto const from = " --from " + only_in(root / "copies").string() + " --keys " + only_in(root / "keys").string();
  auto const back = verb("restore --data " + restored + ' ' + key + from);
  ASSERT_EQ(back.code, 0) << back.text;
  EXPECT_EQ(verb("restore --data " + restored + ' ' + key + from).code, 71) << "never over anything";
  fs::remove_all(server.data());
  fs::rename(restored, server.data());
  EXPECT_EQ(server.start(), false) << "no key, no server";
  fs::copy_file(root / "kept.key", server.data() / "server.key");
  ASSERT_TRUE(server.start()) << server.log();
  auto const seen = cards_seen(server.port(), code, seat->token);
  ASSERT_TRUE(seen);
  for (auto const& text : before) EXPECT_EQ(std::ranges::count(*seen, text), 1) << text;
  auto const later = std::ranges::count(*seen, "later");
  EXPECT_EQ(later + std::ssize(before), std::ssize(*seen)) << "nothing that nobody wrote";
  EXPECT_LE(later, after);
}

TEST_F(Care, PeopleComeBackToARestoredEveningWithASnapshot) {
  support::ServerProcess evening{{"--limits", "relaxed", "--server-key", (root / "server.key").string()}};
  ASSERT_TRUE(evening.start()) << evening.log();
  auto const of = "--data " + evening.data().string();
  auto const code = make_room(evening.port());
  RawLine anna{evening.port()}, bram{evening.port()};
  auto const seat = join(anna, code, "Anna", "a-secret-of-annas-phone");
  auto const gone = join(bram, code, "Bram", "a-secret-of-brams-phone");
  ASSERT_TRUE(seat && gone);
  ASSERT_TRUE(posts(anna, "one", "een bankje"));
  ASSERT_TRUE(posts(bram, "two", "KANARIE van Bram"));
  ASSERT_EQ(verb("backup " + of + " --to " + (root / "copies").string()).code, 0);
  // Erased after the journal was copied; the keys are copied again, as they are every day.
  bram.say(asking("erase", EraseSeat{gone->id}));
  EXPECT_EQ(bram.close_code(), close_codes::seat_erased.code);
  ASSERT_EQ(verb("backup " + of + " --keys-to " + (root / "keys").string()).code, 0);
  ASSERT_TRUE(posts(anna, "three", "na de kopie"));
  ASSERT_EQ(evening.stop(), 0);

  auto const key_file = " --server-key " + (root / "server.key").string();
  fs::remove_all(evening.data());
  auto const back = verb("restore " + of + key_file + " --from " + only_in(root / "copies").string() + " --keys " +
                         only_in(root / "keys").string());
  ASSERT_EQ(back.code, 0) << back.text;
  EXPECT_NE(back.text.find("1 people were erased since"), std::string::npos) << back.text;
  ASSERT_TRUE(evening.start()) << evening.log();
  RawLine again{evening.port()};
  ASSERT_EQ(again.upgrade("/ws/" + code).status, 101);
  auto resume = hello(seat->token);
  resume.epoch = Text<36>{seat->epoch};
  resume.n.emplace().value = seat->n;
  again.say(resume);
  auto const snapshot = again.until<Snapshot>();
  ASSERT_TRUE(snapshot) << "a restore is a new epoch";
  EXPECT_NE(snapshot->epoch, seat->epoch);
  auto const cards = cards_seen(evening.port(), code, seat->token);
  ASSERT_TRUE(cards);
  EXPECT_EQ(std::ranges::count(*cards, "een bankje"), 1);
  EXPECT_EQ(std::ranges::count(*cards, "na de kopie"), 0);
  for (auto const& text : *cards) EXPECT_EQ(text.find("KANARIE"), std::string::npos) << "who is erased stays so";
  RawLine bram_again{evening.port()};
  ASSERT_EQ(bram_again.upgrade("/ws/" + code).status, 101);
  bram_again.say(hello(gone->token));
  EXPECT_EQ(bram_again.close_code(), close_codes::seat_erased.code);
}

TEST_F(Care, RestoreSaysWhichRoomItCannotReadAndEndsWithThat) {
  support::ServerProcess evening{{"--limits", "relaxed", "--server-key", (root / "server.key").string()}};
  ASSERT_TRUE(evening.start()) << evening.log();
  auto const of = "--data " + evening.data().string();
  ASSERT_EQ(verb("backup " + of + " --keys-to " + (root / "keys").string()).code, 0);
  auto const code = make_room(evening.port());
  RawLine anna{evening.port()};
  ASSERT_TRUE(join(anna, code, "Anna", "a-secret-of-annas-phone"));
  ASSERT_EQ(verb("backup " + of + " --to " + (root / "copies").string()).code, 0);
  ASSERT_EQ(evening.stop(), 0);
  auto const back =
      verb("restore --data " + (root / "restored").string() + " --server-key " + (root / "server.key").string() +
           " --from " + only_in(root / "copies").string() + " --keys " + only_in(root / "keys").string());
  EXPECT_EQ(back.code, 1) << back.text;
  EXPECT_NE(back.text.find("room 1: DAMAGED"), std::string::npos) << back.text;
  EXPECT_NE(back.text.find("take a later copy of the keys"), std::string::npos) << back.text;
}

TEST_F(Care, OldCopiesOfKeysAreRemovedAndNothingElse) {
  ASSERT_TRUE(server.start()) << server.log();
  fs::create_directory(root / "keys");
  auto const of = [](std::chrono::hours age) {
    auto const when = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() - age);
    std::array<char, 64> name{};
    std::tm parts{};
    std::strftime(name.data(), name.size(), "keys-%Y%m%d-%H%M%SZ.sqlite", gmtime_r(&when, &parts));
    return std::string{name.data()};
  };
  auto const just_old = of(std::chrono::hours{14 * 24 + 1}), just_not = of(std::chrono::hours{14 * 24 - 1});
  for (auto const& name : {std::string{"keys-20200101-120000Z.sqlite"}, std::string{"keys-20200101-120000Z.sqlite.txt"},
                           std::string{"notes"}, just_old, just_not}) {
    std::ofstream{root / "keys" / name} << "x";
  }
  auto const said = verb("backup " + data + " --keys-to " + (root / "keys").string());
  ASSERT_EQ(said.code, 0) << said.text;
  EXPECT_FALSE(fs::exists(root / "keys/keys-20200101-120000Z.sqlite"));
  EXPECT_TRUE(fs::exists(root / "keys/keys-20200101-120000Z.sqlite.txt"));
  EXPECT_TRUE(fs::exists(root / "keys/notes"));
  EXPECT_FALSE(fs::exists(root / "keys" / just_old)) << "fourteen days, unless something else is asked";
  EXPECT_TRUE(fs::exists(root / "keys" / just_not));
  EXPECT_EQ(std::distance(fs::directory_iterator(root / "keys"), {}), 4);
  EXPECT_NE(said.text.find("2 copies of keys older than 14 days removed"), std::string::npos) << said.text;
  EXPECT_NE(verb("backup " + data + " --keys-to " + (root / "keys").string() + " --keep-keys 31").code, 0);
  EXPECT_EQ(verb("backup " + data).code, 71) << "says where to";
}

// The clock of what is kept runs in the real program too: an evening that ended long ago is erased at the start.
TEST_F(Care, AnEveningThatEndedLongAgoIsErasedByItself) {
  auto const now = wall_clock();
  auto const evening = [](std::string const& code, Millis at) {
    SeatTaken anna;
    anna.seat = {"s1"};
    anna.name = {{"s1"}, "KANARIEnaam", "kanarienaam"};
    anna.number = 1;
    anna.at = at;
    PhasePlan phase;
    phase.id = {"p"};
    return std::vector<Record>{{1, at, {}, RoomOpened{{code}, {"Plein"}, {"Wat?"}, {}, {phase}, at}},
                               {2, at, {}, anna},
                               {3, at, {}, RoomClosed{std::nullopt, at}}};
  };
  {
    auto opened = journal::open_sqlite(folder_of_server());
    auto& journal = *std::get<0>(opened);
    std::promise<journal::Outcome> kept;
    journal.append({{1, RoomCode{"aaaaaaaa"}, evening("aaaaaaaa", now - 31 * limits::day_ms)},
                    {2, RoomCode{"bbbbbbbb"}, evening("bbbbbbbb", now - 29 * limits::day_ms)}},
                   [&](journal::Outcome outcome) { kept.set_value(outcome); });
    ASSERT_EQ(kept.get_future().get(), journal::Outcome::committed);
    journal.close();
  }
  ASSERT_TRUE(server.start()) << server.log();
  std::string list;
  for (int tries = 0; tries < 200 && list.find("\"is_erased\":true") == std::string::npos; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    list = as_page(server.port(), "GET", "/api/v1/rooms").body;
  }
  auto const first = list.find("aaaaaaaa"), second = list.find("bbbbbbbb");
  ASSERT_NE(first, std::string::npos) << list;
  EXPECT_NE(list.find("\"is_erased\":true", first), std::string::npos) << list;
  EXPECT_NE(list.find("\"to_erase_at\":" + std::to_string(now + limits::day_ms), second), std::string::npos) << list;
  EXPECT_EQ(as_page(server.port(), "GET", "/api/v1/rooms/aaaaaaaa/people").body, R"({"people":[]})");
  EXPECT_NE(as_page(server.port(), "GET", "/api/v1/rooms/bbbbbbbb/people").body.find("KANARIEnaam"), std::string::npos);
  EXPECT_NE(server.log().find("room 1: kept for its time"), std::string::npos) << server.log();
  EXPECT_EQ(server.log().find("aaaaaaaa"), std::string::npos) << "by number, not by code";
  EXPECT_EQ(verb("verify " + data).code, 0);
}

}  // namespace
