#pragma once
// Secrets that open doors: seat tokens, tickets with their PIN, device cookies, the office's session. Each is derived
// from the server's key with a keyed hash (libsodium BLAKE2b), so that none is stored and an answer that got lost can
// be given again. Comparing takes equal time. What a right secret allows is for the room to say. Any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ids.hpp"
#include "server/journal/journal.hpp"

namespace engine {

using journal::RoomNumber;

struct SeatToken {
  protocol::SeatId seat;
  int generation = 0;
};

class Credentials {
 public:
  using Key = std::array<unsigned char, 32>;
  explicit Credentials(Key const& key) : key_(key) {}

  std::string seat_token(RoomNumber room, SeatToken const& token) const;  // "seat.generation.192-bit mac"
  std::optional<SeatToken> read_seat_token(RoomNumber room, std::string_view text) const;

  std::string ticket(RoomNumber room, protocol::TicketId const& ticket) const;
  std::optional<protocol::TicketId> read_ticket(RoomNumber room, std::string_view text) const;
  std::string pin(RoomNumber room, protocol::TicketId const& ticket) const;  // 6 figures

  std::string device(RoomNumber room, protocol::SeatId const& seat, protocol::DeviceId const& device) const;
  std::optional<protocol::DeviceId> read_device(RoomNumber room, protocol::SeatId const& seat,
                                                std::string_view text) const;

  // What lets a hall screen of this room come back; one for all of them.
  std::string screen_token(RoomNumber room) const;
  bool is_screen_token(RoomNumber room, std::string_view text) const;

  // What a join id is kept as. The id itself opens the seat once more for who lost the answer, so it is in no file.
  protocol::CommandId join_id(RoomNumber room, protocol::CommandId const& id) const;

  // Key for the prints of this room's commands (protocol::print_of).
  // The salts are of the people whose words a command holds (protocol::SeatTaken::salt); "": none.
  std::string print_key(RoomNumber room, std::string_view asker_salt, std::string_view about_salt) const;

  // The session of a coordinator; ends at `until`, or when the password (`bound_to`) changes.
  std::string session(protocol::Millis until, std::string_view nonce, std::string_view bound_to) const;
  bool session_is_good(std::string_view text, protocol::Millis now, std::string_view bound_to) const;

 private:
  std::string mac(std::string_view purpose, RoomNumber room, std::string_view a, std::string_view b) const;
  Key key_;
};

// Random signs from the system, for one-time links and ids outside rooms. `signs` of 31 letters and figures.
std::string random_signs(std::size_t signs);
std::array<std::uint64_t, 4> random_seed();

}  // namespace engine
