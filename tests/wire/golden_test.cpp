// Lines that an earlier version wrote into a journal must be readable for ever. One recorded line per kind of event
// stands in protocol/golden/; a new event adds its line, an old line is never changed.

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "protocol/json.hpp"
#include "tests/unit/protocol/filling.hpp"

using namespace protocol;

namespace {

// Opens what the golden lines were sealed with: nothing but a mark in front.
struct Marked : Sealer, Opener {
  std::string seal(SeatId const&, std::string_view text) override { return "sealed:" + std::string{text}; }
  void keep_name(PersonalName const&) override {}
  std::optional<std::string> open(SeatId const&, std::string_view sealed) override {
    return std::string{sealed.substr(std::string_view{"sealed:"}.size())};
  }
  std::optional<PersonalName> name_of(SeatId const& owner) override { return PersonalName{owner, "Fatima", "fatima"}; }
};

std::vector<std::string> golden_lines() {
  std::ifstream file{std::string{PLEKBERAAD_ROOT} + "/protocol/golden/events-v1.jsonl"};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST(Golden, every_recorded_event_still_reads_back) {
  Marked notebook;
  for (auto const& line : golden_lines()) {
    auto const decoded = decode_record(line, notebook);
    ASSERT_TRUE(std::holds_alternative<Record>(decoded)) << std::get<BadInput>(decoded).path << " in " << line;
  }
}

TEST(Golden, what_is_read_is_written_again_without_loss) {
  Marked notebook;
  for (auto const& line : golden_lines()) {
    auto const decoded = decode_record(line, notebook);
    ASSERT_TRUE(std::holds_alternative<Record>(decoded)) << line;
    auto const again = decode_record(encode_record(std::get<Record>(decoded), notebook), notebook);
    EXPECT_TRUE(filling::equal(std::get<Record>(decoded), std::get<Record>(again))) << line;
  }
}

TEST(Golden, every_kind_of_event_has_a_line) {
  Marked notebook;
  std::set<std::size_t> kinds;
  for (auto const& line : golden_lines()) {
    auto const decoded = decode_record(line, notebook);
    if (auto const* record = std::get_if<Record>(&decoded)) kinds.insert(record->event.index());
  }
  for (std::size_t i = 0; i < std::variant_size_v<Event>; ++i) {
    EXPECT_TRUE(kinds.contains(i)) << describe::tags<Event>[i] << " has no line in protocol/golden/events-v1.jsonl";
  }
}
