// Tables, see tables.hpp.

#include "server/room/tables.hpp"

#include <algorithm>
#include <set>

#include "server/room/balance.hpp"
#include "server/room/composer.hpp"
#include "server/room/floor.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/standing.hpp"

namespace room::tables {
namespace {

TablePlan plan_of(Phase const* phase) { return phase ? phase->plan.tables.value_or(TablePlan{}) : TablePlan{}; }

// Everybody who goes round, in the order of coming.
std::vector<Guest> guests(Room const& room) {
  std::vector<Guest> all;
  for (auto const& [number, id] : room.live) {
    auto const& seat = room.seats.at(id);
    if (!goes_round(seat.role)) continue;
    auto const* other = seat.together ? live_seat(room, *seat.together) : nullptr;
    bool const is_mutual = other && other->together == id;
    all.push_back({id, seat.side, group_of(seat.role), seat.is_first_time, seat.table, seat.role == Role::table_host,
                   is_mutual ? seat.together : std::nullopt});
  }
  return all;
}

// Tables that stand there with a tablet on them.
std::vector<TableNumber> with_tablet(Room const& room) {
  std::set<TableNumber> numbers;
  for (auto const& [number, id] : room.live)
    if (auto const& seat = room.seats.at(id); seat.role == Role::table_tablet && seat.table)
      numbers.insert(*seat.table);
  return {numbers.begin(), numbers.end()};
}

// Groups of one grouping have numbers of their own, so that nobody later reads what two people said to each other.
TableNumber group_number(int grouping, std::size_t at) {
  constexpr int groupings_max = limits::group_number_max / 100;
  return {100 * (1 + (grouping - 1) % groupings_max) + 1 + static_cast<std::int64_t>(at % limits::table_number_max)};
}

bool moves_away(Asking const& asking, SeatId const& id, std::vector<TableSeat> const& seats) {
  auto const found = std::ranges::find(seats, id, &TableSeat::seat);
  return found != seats.end() && table_of(asking.room, asking.room.seats.at(id)) != Where(found->table);
}

// These people go there: who speaks has ended, a round that somebody leaves with others is over.
std::vector<Event> seated(Asking& asking, std::vector<TableSeat> seats, std::optional<SeatId> by) {
  auto const& room = asking.room;
  std::vector<Event> events, after;
  if (is_at_tables(room))
    for (auto const* floor : floors_now(room)) {
      auto const leaves = [&](auto const& turn) { return turn && moves_away(asking, turn->seat, seats); };
      bool const speaker_leaves = leaves(floor->speaker);
      if (speaker_leaves) events.emplace_back(floor::ended(asking, *floor->speaker, TurnEnd::moved_on, by));
      if (leaves(floor->held)) events.emplace_back(floor::ended(asking, *floor->held, TurnEnd::moved_on, by));
      if (!floor->round) continue;
      if (seats.size() > 1)
        events.emplace_back(RoundEnded{by, floor->table});
      else if (speaker_leaves && !floor->held)
        after = rounds::go_on(asking, *floor, {floor->speaker->seat, std::nullopt});
    }
  events.emplace_back(PeopleSeated{std::move(seats), by, asking.now()});
  for (auto& event : after) events.emplace_back(std::move(event));
  return events;
}

// Who came after the proposal was made sits where the fewest will sit.
void add_who_came_later(Room const& room, std::vector<TableSeat>& seats) {
  std::map<TableNumber, int> sizes;
  std::set<SeatId> known;
  for (auto const& one : seats) {
    ++sizes[one.table];
    known.insert(one.seat);
  }
  for (auto const& guest : guests(room)) {
    if (known.contains(guest.seat) || sizes.empty()) continue;
    auto const smallest = std::ranges::min_element(sizes, {}, [](auto const& one) { return one.second; });
    ++smallest->second;
    seats.push_back({guest.seat, smallest->first});
  }
}

// Groups as they are now, in the order of their numbers.
std::vector<SidedGroup> groups_now(Room const& room) {
  std::vector<SidedGroup> groups;
  for (auto const& [number, table] : room.tables) {
    SidedGroup group;
    for (auto const& id : table.people)
      if (goes_round(room.seats.at(id).role)) group.people.push_back(id);
    if (group.people.empty()) continue;
    group.side = room.seats.at(group.people.front()).side;
    groups.push_back(std::move(group));
  }
  return groups;
}

bool have_met(Room const& room, SeatId const& one, SeatId const& other) {
  auto const& a = room.seats.at(one);
  auto const& b = room.seats.at(other);
  if (a.table == b.table) return true;
  return std::ranges::any_of(a.sat, [&](auto const& at) { return std::ranges::find(b.sat, at) != b.sat.end(); });
}

std::vector<TableSeat> all_gone_on(Room const& room) {
  return rotated(guests(room), [&](SeatId const& one, SeatId const& other) { return have_met(room, one, other); });
}

std::vector<TableSeat> put_together(Room const& room, TablePlan const& plan) {
  auto const sides = plan.sides.value_or(SideMix::apart);
  bool const are_in_pairs = is_grouped(room) && plan_of(running_phase(room)).grouping == Grouping::pairs;
  auto groups = *plan.grouping == Grouping::fours && are_in_pairs ? groups_now(room) : pairs_of(guests(room), sides);
  if (*plan.grouping == Grouping::fours) groups = fours_of(groups, sides);
  std::vector<TableSeat> seats;
  for (std::size_t at = 0; at < groups.size(); ++at)
    for (auto const& id : groups[at].people) seats.push_back({id, group_number(room.groupings + 1, at)});
  return seats;
}

Table const* own_table(Asking const& asking) {
  auto const* floor = is_at_tables(asking.room) ? floor_of(asking.room, *asking.seat) : nullptr;
  return floor ? &asking.room.tables.at(*floor->table) : nullptr;
}

Table const* table_with_help(Room const& room, TableNumber const& number) {
  auto const found = room.tables.find(number);
  return found == room.tables.end() || !found->second.help ? nullptr : &found->second;
}

}  // namespace

Decision seat(Asking& asking, SeatAtTable const& ask) {
  auto const& room = asking.room;
  auto const* seat = live_person(room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  bool const is_group = ask.table.value > limits::table_number_max;
  if (is_group && !(is_grouped(room) && find_floor(room, ask.table))) return refuse(Refusal::table_unknown, "table");
  if ((is_group ? seat->group : seat->table) == ask.table) return refuse(Refusal::nothing_changed);
  return happened(seated(asking, {{ask.seat, ask.table}}, asking.by()));
}

Decision sit_together(Asking& asking, SitTogether const& ask) {
  bool const leads = is_staff(asking.seat->role);
  auto const whose = leads ? for_whom(asking, ask.on_behalf_of) : who_speaks(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!goes_round(whose.seat->role)) return refuse(Refusal::not_allowed, "on_behalf_of");
  if (whose.seat->together == ask.with) return refuse(Refusal::nothing_changed);
  std::vector<Event> events{SeatTogether{whose.seat->id, ask.with, whose.by}};
  if (!ask.with) return events;
  auto const* other = live_person(asking.room, *ask.with);
  if (!other || !goes_round(other->role) || other == whose.seat) return refuse(Refusal::seat_unknown, "with");
  bool const for_both = whose.by && (leads || may_help(*asking.seat, *other));
  if (for_both && other->together != whose.seat->id)
    events.emplace_back(SeatTogether{other->id, whose.seat->id, whose.by});
  return events;
}

Decision compose(Asking& asking, ComposeTables const& ask) {
  TableWish wish;
  if (ask.tables) wish.tables = ask.tables->value;
  if (ask.size) wish.size = ask.size->value;
  wish.sides = ask.sides;
  auto seats = room::compose(guests(asking.room), wish, with_tablet(asking.room));
  if (seats.empty()) return refuse(Refusal::nobody_to_seat);
  return happened(TablesProposed{std::move(seats), asking.me()});
}

Decision apply(Asking& asking, ApplyTables const& ask) {
  auto const& proposal = asking.room.proposal;
  if (!proposal || proposal->revision != ask.revision.value) return refuse(Refusal::seating_moved_on, "revision");
  auto seats = proposal->seats;
  std::erase_if(seats, [&](TableSeat const& one) {
    auto const* person = live_person(asking.room, one.seat);
    return !person || !goes_round(person->role);
  });
  add_who_came_later(asking.room, seats);
  if (seats.empty()) return refuse(Refusal::nobody_to_seat);
  return happened(seated(asking, std::move(seats), asking.by()));
}

bool can_rotate(Room const& room) {
  std::set<TableNumber> numbers;
  for (auto const& guest : guests(room))
    if (guest.table) numbers.insert(*guest.table);
  return is_at_tables(room) && !is_grouped(room) && numbers.size() > 1;
}

Decision rotate(Asking& asking, RotateTables const& ask) {
  auto const& room = asking.room;
  if (!is_at_tables(room) || is_grouped(room)) return refuse(Refusal::table_unknown);
  if (ask.round.value != room.sittings) return refuse(Refusal::seating_moved_on, "round");
  auto seats = all_gone_on(room);
  if (seats.empty()) return refuse(Refusal::nobody_to_seat);
  return happened(seated(asking, std::move(seats), asking.by()));
}

std::vector<Event> grouped(Asking& asking, Phase const& phase) {
  auto const plan = plan_of(&phase);
  if (phase.plan.target != PhaseTarget::table || !plan.grouping) return {};
  auto seats = plan.grouping == Grouping::rotate ? all_gone_on(asking.room) : put_together(asking.room, plan);
  if (seats.empty()) return {};
  return {PeopleSeated{std::move(seats), asking.by(), asking.now()}};
}

Decision call_for_help(Asking& asking) {
  if (!is_at_tables(asking.room)) return refuse(Refusal::table_unknown);
  auto const* table = own_table(asking);
  if (!table) return refuse(Refusal::no_table);
  if (table->help) return refuse(Refusal::help_called_before);
  return happened(HelpCalled{*table->floor.table, asking.me(), asking.now()});
}

Decision answer_help(Asking& asking, AnswerHelp const& ask) {
  auto const* table = table_with_help(asking.room, ask.table);
  if (!table) return refuse(Refusal::no_help, "table");
  if (table->help->answered_by == asking.me()) return refuse(Refusal::nothing_changed);
  return happened(HelpAnswered{ask.table, asking.me()});
}

Decision end_help(Asking& asking, EndHelp const& ask) {
  if (!is_staff(asking.seat->role)) {
    auto const* own = own_table(asking);
    if (!own || own->floor.table != Where(ask.table)) return refuse(Refusal::at_another_table, "table");
  }
  if (!table_with_help(asking.room, ask.table)) return refuse(Refusal::no_help, "table");
  return happened(HelpEnded{ask.table, asking.me()});
}

Decision message(Asking& asking, MessageTables const& ask) {
  if (!is_at_tables(asking.room)) return refuse(Refusal::table_unknown);
  if (ask.text.value.empty()) return refuse(Refusal::text_empty, "text");
  return happened(TablesTold{PersonalText{asking.me(), ask.text.value}, asking.me(), asking.now()});
}

int lines_of(Room const& room, TableNumber const& table) {
  auto const* phase = running_phase(room);
  return static_cast<int>(std::ranges::count_if(room.board.cards, [&](auto const& one) {
    return one.second.is_kept && one.second.table == Where(table) && phase && one.second.phase == phase->plan.id;
  }));
}

// A table without a host writes by itself.
bool may_write_lines(Room const& room, Seat const& seat, Where const& table) {
  auto const lines = plan_of(running_phase(room)).lines;
  auto const there = table ? room.tables.find(*table) : room.tables.end();
  if (!lines || there == room.tables.end()) return false;
  auto const is_host = [&](SeatId const& id) { return room.seats.at(id).role == Role::table_host; };
  return *lines == LineBy::anybody || is_staff(seat.role) || is_host(seat.id) ||
         std::ranges::none_of(there->second.people, is_host);
}

Decision write_line(Asking& asking, WriteLine const& ask) {
  auto const& room = asking.room;
  auto const whose = for_whom(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!may(whose.seat->role, command_index<WriteLine>())) return refuse(Refusal::not_allowed, "on_behalf_of");
  if (!is_at_tables(room) || !plan_of(running_phase(room)).lines) return refuse(Refusal::no_lines);
  auto const table = table_of(room, *whose.seat);
  if (!table) return refuse(Refusal::no_table);
  if (!may_write_lines(room, *asking.seat, table)) return refuse(Refusal::not_allowed);
  if (running_phase(room)->board_is_frozen) return refuse(Refusal::board_frozen);
  if (ask.text.value.empty()) return refuse(Refusal::text_empty, "text");
  if (lines_of(room, *table) >= limits::lines_per_table_max) return refuse(Refusal::lines_full);
  if (room.board.cards.size() >= limits::cards_max) return refuse(Refusal::board_full);
  auto const& plan = running_phase(room)->plan;
  CardPosted event{fresh_card(asking),
                   plan.columns.front().id,
                   plan.id,
                   whose.seat->id,
                   PersonalText{whose.seat->id, ask.text.value},
                   false,
                   whose.by,
                   asking.now()};
  event.table = table;
  event.held_because = asking.context.held;
  return happened(std::move(event));
}

Where fitting_table(Room const& room, Side side, Where const& but) {
  if (!is_at_tables(room)) return std::nullopt;
  bool const apart = plan_of(running_phase(room)).sides.value_or(SideMix::apart) == SideMix::apart;
  Where best;
  std::pair<bool, std::ptrdiff_t> least;
  for (auto const& [number, table] : room.tables) {
    auto const counts = [&](SeatId const& id) { return goes_round(room.seats.at(id).role); };
    auto const is_there = [&](SeatId const& id) { return counts(id) && room.seats.at(id).side == side; };
    auto const people = std::ranges::count_if(table.people, counts);
    if (people == 0 || number == but) continue;
    std::pair const fits(apart && std::ranges::none_of(table.people, is_there), people);
    if (best && fits >= least) continue;
    best = number;
    least = fits;
  }
  return best;
}

Where table_for_late(Room const& room, Side side) {
  if (is_grouped(room) || plan_of(running_phase(room)).late != LateComers::seated) return std::nullopt;
  return fitting_table(room, side);
}

std::vector<Event> group_for_late(Asking& asking, SeatId const& seat, Side side, Role role) {
  if (!is_grouped(asking.room) || !goes_round(role)) return {};
  auto const group = fitting_table(asking.room, side).value_or(group_number(asking.room.groupings, 0));
  return {PeopleSeated{{{seat, group}}, std::nullopt, asking.now()}};
}

std::vector<Event> not_left_alone(Asking& asking, SeatId const& leaving) {
  auto const& room = asking.room;
  auto const* floor = is_grouped(room) ? floor_of(room, leaving) : nullptr;
  if (!floor) return {};
  std::vector<SeatId> left;
  for (auto const& id : room.tables.at(*floor->table).people)
    if (id != leaving && goes_round(room.seats.at(id).role)) left.push_back(id);
  if (left.size() != 1) return {};
  auto const to = fitting_table(room, room.seats.at(left[0]).side, floor->table);
  if (!to) return {};
  std::vector<Event> events;
  for (auto const* turn : {&floor->speaker, &floor->held})
    if (*turn && (*turn)->seat == left[0])
      events.emplace_back(floor::ended(asking, **turn, TurnEnd::moved_on, std::nullopt));
  if (floor->round) events.emplace_back(RoundEnded{std::nullopt, floor->table});
  events.emplace_back(PeopleSeated{{{left[0], *to}}, std::nullopt, asking.now()});
  return events;
}

}  // namespace room::tables
