#pragma once
// The described types as plain values that a program can walk: source of the generated TypeScript and JSON Schemas.
// Shapes live for ever once asked for. Used by the export program and by tests, on one thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/describe.hpp"
#include "protocol/marks.hpp"

namespace protocol {

struct Shape;

struct ShapeMember {
  std::string name{};
  bool is_optional = false;
  Shape const* shape = nullptr;
  std::optional<Audience> seen_by{};  // of what the server sends
};

struct Shape {
  enum class Kind { truth, whole, text, id, names, list, record, choice };
  Kind kind = Kind::truth;
  std::string name{};    // of a type that has one: "PostCard", "SeatId", "Role"
  std::string tag{};     // record: value of its `type`, "" without
  std::int64_t min = 0;  // whole
  std::int64_t max = 0;
  std::optional<std::size_t> bytes_max{};    // text
  std::optional<std::size_t> items_max{};    // list, when it has a limit of its own
  std::vector<std::string> names{};          // names
  std::vector<ShapeMember> members{};        // record, the tag not among them
  std::vector<Shape const*> alternatives{};  // choice
  Shape const* item = nullptr;               // list
};

template <class T>
Shape const& shape_of();

namespace shapes {

template <class T>
Shape of_record() {
  Shape shape{.kind = Shape::Kind::record, .name = std::string{describe::type_name<T>()}};
  if constexpr (describe::Tagged<T>) shape.tag = T::type;
  boost::mp11::mp_for_each<describe::Members<T>>([&](auto member) {
    using M = describe::TypeOf<decltype(member)>;
    std::optional<Audience> seen_by;
    if constexpr (marks::has_any<T>()) seen_by = marks::audience_of<T>(member.name);
    if constexpr (describe::is_optional<M>) {
      shape.members.push_back({member.name, true, &shape_of<typename M::value_type>(), seen_by});
    } else {
      shape.members.push_back({member.name, false, &shape_of<M>(), seen_by});
    }
  });
  return shape;
}

template <class T>
Shape make() {
  using Kind = Shape::Kind;
  if constexpr (std::is_same_v<T, bool>) {
    return {.kind = Kind::truth};
  } else if constexpr (std::is_same_v<T, int>) {
    return {.kind = Kind::whole, .min = INT32_MIN, .max = INT32_MAX};
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return {.kind = Kind::whole, .min = -limits::whole_number_max, .max = limits::whole_number_max};
  } else if constexpr (describe::is_whole<T>) {
    return {.kind = Kind::whole, .min = T::min, .max = T::max};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {.kind = Kind::text};
  } else if constexpr (describe::is_text<T>) {
    return {.kind = Kind::text, .bytes_max = T::bytes_max};
  } else if constexpr (describe::is_id<T>) {
    return {.kind = Kind::id, .name = describe::IdName<T>::get()};
  } else if constexpr (std::is_enum_v<T>) {
    return {.kind = Kind::names,
            .name = std::string{describe::type_name<T>()},
            .names = {describe::names<T>.begin(), describe::names<T>.end()}};
  } else if constexpr (describe::is_list<T>) {
    using Item = typename T::value_type;
    Shape shape{.kind = Kind::list, .item = &shape_of<Item>()};
    if (describe::list_length_max<Item> != limits::list_length_max) shape.items_max = describe::list_length_max<Item>;
    return shape;
  } else if constexpr (describe::is_choice<T>) {
    Shape shape{.kind = Kind::choice};
    [&]<class... A>(std::variant<A...> const*) {
      (shape.alternatives.push_back(&shape_of<A>()), ...);
    }(static_cast<T const*>(nullptr));
    return shape;
  } else {
    return of_record<T>();
  }
}

}  // namespace shapes

// A variant has no name of its own; the exporter names it.
template <class T>
Shape const& shape_of() {
  static Shape const shape = shapes::make<T>();
  return shape;
}

}  // namespace protocol
