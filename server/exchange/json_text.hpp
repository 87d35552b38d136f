#pragma once
// JSON for people and programs to read: keys in the order they are put, one row of a list on a line, numbers as short
// as they read back exactly. For findings, which hold fractions; messages of Plekberaad hold none and go by protocol.
// Pure; one owner.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

class JsonText {
 public:
  void open(char bracket) { begin({}, bracket); }
  void open(std::string_view key, char bracket) { begin(key, bracket); }
  void close();

  template <class T>
  void put(std::string_view key, T const& value) {
    next(key);
    write(value);
  }
  template <class T>
  void put(T const& value) {
    next({});
    write(value);
  }

  std::string take() { return std::move(out_); }

 private:
  void begin(std::string_view key, char bracket);
  void next(std::string_view key);
  void break_line();
  void write(std::string_view text);
  void write(std::string const& text) { write(std::string_view{text}); }
  void write(char const* text) { write(std::string_view{text}); }
  void write(bool truth) { out_ += truth ? "true" : "false"; }
  void write(double number);
  void write(std::integral auto number) { out_ += std::to_string(number); }

  std::string out_;
  std::string closing_;  // brackets that are open
  bool is_first_ = true;
};

}  // namespace exchange
