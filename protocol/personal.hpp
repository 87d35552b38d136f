#pragma once
// What a person wrote and how a person is called, inside an event. The journal stores a text encrypted under the key of
// its owner and a name in a side table; after erasing both read back as erased (guide architecture 11). Pure values.

#include <string>

#include "protocol/ids.hpp"

namespace protocol {

struct PersonalText {
  SeatId owner;
  std::string text;
  bool is_erased = false;
  bool operator==(PersonalText const&) const = default;
};

// `folded` lets the core tell names apart without ICU. It holds what the text gate made of the name: how it is read
// (case and script folded) and, behind `between_folds`, how it looks (its skeleton as typed). Two names are namesakes
// when they are read alike or look alike: "Ilse" and "llse" do, "Lia" and "Ila" do not.
inline constexpr char between_folds = '\x1f';

struct PersonalName {
  SeatId owner;
  std::string name;
  std::string folded;
  bool is_erased = false;
  bool operator==(PersonalName const&) const = default;
};

}  // namespace protocol
