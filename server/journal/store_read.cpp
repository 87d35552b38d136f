// Reading a room back, row by row, with every check there is: CRC, chain, seq, keys; see store.hpp.

#include <algorithm>
#include <cstring>

#include "protocol/json.hpp"
#include "server/journal/store.hpp"

namespace journal {

// Opens texts and names while records are decoded. `fault` is set when one cannot be opened although it should.
class Store::SeatOpener : public protocol::Opener {
 public:
  SeatOpener(Store& store, RoomNumber room) : store_(store), room_(room) {}

  std::optional<std::string> open(protocol::SeatId const& owner, std::string_view sealed) override {
    if (is_erased(owner)) return std::nullopt;
    auto const bytes = from_base64(sealed);
    return bytes ? opened(owner, *bytes, "") : fail(owner, "is not base64");
  }

  std::optional<protocol::PersonalName> name_of(protocol::SeatId const& owner) override {
    if (is_erased(owner)) return std::nullopt;
    auto const sealed = store_.sealed_name(room_, owner);
    auto const both = sealed ? opened(owner, *sealed, "|name") : fail(owner, "has no name");
    if (!both) return std::nullopt;
    auto const cut = std::min(both->rfind('\n'), both->size());
    return protocol::PersonalName{owner, both->substr(0, cut), both->substr(std::min(cut + 1, both->size())), false};
  }

  std::optional<std::string> const& fault() const { return fault_; }

 private:
  bool is_erased(protocol::SeatId const& owner) const { return store_.is_erased(room_, owner); }

  std::optional<std::string> opened(protocol::SeatId const& owner, std::string_view sealed, char const* kind) {
    auto const key = store_.keyring_.find(room_, owner);
    if (!key) return fail(owner, "has no key");
    auto text = unseal(*key, sealed, std::to_string(room_) + '|' + owner.value + kind);
    return text ? text : fail(owner, "does not open");
  }

  std::optional<std::string> fail(protocol::SeatId const& owner, char const* what) {
    fault_ = "a text or name of seat " + owner.value + ' ' + what;
    return std::nullopt;
  }

