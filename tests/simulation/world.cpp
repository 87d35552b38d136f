#include "tests/simulation/world.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "protocol/json.hpp"
#include "server/room/opening.hpp"
#include "tests/simulation/habits.hpp"
#include "tests/simulation/script.hpp"

namespace sim {

using namespace protocol;

namespace {

constexpr int steps_between_looks = 50;

room::NewRoomPlan an_evening() {
  return {{"Dorpsplein"}, {"Hoe wordt het plein weer van ons?"}, {"bel 030 123"}, evening_script(), false};
}

Role role_of(Part part) {
  switch (part) {
    case Part::leader: return Role::facilitator;
    case Part::remote_host: return Role::remote_host;
    case Part::usher: return Role::usher;
    case Part::observer: return Role::observer;
    case Part::note_taker: return Role::note_taker;
    case Part::table_host: return Role::table_host;
    default: return Role::participant;
  }
}

}  // namespace

void Tally::add(Tally const& other) {
  commands += other.commands;
  faults += other.faults;
  steps += other.steps;
  lives += other.lives;
  resets += other.resets;
  compared += other.compared;
  told.records += other.told.records;
  told.comparisons += other.told.comparisons;
  told.updates += other.told.updates;
  told.snapshots += other.told.snapshots;
  told.resumes += other.told.resumes;
  told.earlier_turns += other.told.earlier_turns;
  told.erased += other.told.erased;
  time += other.time;
  for (std::size_t i = 0; i < sim::commands; ++i) {
    asked[i] += other.asked[i];
    told.done[i] += other.told.done[i];
    for (std::size_t j = 0; j < sim::faults; ++j) met[i][j] += other.met[i][j];
  }
  for (std::size_t j = 0; j < sim::faults; ++j) struck[j] += other.struck[j];
}

std::size_t Tally::done() const { return std::accumulate(told.done.begin(), told.done.end(), std::size_t{0}); }

World::World(Plan const& plan, Tell tell) : plan_(plan), tell_(std::move(tell)), chance_(mixed(plan.seed, 1)) {
  rooms_.resize(plan.evenings.size());
  for (std::size_t evening = 0; evening < plan.evenings.size(); ++evening) {
    auto& cast = casts_.emplace_back();
    Chance chance{plan.evenings[evening].chance};
    for (auto const part : plan.evenings[evening].cast) {
      cast.push_back(std::make_unique<Player>(*this, static_cast<int>(evening), part, chance.roll()));
    }
  }
  disk_.strikes = [this](Fault fault) { disk_strikes(fault); };
  start_process();
}

World::~World() {
  // Phones first: they call into links, and links into the process.
  extras_.clear();
  casts_.clear();
  process_.reset();
}

Result World::run() {
  for (auto const& step : plan_.steps) {
    agenda.run_until(step.at + shift_, [&] { return !history.complaints().empty(); });
    if (!history.complaints().empty()) break;
    ++tally.steps;
    carry_out(step);
    if (tally.steps % steps_between_looks == 0) look_at_rooms();
  }
  if (history.complaints().empty()) check_everything_again();
  tally.time = agenda.now();
  tally.told = history.counts();
  return {tally, history.complaints()};
}

void World::say(std::string const& what) const {
  if (!tell_) return;
  auto const seconds = agenda.now() / second;
  char clock[48];
  std::snprintf(clock, sizeof clock, "%02d:%02d:%02d.%03d  ", static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
                static_cast<int>(agenda.now() / ms % 1000));
  tell_(clock + what);
}

void World::tell(Player const& player, std::string const& what) const {
  static constexpr std::string_view parts[] = {"leads",       "hosts online",  "usher", "hall screen", "observer",
                                               "takes notes", "hosts a table", "hall",  "online",      "tablet"};
  say("evening " + std::to_string(player.evening) + "  " + player.name + " (" +
      std::string(parts[static_cast<std::size_t>(player.part)]) + (player.is_extra ? ", other phone" : "") + ") " +
      what);
}

Player& World::player_of(Step const& step) {
  return *casts_[static_cast<std::size_t>(step.evening)][static_cast<std::size_t>(step.person)];
}

Player& World::extra(int evening, Part part) {
  auto& player = *extras_.emplace_back(std::make_unique<Player>(*this, evening, part, chance_.roll()));
  player.is_extra = true;
  player.listener.room = rooms_[static_cast<std::size_t>(evening)].number;
  return player;
}

bool World::is_over(Step const& step) const {
  return step.at >= plan_.evenings[static_cast<std::size_t>(step.evening)].begins + evening_length;
}

void World::carry_out(Step const& step) {
  auto& player = player_of(step);
  switch (step.what) {
    case Step::What::opens: return open_evening(step.evening);
    case Step::What::comes: return come(player);
    case Step::What::goes:
      if (step.person == 0 && is_over(step)) {
        each_player([&](Player& other) {
          if (other.is_extra && other.evening == step.evening) go(other);
        });
      }
      return go(player);
    case Step::What::asks: return ask(player, step);
    case Step::What::types:
      if (player.person) player.person->send_typing(step.chance % 2 == 0);
      return look_back(player, step);
    case Step::What::fault: return fault(step);
    case Step::What::quiet: return grow_quiet();
    case Step::What::erases: return erase_somebody(step);
    case Step::What::forgets: return erase_evening(step.evening);
  }
}

// From any turn that stands on the page, or from one of which only others are told.
void World::look_back(Player& player, Step const& step) {
  if (!player.person || !player.person->is_in()) return;
  auto const& all = history.past(player.listener.room).fold.talk.turns;
  if (all.empty()) return;
  if (!player.listener.looked_at) player.listener.looked_at = agenda.now();
  player.person->look_back(all[(step.chance >> 8) % all.size()].id);
}

// The office opens the room; asked again until it is there.
void World::open_evening(int evening) {
  auto& room = rooms_[static_cast<std::size_t>(evening)];
  if (room.is_open) return;
  agenda.after(2 * second, [this, evening] { open_evening(evening); });
  if (!process_) return;
  process_->later([this, evening, process = process_.get()] {
    auto const [number, code] = process->directory.reserve();
    room::Presence const nobody;
    room::Context context;
    context.now = process->clock.now();
    context.actor = room::Office{};
    context.presence = &nobody;
    context.dice = room::Dice{process->seed()};
    auto const opened = room::open_room(code, an_evening(), context);
    process->rooms.open_room(number, code, std::get<std::vector<Event>>(opened),
                             [this, evening, process, number = number, code = code](bool is_kept) {
                               auto& made = rooms_[static_cast<std::size_t>(evening)];
                               if (!is_kept || made.is_open) return;
                               process->directory.add(code, number);
                               made = {number, code, true};
                               say("evening " + std::to_string(evening) + "  the office opens the room");
                               each_player([&](Player& one) {
                                 if (one.evening != evening) return;
                                 one.listener.room = number;
                                 if (one.wants_in) come(one);
                               });
                             });
  });
}

void World::come(Player& player) {
  player.wants_in = true;
  auto const& room = rooms_[static_cast<std::size_t>(player.evening)];
  if (!room.is_open) return;
  if (!player.is_out()) return player.person->come_in();
  if (role_of(player.part) != Role::participant) return enter_staff(player);
  if (player.is_extra) return;  // a second phone is not missed
  auto const is_screen = player.part == Part::screen;
  rehearsal::Door door{{}, room.code, is_screen ? View::hall_screen : View::participant};
  if (is_screen) door.token = player.entry_ticket;
  if (tell_) tell(player, "comes in");
  player.sit_down(std::move(door),
                  {is_screen ? "" : player.name, player.part == Part::hall ? Side::hall : Side::online});
  lose_line_at_the_door(player);
}

// Some lose the line while they come in: a join on its way goes again, under its id.
void World::lose_line_at_the_door(Player& player) {
  if (!player.chance.one_in(3)) return;
  agenda.after(player.chance.between(3, 7) * player.weather.latency, [this, weak = player.link, &player] {
    auto const link = weak.lock();
    if (!link) return;
    Met met;
    gather(player, met);
    if (link->cut(Cut::noticed)) note_struck(Fault::line_cut, met);
  });
}

void World::go(Player& player) {
  player.wants_in = false;
  if (!player.person) return;
  if (tell_) tell(player, "goes");
  player.chance.one_in(2) ? player.person->leave() : player.person->lose_line();
}

Player* World::tablet_of(int evening) {
  for (auto const& one : extras_)
    if (one->part == Part::tablet && one->evening == evening && one->person && !one->is_out()) return one.get();
  return nullptr;
}

void World::ask(Player& player, Step const& step) {
  if (!rooms_[static_cast<std::size_t>(step.evening)].is_open || !player.wants_in) return;
  Chance chance{step.chance};
  // Half of what an usher would do, people do on the tablet of their table.
  auto* const tablet = player.part == Part::usher ? tablet_of(step.evening) : nullptr;
  if (tablet && chance.one_in(2)) return ask(*tablet, step);
  if (player.is_out()) {
    if (chance.one_in(3) && !player.is_extra) come(player);
    return;
  }
  auto index = step.command;
  // Most people only press buttons that are there.
  auto const& own = player.person->own();
  if (own && !own->can.empty() && !player.person->can(command_name(index)) && !chance.one_in(8)) {
    auto const& instead = chance.pick(own->can);
    for (std::size_t at = 0; at < commands; ++at) {
      if (command_name(at) == instead) index = at;
    }
    bool const ends_things = instead == CloseRoom::type || instead == LeaveRoom::type || instead == PauseRoom::type ||
                             instead == FreezeJoins::type || instead == RemoveSeat::type || instead == EraseSeat::type;
    if (ends_things) return;
  }
  if (command_name(index) == CloseRoom::type && player.is_staff() && !is_over(step)) return;
  player.ask(make_command(index, *player.person, chance));
}

void World::note_asked(Player& player, Ask const& ask) {
  ++tally.commands;
  ++tally.asked[ask.body.index()];
  history.asked(ask.id, ask.body);
  if (tell_) tell(player, "asks " + encode(ClientFrame{ask}));
}

void World::note_answer(Player& player, Ask const& ask, rehearsal::Answer const& answer) {
  history.answered(player.listener, player.person->seat(), ask.id, answer);
  if (tell_) tell(player, "is answered " + ask.id.value + ": " + rehearsal::in_words(answer));
  if (auto const* ticket = std::get_if<Ticket>(&answer)) use_ticket(player, *ticket);
}

// --- over HTTP ----------------------------------------------------------------------------------------------------

void World::ask_office(Player& player, Command const& command, room::Actor actor, CommandId const& id,
                       std::function<void(engine::OutsideAnswer const&)> then) {
  history.asked(id, command);
  ++tally.commands;
  ++tally.asked[command.index()];
  if (!process_) return;
  auto const number = rooms_[static_cast<std::size_t>(player.evening)].number;
  process_->later([process = process_.get(), number, command, actor, id, then] {
    process->rooms.with_room(number, [command, actor, id, then](engine::RoomActor* room) {
      if (room) room->ask_from_outside(actor, command, id, then);
    });
  });
}

// Asked again under the same id until an answer comes through.
void World::enter_staff(Player& player) {
  if (!player.entry) player.entry = rehearsal::fresh_id([&] { return player.roll(); });
  auto const role = role_of(player.part);
  if (tell_) tell(player, "asks for a staff seat");
  room::Actor actor = room::Office{};
  ask_office(player, TakeStaffSeat{role, {player.name}, {limits::house_rules_version}}, actor, *player.entry,
             [this, &player, id = *player.entry](engine::OutsideAnswer const& answer) {
               if (std::exchange(player.loses_next_answer, false)) {
                 return note_struck(Fault::answer_lost, {Command{TakeStaffSeat{}}.index()});
               }
               agenda.after(player.weather.latency, [this, &player, id, answer] {
                 if (player.entry == id) staff_answer(player, answer);
               });
             });
  agenda.after(4 * second, [this, &player, id = *player.entry] {
    if (player.entry == id && player.wants_in) enter_staff(player);
  });
}

void World::staff_answer(Player& player, engine::OutsideAnswer const& answer) {
  if (std::holds_alternative<RetryReason>(answer)) return;
  player.entry.reset();
  auto const* entered = std::get_if<engine::Entered>(&answer);
  if (!entered) return;
  history.entered(player.listener.room, entered->seat);
  rehearsal::Door door{{},
                       rooms_[static_cast<std::size_t>(player.evening)].code,
                       View::participant,
                       entered->token,
                       entered->device_cookie};
  if (player.is_staff()) door.view = View::staff;
  if (player.part == Part::observer) door.view = View::observer;
  if (tell_) tell(player, "has a staff seat and comes in");
  player.sit_down(std::move(door), {player.name, Side::hall});
}

void World::use_ticket(Player& player, Ticket const& ticket) {
  auto const& code = rooms_[static_cast<std::size_t>(player.evening)].code;
  if (ticket.purpose == TicketPurpose::hall_screen) {
    for (auto const& one : casts_[static_cast<std::size_t>(player.evening)]) {
      if (one->part == Part::screen) one->entry_ticket = ticket.secret;
    }
    return;
  }
  bool const is_tablet = ticket.purpose == TicketPurpose::table_tablet;
  bool const is_claim = ticket.purpose == TicketPurpose::claim_seat && player.chance.one_in(3);
  if (!is_tablet && !is_claim) return;
  auto& phone = extra(player.evening, is_tablet ? Part::tablet : Part::hall);
  if (tell_) tell(phone, is_tablet ? "goes to work at a table" : "goes on with an own phone");
  phone.sit_down({{}, code, View::participant}, {phone.name, Side::hall, std::nullopt, ticket.secret});
}

}  // namespace sim
