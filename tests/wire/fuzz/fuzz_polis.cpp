// Fuzz target: a Polis export that somebody made (CSV). Four files in one input, apart by a line of three signs.
// Whatever is read is whole and is read the same in any pieces, can be looked at, and comes back equal from our own
// set.

#include <algorithm>
#include <memory>

#include "server/exchange/gathered.hpp"
#include "server/insight/room_mode.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

namespace {

using namespace exchange;

constexpr std::string_view between = "\n%%%\n";

Source source(char const* name, std::string_view text, std::size_t piece) {
  auto const at = std::make_shared<std::size_t>(0);
  return {name, [text, piece, at] {
            auto const part = text.substr(std::min(*at, text.size()), piece);
            *at += part.size();
            return part;
          }};
}

PolisRead read(std::string_view const (&parts)[4], std::size_t piece) {
  PolisCsvFiles files{source("comments.csv", parts[0], piece), source("votes.csv", parts[1], piece), {}, {}};
  if (!parts[2].empty()) files.people = source("participants-votes.csv", parts[2], piece);
  if (!parts[3].empty()) files.summary = source("summary.csv", parts[3], piece);
  return read_polis_csv(files);
}

}  // namespace

FUZZ_TARGET(bytes) {
  std::string_view parts[4];
  for (auto& part : parts) {
    part = bytes.substr(0, bytes.find(between));
    bytes.remove_prefix(std::min(bytes.size(), part.size() + between.size()));
  }
  auto const whole = read(parts, 65'536), in_pieces = read(parts, 3);
  fuzz::promise(whole.index() == in_pieces.index(), "cutting changes nothing");
  if (auto const* no = std::get_if<Unreadable>(&whole)) {
    fuzz::promise(no->why == std::get<Unreadable>(in_pieces).why, "cutting changes no fault");
    fuzz::promise(no->why.size() < 1'000 && no->why.find('\n') == std::string::npos, "a fault is one short line");
    return;
  }
  auto const& conversation = std::get<PolisConversation>(whole);
  fuzz::promise(conversation == std::get<PolisConversation>(in_pieces), "cutting changes no value");
  if (conversation.people.size() * conversation.statements.size() > 2'000) return;  // slow, and no other path
  auto const gathered = gather(conversation, {});
  auto const found = insight::look_as_room(gathered.table, gathered.standing, {.draws = 3});
  fuzz::promise(found.people.allFinite(), "a place is a number");
  auto const set = write_polis_csv_set(conversation);
  std::string_view const written[4] = {set.at("comments.csv"), set.at("votes.csv"), set.at("participants-votes.csv"),
                                       set.at("summary.csv")};
  auto const again = read(written, 65'536);
  fuzz::promise(std::holds_alternative<PolisConversation>(again), "our own set can be read");
  fuzz::promise(std::get<PolisConversation>(again).votes == conversation.votes, "and says the same");
}
