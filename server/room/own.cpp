// What belongs to one seat alone: place in the queue, own cards with drafts, time spoken, and what this person can do
// now. Sent to that seat only. See view.hpp.

#include <algorithm>
#include <array>
#include <functional>

#include "server/room/circle.hpp"
#include "server/room/consent.hpp"
#include "server/room/dots.hpp"
#include "server/room/floors.hpp"
#include "server/room/listening.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/speaking_for.hpp"
#include "server/room/standing.hpp"
#include "server/room/tables.hpp"
#include "server/room/unheard.hpp"
#include "server/room/view.hpp"
#include "server/room/voice.hpp"

namespace room {
namespace {

// Is there, apart from role and standing, a reason why this command would be refused now? A command without a rule
// here depends on what exactly is asked.
struct CanNow {
  Room const& room;
  Seat const& seat;
  std::vector<Floor const*> floors = floors_now(room);
  Floor const* floor = floor_of(room, seat);
  bool leads_all = is_staff(seat.role);

  bool waits() const { return floor && is_waiting(*floor, seat.id); }
  // This seat, or somebody without a phone for whom it does what a speaker does.
  bool speaks() const {
    if (floor && is_speaking(*floor, seat.id)) return true;
    return for_others() && where_led([this](Floor const& one) {
             return one.speaker && may_help(seat, room.seats.at(one.speaker->seat));
           });
  }
  bool has_floor() const { return floor && has_the_floor(*floor, seat.id); }
  bool for_others() const { return may_act_for_others(seat.role); }
  bool at_any(auto holds) const {
    return std::ranges::any_of(floors, [&](Floor const* one) { return holds(*one); });
  }
  // Where this person leads or helps: who leads the evening everywhere, others at the own table.
  bool where_led(auto holds) const { return leads_all ? at_any(holds) : floor && holds(*floor); }
  static bool is_open(Floor const& floor) { return floor.queue_is_open; }
  static bool runs(Floor const& floor) { return floor.speaker.has_value(); }

