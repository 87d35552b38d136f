// kill -9 at any moment: what was confirmed is there. A child appends and says each confirmed seq through a pipe; it is
// killed after a drawn number of answers, also while it opens the folder.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "server/journal/verify.hpp"
#include "tests/unit/journal/folder.hpp"

namespace {

using namespace journal_test;

constexpr int rounds = 20;

class Kill : public Folder {
 protected:
  // Child: never returns. Several groups are under way at once, as the engine has them.
  [[noreturn]] void write_for_ever(std::int64_t next, int out) {
    auto const journal = open();
    std::atomic<int> under_way{0};
    for (;; ++next) {
      for (int now = under_way; now >= 8; now = under_way) under_way.wait(now);
      ++under_way;
      auto const seat = "s" + std::to_string(next % 7);
      auto group = next == 1 ? batch(1, 1, 1) : Batch{1, std::nullopt, {posted(next, seat, "x")}};
      journal->append({std::move(group)}, [&, next](Outcome) {
        if (::write(out, &next, sizeof next) != sizeof next) ::_exit(1);
        --under_way;
        under_way.notify_one();
      });
    }
  }

  // Lets a child write until `answers` have come, kills it, and gives the last confirmed seq (0: none).
  std::int64_t killed_after(int answers, std::int64_t next) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    auto const child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      write_for_ever(next, ends[1]);
    }
    ::close(ends[1]);
    std::int64_t confirmed = 0;
    std::int64_t seq = 0;
    while (answers-- > 0 && ::read(ends[0], &seq, sizeof seq) == sizeof seq) confirmed = seq;
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    while (::read(ends[0], &seq, sizeof seq) == sizeof seq) confirmed = seq;  // said before it died
    ::close(ends[0]);
    return confirmed;
  }
};

TEST_F(Kill, loses_nothing_that_was_confirmed) {
  std::mt19937 dice(20'26);
  std::int64_t confirmed = 0;
  std::int64_t kept = 0;
  for (int round = 0; round < rounds; ++round) {
    int const answers = round % 5 == 4 ? 0 : static_cast<int>(dice() % 400);
    confirmed = std::max(confirmed, killed_after(answers, kept + 1));
    auto const journal = open();
    auto const all = read(*journal, 1);
    ASSERT_FALSE(all.corruption) << "round " << round << ": " << all.corruption->what;
    kept = static_cast<std::int64_t>(all.records.size());
    ASSERT_GE(kept, confirmed) << "round " << round;
  }
  EXPECT_GT(confirmed, rounds);
  EXPECT_TRUE(std::get<Verdict>(verify(options)).is_whole());
}

}  // namespace
