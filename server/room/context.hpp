#pragma once
// Everything a decision needs from outside: who asks, when, who is here, and dice. Pure values.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

#include "protocol/text_reasons.hpp"
#include "protocol/vocabulary.hpp"

namespace room {

using protocol::DeviceId;
using protocol::Millis;
using protocol::ScreenState;
using protocol::SeatId;
using protocol::TextReason;
using protocol::TicketId;

// Seats with a line now, or lost less than limits::grace_ms ago, and the hall screen. The engine keeps it; it is never
// journalled.
struct Presence {
  std::unordered_set<SeatId> here;
  ScreenState screen = ScreenState::none;
  bool operator==(Presence const&) const = default;
};

// Deterministic dice (xoshiro256**), seeded by the engine from the system's randomness for each decision, so that
// equal input gives equal output. Source: Blackman and Vigna, public domain reference.
class Dice {
 public:
  explicit Dice(std::array<std::uint64_t, 4> seed) : state_(seed) {}
  std::uint64_t roll();
  std::size_t below(std::size_t bound);  // 0..bound-1, without bias; bound >= 1
  std::string id();                      // 10 of 31 signs: 49 bits

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

// Who asks. The engine has checked tokens, tickets and cookies; the room checks what they allow.
struct AtTheDoor {
  std::optional<TicketId> ticket;  // a ticket whose secret (and PIN) was right
};
struct InSeat {
  SeatId seat;
};
struct Office {};  // a coordinator, signed in, from outside the room
using Actor = std::variant<AtTheDoor, InSeat, Office>;

// A name after the text gate: trimmed, checked, with its look-alike skeleton. Set for commands that carry a name.
struct GatedName {
  std::string name;
  std::string folded;
};

struct Context {
  Millis now = 0;
  Actor actor;
  Presence const* presence = nullptr;  // never null while deciding
  Dice dice{{1, 2, 3, 4}};
  std::optional<GatedName> name;
  std::optional<TextReason> held;  // the rules for texts say: a person looks at these words first
  std::optional<DeviceId> device;  // TakeStaffSeat: the device that will hold the power
};

}  // namespace room
