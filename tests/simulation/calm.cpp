// Quiet times: everything heals, everybody comes back, and then everybody must have seen the same. Part of the World.

#include <algorithm>

#include "server/room/view.hpp"
#include "tests/simulation/world.hpp"

namespace sim {

using namespace protocol;

namespace {

constexpr Micros quiet_time = 150 * second;
constexpr Micros rest = 5 * second;  // long enough to hear of the last event over the slowest healthy line
constexpr Micros rest_within = 10 * minute;

}  // namespace

void World::each_player(std::function<void(Player&)> const& visit) const {
  for (auto const& cast : casts_) {
    for (auto const& player : cast) visit(*player);
  }
  for (std::size_t i = 0; i < extras_.size(); ++i) visit(*extras_[i]);
}

void World::grow_quiet() {
  say("all grows quiet");
  disk_.is_full = disk_.is_slow = disk_.next_sync_fails = false;
  in_wait_.clear();
  each_player([&](Player& player) {
    player.weather.late_until = player.weather.stalled_until = 0;
    player.loses_next_answer = false;
    if (auto const link = player.link.lock()) link->wake();
  });
  if (process_) process_->wake_up();
  auto const begins = agenda.now();
  if (!process_) start_process();
  agenda.run_until(begins + quiet_time, [&] { return !history.complaints().empty(); });
  wait_for_rest();
  shift_ += agenda.now() - begins;
  if (!history.complaints().empty()) return;
  look_at_rooms();
  check_quiet();
}

// Rooms act by themselves as well. What one of them did a moment ago is still on its way to people.
void World::wait_for_rest() {
  auto const until = agenda.now() + rest_within;
  while (history.complaints().empty() && agenda.now() < history.written_at() + rest) {
    if (agenda.now() > until) return history.complain("quiet: the rooms never rest");
    agenda.run_until(history.written_at() + rest, [&] { return !history.complaints().empty(); });
  }
}

// Who has a line: graces are long over.
room::Presence World::presence_of(int evening) const {
  room::Presence presence;
  each_player([&](Player& player) {
    if (player.evening != evening || !player.person || !player.person->is_in()) return;
    if (player.person->seat()) presence.here.insert(*player.person->seat());
    if (player.part == Part::screen) presence.screen = ScreenState::here;
  });
  return presence;
}

void World::check_quiet() {
  if (!process_) return history.complain("quiet: no server");
  for (std::size_t evening = 0; evening < rooms_.size(); ++evening) {
    auto const presence = presence_of(static_cast<int>(evening));
    std::map<std::string, std::vector<Hand>> queues;  // by floor
    each_player([&](Player& player) {
      if (player.evening != static_cast<int>(evening) || !player.person) return;
      check_player(player, presence);
      if (!player.person->is_in()) return;
      for (auto const* floor : player.person->store().all<FloorThing>()) {
        auto const [seen, is_first] = queues.emplace(floor->id, floor->queue);
        if (seen->second != floor->queue) history.complain("quiet: two pages show the queue in another order");
      }
    });
  }
}

// A screen that is away was lost, or was never here: a server that starts anew does not know which. It is not here.
void World::check_player(Player const& player, room::Presence presence) {
  auto const& person = *player.person;
  if (auto const* told = person.store().find<RoomThing>("room"); told && presence.screen == ScreenState::none) {
    if (told->hall_screen == ScreenState::lost) presence.screen = ScreenState::lost;
  }
  auto const blame = [&](std::string const& what) {
    tell(player, what);
    history.complain(what);
  };
  for (auto const& fault : person.faults()) blame("client: " + fault);
  if (!person.is_in()) {
    if (player.wants_in && !person.is_refused_entry() && !player.is_extra) blame("quiet: somebody did not come back");
    return;
  }
  for (auto const& [id, ask] : person.conversation().open()) {
    blame("quiet: no answer to " + std::string(command_name(ask.body.index())));
  }
  auto const& fold = history.past(player.listener.room).fold;
  room::Eyes eyes = person.store().view();
  if (person.seat()) eyes = room::eyes_of(fold, fold.seats.at(*person.seat()));
  auto const things = room::whole(fold, presence, room::House{"Bibliotheek De Zwaan"}, eyes);
  rehearsal::Store truth;
  truth.apply(Snapshot{"truth", 1, eyes.view, 0, 1, true, things});
  for (auto const& difference : rehearsal::differences(truth, person.store())) {
    blame("quiet: a store differs from the server: " + difference.substr(0, difference.find(' ')) + ": " + difference);
  }
  history.settled(player.listener, person);
  ++tally.compared;
  if (!person.seat()) return;
  if (!person.own()) return blame("quiet: somebody has no own object");
  if (!(*person.own() == room::own(fold, presence, *person.seat()))) blame("quiet: an own object differs");
  auto const& listed = person.conversation().presence();
  if (!listed || std::ranges::find(listed->here, *person.seat()) == listed->here.end()) {
    blame("quiet: somebody is not named among those here");
  }
}

// Rooms in memory against the fold of what is on disk; and no fault of a strict client.
void World::look_at_rooms() {
  if (process_) {
    for (auto const& room : rooms_) {
      if (auto const* actor = process_->rooms.find(room.number)) history.compare_live(room.number, actor->state());
    }
  }
  each_player([&](Player& player) {
    if (!player.person || player.person->faults().empty()) return;
    tell(player, "blames: " + player.person->faults().front());
    history.complain("client: " + player.person->faults().front());
  });
}

// Every room read once more by a fresh process, from what is on disk alone.
void World::check_everything_again() {
  crash(false, second);
  agenda.run_until(agenda.now() + 5 * second);
  for (auto const& room : rooms_) {
    if (!room.is_open || !process_) continue;
    process_->later([this, number = room.number, process = process_.get()] {
      process->rooms.with_room(number, [this, number](engine::RoomActor* actor) {
        if (!actor) return history.complain("a room cannot be read again");
        history.compare_live(number, actor->state());
      });
    });
  }
  agenda.run_until(agenda.now() + minute);
  check_erased();
}

}  // namespace sim
