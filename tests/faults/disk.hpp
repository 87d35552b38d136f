#pragma once
// A data folder as a disk may hold it: what was synced is sure; of what was written since, any part may be there or
// not. Follows the log of the layer record by record and makes the folders that a power cut at this moment can leave
// behind. Pure but for the folder it writes; one thread, copies may go to others.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/faults/layer_log.hpp"

namespace faults {

// One record of the log with its bytes, which live as long as the log.
struct LogRecord {
  RecordHead head;
  std::string_view bytes;
};

// What of the unsynced is there after the cut.
enum class Survives {
  nothing,     // only what was synced
  everything,  // as after a kill: the machine went on
  some         // each sector of 512 bytes, each size and each name by the dice
};

struct Change {
  bool is_size = false;
  std::int64_t offset = 0;  // or the new size
  std::string bytes;
};

struct Stored {
  std::string synced;
  std::vector<Change> pending;
};

// The folder's files at one moment: name and bytes.
using Image = std::map<std::string, std::string>;

class Disk {
 public:
  // Throws std::runtime_error when the log does what no folder of ours does.
  void follow(LogRecord const& record);

  // How much is not on the disk yet.
  std::size_t pending() const;

  Image after_cut(Survives survives, std::mt19937_64& dice) const;

 private:
  using File = std::shared_ptr<Stored>;
  struct NameChange {
    std::string gone;  // "" when none
    std::string made;  // "" when none
    File file;
  };
  struct Open {
    File file;  // none: the folder itself
    std::size_t changes_at_sync = 0;
  };

  void open(LogRecord const& record);
  void rename(std::string_view names);
  void sync_begun(Open& opened) const;
  void synced(Open& opened);
  static void apply(std::string& bytes, Change const& change);

  std::map<std::string, File> names_;  // as the running program sees them
  std::map<std::string, File> synced_names_;
  std::vector<NameChange> pending_names_;
  std::map<int, Open> open_;
};

void write_image(Image const& image, std::filesystem::path const& folder);

// The records of a finished log; throws when the log overflowed.
std::vector<LogRecord> records_of(LogHead const& log);

}  // namespace faults
