#pragma once
// Fills any described value with plausible and nasty contents, and compares two of them; both by walking the
// descriptions, so that a new message is covered on the day it is added. Equal seeds give equal fillings.

#include <random>

#include "protocol/describe.hpp"
#include "protocol/events.hpp"

namespace filling {

namespace describe = protocol::describe;

enum class Optionals { absent, present, either };

class Filler {
 public:
  explicit Filler(unsigned seed, Optionals optionals = Optionals::either) : dice_(seed), optionals_(optionals) {}

  template <class T>
  T make() {
    T value{};
    fill(value);
    return value;
  }

  template <class T>
  void fill(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = below(2) == 1;
    } else if constexpr (std::is_same_v<T, int>) {
      value = static_cast<int>(between(INT32_MIN, INT32_MAX));
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      value = between(-protocol::limits::whole_number_max, protocol::limits::whole_number_max);
    } else if constexpr (describe::is_whole<T>) {
      value.value = between(T::min, T::max);
    } else if constexpr (std::is_same_v<T, std::string>) {
      value = text(200);
    } else if constexpr (describe::is_text<T>) {
      value.value = text(T::bytes_max);
    } else if constexpr (describe::is_id<T>) {
      value.value = id();
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(below(describe::names<T>.size()));
    } else if constexpr (std::is_same_v<T, protocol::PersonalText>) {
      value = {protocol::SeatId{id()}, text(200), false};
    } else if constexpr (std::is_same_v<T, protocol::PersonalName>) {
      value = {protocol::SeatId{id()}, text(60), text(60), false};
    } else if constexpr (describe::is_optional<T>) {
      bool const is_present = optionals_ == Optionals::either ? below(2) == 1 : optionals_ == Optionals::present;
      if (is_present) fill(value.emplace());
    } else if constexpr (describe::is_list<T>) {
      value.resize(1 + below(3));
      for (auto& one : value) fill(one);
    } else if constexpr (describe::is_choice<T>) {
      fill_choice(value, below(std::variant_size_v<T>));
    } else {
      boost::mp11::mp_for_each<describe::Members<T>>([&](auto member) { fill(value.*member.pointer); });
    }
  }

  template <class... T>
  void fill_choice(std::variant<T...>& value, std::size_t index) {
    std::size_t at = 0;
    ((at++ == index ? fill(value.template emplace<T>()) : void()), ...);
  }

 private:
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>{0, bound - 1}(dice_); }
  std::int64_t between(std::int64_t min, std::int64_t max) {
    if (below(8) == 0) return below(2) == 1 ? min : max;
    return std::uniform_int_distribution<std::int64_t>{min, max}(dice_);
  }

  std::string id() {
    static constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    std::string made(1 + below(protocol::limits::id_length_max), ' ');
    for (auto& sign : made) sign = signs[below(signs.size())];
    return made;
  }

  std::string text(std::size_t bytes_max) {
    using namespace std::string_view_literals;
    static constexpr std::string_view pieces[] = {"buurt"sv,  " "sv,        "\""sv,        "\\"sv,
                                                  "\n"sv,     "\t\r\b\f"sv, "\0"sv,        "\x1f"sv,
                                                  "\x7f"sv,   "é"sv,        "ŵ"sv,         "👩‍👩‍👧"sv,
                                                  "\u2028"sv, "مرحبا"sv,    "</script>"sv, "{\"type\":1}"sv};
    std::string made;
    for (std::size_t i = below(8); i > 0; --i) {
      auto const piece = pieces[below(std::size(pieces))];
      if (made.size() + piece.size() <= bytes_max) made += piece;
    }
    return made;
  }

  std::mt19937 dice_;
  Optionals optionals_;
};

template <class T>
bool equal(T const& a, T const& b) {
  if constexpr (describe::is_choice<T>) {
    return a.index() == b.index() && std::visit([&]<class A>(A const& one) { return equal(one, std::get<A>(b)); }, a);
  } else if constexpr (describe::is_optional<T>) {
    return a.has_value() == b.has_value() && (!a || equal(*a, *b));
  } else if constexpr (describe::is_list<T>) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!equal(a[i], b[i])) return false;
    }
    return true;
  } else if constexpr (describe::Described<T>) {
    bool all = true;
    boost::mp11::mp_for_each<describe::Members<T>>(
        [&](auto member) { all = all && equal(a.*member.pointer, b.*member.pointer); });
    return all;
  } else {
    return a == b;
  }
}

}  // namespace filling
