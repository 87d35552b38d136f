#pragma once
// A journal without a disk, for tests of the engine. It answers inside append() on the caller's thread, unless it
// holds: then everything waits for release(). A held write that is forgotten never happened, as after a power cut.
// What is committed lives in a MemoryDisk that the next MemoryJournal can be opened on. Any thread.

#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "server/journal/journal.hpp"

namespace journal {

struct MemoryRoom {
  protocol::RoomCode code;
  std::vector<protocol::Record> records;
  std::map<protocol::SeatId, protocol::PersonalName> names;
};

struct MemoryDisk {
  std::map<RoomNumber, MemoryRoom> rooms;
  std::map<std::string, std::string> settings;
  std::set<std::pair<RoomNumber, protocol::SeatId>> erased;  // the empty seat: the whole room
};

class MemoryJournal : public Journal {
 public:
  explicit MemoryJournal(std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>());

  void append(std::vector<Batch> group, OnCommitted done) override;
  void read(RoomNumber room, std::int64_t from_seq, OnSlice on_slice) override;
  std::vector<RoomRow> rooms() const override;
  bool is_full() const override;  // once a write has found it so
  std::map<std::string, std::string> settings() const override;
  void put_setting(std::string key, std::string value, OnCommitted done) override;
  void close() override;  // carries out what is held

  void hold();         // from now on nothing is carried out
  void release();      // carries out all that waited, in order, and holds no more
  bool release_one();  // carries out the oldest only; false: nothing waited
  void forget();       // drops all that waited, without an answer
  // Writes carried out while full are answered disk_full; with a reserve what protects people is kept.
  void fill_disk(bool is_full, bool has_reserve = false);
  void spoil(RoomNumber room, std::string what);  // reading this room answers with corruption
  void slice_length(std::size_t records_max);
  std::size_t waiting() const;
  std::size_t groups_committed() const;

 private:
  using Step = std::function<void()>;  // takes the lock itself for its change, answers outside of it
  void put(Step step);
  Outcome commit(std::vector<Batch> const& group);
  std::vector<protocol::Record> records_from(RoomNumber room, std::int64_t from_seq) const;

  std::shared_ptr<MemoryDisk> disk_;
  std::vector<RoomRow> rooms_at_opening_;
  std::map<std::string, std::string> settings_at_opening_;

  mutable std::mutex mutex_;  // guards what follows, and the disk
  std::deque<Step> held_;
  bool holds_ = false;
  bool is_full_ = false;
  bool has_reserve_ = false;
  bool was_found_full_ = false;
  std::map<RoomNumber, std::string> spoilt_;
  std::set<RoomNumber> lost_;  // a group of theirs was answered disk_full
  std::size_t slice_length_ = 1'000;
  std::size_t groups_committed_ = 0;
};

}  // namespace journal
