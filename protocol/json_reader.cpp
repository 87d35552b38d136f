// The leaves of the reader; the only file that knows simdjson. simdjson's DOM reads and checks the whole text first, so
// that nothing is taken from a message that is broken further on.

#include "protocol/json_reader.hpp"

#include <simdjson.h>

#include <algorithm>
#include <bitset>

namespace protocol::json {

struct Value {
  simdjson::dom::element element;
};

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t shown_name_bytes_max = 60;

// One parser per thread; it keeps the room it once needed for frames, larger documents get a parser of their own.
dom::parser& frame_parser() {
  thread_local dom::parser parser = [] {
    dom::parser fresh;
    // without memory now, parse() tries again and says so
    [[maybe_unused]] auto const error = fresh.allocate(limits::inbound_bytes_max, limits::json_depth_max + 1);
    return fresh;
  }();
  return parser;
}

std::string_view kind_of(dom::element const& element) {
  switch (element.type()) {
    case dom::element_type::ARRAY: return "list";
    case dom::element_type::OBJECT: return "object";
    case dom::element_type::INT64:
    case dom::element_type::UINT64: return "whole number";
    case dom::element_type::DOUBLE: return "number with a fraction";
    case dom::element_type::STRING: return "text";
    case dom::element_type::BOOL: return "true or false";
    case dom::element_type::NULL_VALUE: return "null";
  }
  return "something else";
}

std::string expected(std::string_view wanted, Value const& got) {
  return "expected " + std::string{wanted} + ", got " + std::string{kind_of(got.element)};
}

bool is_id_sign(char sign) {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') || sign == '_' ||
         sign == '-';
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= limits::id_length_max && std::ranges::all_of(text, is_id_sign);
}

// A field name of a stranger goes back to the stranger: short, and cut between characters.
std::string_view shown(std::string_view name) {
  if (name.size() <= shown_name_bytes_max) return name;
  std::size_t end = shown_name_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) --end;
  return name.substr(0, end);
}

// Where the first object or list ends, 0 when it does not. Only tells trailing content from broken JSON.
std::size_t end_of_first(std::string_view json) {
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    auto const sign = json[i];
    if (in_text) {
      if (sign == '\\')
        ++i;
      else if (sign == '"')
        in_text = false;
    } else if (sign == '"') {
      in_text = true;
    } else if (sign == '{' || sign == '[') {
      ++depth;
    } else if (sign == '}' || sign == ']') {
      if (depth == 0) return 0;
      if (--depth == 0) return i + 1;
    }
  }
  return 0;
}

}  // namespace

bool Reader::read_document(std::string_view json, ReadOne read, void* into) {
  if (json.size() > strictness_.bytes_max) {
    return refuse(Problem::too_long, "more than " + std::to_string(strictness_.bytes_max) + " bytes");
  }
  dom::parser large;
  bool const is_large = json.size() > limits::inbound_bytes_max;
  if (is_large && large.allocate(json.size(), limits::json_depth_max + 1) != simdjson::SUCCESS) {
    return refuse(Problem::too_long, "no memory for it");
  }
  auto& parser = is_large ? large : frame_parser();
  Value whole;
  if (auto const error = parser.parse(json.data(), json.size()).get(whole.element)) return refuse_document(json, error);
  return read_whole_document(whole, read, into);
}

bool Reader::read_whole_document(Value const& whole, ReadOne read, void* into) {
  if (!whole.element.is_object()) return refuse(Problem::not_an_object, expected("object", whole));
  return read(*this, whole, into) || note_id(whole);
}

