// What belongs to one seat alone: place in the queue, own cards with drafts, time spoken, and what this person can do
// now. Sent to that seat only. See view.hpp.

#include <algorithm>
#include <array>
#include <functional>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/speaking_for.hpp"
#include "server/room/standing.hpp"
#include "server/room/tables.hpp"
#include "server/room/unheard.hpp"
#include "server/room/view.hpp"

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
  bool can(PostCard const*) const { return writing_now(room) != WritingMode::none; }
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
    return is_at_tables(room) && where_led(may_write);
  }
  bool at_table() const { return is_at_tables(room) && floor; }
  bool helped(Floor const& one) const { return one.table && room.tables.at(*one.table).help.has_value(); }
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

using Seats = std::vector<SeatId>;

Seats operator+(Seats seats, Seats const& more) {
  seats.insert(seats.end(), more.begin(), more.end());
  return seats;
}

Seats everybody(Room const& room) {
  Seats seats;
  for (auto const& [number, id] : room.live) seats.push_back(id);
  return seats;
}

Seats staff_seats(Room const& room) { return {room.staff.begin(), room.staff.end()}; }

// Who leads what happens at some floor: the staff, and while the talk is at tables whoever hosts one or helps at them,
// as a table's floor comes with its first person and goes with its last.
Seats leaders(Room const& room) {
  auto seats = staff_seats(room);
  if (!is_at_tables(room)) return seats;
  for (auto const& [number, id] : room.live)
    if (may_act_for_others(room.seats.at(id).role)) seats.push_back(id);
  return seats;
}

// Who is told which table would fit.
Seats without_table(Room const& room) {
  Seats seats;
  if (!is_at_tables(room)) return seats;
  for (auto const& [number, id] : room.live)
    if (!floor_of(room, id)) seats.push_back(id);
  return seats;
}

Seats people_at(Room const& room, Where const& table) {
  auto const found = table ? room.tables.find(*table) : room.tables.end();
  if (found == room.tables.end()) return {};
  return {found->second.people.begin(), found->second.people.end()};
}

// Everybody whose place or being next can change: the queue, and in a round all who are to come, for who is next
// depends on who can be reached.
Seats in_line(Room const& room) {
  Seats seats;
  for (auto const* floor : floors_now(room)) {
    for (auto const& hand : floor->queue) seats.push_back(hand.seat);
    if (auto const& round = floor->round)
      for (auto const* more : {&round->to_come, &round->again}) seats.insert(seats.end(), more->begin(), more->end());
  }
  return seats;
}

Seats nudged_seats(Room const& room) {
  Seats seats;
  for (auto const& [number, id] : room.live)
    if (room.seats.at(id).nudged_at > 0) seats.push_back(id);
  return seats;
}

// With who may speak for one of them: everybody who helps people without a phone.
Seats with_helpers(Room const& room, Seats seats) {
  auto const is_proxied = [&](SeatId const& id) { return room.seats.at(id).is_proxied; };
  if (std::ranges::none_of(seats, is_proxied)) return seats;
  for (auto const& [number, id] : room.live)
    if (may_act_for_others(room.seats.at(id).role)) seats.push_back(id);
  return seats;
}

// Who speaks, who goes on afterwards, and who would speak again if the grant were undone; `more` speaks from now on.
Seats speakers(Room const& room, Seats more = {}) {
  auto seats = std::move(more);
  for (auto const* floor : floors_now(room)) {
    if (floor->speaker) seats.push_back(floor->speaker->seat);
    if (floor->held) seats.push_back(floor->held->seat);
    if (floor->before_grant && floor->before_grant->ended) seats.push_back(floor->before_grant->ended->turn.seat);
  }
  return with_helpers(room, std::move(seats));
}

// Somebody comes, goes or moves.
Seats leaders_and_unseated(Room const& room) { return leaders(room) + without_table(room); }

Seats author_of(Room const& room, CardId const& id) {
  auto const found = room.board.cards.find(id);
  return found == room.board.cards.end() ? Seats{} : Seats{found->second.author};
}

// Who reads a reason in the words of this seat.
Seats removed_by(Room const& room, SeatId const& by) {
  Seats seats;
  for (auto const& [id, seat] : room.seats)
    if (seat.was_removed && seat.removed_by == by) seats.push_back(id);
  return seats;
}

struct OwnTouched {
  Room const& room;

  // Whose hosts go, or come: the others at that table may write now, or not any more.
  Seats goes(SeatId const& seat) const {
    auto const* floor = floor_of(room, seat);
    return Seats{seat} + in_line(room) + leaders_and_unseated(room) + people_at(room, floor ? floor->table : Where{});
  }

