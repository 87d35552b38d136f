// Plays every group of the suite against a real server, with a fresh line after each; and against peers that are wrong
// on purpose, where every row must turn red. Two servers: one whose rates are relaxed and whose deadlines are short,
// one with limits as they are for real.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"
#include "tests/wire/conformance/stream.hpp"
#include "tests/wire/conformance/wrong_peer.hpp"

namespace conformance {
namespace {

constexpr int hurry = 10;

struct Red {
  int number = 0;
  std::string what;
};

// Plays rows on several threads and gathers what came out otherwise.
std::vector<Red> played(Rows const& rows, Target const& target, std::size_t side_by_side) {
  std::atomic<std::size_t> next{0};
  std::mutex lock;
  std::vector<Red> red;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::min(side_by_side, rows.size()); ++i) {
    threads.emplace_back([&] {
      for (auto at = next++; at < rows.size(); at = next++) {
        auto wrong = play(rows[at], target);
        if (wrong.empty()) continue;
        std::lock_guard const hold{lock};
        red.push_back({rows[at].number, std::move(wrong)});
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return red;
}

std::string ticket_of(support::ServerProcess& server) {
  auto const said = server.said("bibliotheek#");
  auto const at = said.find('#');
  return at == std::string::npos ? std::string{} : said.substr(at + 1, 28);
}

// A library of its own, for the server whose limits are real.
std::string cookie_from(support::ServerProcess& server) {
  return live::cookie_of(live::as_page(
      server.port(), "POST", "/api/v1/office/password",
      R"({"ticket":")" + ticket_of(server) + R"(","password":"een lang wachtwoord","library":"De Zwaan"})"));
}

void expect_a_fresh_line(Target const& target) {
  Row const fresh{0, "own", "a fresh line joins", From::seated, {}, lives()};
  EXPECT_EQ(play(fresh, target), "") << "after the group, nobody else may notice";
}

void play_group(Group const& group) {
  std::vector<std::string> flags{"--reactors", "2", "--limits", group.has_real_limits ? "normal" : "relaxed"};
  if (group.is_slow) flags.insert(flags.end(), {"--hurry", std::to_string(hurry)});
  support::ServerProcess server{flags};
  ASSERT_TRUE(server.start()) << server.log();
  auto const cookie = group.has_real_limits ? cookie_from(server) : std::string{};
  Target target;
  target.port = server.port();
  target.room = live::make_room(server.port(), cookie);
  ASSERT_EQ(target.room.size(), 8u) << server.log();
  for (auto const& red : played(group.rows, target, group.is_slow ? 64 : 4)) {
    auto const row = std::ranges::find(group.rows, red.number, &Row::number);
    ADD_FAILURE() << red.number << " (" << row->rule << ") " << row->what << ": " << red.what;
  }
  expect_a_fresh_line(target);
  EXPECT_EQ(server.stop(), 0) << server.log();
  std::printf("  %-12s %4zu rows\n", group.name.c_str(), group.rows.size());
}

struct Conformance : testing::TestWithParam<Group> {};

TEST_P(Conformance, every_row_comes_out_as_its_rule_says) { play_group(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Groups, Conformance, testing::ValuesIn(all_groups()),
                         [](auto const& info) { return info.param.name; });

TEST(Suite, has_its_numbers_once_and_enough_rows) {
  std::set<int> numbers;
  std::size_t by_hand = 0;
  for (auto const& group : all_groups()) {
    for (auto const& row : group.rows) {
      EXPECT_TRUE(numbers.insert(row.number).second) << row.number << " stands twice";
      EXPECT_FALSE(row.rule.empty()) << row.number;
      if (group.name != "shapes") ++by_hand;
    }
  }
  std::printf("  %zu rows: %zu by hand, %zu from the descriptions\n", numbers.size(), by_hand,
              numbers.size() - by_hand);
  EXPECT_GE(by_hand, 250u);
}

// Every row is seen red: by the peer that never answers, by the one that is wrong in the row's own way, and, where the
// rule names what must come out, by the one with good manners that says something else.
TEST(Suite, every_row_turns_red_on_a_peer_that_is_wrong_on_purpose) {
  Rows all;
  for (auto const& group : all_groups()) all.insert(all.end(), group.rows.begin(), group.rows.end());
  constexpr std::size_t side_by_side = 48;
  auto const red_by = [&](Manner manner) {
    WrongPeer peer{manner};
    Target target{peer.port(), "zzzzzzz1", 150, 1, true};
    std::set<int> numbers;
    for (auto const& red : played(all, target, side_by_side)) numbers.insert(red.number);
    return numbers;
  };
  auto const silent = red_by(Manner::silent);
  auto const pushover = red_by(Manner::pushover);
  auto const grumbler = red_by(Manner::grumbler);
  auto const mistaken = red_by(Manner::mistaken);
  std::printf("  red of %zu: %zu by silence, %zu by the pushover, %zu by the grumbler, %zu by the mistaken\n",
              all.size(), silent.size(), pushover.size(), grumbler.size(), mistaken.size());
  int greeted = 0;
  for (auto const& row : all) {
    EXPECT_TRUE(silent.contains(row.number)) << row.number << " is green although nothing is answered: " << row.what;
    bool const is_seen = row.out.wants == Wants::either    ? silent.contains(row.number)
                         : row.out.wants == Wants::refusal ? pushover.contains(row.number)
                                                           : grumbler.contains(row.number);
    EXPECT_TRUE(is_seen) << row.number << " is green on the peer that is wrong in its way: " << row.what;
    // It opens and greets as it should: a row that asks for no more than that is rightly green.
    bool const is_greeting = row.out.wants == Wants::service && (row.from == From::bare || row.from == From::open);
    greeted += is_greeting && !mistaken.contains(row.number) ? 1 : 0;
    EXPECT_TRUE(row.out.is_free || is_greeting || mistaken.contains(row.number))
        << row.number << " does not look what was said, only that something was: " << row.what;
  }
  EXPECT_LE(greeted, 24) << "measured: 22";
}

}  // namespace
}  // namespace conformance
