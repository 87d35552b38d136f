// See folder.hpp.

#include "tests/unit/journal/folder.hpp"

#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace journal_test {

Folder::Folder() {
  auto name = (std::filesystem::temp_directory_path() / "journal-test-XXXXXX").string();
  root = mkdtemp(name.data());
  options.folder = root + "/data";
  options.server_key_file = root + "/server.key";
  options.reserve_bytes = 0;
}

Folder::~Folder() { std::filesystem::remove_all(root); }

std::unique_ptr<Journal> Folder::open() {
  auto opened = open_sqlite(options, [fatal = fatal](std::string sentence) { fatal->set_value(std::move(sentence)); });
  if (auto const* no = std::get_if<CannotOpen>(&opened)) throw std::runtime_error(no->why);
  return std::move(std::get<0>(opened));
}

std::string Folder::why_not_open() {
  auto const opened = open_sqlite(options);
  auto const* no = std::get_if<CannotOpen>(&opened);
  return no ? no->why : "";
}

void Folder::run_sql(char const* file, std::string const& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path(file).c_str(), &database), SQLITE_OK);
  char* error = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK) << (error ? error : "");
  EXPECT_GT(sqlite3_total_changes(database), 0) << sql;
  sqlite3_free(error);
  sqlite3_close(database);
}

int Folder::rows_of(char const* file, std::string const& from) {
  sqlite3* database = nullptr;
  sqlite3_stmt* count = nullptr;
  EXPECT_EQ(sqlite3_open(path(file).c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_prepare_v2(database, ("SELECT count(*) FROM " + from).c_str(), -1, &count, nullptr), SQLITE_OK);
  auto const rows = sqlite3_step(count) == SQLITE_ROW ? sqlite3_column_int(count, 0) : -1;
  sqlite3_finalize(count);
  sqlite3_close(database);
  return rows;
}

std::string Folder::bytes_of(char const* file) const {
  std::ifstream in(path(file), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<protocol::Record> records(std::int64_t first, std::int64_t last) {
  std::vector<protocol::Record> all;
  for (auto seq = first; seq <= last; ++seq) {
    protocol::Record record{seq, 1'000 * seq, std::nullopt, protocol::FloorRequested{{"s1"}, std::nullopt, seq}};
    if (seq == 1) record.event = protocol::RoomOpened{{"ABCD2345"}, {"Plein"}, {"Wat komt hier?"}, {}, {}, 1'000};
    if (seq > 1) record.cause = protocol::Cause{{"s1"}, {"command-" + std::to_string(seq)}, "print"};
    all.push_back(std::move(record));
  }
  return all;
}

Batch batch(RoomNumber room, std::int64_t first, std::int64_t last) {
  Batch made{room, std::nullopt, records(first, last)};
  if (first == 1) made.new_code = protocol::RoomCode{"ABCD2345"};
  return made;
}

protocol::Record taken(std::int64_t seq, std::string const& seat, std::string const& name) {
  protocol::SeatTaken event;
  event.seat = {seat};
  event.name = {{seat}, name, "folded-" + name, false};
  return {seq, 1'000 * seq, std::nullopt, event};
}

protocol::Record posted(std::int64_t seq, std::string const& seat, std::string const& text) {
  protocol::CardPosted event;
  event.card = {"card-" + std::to_string(seq)};
  event.column = {"column"};
  event.phase = {"phase"};
  event.author = {seat};
  event.text = {{seat}, text, false};
  return {seq, 1'000 * seq, std::nullopt, event};
}

Outcome append(Journal& journal, std::vector<Batch> group) {
  std::promise<Outcome> answer;
  journal.append(std::move(group), [&](Outcome outcome) { answer.set_value(outcome); });
  return answer.get_future().get();
}

Outcome erase(Journal& journal, RoomNumber room, std::int64_t seq, std::string const& seat) {
  protocol::SeatErased const event{{seat}, std::nullopt, 1'000 * seq};
  return append(journal, {Batch{room, std::nullopt, {{seq, 1'000 * seq, std::nullopt, event}}}});
}

Outcome erase_room(Journal& journal, RoomNumber room, std::int64_t seq) {
  protocol::RoomErased const event{1'000 * seq};
  return append(journal, {Batch{room, std::nullopt, {{seq, 1'000 * seq, std::nullopt, event}}}});
}

Read read(Journal& journal, RoomNumber room, std::int64_t from_seq) {
  Read all;
  std::promise<void> is_done;
  journal.read(room, from_seq, [&](std::variant<Slice, Corruption> part) {
    ++all.slices;
    if (auto* corruption = std::get_if<Corruption>(&part)) {
      all.corruption = *corruption;
      return is_done.set_value();
    }
    auto& slice = std::get<Slice>(part);
    all.records.insert(all.records.end(), slice.records.begin(), slice.records.end());
    if (slice.is_last) is_done.set_value();
  });
  is_done.get_future().get();
  return all;
}

}  // namespace journal_test
