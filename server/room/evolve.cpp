// Records what has happened, see evolve.hpp. Here: the index, the memory of answered commands, room and script.

#include "server/room/evolve.hpp"

#include <algorithm>
#include <cassert>

#include "server/room/fair_order.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/one_of.hpp"
#include "server/room/recorder.hpp"
#include "server/room/turn_clock.hpp"

namespace room {
namespace {

// Which seat a command at the door made or opened; none for all other commands.
std::optional<SeatId> seat_at_the_door(Record const& record) {
  if (auto const* taken = std::get_if<SeatTaken>(&record.event))
    return taken->is_proxied ? std::nullopt : std::optional(taken->seat);
  if (auto const* claimed = std::get_if<SeatClaimed>(&record.event)) return claimed->seat;
  return std::nullopt;
}

// A person at the door has no seat yet when asking again, so the answer is kept under the empty seat.
void remember(Room& room, Record const& record) {
  if (!record.cause) return;
  auto const& cause = *record.cause;
  auto const door = seat_at_the_door(record);
  auto const asker = door ? SeatId{} : cause.seat;
  auto const* offered = std::get_if<TicketOffered>(&record.event);
  auto ticket = offered ? std::optional{offered->ticket} : std::nullopt;
  room.answers.add(asker, cause.id, {cause.print, record.seq, about_whom(record.event, asker), std::move(ticket)});
  if (door) room.joined.emplace(cause.id, *door);
}

// After these a hand may stand elsewhere: there is another hand or speaker, other people, or another phase.
template <class Happened>
constexpr bool changes_order = is_one_of<Happened, SeatTaken, SeatMoved, SeatLeft, SeatRemoved, SeatErased,
                                         RoleAssigned, PeopleSeated, PhaseStarted, FloorRequested, HandLowered,
                                         HandMoved, HandWaitedLong, FloorGranted, GrantUndone, TurnEnded, VoicePassed>;

bool may_change_order(Event const& event) {
  return std::visit([]<class Happened>(Happened const&) { return changes_order<Happened>; }, event);
}

std::vector<SeatId> seats_in(std::vector<WaitingHand> const& queue) {
  std::vector<SeatId> seats;
  seats.reserve(queue.size());
  for (auto const& hand : queue) seats.push_back(hand.seat);
  return seats;
}

// `before`: who waited there before the event. A table may have gone with it.
void put_in_order(Room& room, Where const& where, std::vector<SeatId> const& before, Millis at) {
  auto const table = where ? room.tables.find(*where) : room.tables.end();
  if (where && table == room.tables.end()) return;
  auto& floor = where ? table->second.floor : room.floor;
  if (is_in_use(room, floor)) order_queue(room, floor, at);
  if (seats_in(floor.queue) != before) ++floor.revision;
}

}  // namespace

std::optional<SeatId> about_whom(Event const& event, SeatId const& asker) {
  std::optional<SeatId> about;
  if (auto const* taken = std::get_if<SeatTaken>(&event)) about = taken->seat;
  if (auto const* claimed = std::get_if<SeatClaimed>(&event)) about = claimed->seat;
  if (auto const* posted = std::get_if<CardPosted>(&event)) about = posted->text.owner;
  if (auto const* said = std::get_if<WordsSaid>(&event)) about = said->words.owner;
  if (auto const* edited = std::get_if<CardEdited>(&event)) about = edited->text.owner;
  if (auto const* renamed = std::get_if<SeatRenamed>(&event)) about = renamed->seat;
  if (auto const* answered = std::get_if<ConsentAnswered>(&event)) about = answered->seat;
  return about == asker ? std::nullopt : about;
}

void evolve(Room& room, Record const& record) {
  assert(record.seq == room.seq + 1 && "records come in order, without holes");
  room.seq = record.seq;
  room.last_at = record.at;
  remember(room, record);
  if (!may_change_order(record.event)) {
    std::visit(Recorder{room}, record.event);
    return;
  }
  // Only there: a table is not put in order anew because of what happens at another one, or it would tell of it.
  std::vector<std::pair<Where, std::vector<SeatId>>> before;
  for (auto const& where : floors_touched(room, record.event))
    if (auto const* floor = find_floor(room, where)) before.emplace_back(where, seats_in(floor->queue));
  std::visit(Recorder{room}, record.event);
  for (auto const& [where, seats] : before) put_in_order(room, where, seats, record.at);
}

Floor& Recorder::floor(Where const& where) const { return where ? room.tables.at(*where).floor : room.floor; }

Floor& Recorder::floor_of_seat(SeatId const& id) const {
  return floor(is_at_tables(room) ? table_of(room, room.seats.at(id)) : Where{});
}

Floor& Recorder::floor_of_turn(TurnId const& id) const { return floor(turn(id).table); }

Phase& Recorder::phase(PhaseId const& id) const {
  return *std::ranges::find(room.script.phases, id, [](Phase const& phase) { return phase.plan.id; });
}

void Recorder::operator()(RoomOpened const& event) const {
  room.code = event.code;
  room.place = event.place;
  room.question = event.question;
  room.listen_here = event.listen_here;
  room.opened_at = event.at;
  for (auto const& plan : event.phases) room.script.phases.push_back({plan, false, 0});
}

void Recorder::operator()(RoomCorrected const& event) const {
  room.place = event.place;
  room.question = event.question;
  room.listen_here = event.listen_here;
}

void Recorder::operator()(RoomClosed const& event) const {
  room.is_closed = true;
  room.closed_at = event.at;
  room.paused_at.reset();
  open_lines();
  for_each_floor(room, [](Floor& floor) {
    floor.queue_is_open = false;
    floor.queue.clear();
    floor.online_unheard_since.reset();
  });
}

void Recorder::operator()(RoomPaused const& event) const { room.paused_at = event.at; }

void Recorder::operator()(RoomResumed const& event) const {
  for_each_floor(room, [&](Floor& floor) {
    auto& speaker = floor.speaker;
    if (!speaker) return;
    auto const stood_still = event.at - *stands_since(room, *speaker);
    speaker->paused_ms += stood_still;
    speaker->began_in_break = false;
    speaker->runs_since = event.at;
    if (speaker->line_lost_at) speaker->line_lost_at = event.at;  // the break is over, the line is not back
    // The event names the end of the one turn in the whole room; at tables the same follows for each.
    auto const new_end = floor.table ? speaker->ends_at + std::max<Millis>(0, stood_still)
                                     : event.turn_ends_at.value_or(speaker->ends_at);
    speaker->ends_at = new_end;
  });
  // Ten minutes of talk, not of break.
  auto const shift = [&](Millis& since) { since += std::max<Millis>(0, event.at - std::max(*room.paused_at, since)); };
  if (room.floor.online_heard_at > 0) shift(room.floor.online_heard_at);
  if (room.floor.online_unheard_since) shift(*room.floor.online_unheard_since);
  room.script.ends_at = event.phase_ends_at;
  room.paused_at.reset();
}

void Recorder::operator()(JoinsFrozen const&) const { room.joins_are_frozen = true; }
void Recorder::operator()(JoinsOpened const&) const { room.joins_are_frozen = false; }

void Recorder::operator()(PhaseStarted const& event) const {
  if (is_at_tables(room)) {
    note_sitting();
    clear_tables();
  }
  room.script.running = static_cast<std::size_t>(&phase(event.phase) - room.script.phases.data());
  room.script.started_at = event.at;
  room.script.ends_at = event.ends_at;
  room.floor.last_round.reset();
  room.floor.circle.clear();
  room.floor.voice = {};
  room.told.reset();
  for (auto& [id, seat] : room.seats) {
    seat.speaks_for.reset();  // each phase has its own list
    seat.group.reset();
  }
  if (is_grouped(room)) ++room.groupings;
  bool const at_tables = is_at_tables(room);
  at_tables ? lay_tables(event.queue_is_open) : open_lines();
  auto& floor = room.floor;
  floor.queue_is_open = event.queue_is_open && !at_tables;
  if (room.script.begun_at == 0) room.script.begun_at = event.at;
  if (at_tables || floor_now(room) == FloorMode::closed) {
    floor.online_heard_at = 0;
    floor.online_unheard_since.reset();
  } else if (floor.online_heard_at == 0) {
    floor.online_heard_at = event.at;
  }
}

void Recorder::operator()(PhaseExtended const& event) const { room.script.ends_at = event.ends_at; }

void Recorder::operator()(PhaseCorrected const& event) const {
  auto& plan = phase(event.phase).plan;
  plan.title = event.title;
  plan.instruction = event.instruction;
  plan.minutes = event.minutes;
  if (event.ends_at) room.script.ends_at = *event.ends_at;
}

}  // namespace room