  Seats operator()(RoomOpened const&) const { return {}; }
  Seats operator()(RoomCorrected const&) const { return {}; }
  Seats operator()(RoomClosed const&) const { return everybody(room); }
  Seats operator()(RoomPaused const&) const { return everybody(room); }
  Seats operator()(RoomResumed const&) const { return everybody(room); }
  Seats operator()(JoinsFrozen const&) const { return staff_seats(room); }
  Seats operator()(JoinsOpened const&) const { return staff_seats(room); }
  Seats operator()(SeatTaken const& event) const {
    return Seats{event.seat} + in_line(room) + leaders_and_unseated(room);
  }
  Seats operator()(SeatRenamed const&) const { return {}; }
  Seats operator()(SeatMoved const& event) const {
    return with_helpers(room, {event.seat}) + goes(event.seat) + people_at(room, event.table);
  }
  Seats operator()(SeatClaimed const& event) const { return with_helpers(room, {event.seat}) + in_line(room); }
  Seats operator()(HandCardGiven const&) const { return {}; }
  Seats operator()(SeatLeft const& event) const { return goes(event.seat); }
  Seats operator()(SeatRemoved const& event) const { return goes(event.seat); }
  Seats operator()(RoleAssigned const& event) const { return goes(event.seat); }
  Seats operator()(TicketOffered const&) const { return {}; }
  Seats operator()(DeviceAdmitted const&) const { return {}; }
  Seats operator()(DeviceRevoked const&) const { return {}; }
  Seats operator()(TroubleSignalled const& event) const { return {event.seat}; }
  Seats operator()(TroubleCleared const& event) const { return {event.seat}; }
  Seats operator()(PhaseStarted const&) const { return everybody(room); }
  Seats operator()(PhaseExtended const&) const { return {}; }
  Seats operator()(PhaseCorrected const&) const { return {}; }
  Seats operator()(QueueOpened const&) const { return everybody(room); }
  Seats operator()(QueueClosed const&) const { return everybody(room); }
  Seats operator()(FloorRequested const& event) const { return Seats{event.seat} + in_line(room) + leaders(room); }
  Seats operator()(HandLowered const&) const { return in_line(room); }
  Seats operator()(HandMoved const&) const { return in_line(room); }
  Seats operator()(HandWaitedLong const&) const { return in_line(room); }
  Seats operator()(FloorGranted const& event) const {
    return speakers(room, {event.seat}) + in_line(room) + leaders(room);
  }
  Seats operator()(GrantUndone const&) const { return speakers(room) + in_line(room) + leaders(room); }
  Seats operator()(TurnExtended const&) const { return {}; }
  Seats operator()(SpeakerLost const&) const { return {}; }
  Seats operator()(SpeakerBack const&) const { return {}; }
  Seats operator()(StretchSet const& event) const { return {event.seat}; }
  Seats operator()(TurnEqualised const&) const { return {}; }
  Seats operator()(TurnEnded const& event) const {
    return Seats{event.seat} + speakers(room) + in_line(room) + leaders(room);
  }
  Seats operator()(WordsSaid const&) const { return {}; }
  Seats operator()(OnlineUnheard const&) const { return {}; }
  Seats operator()(SeatNudged const& event) const { return {event.seat}; }
  Seats operator()(NudgesSet const& event) const { return {event.seat}; }
  Seats operator()(GistAdded const&) const { return {}; }
  Seats operator()(SeatSpeaksFor const&) const { return {}; }
  Seats operator()(RoundStarted const& event) const {
    return event.order + in_line(room) + leaders(room) + nudged_seats(room);
  }
  Seats operator()(SecondChanceBegun const& event) const { return event.order + in_line(room); }
  Seats operator()(RoundEnded const&) const { return in_line(room) + leaders(room) + nudged_seats(room); }
  Seats operator()(CardPosted const& event) const {
    return Seats{event.author} + (event.table ? people_at(room, event.table) + leaders(room) : Seats{});
  }
  Seats operator()(CardEdited const&) const { return {}; }
  Seats operator()(CardRetracted const& event) const {
    auto const found = room.board.cards.find(event.card);
    bool const is_line = found != room.board.cards.end() && found->second.is_kept;
    return author_of(room, event.card) + (is_line ? people_at(room, found->second.table) + leaders(room) : Seats{});
  }
  Seats operator()(CardMoved const&) const { return {}; }
  Seats operator()(CardsRevealed const&) const { return {}; }
  Seats operator()(ItemHidden const&) const { return {}; }
  Seats operator()(ItemRestored const&) const { return {}; }
  Seats operator()(TablesProposed const&) const { return staff_seats(room); }
  Seats operator()(PeopleSeated const&) const { return everybody(room); }
  Seats operator()(HelpCalled const& event) const { return people_at(room, event.table) + staff_seats(room); }
  Seats operator()(HelpAnswered const&) const { return staff_seats(room); }
  Seats operator()(HelpEnded const& event) const { return people_at(room, event.table) + staff_seats(room); }
  Seats operator()(TablesTold const&) const { return {}; }
  Seats operator()(SeatErased const& event) const { return goes(event.seat) + removed_by(room, event.seat); }
  Seats operator()(RoomErased const&) const {
    Seats seats;
    for (auto const& [id, seat] : room.seats) seats.push_back(id);
    return seats;
  }
};

Seats once_each(Seats seats) {
  std::ranges::sort(seats);
  seats.erase(std::ranges::unique(seats).begin(), seats.end());
  return seats;
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
  own.can = list_can(CanNow{room, seat}, std::make_index_sequence<std::variant_size_v<Command>>{});
  return own;
}

std::vector<SeatId> own_touched(Room const& room, Event const& event) {
  return once_each(std::visit(OwnTouched{room}, event));
}

std::vector<SeatId> own_touched_by_presence(Room const& room, Presence const& before, Presence const& after) {
  Seats seats;
  for (auto const* floor : floors_now(room)) {
    auto const was_next = next_up(room, *floor, before);
    auto const is_next = next_up(room, *floor, after);
    if (was_next == is_next) continue;
    if (was_next) seats.push_back(*was_next);
    if (is_next) seats.push_back(*is_next);
  }
  return seats;
}

}  // namespace room
