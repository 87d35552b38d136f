#pragma once
// What has happened: past tense, kept in the journal for years. Events carry results, never recipes: a drawn order,
// not "draw an order"; replay rolls no dice and reads no clock. Never change the meaning of a field; add a new event.
// Personal data: an event names people by seat id only. What a person wrote is `PersonalText` (stored encrypted under
// the key of its owner); names are `PersonalName` (stored in a side table). After erasing both read back as erased.

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/events_board.hpp"
#include "protocol/events_floor.hpp"
#include "protocol/events_forms.hpp"
#include "protocol/events_moderation.hpp"
#include "protocol/events_tables.hpp"
#include "protocol/personal.hpp"
#include "protocol/text_reasons.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

struct RoomOpened {
  static constexpr std::string_view type = "room_opened";
  RoomCode code;
  PlaceText place;
  QuestionText question;
  ListenText listen_here;
  std::vector<PhasePlan> phases;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(RoomOpened, (), (code, place, question, listen_here, phases, at))

struct RoomCorrected {
  static constexpr std::string_view type = "room_corrected";
  PlaceText place;
  QuestionText question;
  ListenText listen_here;
  std::optional<SeatId> by;  // none: the coordinator's office
};
BOOST_DESCRIBE_STRUCT(RoomCorrected, (), (place, question, listen_here, by))

struct RoomClosed {
  static constexpr std::string_view type = "room_closed";
  std::optional<SeatId> by;  // none: the coordinator's office
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(RoomClosed, (), (by, at))
struct RoomPaused {
  static constexpr std::string_view type = "room_paused";
  SeatId by;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(RoomPaused, (), (by, at))

// Clocks go on; the new ends are results.
struct RoomResumed {
  static constexpr std::string_view type = "room_resumed";
  SeatId by;
  Millis at = 0;
  Millis phase_ends_at = 0;
  std::optional<Millis> turn_ends_at;
};
BOOST_DESCRIBE_STRUCT(RoomResumed, (), (by, at, phase_ends_at, turn_ends_at))

struct JoinsFrozen {
  static constexpr std::string_view type = "joins_frozen";
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(JoinsFrozen, (), (by))
struct JoinsOpened {
  static constexpr std::string_view type = "joins_opened";
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(JoinsOpened, (), (by))

// `accepted` is the version of house rules and privacy line that the person agreed to; none for a proxied person.
struct SeatTaken {
  static constexpr std::string_view type = "seat_taken";
  SeatId seat;
  PersonalName name;
  int number = 0;  // 1.. in order of arrival; tells namesakes apart
  Role role = Role::participant;
  Side side = Side::online;
  std::optional<TableNumber> table;
  std::optional<RulesVersion> accepted;
  bool is_proxied = false;         // entered by somebody else, has no device
  std::optional<SeatId> by;        // who entered or invited
  std::optional<TicketId> ticket;  // the ticket that was used up
  Millis at = 0;
  std::optional<int> among_namesakes{};  // 1.. of those with this name; a result, because names change and are erased
  std::optional<PersonalText> salt{};    // of the prints of this person's commands: without it none can be guessed back
  std::optional<HandCard> hand_card{};
  std::optional<bool> is_first_time{};
};
BOOST_DESCRIBE_STRUCT(SeatTaken, (),
                      (seat, name, number, role, side, table, accepted, is_proxied, by, ticket, at, among_namesakes,
                       salt, hand_card, is_first_time))

struct SeatRenamed {
  static constexpr std::string_view type = "seat_renamed";
  SeatId seat;
  PersonalName name;
  std::optional<int> among_namesakes{};
  std::optional<SeatId> by{};  // who entered it for somebody without a phone
};
BOOST_DESCRIBE_STRUCT(SeatRenamed, (), (seat, name, among_namesakes, by))

struct SeatMoved {
  static constexpr std::string_view type = "seat_moved";
  SeatId seat;
  Side side = Side::online;
  std::optional<TableNumber> table;
};
BOOST_DESCRIBE_STRUCT(SeatMoved, (), (seat, side, table))

// A proxied person goes on with an own phone. Earlier tokens of the seat stop working (`generation` rises).
struct SeatClaimed {
  static constexpr std::string_view type = "seat_claimed";
  SeatId seat;
  TicketId ticket;
  RulesVersion accepted;
  int generation = 0;
};
BOOST_DESCRIBE_STRUCT(SeatClaimed, (), (seat, ticket, accepted, generation))

// The paper card with this number is for this person; none: given back. It is given back as well when the seat ends or
// goes on with a phone.
struct HandCardGiven {
  static constexpr std::string_view type = "hand_card_given";
  SeatId seat;
  std::optional<HandCard> number;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(HandCardGiven, (), (seat, number, by))

struct SeatLeft {
  static constexpr std::string_view type = "seat_left";
  SeatId seat;
};
BOOST_DESCRIBE_STRUCT(SeatLeft, (), (seat))
struct SeatRemoved {
  static constexpr std::string_view type = "seat_removed";
  SeatId seat;
  SeatId by;
  PersonalText reason;  // owner: who removed
};
BOOST_DESCRIBE_STRUCT(SeatRemoved, (), (seat, by, reason))

struct RoleAssigned {
  static constexpr std::string_view type = "role_assigned";
  SeatId seat;
  Role role = Role::participant;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(RoleAssigned, (), (seat, role, by))

struct TicketOffered {
  static constexpr std::string_view type = "ticket_offered";
  TicketId ticket;
  TicketPurpose purpose = TicketPurpose::claim_seat;
  std::optional<SeatId> seat;  // claim_seat
  std::optional<Role> role;    // take_staff_seat
  std::optional<SeatId> by;    // none: the coordinator's office
  Millis expires_at = 0;
  std::optional<TableNumber> table{};  // table_tablet
};
BOOST_DESCRIBE_STRUCT(TicketOffered, (), (ticket, purpose, seat, role, by, expires_at, table))

struct DeviceAdmitted {
  static constexpr std::string_view type = "device_admitted";
  SeatId seat;
  DeviceId device;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(DeviceAdmitted, (), (seat, device, at))
struct DeviceRevoked {
  static constexpr std::string_view type = "device_revoked";
  SeatId seat;
  DeviceId device;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(DeviceRevoked, (), (seat, device, by))

struct TroubleSignalled {
  static constexpr std::string_view type = "trouble_signalled";
  SeatId seat;
  Trouble trouble = Trouble::no_sound;
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(TroubleSignalled, (), (seat, trouble, at))
struct TroubleCleared {
  static constexpr std::string_view type = "trouble_cleared";
  SeatId seat;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(TroubleCleared, (), (seat, by))

// The journal deletes name and key with this very event: every text of the seat reads as erased, in old events too.
struct SeatErased {
  static constexpr std::string_view type = "seat_erased";
  SeatId seat;
  std::optional<SeatId> by;  // none: the coordinator's office
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(SeatErased, (), (seat, by, at))
// The time for which an evening is kept has passed: all keys of the room are gone.
struct RoomErased {
  static constexpr std::string_view type = "room_erased";
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(RoomErased, (), (at))

// --- script -------------------------------------------------------------------------------------------------------

struct PhaseStarted {
  static constexpr std::string_view type = "phase_started";
  PhaseId phase;
  Millis at = 0;
  Millis ends_at = 0;
  bool queue_is_open = false;
  std::optional<SeatId> by;
};
BOOST_DESCRIBE_STRUCT(PhaseStarted, (), (phase, at, ends_at, queue_is_open, by))

struct PhaseExtended {
  static constexpr std::string_view type = "phase_extended";
  PhaseId phase;
  Millis ends_at = 0;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(PhaseExtended, (), (phase, ends_at, by))

struct PhaseCorrected {
  static constexpr std::string_view type = "phase_corrected";
  PhaseId phase;
  TitleText title;
  InstructionText instruction;
  PhaseMinutes minutes;
  std::optional<Millis> ends_at;  // when the running phase got other minutes
  std::optional<SeatId> by;       // none: the coordinator's office
};
BOOST_DESCRIBE_STRUCT(PhaseCorrected, (), (phase, title, instruction, minutes, ends_at, by))

// --- board --------------------------------------------------------------------------------------------------------

struct CardPosted {
  static constexpr std::string_view type = "card_posted";
  CardId card;
  ColumnId column;
  PhaseId phase;
  SeatId author;
  PersonalText text;
  bool is_draft = false;     // written in silence: only the author sees it until the reveal
  std::optional<SeatId> by;  // who entered it for the author
  Millis at = 0;
  std::optional<TableNumber> table{};  // a line of that table: only it and the staff see it until all are together
  std::optional<CardId> builds_on{};
  std::optional<bool> is_private{};
  std::optional<CardOrigin> origin{};        // absent: nobody noted it
  std::optional<TextReason> held_because{};  // set: only its author and the staff see it until a person has looked
};
BOOST_DESCRIBE_STRUCT(CardPosted, (),
                      (card, column, phase, author, text, is_draft, by, at, table, builds_on, is_private, origin,
                       held_because))

struct CardEdited {
  static constexpr std::string_view type = "card_edited";
  CardId card;
  PersonalText text;
  std::optional<SeatId> by;                  // who mended it, when that is not the author
  std::optional<TextReason> held_because{};  // as in CardPosted; absent: it waits for nothing any more
};
BOOST_DESCRIBE_STRUCT(CardEdited, (), (card, text, by, held_because))
// Whether it goes home in a report.
struct CardPrivacySet {
  static constexpr std::string_view type = "card_privacy_set";
  CardId card;
  bool is_private = false;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(CardPrivacySet, (), (card, is_private, by))
struct CardRetracted {
  static constexpr std::string_view type = "card_retracted";
  CardId card;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(CardRetracted, (), (card, by))
struct CardMoved {
  static constexpr std::string_view type = "card_moved";
  CardId card;
  ColumnId column;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(CardMoved, (), (card, column, by))

struct CardsRevealed {
  static constexpr std::string_view type = "cards_revealed";
  PhaseId phase;
  std::vector<CardId> order;  // drawn, so that place on the board tells nothing about who or when
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(CardsRevealed, (), (phase, order, by))

struct ItemHidden {
  static constexpr std::string_view type = "item_hidden";
  Item item;
  SeatId by;
  PersonalText reason;  // owner: who hid
  Millis at = 0;
};
BOOST_DESCRIBE_STRUCT(ItemHidden, (), (item, by, reason, at))
struct ItemRestored {
  static constexpr std::string_view type = "item_restored";
  Item item;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(ItemRestored, (), (item, by))

using Event =
    std::variant<RoomOpened, RoomCorrected, RoomClosed, RoomPaused, RoomResumed, JoinsFrozen, JoinsOpened, SeatTaken,
                 SeatRenamed, SeatMoved, SeatClaimed, HandCardGiven, SeatLeft, SeatRemoved, RoleAssigned, TicketOffered,
                 DeviceAdmitted, DeviceRevoked, TroubleSignalled, TroubleCleared, PhaseStarted, PhaseExtended,
                 PhaseCorrected, QueueOpened, QueueClosed, FloorRequested, HandLowered, HandMoved, HandWaitedLong,
                 FloorGranted, GrantUndone, TurnExtended, SpeakerLost, SpeakerBack, StretchSet, TurnEqualised,
                 TurnEnded, WordsSaid, OnlineUnheard, SeatNudged, NudgesSet, GistAdded, SeatSpeaksFor, RoundStarted,
                 SecondChanceBegun, RoundEnded, CardPosted, CardEdited, CardRetracted, CardMoved, CardsRevealed,
                 ItemHidden, ItemRestored, TablesProposed, PeopleSeated, HelpCalled, HelpAnswered, HelpEnded,
                 TablesTold, SeatErased, RoomErased, ChairTaken, ChairLeft, ConsentAsked, ConsentAnswered,
                 AnswersOpened, HeardRightly, HeardWrongly, VoicePassed, CardPrivacySet, SeatTogether, ThemeMade,
                 ThemeRenamed, CardThemed, ThemesMerged, MergeUndone, BoardFrozen, BoardOpened, DotsOpened, DotsPlaced,
                 SeatAdmitted, StickersCounted, DotsClosed, CardPublished, CardReturned>;

// Which command made an event: (seat, id) is idempotent for ever. `print` is a hash of the command's content, so that
// the same id with other content is noticed. A join has the new seat here.
struct Cause {
  SeatId seat;
  CommandId id;
  std::string print;
  bool operator==(Cause const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Cause, (), (seat, id, print))

// One event in its room's journal; `seq` counts from 1 without holes and never leaves the server.
struct Record {
  std::int64_t seq = 0;
  Millis at = 0;
  std::optional<Cause> cause;  // only on the first event of a command
  Event event;
};
BOOST_DESCRIBE_STRUCT(Record, (), (seq, at, cause, event))

}  // namespace protocol
