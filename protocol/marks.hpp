#pragma once
// Who sees a field that the server sends. Each record (things.hpp, pushes.hpp, api.hpp) says it below its description,
// every field in exactly one list; a field without a mark does not compile. server/room/view.cpp blanks by these marks
// what a view may not see, and the generated documents print them. Compile time only; internal like describe.hpp.

#include <boost/describe.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "protocol/describe.hpp"

namespace protocol {

enum class Audience {
  door,   // whoever has the address or the code, without a seat
  room,   // everybody in the room: participant, staff, hall screen, observer
  staff,  // the staff view alone
  seat,   // one seat alone: whose it is, or who asked
  office  // a coordinator who is signed in
};
BOOST_DESCRIBE_ENUM(Audience, door, room, staff, seat, office)

// The names of a record's fields, apart by spaces, under who sees them.
struct Marks {
  std::string_view door{};
  std::string_view room{};
  std::string_view staff{};
  std::string_view seat{};
  std::string_view office{};

  constexpr std::string_view of(Audience audience) const {
    switch (audience) {
      case Audience::door: return door;
      case Audience::room: return room;
      case Audience::staff: return staff;
      case Audience::seat: return seat;
      case Audience::office: return office;
    }
    return {};
  }
};

// Nothing is marked until a record says so.
template <class T>
inline constexpr Marks seen_by{};

constexpr bool may_see(View view, Audience audience) {
  return audience == Audience::door || audience == Audience::room ||
         (audience == Audience::staff && view == View::staff);
}

namespace marks {

inline constexpr auto audiences = {Audience::door, Audience::room, Audience::staff, Audience::seat, Audience::office};

constexpr std::size_t count(std::string_view list, std::string_view name) {
  std::size_t found = 0;
  while (!list.empty()) {
    auto const word = list.substr(0, list.find(' '));
    found += word == name ? 1 : 0;
    list.remove_prefix(word.size() == list.size() ? word.size() : word.size() + 1);
  }
  return found;
}

constexpr std::size_t words(std::string_view list) {
  std::size_t spaces = 0;
  for (char const sign : list) spaces += sign == ' ' ? 1 : 0;
  return list.empty() ? 0 : spaces + 1;
}

// Every field in one list, and no name that is no field.
template <describe::Described T>
constexpr bool names_every_field() {
  bool each_once = true;
  std::size_t fields = 0;
  boost::mp11::mp_for_each<describe::Members<T>>([&](auto member) {
    std::size_t times = 0;
    for (auto const audience : audiences) times += count(seen_by<T>.of(audience), member.name);
    each_once = each_once && times == 1;
    ++fields;
  });
  std::size_t named = 0;
  for (auto const audience : audiences) named += words(seen_by<T>.of(audience));
  return each_once && named == fields;
}

template <describe::Described T>
constexpr Audience audience_of(std::string_view field) {
  for (auto const audience : audiences)
    if (count(seen_by<T>.of(audience), field) > 0) return audience;
  throw "this field has no mark";
}

// Commands and events are not for being seen: they have no marks.
template <describe::Described T>
constexpr bool has_any() {
  std::size_t named = 0;
  for (auto const audience : audiences) named += words(seen_by<T>.of(audience));
  return named > 0;
}

// Everything that stands below T as well.
template <class T>
constexpr bool hold_for() {
  if constexpr (describe::is_optional<T> || describe::is_list<T>) {
    return hold_for<typename T::value_type>();
  } else if constexpr (describe::is_choice<T>) {
    return []<class... One>(std::variant<One...> const*) {
      return (hold_for<One>() && ...);
    }(static_cast<T const*>(nullptr));
  } else if constexpr (describe::Described<T>) {
    static_assert(names_every_field<T>(), "a field of this record has no mark, or two, or the mark of no field");
    return []<class... Member>(boost::mp11::mp_list<Member...> const*) {
      return (hold_for<describe::TypeOf<Member>>() && ...);
    }(static_cast<boost::mp11::mp_rename<describe::Members<T>, boost::mp11::mp_list> const*>(nullptr));
  } else {
    return true;
  }
}

}  // namespace marks

// The thing as this view may have it: what is not for this view is as if it had never been filled in.
template <describe::Described T>
T as_seen(T thing, View view) {
  boost::mp11::mp_for_each<describe::Members<T>>([&](auto member) {
    constexpr auto audience = marks::audience_of<T>(decltype(member)::name);
    if (!may_see(view, audience)) thing.*member.pointer = {};
  });
  return thing;
}

}  // namespace protocol
