// See lying.hpp.

#include "tests/personal/lying.hpp"

#include <fstream>
#include <future>
#include <variant>

#include "server/journal/journal.hpp"

namespace personal {

using namespace protocol;
namespace fs = std::filesystem;

std::map<std::string, std::string> files(fs::path const& folder) {
  std::map<std::string, std::string> all;
  for (auto const& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    all[entry.path().filename()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return all;
}

int hits(std::string const& text, std::string const& word) {
  int found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

std::string opened(fs::path const& folder, fs::path const& server_key) {
  journal::Options options;
  options.folder = folder;
  options.server_key_file = server_key;
  options.reserve_bytes = 0;
  auto made = journal::open_sqlite(options);
  if (auto const* no = std::get_if<journal::CannotOpen>(&made)) return "CANNOT OPEN " + no->why;
  auto const journal = std::move(std::get<0>(made));
  struct Plain : Sealer {
    std::string names;
    std::string seal(SeatId const&, std::string_view text) override { return names += text, std::string("-"); }
    void keep_name(PersonalName const& name) override { names += name.name + name.folded; }
  } plain;
  std::string all;
  for (auto const& room : journal->rooms()) {
    std::promise<void> is_read;
    journal->read(room.number, 1, [&](std::variant<journal::Slice, journal::Corruption> part) {
      if (std::holds_alternative<journal::Corruption>(part)) return all += "CORRUPT", is_read.set_value();
      for (auto const& record : std::get<journal::Slice>(part).records) all += encode_record(record, plain);
      if (std::get<journal::Slice>(part).is_last) is_read.set_value();
    });
    is_read.get_future().get();
  }
  journal->close();
  return all + plain.names;
}

}  // namespace personal
