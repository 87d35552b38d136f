// See disk.hpp. The rules: a sync of a file makes its bytes and its size sure, never its name; a sync of the folder
// makes the names sure; a rename is there whole or not at all.

#include "tests/faults/disk.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace faults {

namespace {

constexpr std::size_t sector = 512;
constexpr std::int64_t bytes_max = 256 << 20;
// Only its size counts, and 64 MiB of nothing in every image would make the test about copying.
constexpr std::string_view not_looked_at[] = {"reserve", "lock"};

bool is_looked_at(std::string_view name) { return std::ranges::find(not_looked_at, name) == std::end(not_looked_at); }

void write(std::string& bytes, std::size_t offset, std::string_view part) {
  if (bytes.size() < offset + part.size()) bytes.resize(offset + part.size());
  std::memcpy(bytes.data() + offset, part.data(), part.size());
}

// How the dice treat one file: sectors come through with this chance each; or everything up to a point and no more.
struct Luck {
  double chance = 0;
  std::size_t whole_until = 0;  // changes before this one come through whole
};

Luck draw_luck(std::size_t changes, std::mt19937_64& dice) {
  if (dice() % 3 == 0) return {0.5, dice() % (changes + 1)};
  constexpr double chances[] = {0.02, 0.25, 0.5, 0.75, 0.98};
  return {chances[dice() % std::size(chances)], 0};
}

void apply_with_luck(std::string& bytes, Change const& change, double chance, std::mt19937_64& dice) {
  std::bernoulli_distribution comes{chance};
  if (change.is_size) {
    if (comes(dice)) bytes.resize(static_cast<std::size_t>(change.offset));
    return;
  }
  auto const offset = static_cast<std::size_t>(change.offset);
  auto const end = offset + change.bytes.size();
  // A file may have grown while its bytes are not there yet: they read as zeros.
  if (bytes.size() < end && comes(dice)) bytes.resize(end);
  for (auto at = offset; at < end;) {
    auto const next = std::min(end, (at / sector + 1) * sector);
    if (comes(dice)) write(bytes, at, std::string_view{change.bytes}.substr(at - offset, next - at));
    at = next;
  }
}

}  // namespace

void Disk::apply(std::string& bytes, Change const& change) {
  if (change.is_size)
    bytes.resize(static_cast<std::size_t>(change.offset));
  else
    write(bytes, static_cast<std::size_t>(change.offset), change.bytes);
}

void Disk::follow(LogRecord const& record) {
  auto const& head = record.head;
  if (head.did == Did::opened) return open(record);
  if (head.did == Did::renamed) return rename(record.bytes);
  if (head.did == Did::unlinked) {
    names_.erase(std::string{record.bytes});
    pending_names_.push_back({std::string{record.bytes}, "", nullptr});
    return;
  }
  auto const found = open_.find(head.file);
  if (found == open_.end()) return;  // a socket
  auto& opened = found->second;
  switch (head.did) {
    case Did::closed: open_.erase(found); break;
    case Did::sync_begun: sync_begun(opened); break;
    case Did::synced: synced(opened); break;
    case Did::wrote:
    case Did::sized:
      if (!opened.file || head.offset < 0 || head.offset > bytes_max) throw std::runtime_error("a write out of place");
      opened.file->pending.push_back({head.did == Did::sized, head.offset, std::string{record.bytes}});
      break;
    default: break;
  }
}

void Disk::open(LogRecord const& record) {
  if (record.bytes.empty()) {
    open_[record.head.file] = {};
    return;
  }
  std::string const name{record.bytes};
  auto& file = names_[name];
  if (!file) {
    if ((record.head.flags & O_CREAT) == 0) throw std::runtime_error("a file is opened that nobody made: " + name);
    file = std::make_shared<Stored>();
    pending_names_.push_back({"", name, file});
  } else if ((record.head.flags & O_TRUNC) != 0) {
    file->pending.push_back({true, 0, {}});
  }
  open_[record.head.file] = {file, 0};
}

void Disk::rename(std::string_view names) {
  auto const cut = names.find('\0');
  std::string const from{names.substr(0, cut)};
  std::string const to{names.substr(cut + 1)};
  auto const file = names_.at(from);
  names_.erase(from);
  names_[to] = file;
  pending_names_.push_back({from, to, file});
}

void Disk::sync_begun(Open& opened) const {
  opened.changes_at_sync = opened.file ? opened.file->pending.size() : pending_names_.size();
}

void Disk::synced(Open& opened) {
  auto const count = static_cast<std::ptrdiff_t>(std::exchange(opened.changes_at_sync, 0));
  if (opened.file) {
    auto& file = *opened.file;
    for (auto change = file.pending.begin(); change != file.pending.begin() + count; ++change) {
      apply(file.synced, *change);
    }
    file.pending.erase(file.pending.begin(), file.pending.begin() + count);
    return;
  }
  for (auto change = pending_names_.begin(); change != pending_names_.begin() + count; ++change) {
    if (!change->gone.empty()) synced_names_.erase(change->gone);
    if (!change->made.empty()) synced_names_[change->made] = change->file;
  }
  pending_names_.erase(pending_names_.begin(), pending_names_.begin() + count);
}

std::size_t Disk::pending() const {
  auto count = pending_names_.size();
  for (auto const& [name, file] : names_) count += file->pending.size();
  return count;
}

Image Disk::after_cut(Survives survives, std::mt19937_64& dice) const {
  auto names = synced_names_;
  // Names reach the disk in their order on every file system with a journal; how far they came is chance.
  auto const come = survives == Survives::nothing      ? 0
                    : survives == Survives::everything ? pending_names_.size()
                                                       : dice() % (pending_names_.size() + 1);
  for (std::size_t i = 0; i < come; ++i) {
    auto const& change = pending_names_[i];
    if (!change.gone.empty()) names.erase(change.gone);
    if (!change.made.empty()) names[change.made] = change.file;
  }
  Image image;
  for (auto const& [name, file] : names) {
    if (!is_looked_at(name)) continue;
    auto& bytes = image[name] = file->synced;
    if (survives == Survives::nothing) continue;
    auto const luck = draw_luck(file->pending.size(), dice);
    for (std::size_t i = 0; i < file->pending.size(); ++i) {
      bool const is_whole = survives == Survives::everything || i < luck.whole_until;
      if (is_whole)
        apply(bytes, file->pending[i]);
      else
        apply_with_luck(bytes, file->pending[i], luck.chance, dice);
    }
  }
  return image;
}

void write_image(Image const& image, std::filesystem::path const& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (auto const& [name, bytes] : image) {
    std::ofstream out{folder / name, std::ios::binary};
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) throw std::runtime_error("an image cannot be written to " + folder.string());
  }
}

std::vector<LogRecord> records_of(LogHead const& log) {
  if (log.has_overflowed != 0) throw std::runtime_error("the log of the layer was too small for this run");
  auto const* const base = reinterpret_cast<char const*>(&log);
  std::vector<LogRecord> records;
  for (std::uint64_t at = sizeof log; at < log.used;) {
    RecordHead head;
    std::memcpy(&head, base + at, sizeof head);
    if (head.size == 0) break;
    records.push_back({head, {base + at + sizeof head, head.length}});
    at += head.size;
  }
  return records;
}

}  // namespace faults
