#pragma once
// Walks over anything that was received and holds every field against its mark: a field that is not for this view
// must carry nothing. Covers a new record on the day it is described. For tests, one thread.

#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "protocol/marks.hpp"
#include "protocol/pushes.hpp"

namespace isolation {

namespace describe = protocol::describe;

template <class T>
bool carries(T const& value) {
  if constexpr (describe::is_optional<T>) {
    return value.has_value();
  } else if constexpr (describe::is_list<T> || std::is_same_v<T, std::string>) {
    return !value.empty();
  } else {
    return !(value == T{});
  }
}

class Walk {
 public:
  explicit Walk(protocol::View view) : view_(view) {}

  template <class T>
  void over(T const& value) {
    if constexpr (describe::is_optional<T>) {
      if (value) over(*value);
    } else if constexpr (describe::is_list<T>) {
      for (auto const& one : value) over(one);
    } else if constexpr (describe::is_choice<T>) {
      std::visit([this](auto const& one) { over(one); }, value);
    } else if constexpr (describe::Described<T>) {
      boost::mp11::mp_for_each<describe::Members<T>>(
          [&](auto member) { field<T>(member.name, value.*member.pointer); });
    }
  }

  std::set<std::string> breaches;  // staff's fields that carried something and should not have
  std::set<std::string> shown;     // staff's fields that carried something and might

 private:
  template <class Owner, class T>
  void field(std::string_view name, T const& value) {
    if (protocol::marks::audience_of<Owner>(name) == protocol::Audience::staff && carries(value))
      (view_ == protocol::View::staff ? shown : breaches)
          .insert(std::string{describe::type_name<Owner>()} + "." + std::string{name});
    over(value);
  }

  protocol::View view_;
};

template <class T>
void note_fields_for_staff(std::set<std::string>& names) {
  if constexpr (describe::is_optional<T> || describe::is_list<T>) {
    note_fields_for_staff<typename T::value_type>(names);
  } else if constexpr (describe::Described<T>) {
    boost::mp11::mp_for_each<describe::Members<T>>([&](auto member) {
      if (protocol::marks::audience_of<T>(member.name) == protocol::Audience::staff)
        names.insert(std::string{describe::type_name<T>()} + "." + member.name);
      note_fields_for_staff<std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>>(names);
    });
  }
}

// Every field of a thing, or of a record inside it, that is marked for staff alone.
template <class Choice>
std::set<std::string> fields_for_staff() {
  std::set<std::string> names;
  [&]<class... Record>(std::variant<Record...> const*) {
    (note_fields_for_staff<Record>(names), ...);
  }(static_cast<Choice const*>(nullptr));
  return names;
}

}  // namespace isolation
