// Fuzz target: the JSON reader through everything that is read with it beside commands: pushes, and the bodies of the
// HTTP interface. What is accepted comes out the same when it is written and read again.

#include "protocol/api.hpp"
#include "protocol/json.hpp"
#include "tests/unit/protocol/filling.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

namespace {

using namespace protocol;

template <class Body>
void body(std::string_view json) {
  auto const decoded = api::decode_body<Body>(json);
  auto const* value = std::get_if<Body>(&decoded);
  if (!value) return;
  auto const written = api::encode_body(*value);
  auto const again = api::decode_body<Body>(written);
  fuzz::promise(again.index() == 0 && filling::equal(*value, std::get<Body>(again)), "a body reads back as it was");
}

}  // namespace

FUZZ_TARGET(json) {
  auto const decoded = decode_push(json);
  if (auto const* push = std::get_if<Push>(&decoded)) {
    auto const written = encode(*push);
    auto const again = decode_push(written);
    fuzz::promise(again.index() == 0 && encode(std::get<Push>(again)) == written, "a push reads back as it was");
  }
  body<api::NewRoom>(json);
  body<api::SetPassword>(json);
  body<api::EnterAsStaff>(json);
  body<api::Invite>(json);
  body<api::Format>(json);
}
