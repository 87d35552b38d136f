// Committing, erasing and reading in memory; see memory_journal.hpp. Same promises as on disk: seq without holes, what
// was built on a lost group is lost too, a name reads back as it is now, what was erased reads back as erased.

#include "server/journal/memory_journal.hpp"

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cassert>

#include "server/journal/protecting.hpp"

namespace journal {

namespace {

using protocol::PersonalName;
using protocol::PersonalText;

// Calls `visit` for each personal field of the event.
template <class Visit>
void for_personal(protocol::Event& event, Visit visit) {
  std::visit(
      [&]<class T>(T& body) {
        boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
          auto& field = body.*member.pointer;
          using Field = std::remove_reference_t<decltype(field)>;
          if constexpr (std::is_same_v<Field, PersonalText> || std::is_same_v<Field, PersonalName>) visit(field);
          if constexpr (std::is_same_v<Field, std::optional<PersonalText>>) {
            if (field) visit(*field);
          }
        });
      },
      event);
}

void wipe(PersonalText& field) { field = {field.owner, "", true}; }
void wipe(PersonalName& field) { field = {field.owner, "", "", true}; }

}  // namespace

MemoryJournal::MemoryJournal(std::shared_ptr<MemoryDisk> disk) : disk_(std::move(disk)) {
  for (auto const& [number, room] : disk_->rooms) {
    rooms_at_opening_.push_back({number, room.code, static_cast<std::int64_t>(room.records.size()),
                                 room.records.empty() ? 0 : room.records.front().at,
                                 disk_->erased.contains({number, protocol::SeatId{}})});
  }
  settings_at_opening_ = disk_->settings;
}

void MemoryJournal::put(Step step) {
  {
    std::scoped_lock const lock(mutex_);
    if (holds_ || !held_.empty()) {
      held_.push_back(std::move(step));
      return;
    }
  }
  step();
}

void MemoryJournal::append(std::vector<Batch> group, OnCommitted done) {
  put([this, group = std::move(group), done = std::move(done)] {
    auto const outcome = commit(group);
    if (done) done(outcome);
  });
}

Outcome MemoryJournal::commit(std::vector<Batch> const& group) {
  std::scoped_lock const lock(mutex_);
  auto const lose = [&] {
    for (auto const& batch : group) lost_.insert(batch.room);
    return Outcome::disk_full;
  };
  auto const is_kept = [&](Batch const& batch) { return has_reserve_ && protects(batch); };
  if (is_full_ && !std::ranges::all_of(group, is_kept)) {
    was_found_full_ = true;
    return lose();
  }
  for (auto const& batch : group) {
    auto const known = disk_->rooms.find(batch.room);
    bool const exists = known != disk_->rooms.end();
    assert((exists || batch.new_code || lost_.contains(batch.room)) && "a batch for a room that nobody opened");
    auto const next = exists ? static_cast<std::int64_t>(known->second.records.size()) + 1 : 1;
    bool const fits = batch.records.empty() || batch.records.front().seq == next;
    assert((fits || lost_.contains(batch.room)) && "a hole or a repeat in a room's seq");
    if (!fits || !(exists || batch.new_code)) return lose();
  }
  for (auto const& batch : group) {
    auto& room = disk_->rooms[batch.room];
    if (batch.new_code) room.code = *batch.new_code;
    for (auto record : batch.records) {
      assert(record.seq == static_cast<std::int64_t>(room.records.size()) + 1 && "a hole within a batch");
      for_personal(record.event, [&](auto& field) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, PersonalName>) {
          room.names[field.owner] = field;
        }
      });
      if (auto const* erased = std::get_if<protocol::SeatErased>(&record.event)) {
        disk_->erased.insert({batch.room, erased->seat});
        room.names.erase(erased->seat);
      }
      if (std::holds_alternative<protocol::RoomErased>(record.event)) {
        disk_->erased.insert({batch.room, protocol::SeatId{}});
        room.names.clear();
      }
      room.records.push_back(std::move(record));
    }
    lost_.erase(batch.room);
  }
  ++groups_committed_;
  return Outcome::committed;
}

