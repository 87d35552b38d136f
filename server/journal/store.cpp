// Writing: from groups of events to rows in one transaction, and the housekeeping between transactions; see store.hpp.

#include "server/journal/store.hpp"

#include <algorithm>
#include <cassert>

#include "protocol/json.hpp"
#include "server/journal/protecting.hpp"

namespace journal {

namespace {

using namespace std::chrono_literals;

constexpr int wal_pages_when_idle = 500;
constexpr int wal_pages_max = 4'000;      // 16 MiB: checkpoint also while busy
constexpr int wal_pages_to_cut = 32'000;  // 128 MiB: give the space back
constexpr auto heads_every = 1s;
constexpr auto reserve_every = 100ms;
constexpr auto checkpoint_again_after = 1s;

void bind_blob(SQLite::Statement& statement, int place, void const* bytes, std::size_t length) {
  statement.bindNoCopy(place, bytes, static_cast<int>(length));
}

}  // namespace

struct DraftRow {
  std::int64_t id = 0;
  Row row;
  std::string body;
  std::uint32_t check = 0;
};
struct DraftPerson {
  RoomNumber room = 0;
  std::string seat;
  std::string sealed;
};

struct Store::Draft {
  std::vector<DraftRow> rows;
  std::vector<DraftPerson> people;
  std::vector<SettingJob const*> settings;
  std::set<SeatPlace> erased;
  std::map<RoomNumber, RoomIndex> rooms;  // only what is new: its code, its rows, and the head afterwards
  std::int64_t next_row_id = 0;
  bool empty() const { return rows.empty() && settings.empty() && rooms.empty(); }
};

class Store::SeatSealer : public protocol::Sealer {
 public:
  SeatSealer(Store& store, RoomNumber room, Draft& draft) : store_(store), room_(room), draft_(draft) {}

  // A seat that was erased gets no new key: nothing of it is kept any more.
  std::string seal(protocol::SeatId const& owner, std::string_view text) override {
    if (is_erased(owner)) return {};
    return to_base64(journal::seal(store_.keyring_.find_or_make(room_, owner), text, about(owner)));
  }
  void keep_name(protocol::PersonalName const& name) override {
    if (is_erased(name.owner)) return;
    draft_.people.push_back({room_, name.owner.value,
                             journal::seal(store_.keyring_.find_or_make(room_, name.owner),
                                           name.name + '\n' + name.folded, about(name.owner) + "|name")});
  }

 private:
  bool is_erased(protocol::SeatId const& owner) const {
    return store_.is_erased(room_, owner) || draft_.erased.contains({room_, owner.value}) ||
           draft_.erased.contains({room_, ""});
  }
  std::string about(protocol::SeatId const& owner) const { return std::to_string(room_) + '|' + owner.value; }

  Store& store_;
  RoomNumber room_;
  Draft& draft_;
};

std::vector<Outcome> Store::write(std::vector<WriteJob> const& jobs) {
  if (!reserve_.is_held()) try_reserve();
  if (reserve_.is_held()) {
    try {
      return write(jobs, false);
    } catch (DiskFull const&) {
      give_up_reserve();
    }
  }
  // Also what protects people among the very jobs that did not fit goes from what was laid aside.
  try {
    return write(jobs, true);
  } catch (DiskFull const&) {
    lose(jobs);
    return std::vector<Outcome>(jobs.size(), Outcome::disk_full);
  }
}

std::vector<Outcome> Store::write(std::vector<WriteJob> const& jobs, bool only_protecting) {
  std::vector<Outcome> outcomes(jobs.size(), Outcome::committed);
  Draft draft;
  draft.next_row_id = next_row_id_;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (auto const* setting = std::get_if<SettingJob>(&jobs[i])) {
      if (only_protecting)
        outcomes[i] = Outcome::disk_full;
      else
        draft.settings.push_back(setting);
      continue;
    }
    auto const& group = std::get<AppendJob>(jobs[i]).group;
    if ((only_protecting && !std::ranges::all_of(group, [](Batch const& batch) { return protects(batch); })) ||
        !can_take(group, draft)) {
      outcomes[i] = Outcome::disk_full;
      lose(group);
    } else {
      stage(group, draft);
    }
  }
  if (draft.empty()) return outcomes;
  keyring_.save_new();  // durable before anything that was sealed with them
  insert(draft);
  adopt(draft);
  return outcomes;
}

