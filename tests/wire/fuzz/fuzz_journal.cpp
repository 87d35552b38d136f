// Fuzz target: the body of a journal row, one record a line, and the row's own check. A record that opens is written
// again without loss; one flipped bit of a row never passes its check.

#include <sodium.h>

#include "protocol/json.hpp"
#include "server/journal/row.hpp"
#include "tests/unit/protocol/filling.hpp"
#include "tests/wire/fuzz/fuzz.hpp"
#include "tests/wire/fuzz/marked.hpp"

namespace {

using namespace protocol;

void record(std::string_view line) {
  fuzz::Marked notebook;
  auto const decoded = decode_record(line, notebook);
  auto const* one = std::get_if<Record>(&decoded);
  if (!one) return;
  auto const written = encode_record(*one, notebook);
  auto const again = decode_record(written, notebook);
  fuzz::promise(again.index() == 0 && filling::equal(*one, std::get<Record>(again)), "a record reads back as it was");
}

void flipped(fuzz::Choices choices) {
  journal::Row row{1, 1 + choices.byte(), 1 + choices.byte(), choices.byte(), {}, {}};
  auto const place = choices.byte() << 8 | choices.byte();
  std::string body{choices.rest()};
  row.body = body;
  row.chain = journal::chain_after({}, row);
  auto const check = journal::check_of(row);
  if (body.empty()) return;
  body[place / 8 % body.size()] = static_cast<char>(body[place / 8 % body.size()] ^ (1 << place % 8));
  row.body = body;
  fuzz::promise(journal::check_of(row) != check, "a flipped bit is found");
  fuzz::promise(journal::chain_after({}, row) != row.chain, "a flipped bit breaks the chain");
}

}  // namespace

FUZZ_TARGET(body) {
  static bool const is_ready = sodium_init() >= 0;
  fuzz::promise(is_ready, "sodium is there");
  auto rest = body;
  while (!rest.empty()) {
    auto const end = rest.find('\n');
    record(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  flipped(fuzz::Choices{body});
}
