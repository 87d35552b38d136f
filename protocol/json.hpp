#pragma once
// Messages to JSON and back; nothing else in Plekberaad knows JSON. Decoding is strict: unknown, missing, duplicate,
// mistyped and oversize fields are refused with the path of the place. Field order is free.
// Functions are thread-safe; each thread keeps its own parser inside.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/commands.hpp"
#include "protocol/events.hpp"
#include "protocol/pushes.hpp"

namespace protocol {

// What could not be read: `path` is the place ("body.text", "phases[2].minutes", "" for the whole message), `detail`
// is for developers. `id` is the command's id when it could be found in spite of the fault.
struct BadInput {
  std::string path;
  Problem problem = Problem::not_json;
  std::string detail;
  std::optional<CommandId> id;
};

template <class T>
using Decoded = std::variant<T, BadInput>;

// Frames of clients and of the server. The text must be whole; at most limits::inbound_bytes_max for client frames.
Decoded<ClientFrame> decode_client_frame(std::string_view json);
Decoded<Push> decode_push(std::string_view json);
std::string encode(ClientFrame const& frame);
std::string encode(Push const& push);

// A stable print (hex, 32 signs, BLAKE2b) of a command's content, for Cause::print. With a `key` (16..64 secret bytes)
// nobody can guess short contents, such as a name, from a print that was left behind.
std::string print_of(Command const& command, std::string_view key = {});

// The journal seals what is personal while encoding and opens it while decoding.
struct Sealer {
  virtual ~Sealer() = default;
  // Returns the stored form of a text that belongs to `owner` (printable ASCII, no plain text in it).
  virtual std::string seal(SeatId const& owner, std::string_view text) = 0;
  // Takes a name out of the event; nothing of it is written into the JSON.
  virtual void keep_name(PersonalName const& name) = 0;
};
struct Opener {
  virtual ~Opener() = default;
  // none: erased.
  virtual std::optional<std::string> open(SeatId const& owner, std::string_view sealed) = 0;
  // none: erased.
  virtual std::optional<PersonalName> name_of(SeatId const& owner) = 0;
};
std::string encode_record(Record const& record, Sealer& sealer);
Decoded<Record> decode_record(std::string_view json, Opener& opener);

}  // namespace protocol
