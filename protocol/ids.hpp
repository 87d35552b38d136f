#pragma once
// Strong ids and small bounded values that every part of Plekberaad shares. Pure values, any thread.
// An id is text of 1..36 signs [A-Za-z0-9_-]. Ids that a room hands out are random, never counted, so that a gap
// between two ids tells nobody that something hidden lies in between.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace protocol {

template <class Tag>
struct Id {
  std::string value;
  auto operator<=>(Id const&) const = default;
  bool empty() const { return value.empty(); }
};

using RoomCode = Id<struct RoomCodeTag>;  // 8 of 31 signs, made by the server; an address, not a key
using SeatId = Id<struct SeatTag>;        // durable place of one person in one room
using PhaseId = Id<struct PhaseTag>;      // one timed part of the script
using ColumnId = Id<struct ColumnTag>;    // one column of the board
using CardId = Id<struct CardTag>;        // one idea on the board
using ThemeId = Id<struct ThemeTag>;      // cards of one column that belong together, under a name
using TurnId = Id<struct TurnTag>;        // one turn at the floor
using TicketId = Id<struct TicketTag>;    // one-time invitation (claim a seat, staff, hall screen)
using DeviceId = Id<struct DeviceTag>;    // a device that holds a staff capability
using CommandId = Id<struct CommandTag>;  // made by the client, unique per seat, idempotent for ever

// A moment: milliseconds since 1970-01-01 UTC, as the engine's clock says. Below 2^53.
using Millis = std::int64_t;

// Text with a limit in bytes. The decoder refuses more, naming the path. Empty text passes the decoder; whether it
// may be empty is for the text gate (server/text).
template <std::size_t BytesMax>
struct Text {
  static constexpr std::size_t bytes_max = BytesMax;
  std::string value;
  auto operator<=>(Text const&) const = default;
};

// A whole number with bounds. The decoder refuses a number outside them, naming the path.
template <std::int64_t Min, std::int64_t Max>
struct Whole {
  static constexpr std::int64_t min = Min;
  static constexpr std::int64_t max = Max;
  std::int64_t value = Min;
  auto operator<=>(Whole const&) const = default;
};

}  // namespace protocol

template <class Tag>
struct std::hash<protocol::Id<Tag>> {
  std::size_t operator()(protocol::Id<Tag> const& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
