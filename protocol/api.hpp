#pragma once
// Bodies of the HTTP interface under /api/v1: what happens outside a live room (the library's office, coming in as
// staff, the harvest). Same strict decoding as frames. Requests that change something need `Content-Type:
// application/json`, the header `X-Plekberaad: 1` and our own Origin (guide reliability T18).

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "protocol/json.hpp"
#include "protocol/marks.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol::api {

using PasswordText = Text<200>;

// GET /api/v1/office: what the sign-in page needs to know.
struct OfficeState {
  std::string library;
  bool needs_password = false;  // first visit: set one with the one-time link
  bool is_signed_in = false;
};
BOOST_DESCRIBE_STRUCT(OfficeState, (), (library, needs_password, is_signed_in))

// POST /api/v1/office/password, with the ticket of the one-time link.
struct SetPassword {
  SecretText ticket;
  PasswordText password;  // 10..200 bytes
  TitleText library;
};
BOOST_DESCRIBE_STRUCT(SetPassword, (), (ticket, password, library))

// POST /api/v1/office/session: sets the cookie. DELETE ends it.
struct SignIn {
  PasswordText password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (password))

// POST /api/v1/rooms -> RoomMade. Phase and column ids may be left empty (""): the server fills them.
struct NewRoom {
  PlaceText place;
  QuestionText question;
  ListenText listen_here;
  std::vector<PhasePlan> phases;
  std::optional<bool> starts_at_once;  // practice and load: the first phase runs without anybody to start it
};
BOOST_DESCRIBE_STRUCT(NewRoom, (), (place, question, listen_here, phases, starts_at_once))

struct RoomMade {
  RoomCode code;
};
BOOST_DESCRIBE_STRUCT(RoomMade, (), (code))

struct RoomSummary {
  RoomCode code;
  std::string place;
  std::string question;
  bool has_begun = false;  // a phase was started
  bool is_closed = false;
  Millis opened_at = 0;
  int people = 0;
  bool is_erased = false;             // names and words are gone
  std::optional<Millis> to_erase_at;  // when they will be; known once it is closed
};
BOOST_DESCRIBE_STRUCT(RoomSummary, (),
                      (code, place, question, has_begun, is_closed, opened_at, people, is_erased, to_erase_at))

// GET /api/v1/rooms, newest first.
struct RoomList {
  std::vector<RoomSummary> rooms;
};
BOOST_DESCRIBE_STRUCT(RoomList, (), (rooms))

// GET /api/v1/rooms/CODE/people: everybody of whom something is kept, also who has left, so that the coordinator can
// find who asks to be forgotten. POST /api/v1/rooms/CODE/erase with one of them.
struct OfficePerson {
  SeatId seat;
  std::string label;
  Role role = Role::participant;
  bool has_left = false;
};
BOOST_DESCRIBE_STRUCT(OfficePerson, (), (seat, label, role, has_left))
struct OfficePeople {
  std::vector<OfficePerson> people;
};
BOOST_DESCRIBE_STRUCT(OfficePeople, (), (people))
struct ErasePerson {
  SeatId seat;
};
BOOST_DESCRIBE_STRUCT(ErasePerson, (), (seat))

// GET /api/v1/formats: scripts to start from.
struct Format {
  std::string key;  // Dutch, e.g. "eerste-avond"
  std::string title;
  std::vector<PhasePlan> phases;
};
BOOST_DESCRIBE_STRUCT(Format, (), (key, title, phases))
struct FormatList {
  std::vector<Format> formats;
};
BOOST_DESCRIBE_STRUCT(FormatList, (), (formats))

// POST /api/v1/rooms/CODE/invitations -> Invitation: a one-time link for who leads. Link: /leiding/CODE#SECRET
// POST /api/v1/rooms/CODE/screens -> Invitation without pin: a hall screen that also works while the door is shut.
// Link: /zaal/CODE#SECRET
struct Invite {
  Role role = Role::facilitator;
};
BOOST_DESCRIBE_STRUCT(Invite, (), (role))
struct Invitation {
  std::string secret;
  std::string pin;
  Millis expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (secret, pin, expires_at))

// POST /api/v1/rooms/CODE/staff -> StaffSeat and a device cookie. With ticket and pin, or in the coordinator's session
// (taking over). `id` as for a join: the same id again gives the same seat.
struct EnterAsStaff {
  CommandId id;
  std::optional<SecretText> ticket;
  std::optional<Text<12>> pin;
  Role role = Role::facilitator;
  NameText name;
  RulesVersion accepts;
};
BOOST_DESCRIBE_STRUCT(EnterAsStaff, (), (id, ticket, pin, role, name, accepts))
struct StaffSeat {
  SeatId seat;
  std::string token;
};
BOOST_DESCRIBE_STRUCT(StaffSeat, (), (seat, token))

// --- harvest: GET /api/v1/rooms/CODE/harvest (JSON), /harvest/talk.csv, cards.csv, counts.csv, proposals.csv,
// dots.csv ------------------------------------------------------------------------------------------------------------
// Without names: people are told apart by a number that means nothing outside this file.

