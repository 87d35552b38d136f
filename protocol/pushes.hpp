#pragma once
// What a client is told. `update` is shared by everybody with the same view and counts densely (`n`); the others are
// private. Order and resume: protocol/README.md.

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/refusals.hpp"
#include "protocol/things.hpp"

namespace protocol {

// First answer at the door: what a person without a seat may know.
struct Lobby {
  static constexpr std::string_view type = "lobby";
  RoomCode code;
  std::string library;
  std::string place;
  std::string question;
  bool joins_are_frozen = false;
  bool is_full = false;
  int house_rules = 0;  // the version to accept
  Millis now = 0;
};
BOOST_DESCRIBE_STRUCT(Lobby, (), (code, library, place, question, joins_are_frozen, is_full, house_rules, now))
template <>
inline constexpr Marks seen_by<Lobby>{.door = "code library place question joins_are_frozen is_full house_rules now"};

// Answer to join and claim_seat: the token is shown to this phone only. A snapshot follows.
struct Seated {
  static constexpr std::string_view type = "seated";
  CommandId id;
  SeatId seat;
  std::string token;
};
BOOST_DESCRIBE_STRUCT(Seated, (), (id, seat, token))
template <>
inline constexpr Marks seen_by<Seated>{.seat = "id seat token"};

// To a hall screen that came in by the open door: with this token it comes back while the door is closed, until the
// evening is. It opens nothing else.
struct ScreenKnown {
  static constexpr std::string_view type = "screen_known";
  std::string token;
};
BOOST_DESCRIBE_STRUCT(ScreenKnown, (), (token))
template <>
inline constexpr Marks seen_by<ScreenKnown>{.seat = "token"};

// The whole view in one or more pages; apply them together when `is_last` has come. `n` is the view's counter.
struct Snapshot {
  static constexpr std::string_view type = "snapshot";
  std::string epoch;
  std::int64_t n = 0;
  View view = View::participant;
  Millis now = 0;
  int page = 1;
  bool is_last = true;
  std::vector<Thing> things;
};
BOOST_DESCRIBE_STRUCT(Snapshot, (), (epoch, n, view, now, page, is_last, things))
template <>
inline constexpr Marks seen_by<Snapshot>{.room = "epoch n view now page is_last things"};

// Everything after the client's `n` follows as updates; `n` here is the head.
struct Resumed {
  static constexpr std::string_view type = "resumed";
  std::string epoch;
  std::int64_t n = 0;
  Millis now = 0;
};
BOOST_DESCRIBE_STRUCT(Resumed, (), (epoch, n, now))
template <>
inline constexpr Marks seen_by<Resumed>{.room = "epoch n now"};

// New values of what changed. `cause` is the command's id: for its sender this is "done".
struct Update {
  static constexpr std::string_view type = "update";
  std::int64_t n = 0;
  std::optional<CommandId> cause;
  std::vector<Thing> changed;
  std::vector<ThingKey> removed;
};
BOOST_DESCRIBE_STRUCT(Update, (), (n, cause, changed, removed))
template <>
inline constexpr Marks seen_by<Update>{.room = "n cause changed removed"};

struct OwnChanged {
  static constexpr std::string_view type = "own";
  Own own;
};
BOOST_DESCRIBE_STRUCT(OwnChanged, (), (own))
template <>
inline constexpr Marks seen_by<OwnChanged>{.seat = "own"};

// The cards of the own seat. After every snapshot or resumed: all of them, in frames of which the first says
// `is_start` (throw away what you had). After that only what changed.
struct OwnCards {
  static constexpr std::string_view type = "own_cards";
  SeatId seat;
  bool is_start = false;
  std::vector<OwnCard> changed;
  std::vector<CardId> removed;
};
BOOST_DESCRIBE_STRUCT(OwnCards, (), (seat, is_start, changed, removed))
template <>
inline constexpr Marks seen_by<OwnCards>{.seat = "seat is_start changed removed"};

// Done, when no update with this id goes to the sender's view, or when the same command came again.
struct Done {
  static constexpr std::string_view type = "done";
  CommandId id;
};
BOOST_DESCRIBE_STRUCT(Done, (), (id))
template <>
inline constexpr Marks seen_by<Done>{.seat = "id"};

struct Refused {
  static constexpr std::string_view type = "refused";
  CommandId id;
  Refusal reason = Refusal::not_allowed;
  std::optional<std::string> path;  // the field it is about
};
BOOST_DESCRIBE_STRUCT(Refused, (), (id, reason, path))
template <>
inline constexpr Marks seen_by<Refused>{.seat = "id reason path"};

// Not kept; send the same command with the same id again after `after_ms`.
struct Retry {
  static constexpr std::string_view type = "retry";
  CommandId id;
  RetryReason reason = RetryReason::room_is_loading;
  int after_ms = 1000;
};
BOOST_DESCRIBE_STRUCT(Retry, (), (id, reason, after_ms))
template <>
inline constexpr Marks seen_by<Retry>{.seat = "id reason after_ms"};

// The message could not be read: where, and why. `id` when it could be found.
struct BadMessage {
  static constexpr std::string_view type = "bad_message";
  std::optional<CommandId> id;
  std::string path;  // e.g. "body.text", "" for the whole
  Problem problem = Problem::not_json;
  std::string detail;  // for developers, English
};
BOOST_DESCRIBE_STRUCT(BadMessage, (), (id, path, problem, detail))
template <>
inline constexpr Marks seen_by<BadMessage>{.seat = "id path problem detail"};

// A one-time ticket for the asker to hand over. `secret` goes into the link's fragment, never into a query.
struct Ticket {
  static constexpr std::string_view type = "ticket";
  CommandId id;
  TicketPurpose purpose = TicketPurpose::claim_seat;
  std::string secret;
  std::optional<std::string> pin;  // take_staff_seat
  Millis expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (id, purpose, secret, pin, expires_at))
template <>
inline constexpr Marks seen_by<Ticket>{.seat = "id purpose secret pin expires_at"};

// Ephemeral: who is connected now, at most once a second; newest value only.
struct Presence {
  static constexpr std::string_view type = "presence";
  std::vector<SeatId> here;
  int hall = 0;    // residents in the hall, proxied ones included; without staff
  int online = 0;  // residents online who are connected
  bool operator==(Presence const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Presence, (), (here, hall, online))
template <>
inline constexpr Marks seen_by<Presence>{.room = "here hall online"};

// Ephemeral: the speaker is typing.
struct TypingShown {
  static constexpr std::string_view type = "typing";
  SeatId seat;
  bool is_typing = false;
};
BOOST_DESCRIBE_STRUCT(TypingShown, (), (seat, is_typing))
template <>
inline constexpr Marks seen_by<TypingShown>{.room = "seat is_typing"};

// To who looked back: turns before the oldest that page has, in order, and who of their speakers has gone. `is_all`:
// there is nothing before these.
struct EarlierTurns {
  static constexpr std::string_view type = "earlier_turns";
  TurnId before;
  std::vector<Thing> things;
  bool is_all = true;
};
BOOST_DESCRIBE_STRUCT(EarlierTurns, (), (before, things, is_all))
template <>
inline constexpr Marks seen_by<EarlierTurns>{.room = "before things is_all"};

using Push = std::variant<Lobby, Seated, ScreenKnown, Snapshot, Resumed, Update, OwnChanged, OwnCards, Done, Refused,
                          Retry, BadMessage, Ticket, Presence, TypingShown, EarlierTurns>;
static_assert(marks::hold_for<Push>());

}  // namespace protocol
