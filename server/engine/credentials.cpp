#include "server/engine/credentials.hpp"

#include <sodium.h>

#include <charconv>
#include <utility>
#include <vector>

namespace engine {

namespace {

// Letters and figures that nobody mixes up when reading aloud or copying from a beamer.
constexpr std::string_view signs_31 = "abcdefghjkmnpqrstuvwxyz23456789";
static_assert(signs_31.size() == 31);

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  while (parts.size() < 4) {
    auto const dot = text.find('.');
    parts.push_back(text.substr(0, dot));
    if (dot == std::string_view::npos) break;
    text.remove_prefix(dot + 1);
  }
  return parts;
}

bool same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string Credentials::mac(std::string_view purpose, RoomNumber room, std::string_view a, std::string_view b) const {
  // Parts are joined with a byte that none of them can hold, so that two different tuples never read alike.
  std::string input{purpose};
  input.append(1, '\n').append(std::to_string(room)).append(1, '\n').append(a).append(1, '\n').append(b);
  std::array<unsigned char, 24> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<unsigned char const*>(input.data()), input.size(),
                     key_.data(), key_.size());
  std::array<char, 33> text{};
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

std::string Credentials::seat_token(RoomNumber room, SeatToken const& token) const {
  auto const generation = std::to_string(token.generation);
  return token.seat.value + "." + generation + "." + mac("seat", room, token.seat.value, generation);
}

std::optional<SeatToken> Credentials::read_seat_token(RoomNumber room, std::string_view text) const {
  auto const parts = parts_of(text);
  if (parts.size() != 3) return std::nullopt;
  auto const generation = number_in<int>(parts[1]);
  if (!generation || !same(parts[2], mac("seat", room, parts[0], parts[1]))) return std::nullopt;
  return SeatToken{protocol::SeatId{std::string{parts[0]}}, *generation};
}

std::string Credentials::ticket(RoomNumber room, protocol::TicketId const& ticket) const {
  return ticket.value + "." + mac("ticket", room, ticket.value, "");
}

std::optional<protocol::TicketId> Credentials::read_ticket(RoomNumber room, std::string_view text) const {
  auto const parts = parts_of(text);
  if (parts.size() != 2 || !same(parts[1], mac("ticket", room, parts[0], ""))) return std::nullopt;
  return protocol::TicketId{std::string{parts[0]}};
}

std::string Credentials::pin(RoomNumber room, protocol::TicketId const& ticket) const {
  auto const hash = mac("pin", room, ticket.value, "");
  std::uint64_t number = 0;
  for (char const sign : hash) number = number * 131 + static_cast<unsigned char>(sign);
  auto digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::string Credentials::device(RoomNumber room, protocol::SeatId const& seat, protocol::DeviceId const& device) const {
  return device.value + "." + mac("device", room, seat.value, device.value);
}

std::optional<protocol::DeviceId> Credentials::read_device(RoomNumber room, protocol::SeatId const& seat,
                                                           std::string_view text) const {
  auto const parts = parts_of(text);
  if (parts.size() != 2 || !same(parts[1], mac("device", room, seat.value, parts[0]))) return std::nullopt;
  return protocol::DeviceId{std::string{parts[0]}};
}

std::string Credentials::screen_token(RoomNumber room) const { return mac("screen", room, "", ""); }

bool Credentials::is_screen_token(RoomNumber room, std::string_view text) const {
  return same(text, screen_token(room));
}

protocol::CommandId Credentials::join_id(RoomNumber room, protocol::CommandId const& id) const {
  return {mac("join", room, id.value, "")};
}

std::string Credentials::print_key(RoomNumber room, std::string_view asker_salt, std::string_view about_salt) const {
  return mac("print", room, asker_salt, about_salt);
}

std::string Credentials::session(protocol::Millis until, std::string_view nonce, std::string_view bound_to) const {
  auto const end = std::to_string(until);
  std::string const both = end + "/" + std::string{nonce};
  return end + "." + std::string{nonce} + "." + mac("office", 0, both, bound_to);
}

bool Credentials::session_is_good(std::string_view text, protocol::Millis now, std::string_view bound_to) const {
  auto const parts = parts_of(text);
  if (parts.size() != 3) return false;
  auto const until = number_in<protocol::Millis>(parts[0]);
  std::string const both = std::string{parts[0]} + "/" + std::string{parts[1]};
  return until && *until > now && same(parts[2], mac("office", 0, both, bound_to));
}

std::string random_signs(std::size_t signs) {
  std::string text;
  while (text.size() < signs) text += signs_31[randombytes_uniform(signs_31.size())];
  return text;
}

std::array<std::uint64_t, 4> random_seed() {
  // Each command gets a seed, and each question to the system costs a call into the kernel: so one asks for many. What
  // was given out is wiped.
  using Seed = std::array<std::uint64_t, 4>;
  thread_local std::array<Seed, 32> drawn{};
  thread_local std::size_t left = 0;
  if (left == 0) {
    randombytes_buf(drawn.data(), sizeof drawn);
    left = drawn.size();
  }
  return std::exchange(drawn[--left], Seed{});
}

}  // namespace engine