void MemoryJournal::read(RoomNumber room, std::int64_t from_seq, OnSlice on_slice) {
  put([this, room, from_seq, on_slice = std::move(on_slice)] {
    std::unique_lock lock(mutex_);
    if (auto const bad = spoilt_.find(room); bad != spoilt_.end()) {
      Corruption const corruption{room, 0, bad->second};
      lock.unlock();
      return on_slice(corruption);
    }
    auto const records = records_from(room, from_seq);
    auto const length = slice_length_;
    lock.unlock();
    std::size_t start = 0;
    do {
      auto const end = std::min(start + length, records.size());
      Slice slice;
      slice.records.assign(records.begin() + static_cast<std::ptrdiff_t>(start),
                           records.begin() + static_cast<std::ptrdiff_t>(end));
      slice.is_last = end == records.size();
      on_slice(std::move(slice));
      start = end;
    } while (start < records.size());
  });
}

std::vector<protocol::Record> MemoryJournal::records_from(RoomNumber number, std::int64_t from_seq) const {
  std::vector<protocol::Record> records;
  auto const found = disk_->rooms.find(number);
  if (found == disk_->rooms.end()) return records;
  for (auto record : found->second.records) {
    if (record.seq < from_seq) continue;
    for_personal(record.event, [&](auto& field) {
      if (disk_->erased.contains({number, field.owner}) || disk_->erased.contains({number, protocol::SeatId{}})) {
        return wipe(field);
      }
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, PersonalName>) {
        field = found->second.names.at(field.owner);
      }
    });
    records.push_back(std::move(record));
  }
  return records;
}

std::vector<RoomRow> MemoryJournal::rooms() const { return rooms_at_opening_; }
std::map<std::string, std::string> MemoryJournal::settings() const { return settings_at_opening_; }

void MemoryJournal::put_setting(std::string key, std::string value, OnCommitted done) {
  put([this, key = std::move(key), value = std::move(value), done = std::move(done)] {
    auto outcome = Outcome::disk_full;
    {
      std::scoped_lock const lock(mutex_);
      if (!is_full_) {
        disk_->settings[key] = value;
        outcome = Outcome::committed;
      }
    }
    if (done) done(outcome);
  });
}

void MemoryJournal::close() { release(); }

void MemoryJournal::hold() {
  std::scoped_lock const lock(mutex_);
  holds_ = true;
}

void MemoryJournal::release() {
  while (release_one()) {
  }
  std::scoped_lock const lock(mutex_);
  holds_ = false;
}

bool MemoryJournal::release_one() {
  Step step;
  {
    std::scoped_lock const lock(mutex_);
    if (held_.empty()) return false;
    step = std::move(held_.front());
    held_.pop_front();
  }
  step();
  return true;
}

void MemoryJournal::forget() {
  std::deque<Step> dropped;
  std::scoped_lock const lock(mutex_);
  dropped.swap(held_);
}

void MemoryJournal::fill_disk(bool is_full, bool has_reserve) {
  std::scoped_lock const lock(mutex_);
  is_full_ = is_full;
  has_reserve_ = has_reserve;
  was_found_full_ = was_found_full_ && is_full;
}

bool MemoryJournal::is_full() const {
  std::scoped_lock const lock(mutex_);
  return was_found_full_;
}

void MemoryJournal::spoil(RoomNumber room, std::string what) {
  std::scoped_lock const lock(mutex_);
  spoilt_[room] = std::move(what);
}

void MemoryJournal::slice_length(std::size_t records_max) {
  std::scoped_lock const lock(mutex_);
  slice_length_ = std::max<std::size_t>(records_max, 1);
}

std::size_t MemoryJournal::waiting() const {
  std::scoped_lock const lock(mutex_);
  return held_.size();
}

std::size_t MemoryJournal::groups_committed() const {
  std::scoped_lock const lock(mutex_);
  return groups_committed_;
}

}  // namespace journal
