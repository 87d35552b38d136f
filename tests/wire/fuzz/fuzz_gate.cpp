// Fuzz target: the gate for human text and names (ICU). Never throws; a name that passed passes again unchanged, and
// what people see counts no more signs than there are bytes.

#include "server/text/gate.hpp"
#include "tests/wire/fuzz/fuzz.hpp"

FUZZ_TARGET(bytes) {
  using namespace protocol;
  std::string const raw{bytes};
  // The decoder lets only UTF-8 through to the gate.
  if (!text::is_utf8(raw)) return;
  fuzz::promise(text::graphemes(raw) <= raw.size(), "no more graphemes than bytes");
  text::check(PostCard{ColumnId{"k"}, {raw}, std::nullopt});
  text::check(Say{{raw}});
  text::check(AddGist{TurnId{"t"}, {raw}});
  text::check(CorrectRoom{PlaceText{raw}, QuestionText{raw}, ListenText{raw}});
  auto const gated = text::gate_name(raw);
  auto const* name = std::get_if<text::Name>(&gated);
  if (!name) return;
  fuzz::promise(text::is_utf8(name->name) && text::is_utf8(name->folded), "a name stays UTF-8");
  fuzz::promise(text::graphemes(name->name) <= limits::name_graphemes_max, "a name has its length");
  auto const again = text::gate_name(name->name);
  auto const* same = std::get_if<text::Name>(&again);
  fuzz::promise(same && same->name == name->name, "a name that passed passes again");
  fuzz::promise(same->folded == name->folded, "and looks the same");
}
