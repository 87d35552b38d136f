#pragma once
// A room of one's own to rehearse in: made over HTTP, which `serve --limits relaxed` allows on loopback without a
// coordinator. Waits for the answers; called before a rehearsal begins.

#include <string>
#include <variant>

#include "clients/rehearsal/line.hpp"
#include "clients/rehearsal/person.hpp"
#include "protocol/api.hpp"

namespace rehearsal {

struct Failed {
  std::string why;
};

std::variant<protocol::RoomCode, Failed> make_room(Address const& address, protocol::api::NewRoom const& plan);

// A staff seat; the door holds token and device cookie.
std::variant<Door, Failed> enter_as_staff(Address const& address, protocol::RoomCode const& room,
                                          std::string const& name, protocol::Role role = protocol::Role::facilitator);

// Plans to make a room from.
protocol::api::NewRoom plan_of_an_evening();  // welcome, round, open floor, silent writing, harvest
protocol::api::NewRoom plan_of_open_floor();  // one long phase: hands, words, and one column of cards

}  // namespace rehearsal
