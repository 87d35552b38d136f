// The table of powers, see permissions.hpp. Source: guide, domain 1.3.

#include "server/room/permissions.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace room {
namespace {

using namespace protocol;

struct Row {
  std::string_view command;
  std::string_view may;  // one sign per column: x may, . may not, t may at the own table
};

// Columns, in the order of Role, then the two that have no seat:
//   P participant    T table_host   F facilitator  R remote_host   C coordinator  U usher
//   A artist         D drawer       N note_taker   M municipality  L national_desk  O observer
//   B table_tablet: a device, for the people without a phone at its own table only (for_whom)
//   d at the door (no seat yet)     k the coordinator's office (kantoor), from outside the room
// Sign t: a table host while the talk is at tables, and only what happens at the own one (decide.cpp).
// One row per command, in the order of protocol/commands.hpp (checked below).
// clang-format off
constexpr auto taking_part = std::to_array<Row>({
    //                   PTFRCU ADNMLOB dk
    {Join::type,           "......" "......." "x."},
    {ClaimSeat::type,      "......" "......." "x."},
    {TakeStaffSeat::type,  "......" "......." "xx"},
    {Rename::type,         "xxxxxx" "xxxxxxx" ".."},
    {ChangeSide::type,     "xxxxxx" "xxxxxx." ".."},
    {LeaveRoom::type,      "xxxxxx" "xxxxxx." ".."},
    // the floor; an observer only listens, but who is given the floor may always hand it back
    {RequestFloor::type,   "xxxxxx" "xxxxx.x" ".."},
    {LowerHand::type,      "xxxxxx" "xxxxxxx" ".."},
    {StepBack::type,       "xxxxxx" "xxxxx.x" ".."},
    {MoveHand::type,       ".txxx." "......." ".."},
    {YieldFloor::type,     "xxxxxx" "xxxxxxx" ".."},
    {Pass::type,           "xxxxxx" "xxxxxxx" ".."},
    {Say::type,            "xxxxxx" "xxxxx.x" ".."},
    {GrantFloor::type,     ".txxx." "......." ".."},
    {Interpose::type,      ".txxx." "......." ".."},
    {UndoGrant::type,      ".txxx." "......." ".."},
    {EndTurn::type,        ".txxx." "......." ".."},
    {ExtendTurn::type,     ".txxx." "......." ".."},
    {SkipUnanswered::type, ".txxx." "......." ".."},
    {OpenQueue::type,      ".txxx." "......." ".."},
    {CloseQueue::type,     ".txxx." "......." ".."},
    {StartRound::type,     ".txxx." "......." ".."},
    {EndRound::type,       ".txxx." "......." ".."},
    {SpeakFor::type,       "xxxxxx" "xxxxx.x" ".."},
    {AddGist::type,        ".xxxx." "..x...." ".."},
    // the board; the national desk sees and answers, it adds no ideas
    {PostCard::type,       "xxxxxx" "xxxx..x" ".."},
    {EditCard::type,       "xxxxxx" "xxxx..." ".."},
    {RetractCard::type,    "xxxxxx" "xxxx..." ".."},
    {MoveCard::type,       "..xxx." "......." ".."},
    {RevealCards::type,    "..xxx." "......." ".."},
});
constexpr auto leading_and_helping = std::to_array<Row>({
    //                   PTFRCU ADNMLOB dk
    // leading; the remote host can lead an evening alone, but does not end it or hand out power
    {StartPhase::type,     "..xxx." "......." ".."},
    {ExtendPhase::type,    "..xxx." "......." ".."},
    {PauseRoom::type,      "..xxx." "......." ".."},
    {ResumeRoom::type,     "..xxx." "......." ".."},
    {FreezeJoins::type,    "..xxx." "......." ".."},
    {OpenJoins::type,      "..xxx." "......." ".."},
    {HideItem::type,       "..xxx." "......." ".."},
    {RestoreItem::type,    "..xxx." "......." ".."},
    {RemoveSeat::type,     "..xxx." "......." ".."},
    {AssignRole::type,     "..x.x." "......." ".."},
    {CorrectRoom::type,    "..xxx." "......." ".x"},
    {CorrectPhase::type,   "..xxx." "......." ".x"},
    {CloseRoom::type,      "..x.x." "......." ".x"},
    // helping
    {AddProxy::type,       ".xxxxx" "......x" ".."},
    {GiveHandCard::type,   ".xxxxx" "......." ".."},
    {OfferClaim::type,     ".xxxxx" "......." ".."},
    {OfferStaffSeat::type, "..x.x." "......." ".x"},
    {OfferScreen::type,    "..xxx." "......." ".x"},
    {OfferTablet::type,    "..xxx." "......." ".."},
    {RevokeDevice::type,   "..x.x." "......." ".."},
    {SignalTrouble::type,  "xxxxxx" "xxxxxxx" ".."},
    {ClearTrouble::type,   "xxxxxx" "xxxxxxx" ".."},
    // everybody the own seat, staff anybody's
    {SetStretch::type,     "xxxxxx" "xxxxxx." ".."},
    {Equalise::type,       "..xxx." "......." ".."},
    {SetNudges::type,      "xxxxxx" "xxxxxx." ".."},
    // tables; anybody at a table calls for help and says that it has come, and writes what the table takes home
    {SeatAtTable::type,    "..xxxx" "......." ".."},
    {SitTogether::type,    "xxxxxx" "xx.x..x" ".."},
    {ComposeTables::type,  "..xxx." "......." ".."},
    {ApplyTables::type,    "..xxx." "......." ".."},
    {RotateTables::type,   "..xxx." "......." ".."},
    {CallForHelp::type,    "xx...x" "xxxxx.x" ".."},
    {AnswerHelp::type,     "..xxx." "......." ".."},
    {EndHelp::type,        "xxxxxx" "xxxxx.x" ".."},
    {MessageTables::type,  "..xxx." "......." ".."},
    {WriteLine::type,      "xxxxxx" "xxxx..x" ".."},
    // everybody the own seat, the office anybody's
    {EraseSeat::type,      "xxxxxx" "xxxxxx." ".x"},
});
constexpr auto forms_of_talk = std::to_array<Row>({
    //                   PTFRCU ADNMLOB dk
    // whose answer, voice or words it is: the room looks at that
    {BeginTalking::type,   "xxxxxx" "xxxxx.x" ".."},
    {TakeChair::type,      "xxxxxx" "xxxxx.x" ".."},
    {LeaveChair::type,     "xxxxxx" "xxxxxxx" ".."},
    {AskConsent::type,     "..xxx." "......." ".."},
    {AnswerConsent::type,  "xxxxxx" "xx.x..x" ".."},
    {OpenAnswers::type,    "..xxx." "......." ".."},
    {ConfirmHeard::type,   "xxxxxx" "xxxxx.x" ".."},
    {PassVoice::type,      "xxxxxx" "xxxxx.x" ".."},
});
constexpr auto themes_and_freezing = std::to_array<Row>({
    //                   PTFRCU ADNMLOB dk
    {MakeTheme::type,      "..xxx." "......." ".."},
    {RenameTheme::type,    "..xxx." "......." ".."},
    {PutInTheme::type,     "..xxx." "......." ".."},
    {MergeThemes::type,    "..xxx." "......." ".."},
    {UndoMerge::type,      "..xxx." "......." ".."},
    {FreezeBoard::type,    "..xxx." "......." ".."},
    {OpenBoard::type,      "..xxx." "......." ".."},
    // dots: who goes round has them, and whoever helps puts them for somebody without a phone
    {OpenDots::type,       "..xxx." "......." ".."},
    {PlaceDots::type,      "xxxxxx" "xx.x..x" ".."},
    {AdmitSeat::type,      "..xxx." "......." ".."},
    {CountStickers::type,  "..xxx." "......." ".."},
    {CloseDots::type,      "..xxx." "......." ".."},
});
constexpr auto cards_that_wait = std::to_array<Row>({
    //                   PTFRCU ADNMLOB dk
    {PublishCard::type,    "..xxx." "......." ".."},
    {ReturnCard::type,     "..xxx." "......." ".."},
});
// clang-format on

template <std::size_t some, std::size_t more>
constexpr std::array<Row, some + more> joined(std::array<Row, some> const& first, std::array<Row, more> const& then) {
  std::array<Row, some + more> all;
  for (std::size_t at = 0; at < all.size(); ++at) all[at] = at < some ? first[at] : then[at - some];
  return all;
}
constexpr auto table = joined(
    joined(joined(joined(taking_part, leading_and_helping), forms_of_talk), themes_and_freezing), cards_that_wait);

// Wider groups, as rows of the same form.
//                                           PTFRCU ADNMLOB
constexpr std::string_view acts_for_others =
    ".xxxxx"
    "......x";
constexpr std::string_view staff =
    "..xxx."
    ".......";
constexpr std::string_view in_the_lead =
    "..x.x."
    ".......";
constexpr std::string_view in_the_round =
    "xx...."
    "xx.x...";

constexpr std::size_t roles = 13;
constexpr std::size_t door_column = roles;
constexpr std::size_t office_column = roles + 1;
static_assert(static_cast<std::size_t>(Role::table_tablet) + 1 == roles);

template <std::size_t... index>
constexpr bool rows_follow_the_commands(std::index_sequence<index...>) {
  return ((table[index].command == std::variant_alternative_t<index, Command>::type &&
           table[index].may.size() == roles + 2) &&
          ...);
}
static_assert(table.size() == std::variant_size_v<Command>, "every command needs a row in the table");
static_assert(rows_follow_the_commands(std::make_index_sequence<table.size()>{}));

constexpr bool says_yes(std::string_view row, std::size_t column) { return row.at(column) == 'x'; }
constexpr bool says_yes(std::string_view row, Role role) { return says_yes(row, static_cast<std::size_t>(role)); }

}  // namespace

bool may(Role role, std::size_t command_index) { return says_yes(table.at(command_index).may, role); }
bool may_at_own_table(Role role, std::size_t command_index) {
  return table.at(command_index).may.at(static_cast<std::size_t>(role)) == 't';
}
bool may(Role role, Command const& command) { return may(role, command.index()); }
bool door_may(Command const& command) { return says_yes(table.at(command.index()).may, door_column); }
bool office_may(Command const& command) { return says_yes(table.at(command.index()).may, office_column); }

bool may_act_for_others(Role role) { return says_yes(acts_for_others, role); }
bool is_staff(Role role) { return says_yes(staff, role); }
bool is_leader(Role role) { return says_yes(in_the_lead, role); }
bool goes_round(Role role) { return says_yes(in_the_round, role); }
bool is_person(Role role) { return role != Role::table_tablet; }

}  // namespace room
