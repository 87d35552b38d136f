// The file is a run of transactions, each a run of lines: `N room code`, `P room seat name`, `E room seat` (or `*`)
// when somebody was erased, `R room first count at chain check length` with the records behind it, and `C` at the end.
// What has no C did not happen. See disk.hpp.

#include "tests/simulation/disk.hpp"

#include <algorithm>
#include <charconv>

#include "protocol/json.hpp"
#include "server/journal/protecting.hpp"

namespace sim {

using namespace protocol;
using journal::Outcome;

namespace {

constexpr std::size_t slice_rows = 40;

std::string about(RoomNumber room, SeatId const& owner) { return std::to_string(room) + "|" + owner.value; }

}  // namespace

// The words of a line, one after the other; "" and 0 when there are no more.
class DiskJournal::Words {
 public:
  explicit Words(std::string_view line) : left_(line) {}
  std::string_view next() {
    auto const word = left_.substr(0, left_.find(' '));
    left_.remove_prefix(std::min(word.size() + 1, left_.size()));
    return word;
  }
  template <class Number>
  Number number() {
    Number value{};
    auto const word = next();
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
  }

 private:
  std::string_view left_;
};

// What stands before a row, behind its R.
struct DiskJournal::RowHead {
  RoomNumber room = 0;
  std::int64_t first_seq = 0, count = 0, at = 0;
  std::string_view chain;
  std::uint32_t check = 0;
  std::size_t length = 0;
};

DiskJournal::RowHead DiskJournal::row_in(Words& words) {
  RowHead head;
  head.room = words.number<RoomNumber>();
  head.first_seq = words.number<std::int64_t>();
  head.count = words.number<std::int64_t>();
  head.at = words.number<std::int64_t>();
  head.chain = words.next();
  head.check = words.number<std::uint32_t>();
  head.length = words.number<std::size_t>();
  return head;
}

void Disk::lose_power(Chance& chance, bool is_torn) {
  auto const kept = is_torn ? chance.below(written.size() + 1) : chance.one_in(4) ? written.size() : 0;
  synced += written.substr(0, kept);
  written.clear();
  is_full = is_slow = next_sync_fails = false;
}

class DiskJournal::Seal : public Sealer {
 public:
  Seal(DiskJournal& journal, RoomNumber room, std::string& bytes) : journal_(journal), room_(room), bytes_(bytes) {}
  std::string seal(SeatId const& owner, std::string_view text) override {
    if (is_erased(owner)) return {};
    return journal::to_base64(journal::seal(key(owner), text, about(room_, owner)));
  }
  void keep_name(PersonalName const& name) override {
    if (is_erased(name.owner)) return;
    auto const sealed = seal(name.owner, name.name + '\n' + name.folded);
    journal_.rooms_[room_].names[name.owner.value] = sealed;
    bytes_ += "P " + std::to_string(room_) + " " + name.owner.value + " " + sealed + "\n";
  }

 private:
  bool is_erased(SeatId const& owner) const {
    auto const& index = journal_.rooms_.at(room_);
    return index.is_erased || index.erased.contains(owner.value);
  }
  journal::Key const& key(SeatId const& owner) {
    auto const [found, is_new] = journal_.disk_.keys.try_emplace({room_, owner.value});
    if (is_new) found->second = journal::Key::fresh();
    return found->second;
  }
  DiskJournal& journal_;
  RoomNumber room_;
  std::string& bytes_;
};

class DiskJournal::Unseal : public Opener {
 public:
  Unseal(DiskJournal& journal, RoomNumber room) : journal_(journal), room_(room) {}
  std::optional<std::string> open(SeatId const& owner, std::string_view sealed) override {
    auto const key = journal_.disk_.keys.find({room_, owner.value});
    auto const bytes = journal::from_base64(sealed);
    if (key == journal_.disk_.keys.end() || !bytes) return std::nullopt;
    return journal::unseal(key->second, *bytes, about(room_, owner));
  }
  std::optional<PersonalName> name_of(SeatId const& owner) override {
    auto const& names = journal_.rooms_.at(room_).names;
    auto const found = names.find(owner.value);
    auto const text = found == names.end() ? std::nullopt : open(owner, found->second);
    if (!text) return std::nullopt;
    auto const cut = text->find('\n');
    return PersonalName{owner, text->substr(0, cut), text->substr(cut + 1)};
  }