  Store& store_;
  RoomNumber room_;
  std::optional<std::string> fault_;
};

Row row_in(SQLite::Statement& statement) {
  Row row{statement.getColumn(0).getInt64(),
          statement.getColumn(1).getInt64(),
          statement.getColumn(2).getInt64(),
          statement.getColumn(3).getInt64(),
          {},
          {}};
  auto const chain = statement.getColumn(4);
  // A chain of another length stays zeros: then the checksum does not fit.
  if (chain.getBytes() == static_cast<int>(row.chain.size())) {
    std::memcpy(row.chain.data(), chain.getBlob(), row.chain.size());
  }
  auto const body = statement.getColumn(6);
  row.body = {static_cast<char const*>(body.getBlob()), static_cast<std::size_t>(body.getBytes())};
  return row;
}

std::uint32_t check_in(SQLite::Statement& statement) {
  return static_cast<std::uint32_t>(statement.getColumn(5).getInt64());
}

std::vector<RoomRow> Store::rooms() const {
  std::vector<RoomRow> all;
  for (auto const& [number, index] : rooms_) {
    all.push_back({number, {index.code}, index.last_seq, index.opened_at, erased_.contains({number, ""})});
  }
  return all;
}

bool Store::is_erased(RoomNumber room, protocol::SeatId const& seat) const {
  return !erased_.empty() && (erased_.contains({room, seat.value}) || erased_.contains({room, ""}));
}

std::optional<std::string> Store::sealed_name(RoomNumber room, protocol::SeatId const& seat) {
  return connection_.guarded([&] {
    std::optional<std::string> sealed;
    find_person_.tryReset();
    find_person_.bind(1, room);
    find_person_.bind(2, seat.value);
    if (find_person_.executeStep()) sealed = find_person_.getColumn(0).getString();
    find_person_.tryReset();
    return sealed;
  });
}

std::optional<Chain> Store::chain_of(std::int64_t id) {
  return connection_.guarded([&] {
    std::optional<Chain> chain;
    find_row_.tryReset();
    find_row_.bind(1, id);
    if (find_row_.executeStep()) chain = row_in(find_row_).chain;
    find_row_.tryReset();
    return chain;
  });
}

std::variant<Slice, Corruption> Store::read_slice(Reading& reading, std::chrono::microseconds budget) {
  auto const found = rooms_.find(reading.room);
  if (found == rooms_.end()) return Slice{{}, true};
  auto& index = found->second;
  if (index.fault) return *index.fault;

  auto const until = Clock::now() + budget;
  Slice slice;
  auto trouble = reading.next_row ? std::nullopt : begin(reading, index);
  connection_.guarded([&] { connection_.begin_reading(); });  // one for all rows: each would look at the file anew
  while (!trouble && *reading.next_row < index.rows.size()) {
    trouble = read_row(reading, index.rows[*reading.next_row], slice.records);
    ++*reading.next_row;
    if (Clock::now() >= until) break;
  }
  connection_.guarded([&] { connection_.commit(); });
  if (trouble) {
    index.fault = trouble;
    return *trouble;
  }
  slice.is_last = *reading.next_row >= index.rows.size();
  return slice;
}

// Where to start; the chain before it is taken from the row before.
std::optional<Corruption> Store::begin(Reading& reading, RoomIndex const& index) {
  auto const after =
      std::ranges::upper_bound(index.rows, std::max<std::int64_t>(reading.from_seq, 1), {}, &RowPlace::first_seq);
  auto const start = after == index.rows.begin() ? 0 : static_cast<std::size_t>(after - index.rows.begin()) - 1;
  reading.next_row = start;
  if (start == 0) return std::nullopt;
  reading.last_seq = index.rows[start].first_seq - 1;
  auto const chain = chain_of(index.rows[start - 1].id);
  if (!chain) return Corruption{reading.room, 0, "row " + std::to_string(index.rows[start - 1].id) + " is gone"};
  reading.chain = *chain;
  return std::nullopt;
}

std::optional<Corruption> Store::read_row(Reading& reading, RowPlace place, std::vector<protocol::Record>& records) {
  auto const wrong = [&](std::string const& what) {
    return Corruption{reading.room, reading.last_seq, "row " + std::to_string(place.id) + ' ' + what};
  };
  return connection_.guarded([&]() -> std::optional<Corruption> {
    find_row_.tryReset();
    find_row_.bind(1, place.id);
    if (!find_row_.executeStep()) return wrong("is gone");
    struct Done {
      SQLite::Statement& statement;
      ~Done() { statement.tryReset(); }  // an open row would keep the WAL from being checkpointed
    } const done{find_row_};
    auto const row = row_in(find_row_);
    if (check_in(find_row_) != check_of(row)) return wrong("does not match its checksum");
    if (row.room != reading.room || row.first_seq != reading.last_seq + 1) return wrong("is not the one expected here");
    auto const chain = chain_after(reading.chain, row);
    if (chain != row.chain) return wrong("does not follow from the row before it");

    SeatOpener opener(*this, reading.room);
    auto lines = row.body;
    auto seq = row.first_seq;
    for (; !lines.empty(); ++seq) {
      auto const line = lines.substr(0, lines.find('\n'));
      lines.remove_prefix(std::min(line.size() + 1, lines.size()));
      auto record = protocol::decode_record(line, opener);
      if (opener.fault()) return wrong("cannot be read: " + *opener.fault());
      if (auto const* bad = std::get_if<protocol::BadInput>(&record)) {
        return wrong("cannot be read: " + bad->path + ' ' + bad->detail);
      }
      auto& good = std::get<protocol::Record>(record);
      if (good.seq != seq) return wrong("holds event " + std::to_string(good.seq) + " out of order");
      if (auto const* opened = std::get_if<protocol::RoomOpened>(&good.event);
          opened && opened->code.value != rooms_.at(reading.room).code) {
        return wrong("opens room " + opened->code.value + ", the list of rooms says " + rooms_.at(reading.room).code);
      }
      if (good.seq >= reading.from_seq) records.push_back(std::move(good));
    }
    if (seq != row.first_seq + row.count) return wrong("holds fewer or more events than it says");
    reading.last_seq = seq - 1;
    reading.chain = chain;
    return std::nullopt;
  });
}

}  // namespace journal
