// Events per second through the real journal: groups of ten hands going up, FULL unless told otherwise, several groups
// under way at once. Prints one line a setting. Usage: bench_journal FOLDER [normal]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <semaphore>

#include "server/journal/journal.hpp"

namespace {

using namespace journal;
using Clock = std::chrono::steady_clock;

constexpr int group_size = 10;
constexpr int groups_under_way_max = 4'096;

Batch next_batch(std::int64_t& seq, bool with_text) {
  Batch batch;
  batch.room = 1;
  if (seq == 0) batch.new_code = protocol::RoomCode{"ABCD2345"};
  for (int i = 0; i < group_size; ++i) {
    ++seq;
    protocol::Record record{seq, seq, protocol::Cause{{"seat123456"}, {"8d3f0c5ab1"}, "0123456789abcdef"},
                            protocol::FloorRequested{{"seat123456"}, std::nullopt, seq}};
    if (with_text) {
      protocol::CardPosted card;
      card.card = {"card123456"};
      card.column = {"column1234"};
      card.phase = {"phase12345"};
      card.author = {"seat123456"};
      card.text = {{"seat123456"}, "Meer bankjes bij de speeltuin, en iets groens erbij.", false};
      record.event = card;
    }
    batch.records.push_back(std::move(record));
  }
  return batch;
}

struct Times {
  std::vector<double> milliseconds;
  double at(double share) {
    std::ranges::sort(milliseconds);
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  }
};

void run(Options options, std::string const& root, int under_way, int groups, bool with_text) {
  options.folder = root + "/data";
  options.server_key_file = root + "/server.key";
  auto opened = open_sqlite(options);
  if (auto const* no = std::get_if<CannotOpen>(&opened)) {
    std::fprintf(stderr, "%s\n", no->why.c_str());
    std::exit(1);
  }
  auto const journal = std::move(std::get<0>(opened));
  std::counting_semaphore<groups_under_way_max> free_places(under_way);
  Times times;  // filled on the writer thread, read after close()
  std::int64_t seq = 0;
  auto const begun = Clock::now();
  for (int i = 0; i < groups; ++i) {
    free_places.acquire();
    journal->append({next_batch(seq, with_text)}, [&, asked = Clock::now()](Outcome) {
      times.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
      free_places.release();
    });
  }
  journal->close();
  auto const seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  std::printf("%-6s %-5s %3d under way: %8.0f events/s, commit p50 %.2f ms, p99 %.2f ms\n",
              options.synchronous_full ? "FULL" : "NORMAL", with_text ? "cards" : "hands", under_way,
              static_cast<double>(seq) / seconds, times.at(0.5), times.at(0.99));
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
  // bench_journal [FOLDER [normal]]: a folder on the disk that is to be measured; here by default.
  std::string const folder = count > 1 ? words[1] : ".";
  Options options;
  options.synchronous_full = !(count > 2 && std::strcmp(words[2], "normal") == 0);
  for (bool const with_text : {false, true}) {
    for (int const under_way : {1, 4, 16, 64}) {
      auto const root = folder + "/bench-journal";
      std::filesystem::remove_all(root);
      std::filesystem::create_directories(root);
      run(options, root, under_way, under_way == 1 ? 3'000 : 20'000, with_text);
      std::filesystem::remove_all(root);
    }
  }
}
