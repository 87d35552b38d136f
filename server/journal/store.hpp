#pragma once
// Everything the journal keeps on disk, without threads: rows, rooms, settings, names, keys, heads, reserve. Owned and
// called by the writer thread alone (and by `verify` when no server runs). Throws Broken when disk or database fail.

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/journal/connection.hpp"
#include "server/journal/folder.hpp"
#include "server/journal/heads.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/keyring.hpp"
#include "server/journal/row.hpp"

namespace journal {

// What stands in the statement's current row: room, first_seq, count, at, chain, crc32c, body from column 0 on. The
// body lives until the statement moves on.
Row row_in(SQLite::Statement& statement);
std::uint32_t check_in(SQLite::Statement& statement);

struct AppendJob {
  std::vector<Batch> group;
  OnCommitted done;
};
struct SettingJob {
  std::string key;
  std::string value;
  OnCommitted done;
};
using WriteJob = std::variant<AppendJob, SettingJob>;

// The settings stand among the heads under this number, which no room has.
constexpr RoomNumber settings_room = 0;

// One reading of one room, carried on slice by slice.
struct Reading {
  RoomNumber room = 0;
  std::int64_t from_seq = 1;
  std::optional<std::size_t> next_row;  // none: not begun
  std::int64_t last_seq = 0;            // of the last good row
  Chain chain{};
};

// `inspect` changes nothing in the folder beyond what SQLite needs to open it.
enum class Purpose { serve, inspect };

class Store {
 public:
  using Clock = std::chrono::steady_clock;

  static std::variant<std::unique_ptr<Store>, CannotOpen> open(Options const& options, Purpose purpose);

  std::vector<RoomRow> rooms() const;
  std::map<std::string, std::string> settings();
  std::optional<std::string> const& settings_fault() const { return settings_fault_; }
  // For `inspect`: the file's own structure is damaged, and how far rows could be read.
  std::optional<std::string> const& file_fault() const { return file_fault_; }
  // Starting may have to write where reading does not look.
  std::optional<std::string> keys_fault() { return keyring_.fault(); }
  int damaged_heads() const { return damaged_heads_; }

  // One transaction for all jobs; one outcome each, in their order.
  std::vector<Outcome> write(std::vector<WriteJob> const& jobs);
  bool is_full() const { return !reserve_.is_held(); }
  std::variant<Slice, Corruption> read_slice(Reading& reading, std::chrono::microseconds budget);

  // For a backup: the connections that it copies through, and the heads file as it would be written now.
  Connection& events_connection() { return connection_; }
  Connection& keys_connection() { return keyring_.connection(); }
  std::string heads_now() const;

  // Checkpoints by size, heads at most once a second, the reserve when there is space again.
  void keep_house(bool is_idle);
  std::optional<Clock::time_point> next_chore_at() const;
  void close();

 private:
  struct RowPlace {
    std::int64_t id = 0;
    std::int64_t first_seq = 0;
  };
  struct RoomIndex {
    std::string code;
    std::vector<RowPlace> rows;
    std::int64_t last_seq = 0;
    protocol::Millis opened_at = 0;
    Chain chain{};
    std::optional<Corruption> fault;
    bool has_lost_group = false;  // a group did not fit on the disk; what was built on it must not be kept
  };
  struct Draft;  // what one transaction will add
  class SeatSealer;
  class SeatOpener;
  using SeatPlace = std::pair<RoomNumber, std::string>;

  Store(Options const& options, std::unique_ptr<FolderLock> lock, Key server_key);

  // opening (store_open.cpp)
  std::optional<CannotOpen> prepare(Purpose purpose);
  std::optional<CannotOpen> check_form(Purpose purpose);
  void scan_rooms();
  void scan_rows(Purpose purpose);
  void scan_row(std::int64_t id, Row const& row, std::uint32_t check);
  std::optional<RoomNumber> owner_by_check(Row row, std::uint32_t check) const;
  void scan_people();
  void scan_erased(Row const& row);
  void finish_erasing();
  void compare_heads();
  void compare_head(RoomNumber room, Head const& head);
  static void stop_room(RoomNumber room, RoomIndex& index, std::string what);

  // settings (store_settings.cpp)
  std::map<std::string, std::string> read_settings();
  void scan_settings();
  void compare_settings(Head const& head);
  void check_settings();
  void put_setting(std::string const& key, std::string const& value);

  // writing (store.cpp)
  std::vector<Outcome> write(std::vector<WriteJob> const& jobs, bool only_protecting);
  bool can_take(std::vector<Batch> const& group, Draft const& draft) const;
  void stage(std::vector<Batch> const& group, Draft& draft);
  void insert(Draft const& draft);
  void adopt(Draft& draft);
  void delete_names(std::set<SeatPlace> const& places);
  void erase_keys();
  void lose(std::vector<WriteJob> const& jobs);
  void lose(std::vector<Batch> const& group);
  void give_up_reserve();
  void try_reserve();
  void write_heads();

  // reading (store_read.cpp)
  std::optional<Corruption> begin(Reading& reading, RoomIndex const& index);
  std::optional<Corruption> read_row(Reading& reading, RowPlace place, std::vector<protocol::Record>& records);
  std::optional<Chain> chain_of(std::int64_t id);
  std::optional<std::string> sealed_name(RoomNumber room, protocol::SeatId const& seat);
  bool is_erased(RoomNumber room, protocol::SeatId const& seat) const;

  Options options_;
  std::unique_ptr<FolderLock> lock_;
  Keyring keyring_;
  Connection connection_;
  Reserve reserve_;
  SQLite::Statement put_row_;
  SQLite::Statement put_room_;
  SQLite::Statement put_setting_;
  SQLite::Statement put_person_;
  SQLite::Statement delete_person_;
  SQLite::Statement delete_people_;
  SQLite::Statement find_row_;
  SQLite::Statement find_person_;
  std::map<RoomNumber, RoomIndex> rooms_;
  std::set<RoomNumber> lost_new_rooms_;  // their first group did not fit on the disk
  std::set<SeatPlace> erased_;           // the empty seat: the whole room
  std::set<SeatPlace> keys_to_erase_;    // erased, and its key may still be there
  std::int64_t next_row_id_ = 1;
  Head settings_head_;  // how often the settings were changed, and the print of them
  std::optional<std::string> settings_fault_;
  std::optional<std::string> file_fault_;
  Heads faulty_heads_;  // of rooms that stopped, as found in the heads file
  int damaged_heads_ = 0;
  bool heads_are_old_ = false;
  Clock::time_point heads_written_at_{};
  Clock::time_point reserve_tried_at_{};
  Clock::time_point checkpoint_failed_at_{};
};

}  // namespace journal
