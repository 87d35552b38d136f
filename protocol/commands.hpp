#pragma once
// What a client may ask for: imperative, may be refused. One struct each, one variant. Decoder, error texts,
// TypeScript and AsyncAPI follow from the descriptions here. Who may ask what: server/room/permissions.cpp.
// Commands that act for somebody else name that seat (`on_behalf_of`, `seat`); the acting seat is in the envelope.

#include <boost/describe.hpp>
#include <optional>
#include <string_view>
#include <variant>

#include "protocol/commands_board.hpp"
#include "protocol/commands_floor.hpp"
#include "protocol/commands_forms.hpp"
#include "protocol/commands_moderation.hpp"
#include "protocol/commands_tables.hpp"
#include "protocol/commands_time.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

// --- coming in --------------------------------------------------------------------------------------------------

// Somebody at the door takes a seat. The command id is a secret of that phone until answered (>= 16 signs): asking
// again with the same id gives the same seat. `accepts` is the version of house rules and privacy line on the page.
struct Join {
  static constexpr std::string_view type = "join";
  NameText name;
  Side side = Side::online;
  std::optional<TableNumber> table;
  RulesVersion accepts;
  std::optional<bool> is_first_time{};  // never was at an evening like this; only to mix tables
};
BOOST_DESCRIBE_STRUCT(Join, (), (name, side, table, accepts, is_first_time))

// A person entered by proxy takes over the own seat with a phone: ticket from OfferClaim. Or a tablet goes to work at
// its table: ticket from OfferTablet.
struct ClaimSeat {
  static constexpr std::string_view type = "claim_seat";
  SecretText ticket;
  RulesVersion accepts;
};
BOOST_DESCRIBE_STRUCT(ClaimSeat, (), (ticket, accepts))

// Staff come in over HTTP (ticket and PIN, or the coordinator's session); the engine asks the room with this.
struct TakeStaffSeat {
  static constexpr std::string_view type = "take_staff_seat";
  Role role = Role::facilitator;
  NameText name;
  RulesVersion accepts;
};
BOOST_DESCRIBE_STRUCT(TakeStaffSeat, (), (role, name, accepts))

// Own name, e.g. after a typing mistake; or that of somebody without a phone, who came in as "Kaart 17".
struct Rename {
  static constexpr std::string_view type = "rename";
  NameText name;
  std::optional<SeatId> on_behalf_of{};
};
BOOST_DESCRIBE_STRUCT(Rename, (), (name, on_behalf_of))

// From hall to online or back, or to another table.
struct ChangeSide {
  static constexpr std::string_view type = "change_side";
  Side side = Side::online;
  std::optional<TableNumber> table;
};
BOOST_DESCRIBE_STRUCT(ChangeSide, (), (side, table))

// Gives up the own seat for good; the token stops working. What was said stays.
struct LeaveRoom {
  static constexpr std::string_view type = "leave_room";
};
BOOST_DESCRIBE_STRUCT(LeaveRoom, (), ())

// --- board ------------------------------------------------------------------------------------------------------

// `builds_on`: a card that everybody sees ("ja, en"). `is_private`: on the board as any other, and in no report.
// `is_from_paper`: copied from a card of paper.
struct PostCard {
  static constexpr std::string_view type = "post_card";
  ColumnId column;
  CardText text;
  std::optional<SeatId> on_behalf_of;
  std::optional<CardId> builds_on{};
  std::optional<bool> is_private{};
  std::optional<bool> is_from_paper{};
};
BOOST_DESCRIBE_STRUCT(PostCard, (), (column, text, on_behalf_of, builds_on, is_private, is_from_paper))

// The author (or who entered the card) mends the text, and says anew whether it is private; absent: as it was.
struct EditCard {
  static constexpr std::string_view type = "edit_card";
  CardId card;
  CardText text;
  std::optional<bool> is_private{};
};
BOOST_DESCRIBE_STRUCT(EditCard, (), (card, text, is_private))

struct RetractCard {
  static constexpr std::string_view type = "retract_card";
  CardId card;
};
BOOST_DESCRIBE_STRUCT(RetractCard, (), (card))

// Guarded when it says `from`: the column in which the asker saw the card.
struct MoveCard {
  static constexpr std::string_view type = "move_card";
  CardId card;
  ColumnId column;
  std::optional<ColumnId> from{};
};
BOOST_DESCRIBE_STRUCT(MoveCard, (), (card, column, from))

// Shows all cards written in silence in this phase at once, in an order drawn by the server. A second tap is refused.
struct RevealCards {
  static constexpr std::string_view type = "reveal_cards";
  PhaseId phase;
};
BOOST_DESCRIBE_STRUCT(RevealCards, (), (phase))

