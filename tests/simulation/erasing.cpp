// The office forgets somebody, and an evening whose time is over is forgotten whole. Part of the World.

#include "tests/simulation/numbered_words.hpp"
#include "tests/simulation/world.hpp"

namespace sim {

using namespace protocol;

// Somebody of whom something is kept; also who has left.
void World::erase_somebody(Step const& step) {
  auto const& room = rooms_[static_cast<std::size_t>(step.evening)];
  if (!room.is_open) return;
  std::vector<SeatId> people;
  for (auto const& [id, seat] : history.past(room.number).fold.seats) {
    if (!seat.is_erased) people.push_back(id);
  }
  if (people.empty()) return;
  Chance chance{step.chance};
  auto const seat = chance.pick(people);
  say("evening " + std::to_string(step.evening) + "  the office erases " + seat.value);
  auto& anybody = player_of(step);
  ask_office(anybody, EraseSeat{seat}, room::Office{}, rehearsal::fresh_id([&] { return anybody.roll(); }),
             [](engine::OutsideAnswer const&) {});
}

// As the clock of what is kept does; asked again until it is done, for the disk may be full or the server away.
void World::erase_evening(int evening) {
  auto const& room = rooms_[static_cast<std::size_t>(evening)];
  if (!room.is_open || history.past(room.number).fold.is_erased) return;
  agenda.after(30 * second, [this, evening] { erase_evening(evening); });
  if (!process_) return;
  say("evening " + std::to_string(evening) + "  its time is over");
  process_->later([process = process_.get(), number = room.number] {
    process->rooms.with_room(number, [](engine::RoomActor* actor) {
      // The clock of the world jumps by a day; three days make it due whatever it shows.
      if (actor) actor->erase_when_due(-3 * limits::day_ms, [](bool) {});
    });
  });
}

// Who was erased has no key any more, and no words on the disk.
void World::check_erased() {
  NumberedWords const on_disk{disk_.synced};
  for (auto const& room : rooms_) {
    if (!room.is_open) continue;
    auto const& past = history.past(room.number);
    for (auto const& [seat, since] : past.erased) {
      if (disk_.keys.contains({room.number, seat})) history.complain("erased: the key is still there");
      auto const written = past.written.find(seat);
      if (written == past.written.end()) continue;
      for (auto const& text : written->second) {
        if (on_disk.has(text)) history.complain("erased: words are on the disk");
      }
    }
  }
}

}  // namespace sim
