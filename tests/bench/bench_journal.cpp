// Events and rows per second through the real journal: groups of ten events, FULL unless told otherwise, several groups
// under way at once. A group is one row when it is of one room (hands, cards), and ten rows when it is of ten rooms.
// Five runs of each setting in turns; prints medians, smallest and largest. Usage: bench_journal FOLDER [normal]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <semaphore>
#include <vector>

#include "server/journal/journal.hpp"

namespace {

using namespace journal;
using Clock = std::chrono::steady_clock;

constexpr int group_size = 10;
constexpr int rounds = 5;
constexpr int groups_under_way_max = 4'096;

enum class Shape { hands, cards, ten_rooms };
constexpr char const* shape_names[] = {"hands", "cards", "hands of ten rooms"};

protocol::Record record_of(std::int64_t seq, bool with_text) {
  protocol::Record record{seq, seq, protocol::Cause{{"seat123456"}, {"8d3f0c5ab1"}, "0123456789abcdef"},
                          protocol::FloorRequested{{"seat123456"}, std::nullopt, seq}};
  if (!with_text) return record;
  protocol::CardPosted card;
  card.card = {"card123456"};
  card.column = {"column1234"};
  card.phase = {"phase12345"};
  card.author = {"seat123456"};
  card.text = {{"seat123456"}, "Meer bankjes bij de speeltuin, en iets groens erbij.", false};
  record.event = card;
  return record;
}

// Ten events: of one room, or one of each of ten.
std::vector<Batch> group(std::int64_t number, Shape shape) {
  int const rooms = shape == Shape::ten_rooms ? group_size : 1;
  int const events = group_size / rooms;
  std::vector<Batch> batches;
  for (int room = 1; room <= rooms; ++room) {
    Batch batch;
    batch.room = room;
    if (number == 0) batch.new_code = protocol::RoomCode{"ABCD234" + std::string(1, static_cast<char>('a' + room))};
    for (int i = 1; i <= events; ++i) batch.records.push_back(record_of(number * events + i, shape == Shape::cards));
    batches.push_back(std::move(batch));
  }
  return batches;
}

struct Times {
  std::vector<double> milliseconds;
  double at(double share) {
    std::ranges::sort(milliseconds);
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  }
};

struct Run {
  double events = 0;  // per second
  double p50 = 0, p99 = 0;
};

Run run(Options options, std::string const& root, int under_way, int groups, Shape shape) {
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
  auto const begun = Clock::now();
  for (int number = 0; number < groups; ++number) {
    free_places.acquire();
    journal->append(group(number, shape), [&, asked = Clock::now()](Outcome) {
      times.milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
      free_places.release();
    });
  }
  journal->close();
  auto const seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  return {groups * double{group_size} / seconds, times.at(0.5), times.at(0.99)};
}

void print(bool is_full, Shape shape, int under_way, std::vector<Run> runs) {
  std::ranges::sort(runs, {}, &Run::events);
  auto const& middle = runs[runs.size() / 2];
  auto const rows = shape == Shape::ten_rooms ? 1.0 : 1.0 / group_size;
  std::printf("%-6s %-18s %3d under way: %8.0f events/s (%.0f-%.0f), %7.0f rows/s, commit p50 %.2f ms, p99 %.2f ms\n",
              is_full ? "FULL" : "NORMAL", shape_names[static_cast<int>(shape)], under_way, middle.events,
              runs.front().events, runs.back().events, middle.events * rows, middle.p50, middle.p99);
}

}  // namespace

int main(int count, char** words) {
  // bench_journal [FOLDER [normal]]: a folder on the disk that is to be measured; here by default.
  std::string const folder = count > 1 ? words[1] : ".";
  Options options;
  bool const is_full = !(count > 2 && std::strcmp(words[2], "normal") == 0);
  options.synchronous = is_full ? Synchronous::full : Synchronous::normal;
  std::map<std::pair<Shape, int>, std::vector<Run>> runs;
  for (int round = 0; round < rounds; ++round) {
    for (auto const shape : {Shape::hands, Shape::cards, Shape::ten_rooms}) {
      for (int const under_way : {1, 4, 16, 64}) {
        auto const root = folder + "/bench-journal";
        std::filesystem::remove_all(root);
        std::filesystem::create_directories(root);
        runs[{shape, under_way}].push_back(run(options, root, under_way, under_way == 1 ? 3'000 : 20'000, shape));
        std::filesystem::remove_all(root);
      }
    }
  }
  for (auto const& [setting, each] : runs) print(is_full, setting.first, setting.second, each);
}
