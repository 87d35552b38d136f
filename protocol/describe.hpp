#pragma once
// What codec, generators and tests ask of a described type: which family it belongs to, its members, its names. The
// only place that touches Boost.Describe itself. Compile time only; internal to protocol and its tests.

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "protocol/refusals.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol::describe {

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

template <class T>
inline constexpr bool is_text = false;
template <std::size_t Max>
inline constexpr bool is_text<Text<Max>> = true;

template <class T>
inline constexpr bool is_whole = false;
template <std::int64_t Min, std::int64_t Max>
inline constexpr bool is_whole<Whole<Min, Max>> = true;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class T>
inline constexpr bool is_choice = false;
template <class... T>
inline constexpr bool is_choice<std::variant<T...>> = true;

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

// Carries its wire name, e.g. PostCard::type. A member variable that happens to be called `type` (ThingKey) is data.
template <class T>
concept Tagged = Described<T> && requires {
  requires std::is_same_v<decltype(T::type), std::string_view const>;
};

template <Described T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class Descriptor>
struct MemberType;
template <class Owner, class T>
struct MemberType<T Owner::*> {
  using type = T;
};

// The type of the member that a descriptor stands for.
template <class Descriptor>
using TypeOf = typename MemberType<std::remove_cv_t<decltype(Descriptor::pointer)>>::type;

// Lists that have a limit of their own.
template <class Item>
inline constexpr std::size_t list_length_max = limits::list_length_max;
template <>
inline constexpr std::size_t list_length_max<PhasePlan> = limits::phases_max;
template <>
inline constexpr std::size_t list_length_max<ColumnPlan> = limits::columns_per_phase_max;

// Wire names of an enum, in order; the position is the value.
template <class Enum>
inline constexpr auto names = [] {
  using Enumerators = boost::describe::describe_enumerators<Enum>;
  std::array<std::string_view, boost::mp11::mp_size<Enumerators>::value> found{};
  std::size_t next = 0;
  boost::mp11::mp_for_each<Enumerators>([&](auto one) {
    if (static_cast<std::size_t>(one.value) != next) throw "an enumerator with a value of its own";
    found[next++] = one.name;
  });
  return found;
}();

// Refusal has more names than Describe can hold (refusals.hpp).
template <>
inline constexpr auto names<Refusal> = [] {
  std::array<std::string_view, refusal_names.size()> found{};
  for (std::size_t i = 0; i < found.size(); ++i) found[i] = refusal_names[i].second;
  return found;
}();

// Wire names of the alternatives of a choice, in order.
template <class Choice>
inline constexpr auto tags = [] {
  return []<class... T>(std::variant<T...> const*) {
    return std::array<std::string_view, sizeof...(T)>{T::type...};
  }(static_cast<Choice const*>(nullptr));
}();

// The bare C++ name, e.g. "PostCard"; Describe does not know it, the compiler does.
template <class T>
constexpr std::string_view type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  auto const colons = text.rfind("::");
  return colons == std::string_view::npos ? text : text.substr(colons + 2);
}

// RoomCodeTag is the code itself; SeatTag names a SeatId.
template <class T>
struct IdName;
template <class Tag>
struct IdName<Id<Tag>> {
  static std::string get() {
    std::string name{type_name<Tag>()};
    name.resize(name.size() - std::string_view{"Tag"}.size());
    return name == "RoomCode" ? name : name + "Id";
  }
};

}  // namespace protocol::describe
