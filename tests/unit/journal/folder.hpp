#pragma once
// What the journal's tests share: a data folder of their own, simple events, waiting for answers, and a look at raw
// bytes and rows while no journal is open. The test's thread only.

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "server/journal/journal.hpp"

namespace journal_test {

using namespace journal;

class Folder : public testing::Test {
 protected:
  Folder();
  ~Folder() override;

  // Opens, or fails the test with what stands in the way. A fatal failure of the disk is kept in `fatal`.
  std::unique_ptr<Journal> open();
  std::string why_not_open();
  void run_sql(char const* file, std::string const& sql);  // only while no journal is open
  int rows_of(char const* file, std::string const& from);  // likewise: SELECT count(*) FROM ...
  std::string bytes_of(char const* file) const;
  std::string path(char const* file) const { return options.folder + '/' + file; }

  std::string root;
  Options options;
  std::shared_ptr<std::promise<std::string>> fatal = std::make_shared<std::promise<std::string>>();
};

// Records seq first..last of a room: the opening, then hands that go up.
std::vector<protocol::Record> records(std::int64_t first, std::int64_t last);
Batch batch(RoomNumber room, std::int64_t first, std::int64_t last);  // makes the room when first is 1
protocol::Record taken(std::int64_t seq, std::string const& seat, std::string const& name);
protocol::Record posted(std::int64_t seq, std::string const& seat, std::string const& text);

Outcome append(Journal& journal, std::vector<Batch> group);
Outcome erase(Journal& journal, RoomNumber room, std::int64_t seq, std::string const& seat);
Outcome erase_room(Journal& journal, RoomNumber room, std::int64_t seq);

struct Read {
  std::vector<protocol::Record> records;
  std::optional<Corruption> corruption;
  int slices = 0;
};
Read read(Journal& journal, RoomNumber room, std::int64_t from_seq = 1);

}  // namespace journal_test
