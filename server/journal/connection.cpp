// Opening, committing and judging errors of one SQLite connection; see connection.hpp.

#include "server/journal/connection.hpp"

#include <sqlite3.h>

#include <cstring>

#include "server/journal/folder.hpp"
#include "server/journal/wal.hpp"

namespace journal {

namespace {

int note_wal_pages(void* pages, sqlite3*, char const*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

// A failed sync is never "disk full", whatever errno says: the kernel may have dropped pages that were counted as
// written, so going on would acknowledge what is not there.
bool is_sync_failure(int extended) { return extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC; }

bool is_disk_full(int extended, int system_errno) {
  if (extended == SQLITE_FULL) return true;
  if ((extended & 0xff) != SQLITE_IOERR || is_sync_failure(extended)) return false;
  return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
}

char const* set_synchronous(Synchronous how) {
  switch (how) {
    case Synchronous::off: return "PRAGMA synchronous=OFF";
    case Synchronous::normal: return "PRAGMA synchronous=NORMAL";
    case Synchronous::full: break;
  }
  return "PRAGMA synchronous=FULL";
}

}  // namespace

Connection::Connection(std::string path, Synchronous synchronous, char const* schema)
    : path_(std::move(path)), database_(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLITE_OPEN_NOMUTEX) {
  // After a failed sync the closing must not write on; the orderly way checkpoints by itself.
  sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (synchronous == Synchronous::full) look_at_wal();
  guarded([&] {
    // Exclusive before WAL: then the index of the WAL lives in our memory and nobody else can join.
    database_.exec("PRAGMA locking_mode=EXCLUSIVE");
    database_.exec("PRAGMA mmap_size=0");
    database_.exec("PRAGMA temp_store=MEMORY");
    // A start reads all rooms side by side, and their rows lie through each other: this holds what they read next.
    database_.exec("PRAGMA cache_size=-32768");
    database_.exec("PRAGMA cell_size_check=ON");
    database_.exec("PRAGMA secure_delete=ON");
    database_.exec("PRAGMA journal_mode=WAL");
    database_.exec(set_synchronous(synchronous));
    database_.exec("PRAGMA wal_autocheckpoint=0");  // also removes SQLite's own hook, so ours is set after it
    sqlite3_wal_hook(database_.getHandle(), note_wal_pages, &wal_pages_);
    database_.exec(schema);
  });
}

// SQLite reads it with the first statement, and writes over what it did not understand.
void Connection::look_at_wal() const {
  auto const wal = read_file(path_ + "-wal");
  auto const damage = wal ? wal_damage(*wal) : std::nullopt;
  if (!damage) return;
  auto const at = std::to_string(*damage);
  throw Broken{"the file " + path_ + "-wal is damaged at byte " + at +
               ", and what was confirmed after that would be lost. Copy the folder. Then put it back from its backup; "
               "or cut this file there to go on without the newest rows: truncate -s " +
               at + "."};
}

void Connection::begin() { database_.exec("BEGIN IMMEDIATE"); }

void Connection::begin_reading() { database_.exec("BEGIN"); }

void Connection::commit() { database_.exec("COMMIT"); }

void Connection::roll_back() noexcept {
  auto* handle = database_.getHandle();
  if (!sqlite3_get_autocommit(handle)) sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::checkpoint(bool cuts_file) {
  auto* handle = database_.getHandle();
  int const mode = cuts_file ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  guarded([&] {
    auto const result = sqlite3_wal_checkpoint_v2(handle, nullptr, mode, nullptr, nullptr);
    if (result != SQLITE_OK) throw SQLite::Exception(handle, result);
  });
  wal_pages_ = 0;
  // SQLite cuts the file and leaves it at that: after a power cut the old pages would stand in it again, with the key
  // of somebody who was told to be erased.
  if (cuts_file) sync_file(path_ + "-wal");
}

void Connection::fail(SQLite::Exception const& error) {
  // SQLite does not pass on the system's error of a failed COMMIT, but the failing call left it in errno.
  int const last_errno = errno;
  int const known_errno = sqlite3_system_errno(database_.getHandle());
  int const system_errno = known_errno != 0 ? known_errno : last_errno;
  int const extended = error.getExtendedErrorCode();
  roll_back();
  if (is_disk_full(extended, system_errno)) throw DiskFull{};
  std::string sentence = "the file " + path_ + " cannot be trusted any more: " + error.what();
  if ((extended & 0xff) == SQLITE_IOERR && system_errno != 0) {
    sentence += std::string(" (") + std::strerror(system_errno) + ")";
  }
  throw Broken{sentence + ". Nothing was confirmed that is not on disk. Check the disk, then start again."};
}

}  // namespace journal
