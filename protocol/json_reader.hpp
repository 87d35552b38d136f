#pragma once
// JSON to described values, strictly: unknown, missing, duplicate, mistyped and oversize fields are refused with the
// path of the place. The templates here only walk the descriptions; json_reader.cpp knows simdjson, and nobody else
// does. One reader per message; any thread. Internal to protocol and its tests.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "protocol/describe.hpp"
#include "protocol/json.hpp"

namespace protocol::json {

struct Value;  // one JSON value; json_reader.cpp

// Frames and bodies of clients are held to every limit. What our own server wrote is read as it stands: a journal of
// years ago, decided under other limits, must still open.
struct Strictness {
  std::size_t bytes_max = limits::inbound_bytes_max;
  bool has_limits = true;  // sizes of texts and lists, bounds of numbers
  bool may_have_empty_ids = false;
};
inline constexpr std::size_t own_bytes_max = 64 * 1024 * 1024;
inline constexpr Strictness from_client{};
inline constexpr Strictness from_server{own_bytes_max, false, false};
inline constexpr Strictness from_journal{own_bytes_max, false, true};

class Reader;
using ReadOne = bool (*)(Reader&, Value const&, void* into);

inline constexpr std::size_t fields_max = 64;  // of one struct

struct Field {
  std::string_view name;
  bool is_optional = false;
  ReadOne read = nullptr;
};

class Reader {
 public:
  explicit Reader(Strictness strictness, Opener* opener = nullptr) : strictness_(strictness), opener_(opener) {}

  // The whole text; false: see bad().
  bool read_document(std::string_view json, ReadOne read, void* into);
  BadInput const& bad() const { return bad_; }

  bool read_truth(Value const& value, bool& into);
  bool read_whole(Value const& value, std::int64_t min, std::int64_t max, std::int64_t& into);
  bool read_text(Value const& value, std::size_t bytes_max, std::string& into);
  bool read_id(Value const& value, std::string& into);
  bool read_name(Value const& value, std::span<std::string_view const> names, std::size_t& into);
  bool read_list(Value const& value, std::size_t length_max, ReadOne read_item, void* into);
  bool read_tag(Value const& value, std::span<std::string_view const> tags, std::size_t& into);
  bool read_fields(Value const& value, std::span<Field const> fields, bool is_tagged, void* into);
  bool read_personal(Value const& value, PersonalText& into);
  bool read_personal(Value const& value, PersonalName& into);

  bool has_limits() const { return strictness_.has_limits; }

 private:
  bool refuse(Problem problem, std::string detail);
  bool refuse_at(std::string_view name, Problem problem, std::string detail);
  bool under(std::string_view name);  // puts a step before the path of what was refused; false
  bool under(std::size_t index);
  bool note_id(Value const& whole);
  bool read_whole_document(Value const& whole, ReadOne read, void* into);
  bool refuse_document(std::string_view json, int error);

  Strictness strictness_;
  Opener* opener_;
  BadInput bad_;
};

template <class T>
bool read(Reader& reader, Value const& value, T& into);

template <class T>
bool read_erased(Reader& reader, Value const& value, void* into) {
  return read(reader, value, *static_cast<T*>(into));
}

template <class Item>
bool read_item(Reader& reader, Value const& value, void* into) {
  return read(reader, value, static_cast<std::vector<Item>*>(into)->emplace_back());
}

// One member of T, found through its descriptor.
template <class T, class Descriptor>
bool read_member(Reader& reader, Value const& value, void* into) {
  auto& member = static_cast<T*>(into)->*Descriptor::pointer;
  if constexpr (describe::is_optional<describe::TypeOf<Descriptor>>) {
    return read(reader, value, member.emplace());
  } else {
    return read(reader, value, member);
  }
}

template <class T>
inline constexpr auto fields_of = []<class... D>(boost::mp11::mp_list<D...>) {
  static_assert(sizeof...(D) <= fields_max);
  return std::array<Field, sizeof...(D)>{
      Field{D::name, describe::is_optional<describe::TypeOf<D>>, read_member<T, D>}...};
}(boost::mp11::mp_rename<describe::Members<T>, boost::mp11::mp_list>{});

template <class Choice, std::size_t Index>
bool read_alternative(Reader& reader, Value const& value, void* into) {
  return read(reader, value, static_cast<Choice*>(into)->template emplace<Index>());
}

template <class Choice>
bool read_choice(Reader& reader, Value const& value, Choice& into) {
  static constexpr auto alternatives = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<ReadOne, sizeof...(I)>{read_alternative<Choice, I>...};
  }
  (std::make_index_sequence<std::variant_size_v<Choice>>{});
  std::size_t index = 0;
  return reader.read_tag(value, describe::tags<Choice>, index) && alternatives[index](reader, value, &into);
}

template <class T>
bool read_number(Reader& reader, Value const& value, std::int64_t min, std::int64_t max, T& into) {
  std::int64_t number = 0;
  if (!reader.read_whole(value, min, max, number)) return false;
  into = static_cast<T>(number);
  return true;
}

template <class T>
bool read(Reader& reader, Value const& value, T& into) {
  constexpr auto most = limits::whole_number_max;
  if constexpr (std::is_same_v<T, bool>) {
    return reader.read_truth(value, into);
  } else if constexpr (std::is_same_v<T, int>) {
    return read_number(reader, value, INT32_MIN, INT32_MAX, into);
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return read_number(reader, value, -most, most, into);
  } else if constexpr (describe::is_whole<T>) {
    bool const is_bounded = reader.has_limits();
    return read_number(reader, value, is_bounded ? T::min : -most, is_bounded ? T::max : most, into.value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return reader.read_text(value, SIZE_MAX, into);
  } else if constexpr (describe::is_text<T>) {
    return reader.read_text(value, T::bytes_max, into.value);
  } else if constexpr (describe::is_id<T>) {
    return reader.read_id(value, into.value);
  } else if constexpr (std::is_enum_v<T>) {
    std::size_t index = 0;
    if (!reader.read_name(value, describe::names<T>, index)) return false;
    into = static_cast<T>(index);
    return true;
  } else if constexpr (std::is_same_v<T, PersonalText> || std::is_same_v<T, PersonalName>) {
    return reader.read_personal(value, into);
  } else if constexpr (describe::is_list<T>) {
    using Item = typename T::value_type;
    return reader.read_list(value, describe::list_length_max<Item>, read_item<Item>, &into);
  } else if constexpr (describe::is_choice<T>) {
    return read_choice(reader, value, into);
  } else {
    return reader.read_fields(value, fields_of<T>, describe::Tagged<T>, &into);
  }
}

// The one way in: text to value, or what is wrong with it.
template <class T>
Decoded<T> decode(std::string_view json, Strictness strictness, Opener* opener = nullptr) {
  T value{};
  Reader reader{strictness, opener};
  if (!reader.read_document(json, read_erased<T>, &value)) return reader.bad();
  return value;
}

}  // namespace protocol::json
