#pragma once
// Described values to JSON: short, in order of declaration, absent optionals left out. Pure; any thread, one writer per
// message. Internal to protocol; everybody else calls json.hpp or api.hpp.

#include <string>
#include <string_view>
#include <utility>

#include "protocol/describe.hpp"
#include "protocol/events.hpp"

namespace protocol {

struct Sealer;

namespace json {

class Writer {
 public:
  Writer() { out_.reserve(bytes_expected); }
  explicit Writer(Sealer& sealer) : Writer() { sealer_ = &sealer; }

  template <class T>
  void write(T const& value);

  std::string take() { return std::move(out_); }

 private:
  void write_text(std::string_view text);
  void write_whole(std::int64_t number);
  void write_personal(PersonalText const& text);
  void write_personal(PersonalName const& name);
  void write_key(bool& is_first, std::string_view name);
  template <class T>
  void write_members(T const& value);
  template <class T>
  void write_list(T const& values);

  // Most messages fit: growing in steps would copy each of them several times.
  static constexpr std::size_t bytes_expected = 480;

  std::string out_;
  Sealer* sealer_ = nullptr;  // only for records of the journal
};

template <class T>
void Writer::write(T const& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out_ += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    write_whole(value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    write_text(value);
  } else if constexpr (describe::is_id<T> || describe::is_text<T>) {
    write_text(value.value);
  } else if constexpr (describe::is_whole<T>) {
    write_whole(value.value);
  } else if constexpr (std::is_enum_v<T>) {
    write_text(describe::names<T>.at(static_cast<std::size_t>(value)));
  } else if constexpr (std::is_same_v<T, PersonalText> || std::is_same_v<T, PersonalName>) {
    write_personal(value);
  } else if constexpr (describe::is_list<T>) {
    write_list(value);
  } else if constexpr (describe::is_choice<T>) {
    std::visit([this](auto const& one) { write(one); }, value);
  } else {
    write_members(value);
  }
}

template <class T>
void Writer::write_members(T const& value) {
  static_assert(describe::Described<T>);
  bool is_first = true;
  out_ += '{';
  if constexpr (describe::Tagged<T>) {
    write_key(is_first, "type");
    write_text(T::type);
  }
  boost::mp11::mp_for_each<describe::Members<T>>([&](auto member) {
    auto const& field = value.*member.pointer;
    if constexpr (describe::is_optional<describe::TypeOf<decltype(member)>>) {
      if (!field) return;
      write_key(is_first, member.name);
      write(*field);
    } else {
      write_key(is_first, member.name);
      write(field);
    }
  });
  out_ += '}';
}

template <class T>
void Writer::write_list(T const& values) {
  out_ += '[';
  for (bool is_first = true; auto const& one : values) {
    if (!std::exchange(is_first, false)) out_ += ',';
    write(one);
  }
  out_ += ']';
}

}  // namespace json
}  // namespace protocol