// simdjson says the same of broken JSON and of a second document behind the first; people who write clients want to
// know which.
bool Reader::refuse_document(std::string_view json, int error) {
  switch (error) {
    case simdjson::UTF8_ERROR: return refuse(Problem::not_utf8, "not valid UTF-8");
    case simdjson::DEPTH_ERROR:
      return refuse(Problem::too_deep, "nested deeper than " + std::to_string(limits::json_depth_max));
    case simdjson::EMPTY: return refuse(Problem::not_json, "empty");
    case simdjson::NUMBER_ERROR: return refuse(Problem::not_json, "a number is malformed or beyond 64 bits");
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS:
    case simdjson::UNCLOSED_STRING: return refuse(Problem::not_json, "a text is malformed");
    default: break;
  }
  auto const end = end_of_first(json);
  Value first;
  if (end > 0 && frame_parser().parse(json.data(), end).get(first.element) == simdjson::SUCCESS) {
    refuse(Problem::trailing_content, "something follows the message");
    return note_id(first);
  }
  return refuse(Problem::not_json, "malformed JSON");
}

// The sender wants to know which command was meant.
bool Reader::note_id(Value const& whole) {
  std::string_view id;
  dom::object object;
  if (whole.element.get(object) != simdjson::SUCCESS) return false;
  for (auto const field : object) {
    if (field.key != "id") continue;
    if (field.value.get(id) == simdjson::SUCCESS && is_id(id)) bad_.id = CommandId{std::string{id}};
    break;
  }
  return false;
}

bool Reader::refuse(Problem problem, std::string detail) {
  bad_.path.clear();
  bad_.problem = problem;
  bad_.detail = std::move(detail);
  return false;
}

bool Reader::refuse_at(std::string_view name, Problem problem, std::string detail) {
  refuse(problem, std::move(detail));
  return under(name);
}

bool Reader::under(std::string_view name) {
  bool const needs_dot = !bad_.path.empty() && bad_.path.front() != '[';
  bad_.path.insert(0, std::string{shown(name)} + (needs_dot ? "." : ""));
  return false;
}

bool Reader::under(std::size_t index) { return under("[" + std::to_string(index) + "]"); }

bool Reader::read_truth(Value const& value, bool& into) {
  if (value.element.get(into) == simdjson::SUCCESS) return true;
  return refuse(Problem::wrong_type, expected("true or false", value));
}

bool Reader::read_whole(Value const& value, std::int64_t min, std::int64_t max, std::int64_t& into) {
  bool const is_huge = value.element.is_uint64() && !value.element.is_int64();
  if (!is_huge && value.element.type() != dom::element_type::INT64) {
    return refuse(Problem::wrong_type, expected("whole number", value));
  }
  if (!is_huge && value.element.get(into) == simdjson::SUCCESS && min <= into && into <= max) return true;
  return refuse(Problem::out_of_range, "expected " + std::to_string(min) + " to " + std::to_string(max));
}

bool Reader::read_text(Value const& value, std::size_t bytes_max, std::string& into) {
  std::string_view text;
  if (value.element.get(text) != simdjson::SUCCESS) return refuse(Problem::wrong_type, expected("text", value));
  if (has_limits() && text.size() > bytes_max) {
    return refuse(Problem::too_long, "more than " + std::to_string(bytes_max) + " bytes");
  }
  // simdjson checks the bytes of the message; a half surrogate pair comes in as an innocent escape.
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return refuse(Problem::not_utf8, "an escape that is no character");
  }
  into = text;
  return true;
}

bool Reader::read_id(Value const& value, std::string& into) {
  std::string_view text;
  if (value.element.get(text) != simdjson::SUCCESS) return refuse(Problem::wrong_type, expected("text", value));
  if (!is_id(text) && !(text.empty() && strictness_.may_have_empty_ids)) {
    return refuse(Problem::bad_id, "expected 1 to " + std::to_string(limits::id_length_max) + " of A-Z a-z 0-9 _ -");
  }
  into = text;
  return true;
}

