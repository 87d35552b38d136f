#pragma once
// The one connection to one database file, opened by the house's rules, and what its errors mean. Debian's SQLite
// 3.40.1 damages a WAL file when two connections write or checkpoint it, so a second one is locked out (exclusive
// locking set before WAL) and memory mapping is off. Used inside the journal only, by one thread at a time.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cerrno>
#include <string>

#include "server/journal/journal.hpp"

namespace journal {

// Thrown when there was no room for a write; the transaction is already rolled back.
struct DiskFull {};

// Thrown for every other failure of disk or database: never retried, the process must end (architecture 18).
struct Broken {
  std::string sentence;
};

class Connection {
 public:
  // Opens or makes the file and its tables (`schema` may run again and again). Throws DiskFull or Broken.
  Connection(std::string path, Synchronous synchronous, char const* schema);
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  SQLite::Database& database() { return database_; }
  void begin();
  void begin_reading();  // what is read until commit() is read from one state, and found again quickly
  void commit();
  void roll_back() noexcept;

  // Runs `work`; an error of SQLite becomes DiskFull or Broken, after rolling back.
  template <class Work>
  auto guarded(Work&& work) {
    errno = 0;  // so that what fail() finds there comes from this work
    try {
      return work();
    } catch (SQLite::Exception const& error) {
      fail(error);
    }
  }

  // Moves what the WAL holds into the database file. `cuts_file`: also makes the WAL empty again.
  void checkpoint(bool cuts_file);
  int wal_pages() const { return wal_pages_; }

 private:
  void look_at_wal() const;
  [[noreturn]] void fail(SQLite::Exception const& error);

  std::string path_;
  SQLite::Database database_;
  int wal_pages_ = 0;
};

}  // namespace journal