  bool can(RequestFloor const*) const {
    auto const takes_hands = [&](Floor const& one) { return is_open(one) && !rounds::hands_rest(room, one); };
    // Who helps and sits at no table can ask it for somebody at any, and is told nothing of one.
    if (for_others() && !leads_all && !floor) return floor_now(room) != FloorMode::closed;
    return for_others() ? where_led(takes_hands) : floor && takes_hands(*floor) && !waits() && !has_floor();
  }
  bool can(LowerHand const*) const { return waits() || for_others(); }
  bool can(StepBack const*) const { return for_others() || (waits() && floor->queue.size() > 1); }
  bool can(Interpose const*) const {
    return where_led([&](Floor const& one) { return one.speaker && !one.held && !rounds::hands_rest(room, one); });
  }
  bool can(UndoGrant const*) const {
    return where_led([](Floor const& one) { return one.before_grant.has_value(); });
  }
  bool can(YieldFloor const*) const { return speaks(); }
  bool can(Pass const*) const { return speaks(); }
  bool can(Say const*) const { return speaks(); }
  bool can(EndTurn const*) const { return where_led(runs); }
  bool can(ExtendTurn const*) const { return where_led(runs); }
  bool can(Equalise const*) const { return where_led(runs); }
  bool can(SkipUnanswered const*) const { return where_led(runs); }
  bool can(OpenQueue const*) const {
    auto const may_open = [&](Floor const& one) { return !is_open(one) && !rounds::hands_rest(room, one); };
    return running_phase(room) && where_led(may_open);
  }
  bool can(GrantFloor const*) const { return running_phase(room) != nullptr; }
  bool can(ExtendPhase const*) const { return running_phase(room) != nullptr; }
  bool can(CloseQueue const*) const { return where_led(is_open); }
  bool can(StartRound const*) const {
    return floor_now(room) != FloorMode::closed && where_led([](Floor const& one) { return !one.round; });
  }
  bool can(EndRound const*) const {
    return where_led([](Floor const& one) { return one.round.has_value(); });
  }
  bool can(SpeakFor const*) const { return !spoken_for(room).empty(); }
  bool can(PostCard const*) const {
    return writing_now(room) != WritingMode::none && !running_phase(room)->board_is_frozen;
  }
  bool can(EditCard const*) const { return seat.cards > 0 || for_others(); }
  bool can(RetractCard const*) const { return seat.cards > 0 || for_others(); }
  bool can(PauseRoom const*) const { return !room.paused_at; }
  bool can(ResumeRoom const*) const { return room.paused_at.has_value(); }
  bool can(FreezeJoins const*) const { return !room.joins_are_frozen; }
  bool can(OpenJoins const*) const { return room.joins_are_frozen; }
  bool can(ClearTrouble const*) const { return seat.trouble.has_value() || is_staff(seat.role); }
  bool can(ApplyTables const*) const { return room.proposal.has_value(); }
  bool can(RotateTables const*) const { return tables::can_rotate(room); }
  bool can(MessageTables const*) const { return is_at_tables(room); }
  bool can(CallForHelp const*) const { return at_table() && !helped(*floor); }
  bool can(AnswerHelp const*) const {
    return is_at_tables(room) && at_any([this](Floor const& one) {
             return helped(one) && room.tables.at(*one.table).help->answered_by != seat.id;
           });
  }
  bool can(EndHelp const*) const {
    return is_at_tables(room) && where_led([this](Floor const& one) { return helped(one); });
  }
  bool can(WriteLine const*) const {
    auto const may_write = [this](Floor const& one) {
      return tables::may_write_lines(room, seat, one.table) &&
             tables::lines_of(room, *one.table) < limits::lines_per_table_max;
    };
    return is_at_tables(room) && !running_phase(room)->board_is_frozen && where_led(may_write);
  }
  bool at_table() const { return is_at_tables(room) && floor; }
  bool helped(Floor const& one) const { return one.table && room.tables.at(*one.table).help.has_value(); }
  // Who helps and sits at no table can ask for somebody at any, and is told nothing of one.
  bool can(BeginTalking const*) const {
    if (floor_now(room) != FloorMode::free) return false;
    if (for_others()) return true;
    return floor && !has_floor() && !circle::keeps_out(room, *floor, seat.id);
  }
  bool sits() const { return floor && circle::sits_in(*floor, seat.id); }
  bool can(TakeChair const*) const { return circle::chairs_now(room) && (for_others() || (floor && !sits())); }
  bool can(LeaveChair const*) const { return circle::chairs_now(room) && (for_others() || sits()); }
  bool can(AskConsent const*) const { return consent::takes_proposals(room); }
  bool can(AnswerConsent const*) const { return consent::is_asked(room) && (goes_round(seat.role) || for_others()); }
  bool can(OpenAnswers const*) const { return consent::is_asked(room); }
  bool can(ConfirmHeard const*) const {
    return where_led([this](Floor const& one) { return listening::may_confirm(room, one, seat); });
  }
  bool can(OpenDots const*) const { return !dots::open_ballot(room); }
  bool can(PlaceDots const*) const {
    auto const* ballot = dots::open_ballot(room);
    return ballot && (dots::has_dots(*ballot, seat) || for_others());
  }
  bool can(AdmitSeat const*) const { return dots::open_ballot(room); }
  bool can(CountStickers const*) const { return dots::open_ballot(room); }
  bool can(CloseDots const*) const { return dots::open_ballot(room); }
  bool can(PassVoice const*) const { return voice::may_pass(room, room.floor, seat); }
  bool can(void const*) const { return true; }
};

template <std::size_t... index>
std::vector<std::string> list_can(CanNow const& now, std::index_sequence<index...>) {
  std::vector<std::string> list;
  auto const consider = [&]<std::size_t at>() {
    using Asked = std::variant_alternative_t<at, Command>;
    bool const at_own_table = may_at_own_table(now.seat.role, at) && is_at_tables(now.room) && now.floor;
    if (!may(now.seat.role, at) && !at_own_table) return;
    if (standing_refusal(now.room, &now.seat, at, false)) return;
    if (now.can(static_cast<Asked const*>(nullptr))) list.emplace_back(Asked::type);
  };
  (consider.template operator()<index>(), ...);
  return list;
}

std::optional<int> place_in_queue(Floor const& floor, SeatId const& seat) {
  auto const found = std::ranges::find(floor.queue, seat, &WaitingHand::seat);
  if (found == floor.queue.end()) return std::nullopt;
  return static_cast<int>(found - floor.queue.begin()) + 1;
}

}  // namespace

Own own(Room const& room, Presence const& presence, SeatId const& id) {
  Own own;
  own.seat = id;
  auto const found = room.seats.find(id);
  if (found == room.seats.end()) return own;
  auto const& seat = found->second;
  own.role = seat.role;
  if (seat.was_removed) own.removed_because = seat.removed_because;
  if (seat.has_ended) return own;
  if (auto const* floor = floor_of(room, seat)) {
    own.floor = floor_id(floor->table);
    own.place = place_in_queue(*floor, id);
    own.is_next = next_up(room, *floor, presence) == id;
    own.is_speaking = is_speaking(*floor, id);
    if (rounds::is_asked_again(room, *floor, id)) own.asked_again = true;
  } else if (goes_round(seat.role)) {
    own.suggested_table = tables::fitting_table(room, seat.side);
  }
  own.spoken_seconds = static_cast<int>((seat.spoken_ms + 500) / 1000);
  own.trouble = seat.trouble;
  if (seat.stretch != Stretch::usual) own.stretch = seat.stretch;
  if (seat.nudged_at > 0 && may_be_nudged(room, seat)) own.nudged_at = seat.nudged_at;
  if (!seat.wants_nudges) own.wants_nudges = false;
  if (consent::is_asked(room) && goes_round(seat.role)) own.is_asked = true;
  if (auto const* proposal = consent::proposal_now(room))
    if (auto const given = proposal->given.find(id); given != proposal->given.end()) {
      own.answer = given->second.answer;
      if (!given->second.objection.empty()) own.objection = given->second.objection;
    }
  own.together = seat.together;
  for (auto const& [number, other] : room.live)
    if (room.seats.at(other).together == id && seat.together != other) own.asked_to_sit_with.push_back(other);
  auto const* ballot = dots::open_ballot(room);
  if (ballot && dots::is_late(*ballot, seat)) own.waits_for_dots = true;
  if (ballot && dots::has_dots(*ballot, seat)) {
    own.ballot = dots::number_of(room, *ballot);
    own.dots.emplace();
    if (auto const set = ballot->sets.find(id); set != ballot->sets.end())
      for (auto const& [card, dots] : set->second) own.dots->push_back({card, dots});
  }
  own.can = list_can(CanNow{room, seat}, std::make_index_sequence<std::variant_size_v<Command>>{});
  return own;
}

}  // namespace room