// --- leading ----------------------------------------------------------------------------------------------------

// Goes to a phase, forward or back. `from` is the phase the asker saw (none: the evening had not begun), so that a
// double tap is refused (phase_moved_on).
struct StartPhase {
  static constexpr std::string_view type = "start_phase";
  PhaseId phase;
  std::optional<PhaseId> from;
};
BOOST_DESCRIBE_STRUCT(StartPhase, (), (phase, from))

struct ExtendPhase {
  static constexpr std::string_view type = "extend_phase";
  PhaseId phase;
  ExtendSeconds seconds;
};
BOOST_DESCRIBE_STRUCT(ExtendPhase, (), (phase, seconds))

// Stops everything for everybody; clocks stand still until ResumeRoom.
struct PauseRoom {
  static constexpr std::string_view type = "pause_room";
};
BOOST_DESCRIBE_STRUCT(PauseRoom, (), ())

struct ResumeRoom {
  static constexpr std::string_view type = "resume_room";
};
BOOST_DESCRIBE_STRUCT(ResumeRoom, (), ())

struct FreezeJoins {
  static constexpr std::string_view type = "freeze_joins";
};
BOOST_DESCRIBE_STRUCT(FreezeJoins, (), ())

struct OpenJoins {
  static constexpr std::string_view type = "open_joins";
};
BOOST_DESCRIBE_STRUCT(OpenJoins, (), ())

struct HideItem {
  static constexpr std::string_view type = "hide_item";
  Item item;
  ReasonText reason;
};
BOOST_DESCRIBE_STRUCT(HideItem, (), (item, reason))

struct RestoreItem {
  static constexpr std::string_view type = "restore_item";
  Item item;
};
BOOST_DESCRIBE_STRUCT(RestoreItem, (), (item))

// Ends a seat: token and devices stop working, the person is told why. What was said stays; hide it apart.
struct RemoveSeat {
  static constexpr std::string_view type = "remove_seat";
  SeatId seat;
  ReasonText reason;
};
BOOST_DESCRIBE_STRUCT(RemoveSeat, (), (seat, reason))

struct AssignRole {
  static constexpr std::string_view type = "assign_role";
  SeatId seat;
  Role role = Role::participant;
};
BOOST_DESCRIBE_STRUCT(AssignRole, (), (seat, role))

// Mends a text of the room during the evening; absent fields stay as they are.
struct CorrectRoom {
  static constexpr std::string_view type = "correct_room";
  std::optional<PlaceText> place;
  std::optional<QuestionText> question;
  std::optional<ListenText> listen_here;
};
BOOST_DESCRIBE_STRUCT(CorrectRoom, (), (place, question, listen_here))

struct CorrectPhase {
  static constexpr std::string_view type = "correct_phase";
  PhaseId phase;
  std::optional<TitleText> title;
  std::optional<InstructionText> instruction;
  std::optional<PhaseMinutes> minutes;
};
BOOST_DESCRIBE_STRUCT(CorrectPhase, (), (phase, title, instruction, minutes))

// The evening is over: nobody can add anything, everybody may still read until the room retires.
struct CloseRoom {
  static constexpr std::string_view type = "close_room";
};
BOOST_DESCRIBE_STRUCT(CloseRoom, (), ())

// --- helping ----------------------------------------------------------------------------------------------------

// Somebody in the hall without a phone gets a seat; others enter hands and cards for it. A table tablet adds people at
// its own table only.
struct AddProxy {
  static constexpr std::string_view type = "add_proxy";
  NameText name;
  std::optional<TableNumber> table;
  std::optional<HandCard> hand_card{};
};
BOOST_DESCRIBE_STRUCT(AddProxy, (), (name, table, hand_card))

// The paper card with this number is for this person from now on; none: given back.
struct GiveHandCard {
  static constexpr std::string_view type = "give_hand_card";
  SeatId seat;
  std::optional<HandCard> number;
};
BOOST_DESCRIBE_STRUCT(GiveHandCard, (), (seat, number))

// Makes a one-time ticket with which the person on a proxied seat goes on with an own phone. Answer: `ticket`.
struct OfferClaim {
  static constexpr std::string_view type = "offer_claim";
  SeatId seat;
};
BOOST_DESCRIBE_STRUCT(OfferClaim, (), (seat))

// Makes a one-time ticket (with a PIN) for a colleague who helps to lead. Answer: `ticket`.
struct OfferStaffSeat {
  static constexpr std::string_view type = "offer_staff_seat";
  Role role = Role::facilitator;
};
BOOST_DESCRIBE_STRUCT(OfferStaffSeat, (), (role))

