// Ten thousand exports spoiled by chance: each is read or refused in words that name a file, never half; and how the
// bytes were cut makes no difference.

#include <gtest/gtest.h>

#include "server/insight/dice.hpp"
#include "server/insight/room_mode.hpp"
#include "tests/unit/exchange/exported.hpp"

namespace exchange {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int rounds = 1'000;
#else
constexpr int rounds = 10'000;
#endif

constexpr std::string_view odd_signs{"\",\n\r'-=1 0\xFF\xEF\0x.;", 16};

void spoil(std::string& text, insight::Dice& dice) {
  auto const size = static_cast<int>(text.size());
  if (size == 0) return;
  auto const at = static_cast<std::size_t>(dice.below(size));
  auto const length = static_cast<std::size_t>(1 + dice.below(12));
  switch (dice.below(5)) {
    case 0: text[at] = odd_signs[static_cast<std::size_t>(dice.below(16))]; break;
    case 1: text.insert(at, 1, odd_signs[static_cast<std::size_t>(dice.below(16))]); break;
    case 2: text.erase(at, length); break;
    case 3: text.insert(at, text.substr(static_cast<std::size_t>(dice.below(size)), length)); break;
    default: text.resize(at);
  }
}

TEST(Mangled, is_read_or_refused_in_words_and_the_same_however_it_is_cut) {
  insight::Dice dice{20501};
  int refused = 0, taken = 0;
  for (int round = 0; round < rounds; ++round) {
    auto files = small_export();
    for (int i = dice.below(4); i >= 0; --i) {
      auto file = files.begin();
      std::advance(file, dice.below(static_cast<int>(files.size())));
      spoil(file->second, dice);
    }
    auto const whole = read_files(files), bytewise = read_files(files, 1), in_pieces = read_files(files, 7);
    EXPECT_EQ(why(whole), why(bytewise));
    EXPECT_EQ(why(whole), why(in_pieces));
    if (why(whole).empty()) {
      ++taken;
      auto const& conversation = std::get<PolisConversation>(whole);
      EXPECT_TRUE(conversation == std::get<PolisConversation>(bytewise));
      auto const gathered = gather(conversation, {});
      EXPECT_EQ(gathered.votes + gathered.votes_changed, static_cast<std::int64_t>(conversation.votes.size()));
      auto const found = insight::look_as_room(gathered.table, gathered.standing);
      EXPECT_TRUE(found.people.allFinite());
      // What was read can be written and is then read as the same.
      EXPECT_TRUE(std::get<PolisConversation>(read_files(write_polis_csv_set(conversation))).votes ==
                  conversation.votes);
    } else {
      ++refused;
      EXPECT_NE(why(whole).find(".csv"), std::string::npos) << why(whole);
      EXPECT_EQ(why(whole).find('\n'), std::string::npos) << why(whole);
      EXPECT_LT(why(whole).size(), 600u);
    }
    if (HasFailure()) FAIL() << "round " << round;
  }
  EXPECT_GT(taken, rounds / 10);
  EXPECT_GT(refused, rounds / 10);
}

}  // namespace
}  // namespace exchange
