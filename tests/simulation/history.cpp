#include "tests/simulation/history.hpp"

#include <algorithm>
#include <utility>

#include "protocol/json.hpp"
#include "server/room/evolve.hpp"
#include "server/room/floors.hpp"
#include "server/room/invariants.hpp"
#include "server/room/view.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/numbered_words.hpp"

namespace sim {

using namespace protocol;

namespace {

constexpr std::size_t lives_kept = 16;    // one for each table as well
constexpr std::size_t epoch_length = 11;  // of a life and a view; more is said of a table (RoomActor::log_of)

Sight sight_of(Listener const& listener) { return {listener.view, listener.reached, listener.line_began}; }

std::string place_of(SeatId const& seat, CommandId const& id) { return seat.value + "\n" + id.value; }

// Which command came in: the journal keeps a hash of its id only.
std::size_t at_the_door(Event const& event) {
  auto const* taken = std::get_if<SeatTaken>(&event);
  if (!taken) return Command{ClaimSeat{}}.index();
  return taken->role == Role::participant ? Command{Join{}}.index() : Command{TakeStaffSeat{}}.index();
}

}  // namespace

void History::complain(std::string what) {
  if (complaints_.size() < 20) complaints_.push_back(std::move(what));
}

std::int64_t History::newest(RoomNumber room) const {
  auto const found = pasts_.find(room);
  return found == pasts_.end() ? 0 : found->second.fold.seq;
}

void History::asked(CommandId const& id, Command const& command) { commands_.insert_or_assign(id.value, command); }

// --- what is on disk ----------------------------------------------------------------------------------------------

void History::durable(RoomNumber room, std::vector<Record> const& records) {
  auto& past = pasts_[room];
  written_at_ = agenda_.now();
  std::vector<SeatId> erased;
  for (auto const& record : records) {
    ++counts_.records;
    if (auto const* one = std::get_if<SeatErased>(&record.event)) erased.push_back(one->seat);
    if (std::holds_alternative<RoomErased>(record.event))
      for (auto const& [id, seat] : past.fold.seats) erased.push_back(id);
    if (record.seq != past.fold.seq + 1) return complain("seq is not dense: " + std::to_string(record.seq));
    if (record.cause) check_cause(past, record);
    auto const broken = past.take(record.event, {record.seq, agenda_.now()});
    if (!broken.empty()) complain((broken.starts_with("phase order") ? "" : "record: ") + broken);
    room::evolve(past.fold, record);
  }
  for (auto const& broken : room::broken(past.fold)) complain("invariant: " + broken);
  check_erased(past, erased);
}

// Nothing that they wrote is in any view, or in what anybody alone is told.
void History::check_erased(Past const& past, std::vector<SeatId> const& seats) {
  if (seats.empty()) return;
  room::Presence const nobody;
  std::string told;
  std::set<room::Eyes> all{View::participant, View::staff, View::hall_screen, View::observer};
  for (auto const& [id, seat] : past.fold.seats) all.insert(room::eyes_of(past.fold, seat));
  for (auto const& eyes : all) {
    auto const things = room::whole(past.fold, nobody, room::House{""}, eyes);
    told += encode(Push{Snapshot{"", 0, eyes.view, 0, 1, true, things}});
  }
  for (auto const& [id, seat] : past.fold.seats) {
    told += encode(Push{OwnChanged{room::own(past.fold, nobody, id)}});
    told += encode(Push{OwnCards{id, true, room::own_cards(past.fold, id), {}}});
  }
  NumberedWords const in_views{told};
  for (auto const& seat : seats) {
    auto const written = past.written.find(seat.value);
    if (written == past.written.end()) continue;
    for (auto const& text : written->second) {
      if (in_views.has(text)) complain("erased: a view still holds words of the seat");
    }
    ++counts_.erased;
  }
}

// One command acts once, on the state that its asker saw.
void History::check_cause(Past& past, Record const& record) {
  auto const place = place_of(record.cause->seat, record.cause->id);
  auto const command = commands_.find(record.cause->id.value);
  if (!past.causes.insert(place).second) return complain("a command acted twice");
  past.cause_ids.emplace(record.cause->id.value, record.seq);
  if (past.refused.contains(place)) complain("a command was refused and acted all the same");
  // A phone's own join is its secret; nobody else tells us of it.
  bool const is_at_the_door =
      std::holds_alternative<SeatTaken>(record.event) || std::holds_alternative<SeatClaimed>(record.event);
  // Its cause names the seat that it made, so the place does not tell a second one.
  bool const is_second = is_at_the_door && !past.entries.insert(record.cause->id.value).second;
  if (is_second) complain("a join repeated took another seat");
  ++counts_.done[command != commands_.end() ? command->second.index() : at_the_door(record.event)];
  past.script.asks(std::nullopt);
  if (is_at_the_door) return;
  if (command == commands_.end()) return complain("a command that nobody asked");
  if (auto const* start = std::get_if<StartPhase>(&command->second)) {
    past.script.asks(start->phase);
    if (start->from != past.script.phase())
      complain("phase order: a phase was started from another than its asker saw");
  }
  auto const* grant = std::get_if<GrantFloor>(&command->second);
  if (!grant) return;
  auto const* floor = room::floor_of(past.fold, grant->seat);
  auto const running = floor && floor->speaker ? std::optional{floor->speaker->turn} : std::nullopt;
  if (grant->after != running) complain("the floor was given after another turn than its asker saw");
}

void History::compare_live(RoomNumber room, room::Room const& state) {
  auto const& past = pasts_[room];
  if (state.seq != past.fold.seq) return;
  ++counts_.comparisons;
  if (!(state == past.fold)) complain("replay: the live room differs from the fold of its journal");
}

// --- what people are told -----------------------------------------------------------------------------------------

void History::entered(RoomNumber room, SeatId const& seat) {
  if (!pasts_[room].seats.contains(seat.value)) complain("shown before durable: a staff seat");
}

void History::invited(RoomNumber room, std::string const& secret) {
  if (!pasts_[room].tickets.contains(secret.substr(0, secret.find('.')))) complain("shown before durable: a ticket");
}

void History::answered(Listener const& listener, std::optional<SeatId> const& seat, CommandId const& id,
                       rehearsal::Answer const& answer) {
  if (!seat || listener.doubled.contains(id.value)) return;
  auto& past = pasts_[listener.room];
  auto const place = place_of(*seat, id);
  if (!rehearsal::refusal_in(answer)) return;
  past.refused.insert(place);
  if (past.causes.contains(place)) complain("a command was done and refused all the same");
}

void History::check_done(Past const& past, rehearsal::Person const& person, CommandId const& id) {
  if (person.seat() && !past.causes.contains(place_of(*person.seat(), id))) {
    complain("acknowledged before durable: " + id.value);
  }
}

History::Told& History::told(Listener const& listener, std::string const& epoch) {
  auto& lives = told_[{listener.room, listener.view}];
  for (auto& [life, told] : lives) {
    if (life == epoch) return told;
  }
  if (lives.size() == lives_kept) lives.pop_front();
  return lives.emplace_back(epoch, Told{}).second;
}

void History::heard(Listener& listener, rehearsal::Person const& person, Push const& push) {
  counts_.story = mixed(counts_.story, mixed(static_cast<std::uint64_t>(agenda_.now()), listener.print));
  auto const& past = pasts_[listener.room];
  listener.seat = person.seat();
  see_reached(listener, push);
  if (auto const* page = std::get_if<Snapshot>(&push)) {
    see_epoch(listener, page->epoch);
    check_things(past, listener, page->things);
    counts_.snapshots += page->is_last;
    listener.has_room = listener.has_room || page->is_last;
    if (page->is_last) see_snapshot(listener, person);
  } else if (std::holds_alternative<Resumed>(push)) {
    ++counts_.resumes;
    listener.has_room = true;
  } else if (auto const* update = std::get_if<Update>(&push)) {
    ++counts_.updates;
    check_things(past, listener, update->changed);
    if (update->cause && !past.cause_ids.contains(update->cause->value)) complain("shown before durable: an update");
    see_update(listener, person, *update);
  } else if (auto const* own = std::get_if<OwnChanged>(&push)) {
    check_own(person, own->own.seat);
  } else if (auto const* cards = std::get_if<OwnCards>(&push)) {
    check_own_cards(past, listener, person, *cards);
  } else if (auto const* done = std::get_if<Done>(&push)) {
    check_done(past, person, done->id);
  } else if (auto const* ticket = std::get_if<Ticket>(&push)) {
    check_done(past, person, ticket->id);
    invited(listener.room, ticket->secret);
  } else if (auto const* seated = std::get_if<Seated>(&push)) {
    if (!past.seats.contains(seated->seat.value)) complain("shown before durable: a seat");
  } else if (auto const* presence = std::get_if<Presence>(&push)) {
    check_presence(past, listener, *presence);
  } else if (auto const* earlier = std::get_if<EarlierTurns>(&push)) {
    check_earlier(past, listener, *earlier);
  }
}

// What was hidden or erased when somebody looked back does not come in the answer, however old the line is.
void History::check_earlier(Past const& past, Listener& listener, EarlierTurns const& earlier) {
  auto asked = listener;
  asked.reached = 0;  // it comes apart from the updates
  asked.line_began = std::exchange(listener.looked_at, std::nullopt).value_or(listener.line_began);
  check_things(past, asked, earlier.things);
  std::size_t turns = 0;
  for (auto const& thing : earlier.things) {
    auto const* turn = std::get_if<TurnThing>(&thing);
    if (turn && turn->id == earlier.before) complain("looking back: the turn itself came among those before it");
    turns += turn != nullptr;
  }
  if (turns > limits::earlier_turns_page) complain("looking back: more turns than its limit");
  if (!earlier.is_all && turns < limits::earlier_turns_page) complain("looking back: a page that is not full");
  if (listener.view == View::hall_screen) complain("looking back: a hall screen was answered");
  counts_.earlier_turns += turns;
}

// It names seats, and it is live: who has not caught up yet hears nothing of it.
void History::check_presence(Past const& past, Listener const& listener, Presence const& presence) {
  for (auto const& seat : presence.here) {
    if (!past.seats.contains(seat.value)) complain("shown before durable: a seat among those here");
  }
  if (static_cast<std::size_t>(presence.hall + presence.online) > past.seats.size()) {
    complain("shown before durable: more people than seats");
  }
  if (!listener.has_room) complain("presence came before the room");
}

// An update holds the record of the command that it names, and so does what comes after it. A snapshot may be one of a
// moment ago: it holds what the updates up to its n held.
void History::see_reached(Listener& listener, Push const& push) {
  if (auto const* update = std::get_if<Update>(&push); update && update->cause) {
    auto const& made = pasts_[listener.room].cause_ids;
    if (auto const record = made.find(update->cause->value); record != made.end())
      listener.reached = std::max(listener.reached, record->second);
  }
  auto const* page = std::get_if<Snapshot>(&push);
  if (!page) return;
  listener.view = page->view;
  auto const& known = told(listener, page->epoch).reached;
  auto const above = known.upper_bound(page->n);
  listener.reached = above == known.begin() ? 0 : std::prev(above)->second;
}

void History::see_epoch(Listener& listener, std::string const& whole) {
  // Whoever goes to another table and back hears of a log that was there before; the life of the room it is of goes on.
  auto const epoch = whole.substr(0, epoch_length);
  auto& seen = listener.epochs[listener.view];
  if (!seen.empty() && seen.back() == epoch) return;
  for (auto const& earlier : seen) {
    if (earlier == epoch) return complain("the epoch went back");
  }
  seen.push_back(epoch);
}

void History::see_update(Listener const& listener, rehearsal::Person const& person, Update const& update) {
  auto& of_view = told(listener, person.store().epoch());
  auto const [print, is_new] = of_view.prints.emplace(update.n, listener.print);
  if (!is_new && print->second != listener.print) return complain("order: two people of a view saw another update");
  if (is_new) of_view.reached.emplace(update.n, listener.reached);
  if (is_new && of_view.reference && update.n > of_view.reference->store.n()) {
    of_view.reference->later.emplace(update.n, update);
  }
}

// A snapshot at n equals the updates up to n, put together.
void History::see_snapshot(Listener const& listener, rehearsal::Person const& person) {
  auto& of_view = told(listener, person.store().epoch());
  auto& reference = of_view.reference;
  if (reference) {
    auto& [store, later] = *reference;
    while (!later.empty() && later.begin()->first <= store.n()) later.erase(later.begin());
    while (!later.empty() && later.begin()->first == store.n() + 1 && store.n() < person.store().n()) {
      if (auto const bad = store.apply(later.begin()->second)) complain("the fold of updates: " + *bad);
      later.erase(later.begin());
    }
    if (store.n() > person.store().n()) return;  // it was long on its way
    if (store.n() == person.store().n()) {
      ++counts_.comparisons;
      for (auto const& difference : rehearsal::differences(store, person.store())) {
        return complain("a snapshot is not the fold of the updates before it: " + difference);
      }
      return;
    }
  }
  reference.emplace();
  reference->store = person.store();
}

// --- what the things themselves give away ---------------------------------------------------------------------------

void History::check_things(Past const& past, Listener const& listener, std::vector<Thing> const& things) {
  for (auto const& thing : things) {
    std::visit([&](auto const& one) { check(past, listener, one); }, thing);
  }
}

void History::blame(std::string what) {
  if (!what.empty()) complain(std::move(what));
}

void History::check(Past const& past, Listener const& listener, CardThing const& card) {
  blame(past.board.wrong(card, sight_of(listener)));
  if (card.is_kept && card.table) check_table(past, listener, *card.table);
}

void History::check(Past const& past, Listener const& listener, ThemeThing const& theme) {
  blame(past.board.wrong(theme, sight_of(listener)));
}

void History::check(Past const& past, Listener const& listener, BallotThing const& ballot) {
  blame(past.ballots.wrong(ballot, sight_of(listener)));
}

void History::check(Past const& past, Listener const& listener, TurnThing const& turn) {
  auto const found = past.turns.find(turn.id.value);
  if (found == past.turns.end()) return;  // an unanswered call leaves no turn, but it was shown
  auto const& known = found->second;
  if (turn.table) check_table(past, listener, *turn.table);
  if (!known.words.starts_with(turn.words)) complain("shown before durable: words of a turn");
  if (!known.gists.contains(turn.gist)) complain("shown before durable: a gist");
  auto const reached = known.hidden.reached(sight_of(listener), [](bool before, bool now) { return now && !before; });
  bool const was_shown =
      known.hidden.is_empty() || known.hidden.was(reached, [](bool is_hidden) { return !is_hidden; });
  if (!was_shown && listener.view != View::staff) complain("hidden came back: a turn");
  auto const is_gone = [&](SeatId const& seat) { return past.was_erased(seat, listener.line_began); };
  if (is_gone(known.seat) && !turn.words.empty()) complain("erased came back: words of a turn");
  if (is_gone(known.gist_by) && !turn.gist.empty()) complain("erased came back: a gist");
  if (is_gone(known.hidden_by) && !turn.hidden_because.value_or("").empty()) complain("erased came back: a reason");
}

void History::check(Past const& past, Listener const& listener, SeatThing const& seat) {
  blame(past.people.wrong(seat, sight_of(listener)));
}

void History::check(Past const& past, Listener const& listener, RoomThing const& room) {
  blame(past.script.wrong(room, sight_of(listener)));
  if (room.told && !room.told->empty() && !past.told.contains(*room.told))
    complain("shown before durable: what was told");
}

// What a table says among itself is told to who leads and to who sits there.
void History::check_table(Past const& past, Listener const& listener, TableNumber table) {
  if (listener.view == View::staff) return;
  if (!listener.seat && listener.view != View::hall_screen) return;  // the own object has not come yet
  if (!past.may_hear(listener.seat, table)) complain("told beyond its table");
}

void History::check(Past const& past, Listener const& listener, FloorThing const& floor) {
  if (floor.table) check_table(past, listener, *floor.table);
  std::set<SeatId> waiting;
  for (auto const& hand : floor.queue) {
    if (!waiting.insert(hand.seat).second) complain("a seat stands twice in the queue");
    if (!past.seats.contains(hand.seat.value)) complain("shown before durable: a hand");
  }
  if (floor.queue.size() > limits::queue_length_max) complain("the queue is longer than its limit");
  if (floor.speaker && waiting.contains(floor.speaker->seat) && !past.questions.contains(floor.speaker->turn.value))
    complain("the speaker waits as well");
  if (auto const what = out_of_order(floor); !what.empty()) complain("order: " + what);
}

void History::check(Past const& past, Listener const& listener, ProposalThing const& proposal) {
  blame(past.consent.wrong(proposal, sight_of(listener)));
}

void History::check_own(rehearsal::Person const& person, SeatId const& seat) {
  if (person.conversation().seated() && person.conversation().seated()->seat != seat) {
    complain("somebody else's own object");
  }
}

void History::check_own_cards(Past const& past, Listener const& listener, rehearsal::Person const& person,
                              OwnCards const& cards) {
  check_own(person, cards.seat);
  auto const whose = past.fold.seats.find(cards.seat);
  bool const is_device = whose != past.fold.seats.end() && whose->second.role == Role::table_tablet;
  if (is_device && !cards.changed.empty()) complain("a tablet was told what somebody wrote on it");
  for (auto const& card : cards.changed) blame(past.board.wrong(card, cards.seat, sight_of(listener)));
}

// Whoever shows less than all would not be seen by looking at what is shown.
void History::settled(Listener const& listener, rehearsal::Person const& person) {
  auto const& past = pasts_[listener.room];
  auto now = listener;
  now.reached = past.fold.seq;
  std::size_t cards = 0;
  for (auto const& [key, thing] : person.store().things()) {
    std::visit([&](auto const& one) { check(past, now, one); }, thing);
    auto const* card = std::get_if<CardThing>(&thing);
    cards += card && !card->table && !card->hidden_because && !card->held_because;
  }
  if (cards < past.board.for_all()) complain("quiet: a page misses a card");
}

}  // namespace sim