 private:
  DiskJournal& journal_;
  RoomNumber room_;
};

DiskJournal::DiskJournal(Disk& disk, Agenda& agenda, Chance chance, DiskWatch& watch, std::function<void()> fatal)
    : disk_(disk), agenda_(agenda), chance_(chance), watch_(watch), fatal_(std::move(fatal)) {
  recover();
}

// --- opening ------------------------------------------------------------------------------------------------------

void DiskJournal::recover() {
  std::size_t good = 0;
  while (auto const end = take_transaction(good)) good = end;
  disk_.synced.resize(good);  // what a crash tore
  for (auto const& [number, index] : rooms_)
    rooms_at_opening_.push_back({number, RoomCode{index.code}, index.last_seq, 0, index.is_erased});
  forget_keys();
  tell_survivors();
}

// Where the transaction ends; 0: it is torn, or there is none. Two passes, so that a torn one leaves no trace.
std::size_t DiskJournal::take_transaction(std::size_t at) {
  std::string_view const file{disk_.synced};
  for (bool const takes : {false, true}) {
    auto place = at;
    while (true) {
      auto const end = file.find('\n', place);
      if (end == std::string_view::npos) return 0;
      Words words{file.substr(place, end - place)};
      auto const kind = words.next();
      place = end + 1;
      if (kind == "C") {
        if (takes) return place;
        break;
      }
      if (kind == "R") {
        auto const row = row_in(words);
        if (place + row.length + 1 > file.size()) return 0;
        if (takes) take_row(row, place);
        place += row.length + 1;
        continue;
      }
      if (!takes) continue;
      auto const room = words.number<RoomNumber>();
      auto const first = words.next(), second = words.next();
      auto& index = rooms_[room];
      if (kind == "N") index.code = first;
      if (kind == "P") index.names[std::string{first}] = second;
      if (kind == "E") erase(room, std::string{first});
    }
  }
  return 0;
}

void DiskJournal::take_row(RowHead const& head, std::size_t body) {
  journal::Row row{head.room, head.first_seq, head.count, head.at, {}, {}};
  auto& index = rooms_[row.room];
  row.body = std::string_view{disk_.synced}.substr(body, head.length);
  row.chain = journal::chain_after(index.chain, row);
  if (journal::hex(row.chain) != head.chain || journal::check_of(row) != head.check ||
      row.first_seq != index.last_seq + 1) {
    watch_.complain("disk: a row of room " + std::to_string(row.room) + " does not follow the one before it");
  }
  index.rows.push_back({body, head.length, row.first_seq});
  index.last_seq = row.first_seq + row.count - 1;
  index.chain = row.chain;
}

// What was written and not synced may still have survived.
void DiskJournal::tell_survivors() {
  for (auto const& [number, index] : rooms_) {
    auto const newest = watch_.newest(number);
    if (newest > index.last_seq) watch_.complain("disk: room " + std::to_string(number) + " lost what was synced");
    for (std::size_t row = 0; row < index.rows.size(); ++row) {
      if (index.rows[row].first_seq > newest) watch_.durable(number, records_of(number, index, row));
    }
  }
}

// --- writing ------------------------------------------------------------------------------------------------------

void DiskJournal::later(Micros delay, std::function<void()> task) {
  agenda_.after(delay, [weak = weak_from_this(), task = std::move(task)] {
    if (auto const alive = weak.lock()) task();
  });
}

void DiskJournal::append(std::vector<journal::Batch> group, journal::OnCommitted done) {
  queue_.push_back({std::move(group), std::move(done), 0, {}});
  if (!is_busy_) work();
}

void DiskJournal::read(RoomNumber room, std::int64_t, journal::OnSlice on_slice) {
  queue_.push_back({{}, {}, room, std::move(on_slice)});
  if (!is_busy_) work();
}

void DiskJournal::put_setting(std::string, std::string, journal::OnCommitted done) { append({}, std::move(done)); }

// Takes all that has gathered as one transaction, as the real writer does.
void DiskJournal::work() {
  is_busy_ = true;
  later(chance_.between(20, 400), [this] {
    std::string bytes;
    while (!queue_.empty()) {
      auto job = std::move(queue_.front());
      queue_.pop_front();
      if (job.reads != 0) {
        readings_.push_back({job.reads, 0, std::move(job.on_slice)});
      } else {
        write(std::move(job), bytes);
      }
    }
    if (!bytes.empty()) disk_.written += bytes + "C\n";
    if (!bytes.empty() && disk_.is_slow) disk_.strikes(Fault::slow_disk);
    later(disk_.is_slow ? chance_.between(100 * ms, 3 * second) : chance_.between(150, 8 * ms), [this] { sync(); });
  });
}

void DiskJournal::write(Job job, std::string& bytes) {
  bool const has_space =
      !disk_.is_full || std::ranges::all_of(job.group, [](journal::Batch const& batch) { return protects(batch); });
  was_found_full_ = disk_.is_full && (was_found_full_ || !has_space);
  if (!has_space) disk_.strikes(Fault::disk_full);
  if (!has_space || !can_take(job.group)) {
    lose(job.group);
    return answers_.emplace_back(std::move(job.done), Outcome::disk_full), void();
  }
  for (auto const& batch : job.group) stage(batch, bytes);
  answers_.emplace_back(std::move(job.done), Outcome::committed);
}

bool DiskJournal::can_take(std::vector<journal::Batch> const& group) const {
  for (auto const& batch : group) {
    auto const known = rooms_.find(batch.room);
    bool const exists = known != rooms_.end() && !known->second.code.empty();
    if (!exists && !batch.new_code) {
      if (!lost_new_rooms_.contains(batch.room)) watch_.complain("disk: a batch for a room that nobody opened");
      return false;
    }
    auto const next = (exists ? known->second.last_seq : 0) + 1;
    if (batch.records.empty() || batch.records.front().seq == next) continue;
    if (!exists || !known->second.has_lost_group) watch_.complain("disk: a hole or a repeat in the seq of a room");
    return false;
  }
  return true;
}

void DiskJournal::lose(std::vector<journal::Batch> const& group) {
  for (auto const& batch : group) {
    auto const known = rooms_.find(batch.room);
    if (known != rooms_.end())
      known->second.has_lost_group = true;
    else
      lost_new_rooms_.insert(batch.room);
  }
}

void DiskJournal::stage(journal::Batch const& batch, std::string& bytes) {
  auto& index = rooms_[batch.room];
  index.has_lost_group = false;
  if (batch.new_code) {
    index.code = batch.new_code->value;
    bytes += "N " + std::to_string(batch.room) + " " + index.code + "\n";
  }
  if (batch.records.empty()) return;
  Seal sealer(*this, batch.room, bytes);
  std::string body;
  for (auto const& record : batch.records) {
    body += (body.empty() ? "" : "\n") + encode_record(record, sealer);
    auto const* erased = std::get_if<SeatErased>(&record.event);
    if (!erased && !std::holds_alternative<RoomErased>(record.event)) continue;
    auto const seat = erased ? erased->seat.value : "*";
    erase(batch.room, seat);
    bytes += "E " + std::to_string(batch.room) + " " + seat + "\n";
  }
  journal::Row row{batch.room,
                   batch.records.front().seq,
                   static_cast<std::int64_t>(batch.records.size()),
                   batch.records.front().at,
                   {},
                   body};
  row.chain = journal::chain_after(index.chain, row);
  bytes += "R ";
  for (auto const number : {row.room, row.first_seq, row.count, row.at}) bytes += std::to_string(number) + ' ';
  bytes += journal::hex(row.chain) + ' ' + std::to_string(journal::check_of(row)) + ' ' + std::to_string(body.size());
  bytes += '\n';
  index.rows.push_back({disk_.synced.size() + disk_.written.size() + bytes.size(), body.size(), row.first_seq});
  bytes += body + "\n";
  index.last_seq = batch.records.back().seq;
  index.chain = row.chain;
  staged_records_.emplace_back(batch.room, batch.records);
}

// Names go with the transaction, keys when it is there for good: a crash in between leaves keys that go at the next
// start, as in server/journal.
void DiskJournal::erase(RoomNumber room, std::string const& seat) {
  auto& index = rooms_[room];
  if (seat == "*") {
    index.is_erased = true;
    index.names.clear();
  } else {
    index.erased.insert(seat);
    index.names.erase(seat);
  }
  keys_to_forget_.emplace(room, seat);
}

void DiskJournal::forget_keys() {
  for (auto const& [room, seat] : std::exchange(keys_to_forget_, {})) {
    if (seat != "*") disk_.keys.erase({room, seat});
    if (seat == "*") std::erase_if(disk_.keys, [&](auto const& entry) { return entry.first.first == room; });
  }
}

void DiskJournal::sync() {
  if (!disk_.written.empty() && disk_.next_sync_fails) {
    disk_.strikes(Fault::failed_sync);
    return fatal_();
  }
  disk_.synced += std::exchange(disk_.written, {});
  forget_keys();
  for (auto const& [room, records] : std::exchange(staged_records_, {})) watch_.durable(room, records);
  for (auto const& [done, outcome] : std::exchange(answers_, {})) {
    if (done) done(outcome);
  }
  read_slice();
  is_busy_ = false;
  if (!queue_.empty() || !readings_.empty()) work();
}

// --- reading ------------------------------------------------------------------------------------------------------

void DiskJournal::read_slice() {
  if (readings_.empty()) return;
  auto reading = std::move(readings_.front());
  readings_.pop_front();
  journal::Slice slice;
  auto const& index = rooms_[reading.room];
  auto const end = std::min(index.rows.size(), reading.next_row + slice_rows);
  for (; reading.next_row < end; ++reading.next_row) {
    auto records = records_of(reading.room, index, reading.next_row);
    slice.records.insert(slice.records.end(), records.begin(), records.end());
  }
  slice.is_last = end == index.rows.size();
  bool const goes_on = !slice.is_last;
  auto const on_slice = reading.on_slice;
  if (goes_on) readings_.push_back(std::move(reading));
  on_slice(std::move(slice));
}

std::vector<Record> DiskJournal::records_of(RoomNumber room, RoomIndex const& index, std::size_t row) {
  Unseal opener(*this, room);
  std::vector<Record> records;
  std::string_view body = std::string_view{disk_.synced}.substr(index.rows[row].begin, index.rows[row].length);
  while (!body.empty()) {
    auto const line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    auto decoded = decode_record(line, opener);
    if (auto const* bad = std::get_if<BadInput>(&decoded)) {
      watch_.complain("disk: a record of room " + std::to_string(room) + " cannot be read: " + bad->path);
      break;
    }
    records.push_back(std::move(std::get<Record>(decoded)));
  }
  return records;
}

}  // namespace sim
