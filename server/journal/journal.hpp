#pragma once
// The narrow door to disk: append groups, read a room, a few settings. Behind it one writer thread owns the only
// connection to the database file. All functions may be called from any thread and return at once; callbacks come on
// the writer thread (hand them to your own). Guide: architecture 7, 8, 11, 18; reliability R1-R11.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/events.hpp"

namespace journal {

using RoomNumber = std::int64_t;  // 1.., never used again; codes die with the meeting, numbers stay

// New events of one room. `records` continue the room's seq without a hole. `new_code` makes the room.
struct Batch {
  RoomNumber room = 0;
  std::optional<protocol::RoomCode> new_code;
  std::vector<protocol::Record> records;
};

// `disk_full`: nothing of the group was kept; reload the rooms in it. An I/O or sync error never comes back here: the
// process ends with a clear line (architecture 18).
enum class Outcome { committed, disk_full };
using OnCommitted = std::function<void(Outcome)>;

// A room's rows could not be trusted: the room stops, the file is kept.
struct Corruption {
  RoomNumber room = 0;
  std::int64_t after_seq = 0;  // the last good one
  std::string what;
};

// One slice of a room's records, in order; `is_last` ends the reading. Slices take about 2 ms between commits.
struct Slice {
  std::vector<protocol::Record> records;
  bool is_last = false;
};
using OnSlice = std::function<void(std::variant<Slice, Corruption>)>;

struct RoomRow {
  RoomNumber number = 0;
  protocol::RoomCode code;
  std::int64_t last_seq = 0;
  protocol::Millis opened_at = 0;  // of the first event
  bool is_erased = false;          // as a whole
};

// Where a backup goes: a new folder for journal and heads, a new file for the keys; "": leave that one out.
struct BackupPlan {
  std::string journal_to;
  std::string keys_to;
};
struct BackupMade {
  std::int64_t journal_bytes = 0;
  std::int64_t keys_bytes = 0;
};

// What stands in the way, as a sentence for the operator.
struct CannotOpen {
  std::string why;
};
using OnBackup = std::function<void(std::variant<BackupMade, CannotOpen>)>;

class Journal {
 public:
  virtual ~Journal() = default;

  // One group = one transaction with whatever else has gathered; `done` after it is on stable storage. A seat_erased or
  // room_erased in it also deletes names (same transaction) and keys (before `done`): what belonged to those people
  // reads back as erased, in all events there ever were.
  virtual void append(std::vector<Batch> group, OnCommitted done) = 0;
  virtual void read(RoomNumber room, std::int64_t from_seq, OnSlice on_slice) = 0;

  // Rooms known when the journal was opened.
  virtual std::vector<RoomRow> rooms() const = 0;

  // The disk was found full, and there is not yet space again: only what protects people is kept (protecting.hpp). Who
  // asks first spares everybody a lost group and a room that is read again.
  virtual bool is_full() const { return false; }

  // Small settings of the library (name, password hash, ...), durable like events.
  virtual std::map<std::string, std::string> settings() const = 0;  // as they were when opened
  virtual void put_setting(std::string key, std::string value, OnCommitted done) = 0;

  // Copies everything that is committed when it ends, in slices of about 2 ms between commits; `done` when the copies
  // are on stable storage, on any thread. One at a time. By default there is nothing on disk to copy.
  virtual void back_up(BackupPlan, OnBackup done) { done(CannotOpen{"This journal is not on disk."}); }

  // Finishes what was handed in, then closes the file. No calls after this.
  virtual void close() = 0;
};

// SQLite's setting of that name. Only `full` keeps what was confirmed through a power cut; the others are for
// measurements, and for the test that must see them lose something.
enum class Synchronous { full, normal, off };

struct Options {
  std::string folder;           // journal.sqlite, keys.sqlite, heads, lock live here
  std::string server_key_file;  // 32 bytes, made when absent; keep it outside backups of the folder
  Synchronous synchronous = Synchronous::full;
  std::uint64_t reserve_bytes = 64ull << 20;  // given up when the disk is full so that hiding still works
};

// Opens or makes the folder, takes its lock, checks heads. `fatal` is called (any thread) with a sentence when a write
// or sync fails; the default prints it and ends the process with exit code 70.
std::variant<std::unique_ptr<Journal>, CannotOpen> open_sqlite(Options const& options,
                                                               std::function<void(std::string)> fatal = {});

}  // namespace journal
