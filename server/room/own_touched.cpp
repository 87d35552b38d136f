// Whose own object may look different after an event or a change of presence. See view.hpp and own.cpp.

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/view.hpp"

namespace room {
namespace {

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

// Who speaks, who goes on afterwards, and who would speak again if the grant were undone; with those to whom they say
// back what was heard. `more` speaks from now on.
Seats speakers(Room const& room, Seats more = {}) {
  auto seats = std::move(more);
  auto const add = [&](CurrentTurn const& turn) {
    seats.push_back(turn.seat);
    if (turn.says_back_to) seats.push_back(*turn.says_back_to);
  };
  for (auto const* floor : floors_now(room)) {
    if (floor->speaker) add(*floor->speaker);
    if (floor->held) add(*floor->held);
    if (floor->before_grant && floor->before_grant->ended) add(floor->before_grant->ended->turn);
  }
  return with_helpers(room, std::move(seats));
}

// Somebody comes, goes or moves.
Seats leaders_and_unseated(Room const& room) { return leaders(room) + without_table(room); }

Seats author_of(Room const& room, CardId const& id) {
  auto const found = room.board.cards.find(id);
  return found == room.board.cards.end() ? Seats{} : Seats{found->second.author};
}

// Who gets dots back when it goes.
Seats have_dots_on(Room const& room, CardId const& card) {
  Seats seats;
  for (auto const& ballot : room.board.ballots)
    for (auto const& [seat, set] : ballot.sets)
      if (set.contains(card)) seats.push_back(seat);
  return seats;
}

Seats have_dots_on_cards_of(Room const& room, SeatId const& author) {
  Seats seats;
  if (auto const cards = room.board.by_author.find(author); cards != room.board.by_author.end())
    for (auto const& card : cards->second) seats = std::move(seats) + have_dots_on(room, card);
  return seats;
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
    return companions(seat) + in_line(room) + leaders_and_unseated(room) +
           people_at(room, floor ? floor->table : Where{});
  }

  // Who reads of it with whom this person wants to sit, or wants to sit with this person.
  Seats companions(SeatId const& seat) const {
    Seats seats{seat};
    if (auto const found = room.seats.find(seat); found != room.seats.end() && found->second.together)
      seats.push_back(*found->second.together);
    for (auto const& [number, id] : room.live)
      if (room.seats.at(id).together == seat) seats.push_back(id);
    return seats;
  }
  Seats operator()(SeatTogether const& event) const {
    auto seats = companions(event.seat);
    if (event.with) seats.push_back(*event.with);
    return seats;
  }

  Seats operator()(ChairTaken const& event) const { return Seats{event.seat} + event.relieved; }
  Seats operator()(ChairLeft const& event) const { return {event.seat}; }
  Seats operator()(ConsentAsked const&) const { return everybody(room); }
  Seats operator()(ConsentAnswered const& event) const { return {event.seat}; }
  Seats operator()(AnswersOpened const&) const { return everybody(room); }
  Seats operator()(HeardRightly const&) const { return speakers(room) + leaders(room); }
  Seats operator()(HeardWrongly const&) const { return {}; }
  Seats operator()(VoicePassed const& event) const {
    Seats seats{event.to};
    if (auto const& bearer = room.floor.voice.bearer) seats.push_back(*bearer);
    return with_helpers(room, std::move(seats)) + in_line(room) + leaders(room);
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
    Seats seats{event.seat};
    if (event.says_back_to) seats.push_back(*event.says_back_to);
    return speakers(room, std::move(seats)) + in_line(room) + leaders(room);
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
  Seats operator()(CardEdited const& event) const {
    return event.held_because ? have_dots_on(room, event.card) : Seats{};
  }
  Seats operator()(CardPrivacySet const&) const { return {}; }
  Seats operator()(CardRetracted const& event) const {
    auto const found = room.board.cards.find(event.card);
    bool const is_line = found != room.board.cards.end() && found->second.is_kept;
    return author_of(room, event.card) + have_dots_on(room, event.card) +
           (is_line ? people_at(room, found->second.table) + leaders(room) : Seats{});
  }
  Seats operator()(CardMoved const& event) const { return have_dots_on(room, event.card); }
  Seats operator()(CardsRevealed const&) const { return {}; }
  Seats operator()(CardPublished const&) const { return {}; }
  Seats operator()(CardReturned const&) const { return {}; }
  Seats operator()(ItemHidden const& event) const {
    return event.item.kind == ItemKind::card ? have_dots_on(room, CardId{event.item.id}) : Seats{};
  }
  Seats operator()(ItemRestored const&) const { return {}; }
  Seats operator()(ThemeMade const&) const { return {}; }
  Seats operator()(ThemeRenamed const&) const { return {}; }
  Seats operator()(CardThemed const&) const { return {}; }
  Seats operator()(ThemesMerged const&) const { return {}; }
  Seats operator()(MergeUndone const&) const { return {}; }
  Seats operator()(BoardFrozen const&) const { return everybody(room); }
  Seats operator()(BoardOpened const&) const { return everybody(room); }
  Seats operator()(DotsOpened const&) const { return everybody(room); }
  Seats operator()(DotsPlaced const& event) const { return {event.seat}; }
  Seats operator()(SeatAdmitted const& event) const { return {event.seat}; }
  Seats operator()(StickersCounted const&) const { return {}; }
  Seats operator()(DotsClosed const&) const { return everybody(room); }
  Seats operator()(TablesProposed const&) const { return staff_seats(room); }
  Seats operator()(PeopleSeated const&) const { return everybody(room); }
  Seats operator()(HelpCalled const& event) const { return people_at(room, event.table) + staff_seats(room); }
  Seats operator()(HelpAnswered const&) const { return staff_seats(room); }
  Seats operator()(HelpEnded const& event) const { return people_at(room, event.table) + staff_seats(room); }
  Seats operator()(TablesTold const&) const { return {}; }
  Seats operator()(SeatErased const& event) const {
    return goes(event.seat) + removed_by(room, event.seat) + have_dots_on_cards_of(room, event.seat);
  }
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