// False: the group goes on from one that was lost. Anything else that does not fit is a bug of the caller.
bool Store::can_take(std::vector<Batch> const& group, Draft const& draft) const {
  std::map<RoomNumber, std::int64_t> expected;
  for (auto const& batch : group) {
    auto const known = rooms_.find(batch.room);
    auto const fresh = draft.rooms.find(batch.room);
    bool const exists = known != rooms_.end() || fresh != draft.rooms.end() || expected.contains(batch.room);
    bool const has_lost = known != rooms_.end() && known->second.has_lost_group;
    if (!exists && !batch.new_code) {
      assert(lost_new_rooms_.contains(batch.room) && "a batch for a room that nobody opened");
      return false;
    }
    assert((known == rooms_.end() || !known->second.fault) && "a batch for a room that has stopped");
    auto const last_seq = fresh != draft.rooms.end() ? fresh->second.last_seq
                          : known != rooms_.end()    ? known->second.last_seq
                                                     : 0;
    auto& next = expected.try_emplace(batch.room, last_seq + 1).first->second;
    if (!batch.records.empty() && batch.records.front().seq != next) {
      assert(has_lost && batch.records.front().seq > next && "a hole or a repeat in a room's seq");
      return false;
    }
    for (auto const& record : batch.records) {
      assert(record.seq == next && "a hole within a batch");
      ++next;
    }
  }
  return true;
}

void Store::stage(std::vector<Batch> const& group, Draft& draft) {
  for (auto const& batch : group) {
    auto [place, is_new] = draft.rooms.try_emplace(batch.room);
    auto& room = place->second;
    if (auto const known = rooms_.find(batch.room); known != rooms_.end()) {
      known->second.has_lost_group = false;
      if (is_new) room.last_seq = known->second.last_seq;
      if (is_new) room.chain = known->second.chain;
    }
    if (batch.new_code) room.code = batch.new_code->value;
    if (batch.records.empty()) continue;

    SeatSealer sealer(*this, batch.room, draft);
    DraftRow made;
    for (auto const& record : batch.records) {
      if (!made.body.empty()) made.body += '\n';
      made.body += protocol::encode_record(record, sealer);
      if (auto const* erased = std::get_if<protocol::SeatErased>(&record.event)) {
        draft.erased.insert({batch.room, erased->seat.value});
      }
      if (std::holds_alternative<protocol::RoomErased>(record.event)) draft.erased.insert({batch.room, ""});
    }
    made.id = draft.next_row_id++;
    made.row = {batch.room,
                batch.records.front().seq,
                static_cast<std::int64_t>(batch.records.size()),
                batch.records.front().at,
                {},
                made.body};
    made.row.chain = chain_after(room.chain, made.row);
    made.check = check_of(made.row);
    made.row.body = {};  // the text moves along with the row
    room.rows.push_back({made.id, made.row.first_seq});
    room.last_seq = batch.records.back().seq;
    room.chain = made.row.chain;
    draft.rows.push_back(std::move(made));
  }
}

void Store::insert(Draft const& draft) {
  connection_.guarded([&] {
    connection_.begin();
    for (auto const& [number, room] : draft.rooms) {
      if (room.code.empty()) continue;
      put_room_.tryReset();
      put_room_.bind(1, number);
      put_room_.bind(2, room.code);
      put_room_.exec();
    }
    for (auto const& made : draft.rows) {
      put_row_.tryReset();
      put_row_.bind(1, made.id);
      put_row_.bind(2, made.row.room);
      put_row_.bind(3, made.row.first_seq);
      put_row_.bind(4, made.row.count);
      put_row_.bind(5, made.row.at);
      bind_blob(put_row_, 6, made.row.chain.data(), made.row.chain.size());
      put_row_.bind(7, static_cast<std::int64_t>(made.check));
      bind_blob(put_row_, 8, made.body.data(), made.body.size());
      put_row_.exec();
    }
    for (auto const& person : draft.people) {
      put_person_.tryReset();
      put_person_.bind(1, person.room);
      put_person_.bind(2, person.seat);
      bind_blob(put_person_, 3, person.sealed.data(), person.sealed.size());
      put_person_.exec();
    }
    delete_names(draft.erased);
    for (auto const* setting : draft.settings) put_setting(setting->key, setting->value);
    if (!draft.settings.empty()) check_settings();
    connection_.commit();
  });
}

void Store::delete_names(std::set<SeatPlace> const& places) {
  for (auto const& [room, seat] : places) {
    auto& statement = seat.empty() ? delete_people_ : delete_person_;
    statement.tryReset();
    statement.bind(1, room);
    if (!seat.empty()) statement.bind(2, seat);
    statement.exec();
  }
}

