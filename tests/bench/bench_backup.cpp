// What a backup costs whoever waits for a commit: latency of single commits with and without a backup under way, in
// turns in one run, and their ratio. And how long it takes beside a plain copy and sync of the same bytes, which is
// what the disk allows. Usage: bench_backup [FOLDER on the disk that is to be measured, here] [MiB of journal, 64]

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <future>

#include "server/journal/journal.hpp"

namespace {

using namespace journal;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 7;
constexpr int commits_a_round = 400;

std::unique_ptr<Journal> opened(std::string const& root) {
  Options options;
  options.folder = root + "/data";
  options.server_key_file = root + "/server.key";
  options.reserve_bytes = 0;
  auto made = open_sqlite(options);
  if (auto const* no = std::get_if<CannotOpen>(&made)) {
    std::fprintf(stderr, "%s\n", no->why.c_str());
    std::exit(1);
  }
  return std::move(std::get<0>(made));
}

Batch cards(std::int64_t& seq, int count, std::size_t bytes) {
  Batch batch{1, std::nullopt, {}};
  if (seq == 0) batch.new_code = protocol::RoomCode{"ABCD2345"};
  for (int i = 0; i < count; ++i) {
    ++seq;
    protocol::CardPosted card;
    card.card = {"card" + std::to_string(seq)};
    card.author = {"seat123456"};
    card.text = {{"seat123456"}, std::string(bytes, 'x'), false};
    batch.records.push_back({seq, seq, std::nullopt, card});
  }
  return batch;
}

double commit_ms(Journal& journal, Batch batch) {
  std::promise<void> is_kept;
  auto const since = Clock::now();
  std::vector<Batch> group;
  group.push_back(std::move(batch));
  journal.append(std::move(group), [&](Outcome) { is_kept.set_value(); });
  is_kept.get_future().get();
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

// Seconds to read a file of the last backup and write it elsewhere, synced.
double plain_copy_seconds(std::string const& from, std::string const& to) {
  auto const since = Clock::now();
  int const in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
  int const out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  std::string block(1 << 20, '\0');
  ssize_t got = 0;
  while ((got = ::read(in, block.data(), block.size())) > 0) {
    if (::write(out, block.data(), static_cast<std::size_t>(got)) != got) std::exit(1);
  }
  if (got < 0 || ::fsync(out) != 0) std::exit(1);
  ::close(in);
  ::close(out);
  auto const seconds = std::chrono::duration<double>(Clock::now() - since).count();
  std::filesystem::remove(to);
  return seconds;
}

double at(std::vector<double>& times, double share) {
  if (times.empty()) return 0;
  std::ranges::sort(times);
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
  auto const root = std::filesystem::absolute(std::string(argc > 1 ? argv[1] : ".") + "/bench_backup").string();
  std::filesystem::remove_all(root);
  std::filesystem::create_directories(root);
  auto const mib = argc > 2 ? std::stol(argv[2]) : 64;
  auto const journal = opened(root);
  std::int64_t seq = 0;
  for (long i = 0; i < mib; ++i) commit_ms(*journal, cards(seq, 500, 1'500));
  std::vector<double> with, without, backups, plain;
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < commits_a_round; ++i) without.push_back(commit_ms(*journal, cards(seq, 1, 60)));
    std::atomic<bool> is_over = false;
    auto const since = Clock::now();
    journal->back_up({root + "/copy-" + std::to_string(round), root + "/keys-" + std::to_string(round)},
                     [&](std::variant<BackupMade, CannotOpen> const& made) {
                       auto const* no = std::get_if<CannotOpen>(&made);
                       if (no) std::fprintf(stderr, "%s\n", no->why.c_str());
                       is_over = true;
                     });
    while (!is_over) with.push_back(commit_ms(*journal, cards(seq, 1, 60)));
    backups.push_back(std::chrono::duration<double>(Clock::now() - since).count());
    plain.push_back(
        plain_copy_seconds(root + "/copy-" + std::to_string(round) + "/journal.sqlite", root + "/plain-copy"));
  }
  auto const p50 = at(without, 0.5), p99 = at(without, 0.99), p50_with = at(with, 0.5), p99_with = at(with, 0.99);
  std::printf(
      "%ld MiB of cards, %d backups: median %.2f s with commits going on, a plain copy and sync of the same bytes "
      "%.2f s (%.1fx)\n",
      mib, rounds, at(backups, 0.5), at(plain, 0.5), at(backups, 0.5) / at(plain, 0.5));
  std::printf(
      "commit p50 %.2f ms without, %.2f ms with (%.1fx), p99 %.2f ms without, %.2f ms with (%.1fx), longest %.1f ms "
      "with; %zu commits while copying\n",
      p50, p50_with, p50_with / p50, p99, p99_with, p99_with / p99, at(with, 1), with.size());
  journal->close();
  std::filesystem::remove_all(root);
  return 0;
}
