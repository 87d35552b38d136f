#pragma once
// Copies one open database to a file, a little at a time, through the one connection that there is (SQLite's backup
// interface): what is written meanwhile is in the copy too. The copy counts only once seal_copy() has synced and named
// it. Trouble with the copy never troubles the journal: it ends this backup with a sentence. Writer thread.

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "server/journal/connection.hpp"

struct sqlite3;
struct sqlite3_backup;

namespace journal {

class Copying {
 public:
  enum class Step { goes_on, is_done, failed };

  // Writes to `path` + ".part"; nothing of either name may be there.
  Copying(Connection& source, std::string path);
  ~Copying();  // without is_done: takes away what was made
  Copying(Copying const&) = delete;
  Copying& operator=(Copying const&) = delete;

  Step go_on(std::chrono::microseconds budget);
  std::string const& trouble() const { return trouble_; }
  std::string const& path() const { return path_; }

 private:
  Step fail(std::string const& what);
  void close();

  std::string path_;
  std::string trouble_;
  sqlite3* copy_ = nullptr;
  sqlite3_backup* backup_ = nullptr;
  bool is_done_ = false;
};

// Syncs the finished copy and gives it its name. Takes as long as the disk takes: not on the writer thread.
// none: good. A sentence: why not.
std::optional<std::string> seal_copy(std::string const& path);

}  // namespace journal
