// Whoever watches the hall knows who bent over a phone first (guide, reliability T33). In silent writing nothing that
// others receive tells in which order cards were written: not a byte while it goes on, and afterwards no order that
// guesses it better than chance. Six people, one card each, at moments of their own, in a thousand rooms.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/engine/stage.hpp"

namespace isolation {
namespace {

using namespace protocol;
using stage::Phone;
using stage::Stage;

constexpr int rooms = 1'000;
constexpr int writers = 6;

// One order in which a watcher could put the cards, as the numbers in which they were written.
using Orders = std::map<std::string, std::vector<int>>;

std::vector<int> numbers_of(std::vector<CardThing> const& cards) {
  std::vector<int> numbers;
  for (auto const& card : cards) numbers.push_back(std::stoi(card.text.substr(card.text.rfind(' '))));
  return numbers;
}

std::vector<CardThing> cards_in(std::vector<Thing> const& things) {
  std::vector<CardThing> cards;
  for (auto const& thing : things)
    if (auto const* card = std::get_if<CardThing>(&thing)) cards.push_back(*card);
  return cards;
}

// Holds the writing of one room; what was heard before the reveal is complained of.
Orders orders_of(std::uint64_t seed) {
  Stage stage("schrijven");
  std::mt19937_64 chance{seed};  // as the server's: nothing of one seed can be told from the one before
  stage.surroundings.seed = [&chance] { return std::array<std::uint64_t, 4>{chance(), chance(), chance(), chance()}; };
  auto& lead = stage.leads("Ada");
  std::vector<Phone*> people;
  for (int at = 0; at < writers; ++at)
    people.push_back(&stage.joins("Buur" + std::string(1, static_cast<char>('a' + at))));
  auto& watcher = stage.joins("Wim");
  auto& screen = stage.screen();
  stage.wait(2'000);  // presence has been told
  watcher.forget();
  screen.forget();
  for (int at = 0; at < writers; ++at) {
    stage.clock.advance(150);
    stage.ask(*people[static_cast<std::size_t>((at + static_cast<int>(seed)) % writers)],
              PostCard{ColumnId{"dromen"}, {"kaart " + std::to_string(at)}, {}});
  }
  EXPECT_EQ(watcher.bytes + screen.bytes, "") << "somebody hears that a card is being written";
  stage.ask(lead, RevealCards{PhaseId{"schrijven"}});

  Orders orders;
  auto const update = watcher.last<Update>();
  EXPECT_TRUE(update);
  if (!update) return orders;
  auto cards = cards_in(update->changed);
  EXPECT_EQ(cards.size(), static_cast<std::size_t>(writers)) << "all at once";
  orders["in the frame"] = numbers_of(cards);
  std::ranges::sort(cards, {}, &CardThing::position);
  orders["on the board"] = numbers_of(cards);
  std::ranges::sort(cards, {}, &CardThing::id);
  orders["by id"] = numbers_of(cards);
  auto& newcomer = stage.joins("Nel");
  orders["in a snapshot"] = numbers_of(cards_in(newcomer.last<Snapshot>()->things));
  return orders;
}

TEST(WritingOrder, of_silent_cards_is_told_to_nobody) {
  std::map<std::string, int> same_pairs, firsts;
  for (std::uint64_t seed = 1; seed <= rooms && !testing::Test::HasFailure(); ++seed) {
    for (auto const& [name, order] : orders_of(seed)) {
      firsts[name] += order.front() == 0 ? 1 : 0;
      for (std::size_t later = 1; later < order.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier) same_pairs[name] += order[earlier] < order[later];
    }
  }
  ASSERT_EQ(same_pairs.size(), 4u);
  for (auto const& [name, count] : same_pairs) {
    auto const pairs = count / double{rooms * writers * (writers - 1) / 2};
    auto const first = firsts[name] / double{rooms};
    std::cout << name << ": " << pairs * 100 << " % of pairs as written (chance 50), the first one first in "
              << first * 100 << " % (chance " << 100.0 / writers << ")\n";
    EXPECT_NEAR(pairs, 0.5, 0.05) << name;
    EXPECT_NEAR(first, 1.0 / writers, 0.05) << name;
  }
}

}  // namespace
}  // namespace isolation
