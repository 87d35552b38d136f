#pragma once
// The only way to a log line. It takes numbers and sentences of our own making, and nothing else compiles: no text of a
// person, no name, token or code can slip into a log by being handed over (guide reliability T21; the counterexamples
// are compiled by tests/personal). Any thread.

#include <spdlog/spdlog.h>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace engine::log {

// Said by us about the machine: a file, an error of the system. Never what a person gave.
struct Sentence {
  std::string_view text;
};

template <class T>
concept Loggable = std::is_arithmetic_v<T> || std::same_as<T, Sentence>;

template <Loggable... Fields>
void info(spdlog::format_string_t<Fields const&...> line, Fields const&... fields) {
  spdlog::info(line, fields...);
}
template <Loggable... Fields>
void warn(spdlog::format_string_t<Fields const&...> line, Fields const&... fields) {
  spdlog::warn(line, fields...);
}
template <Loggable... Fields>
void error(spdlog::format_string_t<Fields const&...> line, Fields const&... fields) {
  spdlog::error(line, fields...);
}

}  // namespace engine::log

template <>
struct fmt::formatter<engine::log::Sentence> : fmt::formatter<std::string_view> {
  auto format(engine::log::Sentence const& sentence, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format(sentence.text, context);
  }
};
