#pragma once
// A disk that can lose what was not synced, tear it at any byte, be full, or fail a sync; and the journal on it. Rows,
// chains, checks and sealing are those of server/journal; the file is a run of bytes in memory instead of a database.
// Everything happens on the agenda: a write takes time, a sync takes more, and what is not synced is not kept.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/journal/journal.hpp"
#include "server/journal/row.hpp"
#include "server/journal/sealing.hpp"
#include "tests/simulation/agenda.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/plan.hpp"

namespace sim {

using journal::RoomNumber;

// What outlives a crash.
struct Disk {
  std::string synced;                                               // whole transactions
  std::string written;                                              // since the last sync: a crash may take or tear it
  std::map<std::pair<RoomNumber, std::string>, journal::Key> keys;  // one a seat, durable before its first event
  bool is_full = false;
  bool next_sync_fails = false;
  bool is_slow = false;
  std::function<void(Fault)> strikes = [](Fault) {};  // is told when one of these three hit a write or a sync

  // A power cut: nothing, all, or any number of bytes of what was not synced is there afterwards.
  void lose_power(Chance& chance, bool is_torn);
};

// Whoever watches the disk learns of every record the moment it is on it for good.
struct DiskWatch {
  virtual ~DiskWatch() = default;
  virtual void durable(RoomNumber room, std::vector<protocol::Record> const& records) = 0;
  virtual std::int64_t newest(RoomNumber room) const = 0;  // seq of the newest record it was told of
  virtual void complain(std::string what) = 0;
};

class DiskJournal : public journal::Journal, public std::enable_shared_from_this<DiskJournal> {
 public:
  // Reads what is there; `fatal` when a sync failed: the process must end.
  DiskJournal(Disk& disk, Agenda& agenda, Chance chance, DiskWatch& watch, std::function<void()> fatal);

  void append(std::vector<journal::Batch> group, journal::OnCommitted done) override;
  void read(RoomNumber room, std::int64_t from_seq, journal::OnSlice on_slice) override;
  std::vector<journal::RoomRow> rooms() const override { return rooms_at_opening_; }
  std::map<std::string, std::string> settings() const override { return {{"library", "Bibliotheek De Zwaan"}}; }
  void put_setting(std::string, std::string, journal::OnCommitted done) override;
  bool is_full() const override { return disk_.is_full && was_found_full_; }
  void close() override {}

  bool is_quiet() const { return queue_.empty() && !is_busy_; }

 private:
  struct RoomIndex {
    std::string code;
    struct Place {
      std::size_t begin = 0;  // of the body, in Disk::synced
      std::size_t length = 0;
      std::int64_t first_seq = 0;
    };
    std::vector<Place> rows;
    std::int64_t last_seq = 0;
    journal::Chain chain{};
    bool has_lost_group = false;
    std::map<std::string, std::string> names;  // seat -> sealed name
    std::set<std::string> erased;              // seats
    bool is_erased = false;                    // all of them
  };
  struct Job {
    std::vector<journal::Batch> group;
    journal::OnCommitted done;
    RoomNumber reads = 0;
    journal::OnSlice on_slice;
  };
  struct Reading {
    RoomNumber room = 0;
    std::size_t next_row = 0;
    journal::OnSlice on_slice;
  };
  class Words;
  struct RowHead;
  class Seal;
  class Unseal;

  void recover();
  std::size_t take_transaction(std::size_t at);
  static RowHead row_in(Words& words);
  void take_row(RowHead const& head, std::size_t body);
  void tell_survivors();
  void work();
  void write(Job job, std::string& bytes);
  bool can_take(std::vector<journal::Batch> const& group) const;
  void lose(std::vector<journal::Batch> const& group);
  void stage(journal::Batch const& batch, std::string& bytes);
  void erase(RoomNumber room, std::string const& seat);
  void forget_keys();
  void sync();
  void read_slice();
  std::vector<protocol::Record> records_of(RoomNumber room, RoomIndex const& index, std::size_t row);
  void later(Micros delay, std::function<void()> task);

  Disk& disk_;
  Agenda& agenda_;
  Chance chance_;
  DiskWatch& watch_;
  std::function<void()> fatal_;
  std::map<RoomNumber, RoomIndex> rooms_;
  std::vector<journal::RoomRow> rooms_at_opening_;
  std::deque<Job> queue_;
  std::deque<Reading> readings_;
  std::vector<std::pair<journal::OnCommitted, journal::Outcome>> answers_;  // of the transaction that runs
  std::vector<std::pair<RoomNumber, std::vector<protocol::Record>>> staged_records_;
  std::set<std::pair<RoomNumber, std::string>> keys_to_forget_;  // "*": all of the room
  std::set<RoomNumber> lost_new_rooms_;
  bool is_busy_ = false;
  bool was_found_full_ = false;
};

}  // namespace sim
