// What a view sees of a thing, see view.hpp. Drafts are in nobody's view (they travel in the author's own object); what
// staff hid is in the staff view only; a card's author is in no view at all. The functions here fill in everything;
// which fields a view then keeps, the marks in protocol/things.hpp say.

#include "server/room/view.hpp"

#include <algorithm>
#include <tuple>

#include "server/room/balance.hpp"
#include "server/room/circle.hpp"
#include "server/room/consent.hpp"
#include "server/room/due.hpp"
#include "server/room/equaliser.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/turn_clock.hpp"
#include "server/room/view_board.hpp"

namespace room {
namespace {

template <class T>
ThingKey key_of(Id<T> const& id, std::string_view type) {
  return {std::string(type), id.value};
}

// The name, told apart from namesakes: by table when that tells apart who is here, else by a number. Who is here from
// all who are here; who is gone from everybody who ever bore the name, so that coming and going changes no old label.
std::string label_of(Room const& room, Seat const& seat) {
  if (seat.name.empty()) return seat.name;
  // The number on the paper card tells apart who is here, and whoever calls somebody looks for that card. Who goes by
  // the card alone is called after it already.
  if (seat.hand_card) {
    auto const number = std::to_string(seat.hand_card->value);
    return seat.name.ends_with(' ' + number) ? seat.name : seat.name + " (kaart " + number + ")";
  }
  bool has_namesake = false;
  bool has_table = seat.table && !seat.has_ended;
  for (auto const* namesakes : namesakes_of(room, seat.folded)) {
    if (seat.has_ended && namesakes->here.size() + namesakes->gone.size() > 1) has_namesake = true;
    if (seat.has_ended) continue;
    if (namesakes->here.size() > 1) has_namesake = true;
    auto const shares_table = [&](auto const& other) {
      return other.second != seat.id && room.seats.at(other.second).table == seat.table;
    };
    has_table = has_table && std::ranges::none_of(namesakes->here, shares_table);
  }
  if (!has_namesake) return seat.name;
  if (has_table) return seat.name + " (tafel " + std::to_string(seat.table->value) + ")";
  return seat.name + " (" + std::to_string(seat.among_namesakes) + ")";
}

RoomThing see_room(Room const& room, Presence const& presence, House const& house) {
  RoomThing thing;
  thing.code = room.code;
  thing.library = house.library;
  thing.place = room.place.value;
  thing.question = room.question.value;
  thing.listen_here = room.listen_here.value;
  thing.is_closed = room.is_closed;
  thing.is_paused = room.paused_at.has_value();
  thing.joins_are_frozen = room.joins_are_frozen;
  if (auto const* phase = running_phase(room)) thing.phase = phase->plan.id;
  thing.phase_started_at = room.script.started_at;
  thing.phase_ends_at = room.script.ends_at;
  thing.paused_at = room.paused_at;
  thing.hall_screen = presence.screen;
  if (room.told) thing.told = room.told->text;
  if (room.sittings > 0) thing.table_round = room.sittings;
  return thing;
}

PhaseThing see_phase(Room const& room, Phase const& phase) {
  auto const& plan = phase.plan;
  PhaseThing thing;
  thing.id = plan.id;
  thing.position = static_cast<int>(&phase - room.script.phases.data());
  thing.key = plan.key.value;
  thing.werkvorm = plan.werkvorm.value;
  thing.title = plan.title.value;
  thing.instruction = plan.instruction.value;
  thing.minutes = static_cast<int>(plan.minutes.value);
  thing.floor = plan.floor;
  thing.writing = plan.writing;
  thing.order = plan.order.value_or(QueueOrder::arrival);
  thing.round = plan.round.value_or(RoundKind::talking);
  if (plan.speaks_for)
    for (auto const& whom : *plan.speaks_for) thing.speaks_for.push_back(whom.value);
  thing.turn_seconds = static_cast<int>(plan.turn_seconds.value);
  thing.is_revealed = phase.is_revealed;
  thing.drafts = phase.drafts;
  thing.target = plan.target;
  thing.tables = plan.tables;
  if (plan.only_hands.value_or(false)) thing.only_hands = true;
  if (plan.chairs) thing.chairs = static_cast<int>(plan.chairs->value);
  if (plan.proposal) thing.proposal = plan.proposal->value;
  if (plan.says_back.value_or(false)) thing.says_back = true;
  if (plan.voice) thing.voice = plan.voice->value;
  if (phase.board_is_frozen) thing.board_is_frozen = true;
  return thing;
}

// Does the talk that these eyes see name this seat? What was said at a table names it for that table and the staff.
bool is_in_talk(Seat const& seat, Eyes const& eyes) {
  if (seat.is_in_talk) return true;
  return eyes.view == View::staff ? !seat.in_talk_at.empty() : eyes.table && seat.in_talk_at.contains(*eyes.table);
}

std::optional<SeatThing> see_seat(Room const& room, Seat const& seat, Eyes const& eyes) {
  bool const for_staff = eyes.view == View::staff;
  if (seat.has_ended && !is_in_talk(seat, eyes)) return std::nullopt;
  SeatThing thing;
  thing.id = seat.id;
  // A name can be the very reason for removing somebody: then it goes from the screens with the person.
  if (for_staff || !seat.was_removed) {
    thing.name = seat.name;
    thing.label = label_of(room, seat);
  }
  thing.role = seat.role;
  thing.side = seat.side;
  thing.table = seat.table;
  thing.group = seat.group;
  thing.is_proxied = seat.is_proxied;
  if (seat.speaks_for) thing.speaks_for = seat.speaks_for->value;
  thing.hand_card = seat.hand_card;
  thing.has_left = seat.has_ended;
  thing.was_heard = seat.turns > 0;
  thing.cards = seat.cards;
  thing.trouble = seat.trouble;
  if (seat.trouble) thing.trouble_since = seat.trouble_since;
  thing.devices = seat.devices;
  if (seat.stretch != Stretch::usual) thing.stretch = seat.stretch;
  if (seat.is_first_time) thing.is_first_time = true;
  thing.together = seat.together;
  return thing;
}

Speaker see_speaker(CurrentTurn const& turn) {
  Speaker speaker{turn.seat,     turn.turn,         turn.started_at, turn.ends_at,      turn.is_in_round,
                  warn_at(turn), turn.line_lost_at, turn.left_ms,    turn.says_back_to, std::nullopt};
  if (turn.says_back_to && turn.not_quite > 0) speaker.not_quite = turn.not_quite;
  return speaker;
}

RoundState see_round(Room const& room, Floor const& floor) {
  auto const& round = *floor.round;
  RoundState state;
  for (auto const& seat : round.to_come) {
    if (rounds::is_asked_again(room, floor, seat))
      ++state.again;
    else
      state.to_come.push_back(seat);
  }
  auto const& in_turn = floor.held ? floor.held : floor.speaker;
  bool const one_speaks = in_turn && in_turn->is_in_round && !in_turn->is_second_chance;
  state.done = static_cast<int>(round.asked.size()) - (one_speaks ? 1 : 0);
  state.total = rounds::total(round);
  state.is_second = round.is_second;
  return state;
}

FloorThing see_floor(Room const& room, Floor const& floor, Presence const& presence) {
  FloorThing thing;
  thing.id = floor_id(floor.table);
  thing.table = floor.table;
  thing.queue_is_open = floor.queue_is_open;
  thing.runs_itself = runs_itself(room, floor, presence);
  if (floor.speaker) thing.speaker = see_speaker(*floor.speaker);
  if (floor.held) thing.held = see_speaker(*floor.held);
  for (auto const& hand : floor.queue)
    thing.queue.push_back(
        {hand.seat, hand.was_called, hand.why, hand.move ? hand.move->reason : std::nullopt, hand.kind});
  thing.revision = floor.revision;
  if (floor.before_grant) thing.undo_until = floor.before_grant->until;
  if (auto const next = next_up(room, floor, presence); next && !rounds::is_asked_again(room, floor, *next))
    thing.next = next;
  if (auto const missing = missing_ms(room, floor)) thing.equalise_seconds = static_cast<int>((*missing + 500) / 1000);
  if (floor.round) thing.round = see_round(room, floor);
  if (circle::chairs_now(room) && is_in_use(room, floor)) thing.circle = floor.circle;
  thing.voice = floor.voice.bearer;
  if (auto const& last = floor.last_round) thing.last_round = RoundDone{last->spoke, last->total};
  if (floor.table)
    if (auto const& help = room.tables.at(*floor.table).help) thing.help = TableHelp{help->since, help->answered_by};
  return thing;
}

bool may_see(Turn const& turn, Eyes const& eyes) {
  return may_see(turn.table, eyes) && (!turn.is_hidden || eyes.view == View::staff);
}

// A turn that these eyes do not see is not named either.
bool sees_turn(Room const& room, TurnId const& id, Eyes const& eyes) {
  auto const found = room.talk.index.find(id);
  return found != room.talk.index.end() && may_see(room.talk.turns[found->second], eyes);
}

std::optional<TurnThing> see_turn(Room const& room, Turn const& turn, Eyes const& eyes) {
  if (!may_see(turn, eyes)) return std::nullopt;
  TurnThing thing;
  thing.table = turn.table;
  thing.id = turn.id;
  thing.position = eyes.view == View::staff ? turn.position : turn.position_there;
  thing.seat = turn.seat;
  thing.phase = turn.phase;
  thing.kind = turn.kind;
  thing.started_at = turn.started_at;
  if (turn.spoken_ms) thing.seconds = static_cast<int>((*turn.spoken_ms + 500) / 1000);
  thing.spoken_ms = turn.spoken_ms;
  thing.how = turn.how;
  thing.why = turn.why;
  thing.moved = turn.moved;
  thing.place = turn.place;
  thing.given_as = turn.given_as;
  thing.asked_as = turn.asked_as;
  thing.is_chosen = turn.is_chosen;
  if (turn.interrupts && sees_turn(room, *turn.interrupts, eyes)) thing.interrupts = turn.interrupts;
  if (turn.speaks_for) thing.speaks_for = turn.speaks_for->value;
  thing.words = turn.words;
  thing.gist = turn.gist;
  if (turn.is_hidden) thing.hidden_because = turn.hidden_because;
  return thing;
}

// Only what the marks grant this view leaves (protocol/marks.hpp).
template <class T>
std::optional<Thing> shown(std::optional<T> thing, View view) {
  return thing ? std::optional<Thing>(as_seen(std::move(*thing), view)) : std::nullopt;
}

// So many as are asked for of those before `end`, in order.
std::vector<Turn const*> last_turns(Room const& room, std::size_t end, std::size_t many, Eyes const& eyes) {
  std::vector<Turn const*> last;
  while (end > 0 && last.size() < many)
    if (auto const& turn = room.talk.turns[--end]; may_see(turn, eyes)) last.push_back(&turn);
  std::ranges::reverse(last);
  return last;
}

Floor const* floor_with_id(Room const& room, std::string const& id) {
  if (id == floor_id(std::nullopt)) return &room.floor;
  for (auto const& [number, table] : room.tables)
    if (id == floor_id(number)) return &table.floor;
  return nullptr;
}

}  // namespace

Eyes eyes_of(Room const& room, Seat const& seat) {
  auto const view = view_of(seat.role);
  return {view, view == View::participant ? table_seen_from(room, seat) : std::nullopt};
}

std::string floor_id(Where const& where) { return where ? "table-" + std::to_string(where->value) : "floor"; }

View view_of(Role role) {
  if (is_staff(role)) return View::staff;
  return role == Role::observer ? View::observer : View::participant;
}

std::optional<Thing> seen(Room const& room, Presence const& presence, House const& house, ThingKey const& key,
                          Eyes eyes) {
  if (room.code.empty()) return std::nullopt;
  auto const view = eyes.view;
  bool const for_staff = view == View::staff;
  if (key.type == RoomThing::type) return shown<RoomThing>(see_room(room, presence, house), view);
  if (key.type == FloorThing::type) {
    auto const* floor = floor_with_id(room, key.id);
    return floor && may_see(floor->table, eyes) ? shown<FloorThing>(see_floor(room, *floor, presence), view)
                                                : std::nullopt;
  }
  if (key.type == BalanceThing::type) return for_staff ? shown<BalanceThing>(see_balance(room), view) : std::nullopt;
  if (key.type == SeatingThing::type) {
    auto const& proposal = room.proposal;
    if (!for_staff || !proposal) return std::nullopt;
    return shown<SeatingThing>(SeatingThing{"seating", proposal->revision, proposal->seats}, view);
  }
  if (key.type == ColumnThing::type) return shown(see_column(room, ColumnId{key.id}), view);
  if (key.type == PhaseThing::type) {
    auto const* phase = find_phase(room, PhaseId{key.id});
    return phase ? shown<PhaseThing>(see_phase(room, *phase), view) : std::nullopt;
  }
  if (key.type == SeatThing::type) {
    auto const found = room.seats.find(SeatId{key.id});
    return found == room.seats.end() ? std::nullopt : shown(see_seat(room, found->second, eyes), view);
  }
  if (key.type == TurnThing::type) {
    auto const found = room.talk.index.find(TurnId{key.id});
    if (found == room.talk.index.end()) return std::nullopt;
    return shown(see_turn(room, room.talk.turns.at(found->second), eyes), view);
  }
  if (key.type == ProposalThing::type) return shown(consent::see(room, key.id), view);
  if (key.type == CardThing::type) return shown(see_card(room, CardId{key.id}, eyes), view);
  if (key.type == BallotThing::type) return shown(see_ballot(room, key.id, eyes), view);
  if (key.type == ThemeThing::type) return shown(see_theme(room, ThemeId{key.id}), view);
  return std::nullopt;
}

std::optional<ThingKey> gone_speaker(Room const& room, Thing const& thing) {
  auto const* turn = std::get_if<TurnThing>(&thing);
  if (!turn || !room.seats.at(turn->seat).has_ended) return std::nullopt;
  return key_of(turn->seat, SeatThing::type);
}

Earlier turns_before(Room const& room, Presence const& presence, House const& house, TurnId const& before, Eyes eyes) {
  Earlier earlier;
  if (!sees_turn(room, before, eyes)) return earlier;
  auto turns = last_turns(room, room.talk.index.at(before), limits::earlier_turns_page + 1, eyes);
  earlier.is_all = turns.size() <= limits::earlier_turns_page;
  if (!earlier.is_all) turns.erase(turns.begin());
  std::map<int, SeatId> gone;
  for (auto const* turn : turns)
    if (auto const& seat = room.seats.at(turn->seat); seat.has_ended) gone.emplace(seat.number, seat.id);
  auto const add = [&](ThingKey const& key) {
    if (auto thing = seen(room, presence, house, key, eyes)) earlier.things.push_back(std::move(*thing));
  };
  for (auto const& [number, seat] : gone) add(key_of(seat, SeatThing::type));
  for (auto const* turn : turns) add(key_of(turn->id, TurnThing::type));
  return earlier;
}

std::vector<Thing> whole(Room const& room, Presence const& presence, House const& house, Eyes eyes) {
  std::vector<Thing> things;
  auto const add = [&](ThingKey const& key) {
    if (auto thing = seen(room, presence, house, key, eyes)) things.push_back(std::move(*thing));
  };
  add({std::string(RoomThing::type), "room"});
  for (auto const& phase : room.script.phases) add(key_of(phase.plan.id, PhaseThing::type));
  for (auto const& phase : room.script.phases)
    for (auto const& column : phase.plan.columns) add(key_of(column.id, ColumnThing::type));
  for (auto const& theme : room.board.themes) add(key_of(theme.id, ThemeThing::type));
  for_each_floor(room, [&](Floor const& floor) { add({std::string(FloorThing::type), floor_id(floor.table)}); });
  add({std::string(BalanceThing::type), "balance"});
  add({std::string(SeatingThing::type), "seating"});
  for (std::size_t at = 1; at <= room.put_proposals.size(); ++at)
    add({std::string(ProposalThing::type), std::to_string(at)});
  for (std::size_t at = 1; at <= room.board.ballots.size(); ++at)
    add({std::string(BallotThing::type), std::to_string(at)});
  auto const turns = last_turns(room, room.talk.turns.size(), limits::turns_in_snapshot, eyes);
  auto seats = room.live;
  for (auto const* turn : turns) seats.emplace(room.seats.at(turn->seat).number, turn->seat);
  for (auto const& [number, seat] : seats) add(key_of(seat, SeatThing::type));
  for (auto const* turn : turns) add(key_of(turn->id, TurnThing::type));
  for (auto const* card : cards_by_column(room)) add(key_of(card->id, CardThing::type));
  return things;
}

}  // namespace room
