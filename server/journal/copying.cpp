// SQLite's backup interface in slices; see copying.hpp.

#include "server/journal/copying.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "server/journal/folder.hpp"

namespace journal {

namespace {

constexpr int pages_a_step = 16;  // 64 KiB: looks at the clock often enough

std::string part_of(std::string const& path) { return path + ".part"; }

}  // namespace

Copying::Copying(Connection& source, std::string path) : path_(std::move(path)) {
  auto const part = part_of(path_);
  std::error_code error;
  if (std::filesystem::exists(path_, error) || std::filesystem::exists(part, error)) {
    trouble_ = "There is something at " + path_ + " already. Name another place.";
    path_.clear();  // it is not ours to take away
    return;
  }
  try {
    make_private_file(part);
  } catch (DiskFull const&) {
    trouble_ = "The disk of " + path_ + " is full.";
    return;
  } catch (Broken const& broken) {
    trouble_ = broken.sentence;
    return;
  }
  if (sqlite3_open_v2(part.c_str(), &copy_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
    fail("cannot be opened");
    return;
  }
  // No journal and no syncs of its own: a copy that was cut short is thrown away. A small cache: it is written as it
  // grows, so that closing it keeps nobody waiting.
  sqlite3_exec(copy_, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=32", nullptr, nullptr,
               nullptr);
  backup_ = sqlite3_backup_init(copy_, "main", source.database().getHandle(), "main");
  if (!backup_) fail("cannot be begun");
}

Copying::~Copying() {
  close();
  if (is_done_ || path_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove(part_of(path_), ignored);
}

void Copying::close() {
  if (backup_) sqlite3_backup_finish(std::exchange(backup_, nullptr));
  if (copy_) sqlite3_close(std::exchange(copy_, nullptr));
}

Copying::Step Copying::fail(std::string const& what) {
  trouble_ = "The copy " + path_ + ' ' + what + (copy_ ? std::string(": ") + sqlite3_errmsg(copy_) : "") + '.';
  close();
  return Step::failed;
}

Copying::Step Copying::go_on(std::chrono::microseconds budget) {
  if (!trouble_.empty()) return Step::failed;
  auto const until = std::chrono::steady_clock::now() + budget;
  do {
    auto const result = sqlite3_backup_step(backup_, pages_a_step);
    if (result == SQLITE_DONE) {
      if (sqlite3_backup_finish(std::exchange(backup_, nullptr)) != SQLITE_OK) return fail("cannot be finished");
      if (sqlite3_close(std::exchange(copy_, nullptr)) != SQLITE_OK) return fail("cannot be closed");
      is_done_ = true;
      return Step::is_done;
    }
    if (result != SQLITE_OK) return fail(std::string("cannot go on (") + sqlite3_errstr(result) + ')');
  } while (std::chrono::steady_clock::now() < until);
  return Step::goes_on;
}

std::optional<std::string> seal_copy(std::string const& path) {
  auto const part = part_of(path);
  auto const why = [&](char const* what) {
    return "The copy " + path + ' ' + what + ": " + std::strerror(errno) + '.';
  };
  int const descriptor = ::open(part.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return why("cannot be found");
  bool const is_synced = ::fsync(descriptor) == 0;
  auto const trouble = is_synced ? std::string() : why("cannot be synced");
  ::close(descriptor);
  if (!is_synced) return trouble;
  if (::rename(part.c_str(), path.c_str()) != 0) return why("cannot be named");
  try {
    sync_folder(std::filesystem::path(path).parent_path().string());
  } catch (Broken const& broken) {
    return broken.sentence;
  }
  return std::nullopt;
}

}  // namespace journal