// Makes a ticket that opens the hall screen also while joins are frozen. Answer: `ticket`.
struct OfferScreen {
  static constexpr std::string_view type = "offer_screen";
};
BOOST_DESCRIBE_STRUCT(OfferScreen, (), ())

// Makes a one-time ticket with which a tablet goes to work at a table (ClaimSeat). Answer: `ticket`.
struct OfferTablet {
  static constexpr std::string_view type = "offer_tablet";
  TableNumber table;
};
BOOST_DESCRIBE_STRUCT(OfferTablet, (), (table))

// Ends the power of one device that holds a staff seat.
struct RevokeDevice {
  static constexpr std::string_view type = "revoke_device";
  DeviceId device;
};
BOOST_DESCRIBE_STRUCT(RevokeDevice, (), (device))

// "Ik hoor niets": tells the staff.
struct SignalTrouble {
  static constexpr std::string_view type = "signal_trouble";
  Trouble trouble = Trouble::no_sound;
};
BOOST_DESCRIBE_STRUCT(SignalTrouble, (), (trouble))

// The person (own seat) or staff (any seat) says the trouble is over.
struct ClearTrouble {
  static constexpr std::string_view type = "clear_trouble";
  SeatId seat;
};
BOOST_DESCRIBE_STRUCT(ClearTrouble, (), (seat))

// "Verwijder mij": the own seat; the coordinator's office: anybody's. Name and words are gone for good, at once.
struct EraseSeat {
  static constexpr std::string_view type = "erase_seat";
  SeatId seat;
};
BOOST_DESCRIBE_STRUCT(EraseSeat, (), (seat))

using Command =
    std::variant<Join, ClaimSeat, TakeStaffSeat, Rename, ChangeSide, LeaveRoom, RequestFloor, LowerHand, StepBack,
                 MoveHand, YieldFloor, Pass, Say, GrantFloor, Interpose, UndoGrant, EndTurn, ExtendTurn, SkipUnanswered,
                 OpenQueue, CloseQueue, StartRound, EndRound, SpeakFor, AddGist, PostCard, EditCard, RetractCard,
                 MoveCard, RevealCards, StartPhase, ExtendPhase, PauseRoom, ResumeRoom, FreezeJoins, OpenJoins,
                 HideItem, RestoreItem, RemoveSeat, AssignRole, CorrectRoom, CorrectPhase, CloseRoom, AddProxy,
                 GiveHandCard, OfferClaim, OfferStaffSeat, OfferScreen, OfferTablet, RevokeDevice, SignalTrouble,
                 ClearTrouble, SetStretch, Equalise, SetNudges, SeatAtTable, SitTogether, ComposeTables, ApplyTables,
                 RotateTables, CallForHelp, AnswerHelp, EndHelp, MessageTables, WriteLine, EraseSeat, BeginTalking,
                 TakeChair, LeaveChair, AskConsent, AnswerConsent, OpenAnswers, ConfirmHeard, PassVoice, MakeTheme,
                 RenameTheme, PutInTheme, MergeThemes, UndoMerge, FreezeBoard, OpenBoard, OpenDots, PlaceDots,
                 AdmitSeat, CountStickers, CloseDots, PublishCard, ReturnCard>;

// --- frames a client sends ----------------------------------------------------------------------------------------

// First frame on a line. Without token: the lobby (participant) or the hall screen. With epoch and n: resume.
struct Hello {
  static constexpr std::string_view type = "hello";
  Whole<1, 1> protocol;
  View view = View::participant;
  std::optional<SecretText> token;
  std::optional<Text<36>> epoch;
  std::optional<Whole<0, limits::whole_number_max>> n;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol, view, token, epoch, n))

// One command with its id; `seat` names who acts, absent = the seat of the token.
struct Ask {
  static constexpr std::string_view type = "command";
  CommandId id;
  std::optional<SeatId> seat;
  Command body;
};
BOOST_DESCRIBE_STRUCT(Ask, (), (id, seat, body))

// Ephemeral: "somebody is typing"; never journalled, dropped first.
struct Typing {
  static constexpr std::string_view type = "typing";
  bool is_typing = false;
};
BOOST_DESCRIBE_STRUCT(Typing, (), (is_typing))

// Asks for the turns before this one; a snapshot brings only the newest. Answered with `earlier_turns`.
struct LookBack {
  static constexpr std::string_view type = "look_back";
  TurnId before;
};
BOOST_DESCRIBE_STRUCT(LookBack, (), (before))

using ClientFrame = std::variant<Hello, Ask, Typing, LookBack>;

}  // namespace protocol