struct HarvestTurn {
  std::string at;  // ISO 8601, UTC
  std::string phase;
  std::string kind;
  std::string side;
  int person = 0;
  int seconds = 0;
  std::string words;
  std::string gist;
  std::optional<std::string> speaks_for;  // absent: for oneself
};
BOOST_DESCRIBE_STRUCT(HarvestTurn, (), (at, phase, kind, side, person, seconds, words, gist, speaks_for))
struct HarvestCard {
  std::string phase;
  std::string column;
  std::string text;
  std::string side;
  std::string table;               // a line of that table: "3", "groepje 4"; "": a card
  int number = 0;                  // 1.. in this harvest
  std::optional<int> builds_on{};  // that number
  std::string theme{};             // "": none
};
BOOST_DESCRIBE_STRUCT(HarvestCard, (), (phase, column, text, side, table, number, builds_on, theme))
struct HarvestCount {
  std::string what;
  int hall = 0;
  int online = 0;
};
BOOST_DESCRIBE_STRUCT(HarvestCount, (), (what, hall, online))
// Only of which the answers were opened.
struct HarvestProposal {
  std::string phase;
  std::string text;
  int agree = 0;
  int live_with = 0;
  int object = 0;
  std::vector<std::string> objections;
  int people = 0;  // were here when the answers were opened
  bool goes_through = false;
};
BOOST_DESCRIBE_STRUCT(HarvestProposal, (), (phase, text, agree, live_with, object, objections, people, goes_through))
// What one card got in one ballot that was closed; only cards that got something.
struct HarvestDots {
  int ballot = 0;  // 1.. in the evening
  std::string phase;
  std::string card;
  int number = 0;  // of the card, as above
  int dots = 0;
  int stickers_hall = 0;
  int stickers_online = 0;
  int budget = 0;  // dots that each person had
  int people = 0;  // had dots
  int sets = 0;    // put some
};
BOOST_DESCRIBE_STRUCT(HarvestDots, (),
                      (ballot, phase, card, number, dots, stickers_hall, stickers_online, budget, people, sets))
struct Harvest {
  std::string library;
  std::string place;
  std::string question;
  std::string opened_at;
  std::vector<HarvestTurn> talk;
  std::vector<HarvestCard> cards;
  std::vector<HarvestCount> counts;
  std::vector<HarvestProposal> proposals;
  std::vector<HarvestDots> dots;
};
BOOST_DESCRIBE_STRUCT(Harvest, (), (library, place, question, opened_at, talk, cards, counts, proposals, dots))

// Every answer that is not 2xx. `error` is a refusal, or one of: bad_body, bad_request, busy, not_found, not_signed_in,
// password_too_short, pin_is_wrong, retry, subprotocol_unknown, too_big, too_many_tries, wrong_content_type,
// wrong_origin, wrong_password.
struct ApiError {
  std::string error;
  std::optional<std::string> path;
  std::optional<std::string> detail;
};
BOOST_DESCRIBE_STRUCT(ApiError, (), (error, path, detail))

// Decodes a body; T is one of the requests above. encode_body: one of the answers.
template <class T>
Decoded<T> decode_body(std::string_view json);
template <class T>
std::string encode_body(T const& body);

}  // namespace protocol::api

namespace protocol {

// Who sees the fields of the answers (marks.hpp). `seat` is here: who asked, and nobody else.
template <>
inline constexpr Marks seen_by<ColumnPlan>{.door = "id title"};
template <>
inline constexpr Marks seen_by<PhasePlan>{
    .door =
        "id key werkvorm title instruction minutes floor writing turn_seconds columns order round speaks_for target "
        "tables only_hands chairs proposal says_back voice"};
template <>
inline constexpr Marks seen_by<api::OfficeState>{.door = "library needs_password is_signed_in"};
template <>
inline constexpr Marks seen_by<api::RoomMade>{.office = "code"};
template <>
inline constexpr Marks seen_by<api::RoomSummary>{
    .office = "code place question has_begun is_closed opened_at people is_erased to_erase_at"};
template <>
inline constexpr Marks seen_by<api::RoomList>{.office = "rooms"};
template <>
inline constexpr Marks seen_by<api::OfficePerson>{.office = "seat label role has_left"};
template <>
inline constexpr Marks seen_by<api::OfficePeople>{.office = "people"};
template <>
inline constexpr Marks seen_by<api::Format>{.door = "key title phases"};
template <>
inline constexpr Marks seen_by<api::FormatList>{.door = "formats"};
template <>
inline constexpr Marks seen_by<api::Invitation>{.office = "secret pin expires_at"};
template <>
inline constexpr Marks seen_by<api::StaffSeat>{.seat = "seat token"};
template <>
inline constexpr Marks seen_by<api::HarvestTurn>{.office = "at phase kind side person seconds words gist speaks_for"};
template <>
inline constexpr Marks seen_by<api::HarvestCard>{.office = "phase column text side table number builds_on theme"};
template <>
inline constexpr Marks seen_by<api::HarvestCount>{.office = "what hall online"};
template <>
inline constexpr Marks seen_by<api::HarvestProposal>{
    .office = "phase text agree live_with object objections people goes_through"};
template <>
inline constexpr Marks seen_by<api::HarvestDots>{
    .office = "ballot phase card number dots stickers_hall stickers_online budget people sets"};
template <>
inline constexpr Marks seen_by<api::Harvest>{.office =
                                                 "library place question opened_at talk cards counts proposals dots"};
template <>
inline constexpr Marks seen_by<api::ApiError>{.seat = "error path detail"};

static_assert(
    marks::hold_for<std::variant<api::OfficeState, api::RoomMade, api::RoomList, api::OfficePeople, api::FormatList,
                                 api::Invitation, api::StaffSeat, api::Harvest, api::ApiError>>());

}  // namespace protocol
