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

// `folded` is the look-alike skeleton of the name (text gate), so that the core can tell names apart without ICU.
struct PersonalName {
  SeatId owner;
  std::string name;
  std::string folded;
  bool is_erased = false;
  bool operator==(PersonalName const&) const = default;
};

}  // namespace protocol