// After the event: a crash between the two leaves an erased seat whose key goes at the next start, never a missing key
// that nobody can explain. From the event on nothing of the seat is read any more, whether its key is still there or
// not; on a full disk it is tried again until there is space.
void Store::erase_keys() {
  while (!keys_to_erase_.empty()) {
    auto const [room, seat] = *keys_to_erase_.begin();
    if (seat.empty())
      keyring_.erase_room(room);
    else
      keyring_.erase(room, {seat});
    keys_to_erase_.erase(keys_to_erase_.begin());
  }
}

void Store::adopt(Draft& draft) {
  next_row_id_ = draft.next_row_id;
  for (auto& [number, fresh] : draft.rooms) {
    auto& room = rooms_[number];
    if (!fresh.code.empty()) room.code = fresh.code;
    room.rows.insert(room.rows.end(), fresh.rows.begin(), fresh.rows.end());
    room.last_seq = fresh.last_seq;
    room.chain = fresh.chain;
    lost_new_rooms_.erase(number);
  }
  if (!draft.settings.empty()) connection_.guarded([&] { scan_settings(); });
  if (!draft.rows.empty() || !draft.settings.empty()) heads_are_old_ = true;
  if (draft.erased.empty()) return;
  erased_.insert(draft.erased.begin(), draft.erased.end());
  keys_to_erase_.insert(draft.erased.begin(), draft.erased.end());
  try {
    erase_keys();
  } catch (DiskFull const&) {
    give_up_reserve();
  }
}

void Store::lose(std::vector<Batch> const& group) {
  for (auto const& batch : group) {
    auto const known = rooms_.find(batch.room);
    if (known != rooms_.end())
      known->second.has_lost_group = true;
    else
      lost_new_rooms_.insert(batch.room);
  }
}

void Store::lose(std::vector<WriteJob> const& jobs) {
  for (auto const& job : jobs) {
    if (auto const* append = std::get_if<AppendJob>(&job)) lose(append->group);
  }
}

void Store::give_up_reserve() {
  reserve_.give_up();
  reserve_tried_at_ = Clock::now();
}

void Store::try_reserve() {
  auto const now = Clock::now();
  if (now - reserve_tried_at_ < reserve_every) return;
  reserve_tried_at_ = now;
  reserve_.take();
}

std::string Store::heads_now() const {
  Heads heads;
  if (settings_head_.last_seq > 0) heads[settings_room] = settings_head_;
  for (auto const& [number, room] : rooms_) {
    if (!room.fault && room.last_seq > 0) heads[number] = {room.last_seq, room.chain};
    // The witness of what went wrong must stay.
    else if (auto const kept = faulty_heads_.find(number); kept != faulty_heads_.end())
      heads.insert(*kept);
  }
  return print_heads(heads);
}

void Store::write_heads() {
  try {
    replace_file(options_.folder + "/heads", heads_now());
    heads_are_old_ = false;
  } catch (DiskFull const&) {
    // Tried again in a second; an older head is a true head still.
  }
  heads_written_at_ = Clock::now();
}

void Store::keep_house(bool is_idle) {
  auto const now = Clock::now();
  int const pages = connection_.wal_pages();
  if (pages > (is_idle ? wal_pages_when_idle : wal_pages_max) && now - checkpoint_failed_at_ > checkpoint_again_after) {
    try {
      connection_.checkpoint(pages > wal_pages_to_cut);
    } catch (DiskFull const&) {
      checkpoint_failed_at_ = now;  // everything is safe in the WAL meanwhile
    }
  }
  try {
    erase_keys();
    keyring_.keep_house();
  } catch (DiskFull const&) {
    // Likewise.
  }
  // Without full syncs a power cut may take commits back, so heads would run ahead.
  if (heads_are_old_ && options_.synchronous == Synchronous::full && now - heads_written_at_ >= heads_every)
    write_heads();
  if (!reserve_.is_held()) try_reserve();
}

std::optional<Store::Clock::time_point> Store::next_chore_at() const {
  if (!reserve_.is_held() || !keys_to_erase_.empty()) return Clock::now() + reserve_every;
  if (heads_are_old_ && options_.synchronous == Synchronous::full) return heads_written_at_ + heads_every;
  return std::nullopt;
}

void Store::close() {
  try {
    connection_.checkpoint(true);
    keyring_.close();
  } catch (DiskFull const&) {
    // The WAL stays and is read at the next start.
  }
  if (heads_are_old_) write_heads();
}

}  // namespace journal