bool Reader::read_name(Value const& value, std::span<std::string_view const> names, std::size_t& into) {
  std::string_view text;
  if (value.element.get(text) != simdjson::SUCCESS) return refuse(Problem::wrong_type, expected("text", value));
  auto const found = std::ranges::find(names, text);
  if (found != names.end()) {
    into = static_cast<std::size_t>(found - names.begin());
    return true;
  }
  std::string list;
  for (auto const name : names) list += (list.empty() ? "" : "|") + std::string{name};
  return refuse(Problem::not_one_of, "expected one of " + list);
}

bool Reader::read_list(Value const& value, std::size_t length_max, ReadOne read_item, void* into) {
  dom::array list;
  if (value.element.get(list) != simdjson::SUCCESS) return refuse(Problem::wrong_type, expected("list", value));
  std::size_t index = 0;
  for (auto const item : list) {
    if (has_limits() && index >= length_max) {
      return refuse(Problem::too_many, "more than " + std::to_string(length_max));
    }
    if (!read_item(*this, Value{item}, into)) return under(index);
    ++index;
  }
  return true;
}

bool Reader::read_tag(Value const& value, std::span<std::string_view const> tags, std::size_t& into) {
  dom::object object;
  if (value.element.get(object) != simdjson::SUCCESS) return refuse(Problem::wrong_type, expected("object", value));
  for (auto const field : object) {
    if (field.key != "type") continue;
    std::string_view tag;
    if (field.value.get(tag) != simdjson::SUCCESS) {
      return refuse_at("type", Problem::wrong_type, expected("text", Value{field.value}));
    }
    auto const found = std::ranges::find(tags, tag);
    if (found == tags.end()) return refuse_at("type", Problem::unknown_type, "not a type that is known here");
    into = static_cast<std::size_t>(found - tags.begin());
    return true;
  }
  return refuse_at("type", Problem::missing_field, "missing");
}

bool Reader::read_fields(Value const& value, std::span<Field const> fields, bool is_tagged, void* into) {
  dom::object object;
  if (value.element.get(object) != simdjson::SUCCESS) return refuse(Problem::wrong_type, expected("object", value));
  std::bitset<fields_max> seen;
  bool tag_seen = false;
  for (auto const entry : object) {
    if (is_tagged && entry.key == "type") {
      if (std::exchange(tag_seen, true)) return refuse_at("type", Problem::duplicate_field, "stands here twice");
      continue;  // read_tag has judged it
    }
    auto const field = std::ranges::find(fields, entry.key, &Field::name);
    if (field == fields.end()) return refuse_at(entry.key, Problem::unknown_field, "not a field of this");
    auto const index = static_cast<std::size_t>(field - fields.begin());
    if (seen.test(index)) return refuse_at(field->name, Problem::duplicate_field, "stands here twice");
    seen.set(index);
    if (!field->read(*this, Value{entry.value}, into)) return under(field->name);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!seen.test(i) && !fields[i].is_optional) return refuse_at(fields[i].name, Problem::missing_field, "missing");
  }
  return true;
}

namespace {

// How personal data stands in a record.
struct Sealed {
  SeatId owner;
  std::optional<std::string> sealed;  // absent: was erased before this record was written anew
};
BOOST_DESCRIBE_STRUCT(Sealed, (), (owner, sealed))

struct Owned {
  SeatId owner;
};
BOOST_DESCRIBE_STRUCT(Owned, (), (owner))

}  // namespace

bool Reader::read_personal(Value const& value, PersonalText& into) {
  Sealed sealed;
  if (!read(*this, value, sealed)) return false;
  auto text = sealed.sealed && opener_ ? opener_->open(sealed.owner, *sealed.sealed) : std::nullopt;
  into = PersonalText{std::move(sealed.owner), text.value_or(""), !text.has_value()};
  return true;
}

bool Reader::read_personal(Value const& value, PersonalName& into) {
  Owned owned;
  if (!read(*this, value, owned)) return false;
  auto name = opener_ ? opener_->name_of(owned.owner) : std::nullopt;
  into = name ? std::move(*name) : PersonalName{owned.owner, "", "", true};
  return true;
}

}  // namespace protocol::json
