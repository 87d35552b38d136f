#pragma once
// Seals without a secret: a mark and the text in hexadecimal, so that a mutation can make sealed texts that open. For
// the fuzz target `journal` and its seeds. One thread.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/json.hpp"

namespace fuzz {

struct Marked : protocol::Sealer, protocol::Opener {
  static constexpr std::string_view mark = "sealed:";
  static constexpr std::string_view digits = "0123456789abcdef";

  std::string seal(protocol::SeatId const&, std::string_view text) override {
    std::string sealed{mark};
    for (unsigned char const byte : text) sealed.append({digits[byte >> 4], digits[byte & 15]});
    return sealed;
  }
  void keep_name(protocol::PersonalName const&) override {}
  std::optional<std::string> open(protocol::SeatId const&, std::string_view sealed) override {
    if (!sealed.starts_with(mark)) return std::nullopt;
    sealed.remove_prefix(mark.size());
    if (sealed.size() % 2 != 0 || sealed.find_first_not_of(digits) != std::string_view::npos) return std::nullopt;
    std::string text;
    for (std::size_t at = 0; at < sealed.size(); at += 2) {
      text += static_cast<char>(digits.find(sealed[at]) << 4 | digits.find(sealed[at + 1]));
    }
    return text;
  }
  std::optional<protocol::PersonalName> name_of(protocol::SeatId const& owner) override {
    return protocol::PersonalName{owner, "Fatima", "fatima"};
  }
};

}  // namespace fuzz
