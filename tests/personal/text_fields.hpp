#pragma once
// Which fields of the commands take words of people. A field that is new is among them by itself, so that a test which
// has to write in each of them is red until it does.

#include <set>
#include <string>

#include "protocol/commands.hpp"
#include "protocol/describe.hpp"

namespace personal {

template <class T>
inline constexpr bool is_text = false;
template <std::size_t BytesMax>
inline constexpr bool is_text<protocol::Text<BytesMax>> = true;
template <class T>
inline constexpr bool is_text<std::optional<T>> = is_text<T>;

template <std::size_t BytesMax>
std::string_view words_of(protocol::Text<BytesMax> const& text) {
  return text.value;
}
template <class T>
std::string_view words_of(std::optional<T> const& text) {
  return text ? words_of(*text) : std::string_view{};
}

// "post_card.text" for each field that takes text and holds one of these words; of an empty word: each that takes text.
template <class Asked>
void add_text_fields(Asked const& asked, std::set<std::string> const& words, std::set<std::string>& fields) {
  boost::mp11::mp_for_each<protocol::describe::Members<Asked>>([&](auto member) {
    if constexpr (is_text<std::remove_cvref_t<decltype(asked.*member.pointer)>>) {
      auto const said = words_of(asked.*member.pointer);
      for (auto const& word : words)
        if (said.find(word) != std::string_view::npos) fields.insert(std::string{Asked::type} + "." + member.name);
    }
  });
}

inline std::set<std::string> all_text_fields() {
  std::set<std::string> fields;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, protocol::Command>>(
      [&]<class Asked>(boost::mp11::mp_identity<Asked>) { add_text_fields(Asked{}, {""}, fields); });
  return fields;
}

}  // namespace personal
