// What goes wrong, and what it meets. Part of the World.

#include "tests/simulation/guest.hpp"
#include "tests/simulation/world.hpp"

namespace sim {

using namespace protocol;

namespace {
constexpr Millis wall_at_first = 1'764'000'000'000;
}

// What this person has asked and was not answered yet, as far as it is on its way: who has no line is struck by
// nothing.
void World::gather(Player const& player, Met& met) {
  auto const link = player.link.lock();
  if (!player.person || !link || !link->is_alive()) return;
  for (auto const& [id, ask] : player.person->conversation().open()) met.push_back(ask.body.index());
}

void World::gather_everybody(Met& met) const {
  each_player([&](Player const& player) {
    gather(player, met);
    if (player.entry) met.push_back(Command{TakeStaffSeat{}}.index());  // over HTTP
  });
}

void World::note_struck(Fault fault, Met const& met) {
  auto const index = static_cast<std::size_t>(fault);
  ++tally.faults;
  ++tally.struck[index];
  for (auto const command : met) ++tally.met[command][index];
}

// Counts only what struck, with what was on its way just before.
void World::fault(Step const& step) {
  auto& player = player_of(step);
  if (tell_) tell(player, "meets: " + std::string(fault_names[static_cast<std::size_t>(step.fault)]));
  Met met;
  if (strike(step, player, met)) note_struck(step.fault, met);
}

// False: nothing was there to be struck.
bool World::strike(Step const& step, Player& player, Met& met) {
  Chance chance{step.chance};
  auto const link = player.link.lock();
  bool const has_line = link && link->is_alive();
  auto& weather = player.weather;
  bool const is_own = step.fault <= Fault::slow_reader && step.fault != Fault::storm && step.fault != Fault::replayed;
  if (is_own) gather(player, met);
  switch (step.fault) {
    case Fault::line_cut: return link && link->cut(Cut::noticed);
    case Fault::line_silent: return link && link->cut(Cut::silent);
    case Fault::storm: return storm(player, chance, met);
    case Fault::late:
      weather.late_by = chance.between(200 * ms, 6 * second);
      weather.late_until = agenda.now() + chance.between(1, 30) * second;
      return has_line;
    case Fault::doubled:
      if (!player.person || player.person->conversation().open().empty()) return false;
      for (auto const& [id, ask] : std::map(player.person->conversation().open())) player.ask_again(ask);
      return has_line;
    case Fault::replayed: {
      if (!player.person || player.answered.empty()) return false;
      auto const& ask = player.answered[chance.below(player.answered.size())];
      met.push_back(ask.body.index());
      player.ask_again(ask);
      return has_line;
    }
    case Fault::second_device: {
      if (!player.person || !player.door || !player.door->token || player.is_out()) return false;
      auto& other = extra(player.evening, player.part);
      other.name = player.name;
      other.sit_down(*player.door, {player.name, Side::online});
      agenda.after(chance.between(5, 120) * second, [this, &other] { go(other); });
      return true;
    }
    case Fault::slow_reader: weather.stalled_until = agenda.now() + chance.between(2, 400) * second; return has_line;
    case Fault::answer_lost: player.loses_next_answer = true; return false;  // strikes when one is on its way
    default: gather_everybody(met); return at_server(step.fault, chance);
  }
}

// All lines of a room.
bool World::storm(Player& player, Chance& chance, Met& met) {
  bool has_struck = false;
  auto const cut = [&](Player const& one, Cut how) {
    auto const line = one.link.lock();
    if (!line) return;
    Met on_its_way;
    gather(one, on_its_way);
    if (!line->cut(how)) return;
    has_struck = true;
    met.insert(met.end(), on_its_way.begin(), on_its_way.end());
  };
  each_player([&](Player const& other) {
    if (!other.link.lock() || other.evening != player.evening || &other == &player) return;
    cut(other, chance.one_in(4) ? Cut::silent : Cut::noticed);
  });
  cut(player, Cut::noticed);
  return has_struck;
}

// A full, slow or failing disk strikes with the next write or sync, if one comes before it is whole again.
bool World::on_disk(Fault fault, bool Disk::*what, Micros heals_after) {
  disk_.*what = true;
  if (process_) in_wait_.insert(fault);
  if (heals_after == 0) return false;
  agenda.after(heals_after, [this, fault, what] {
    disk_.*what = false;
    in_wait_.erase(fault);
  });
  return false;
}

void World::disk_strikes(Fault fault) {
  if (in_wait_.erase(fault) == 0) return;
  Met met;
  gather_everybody(met);
  note_struck(fault, met);
}

bool World::at_server(Fault fault, Chance& chance) {
  bool const is_up = process_ != nullptr;
  switch (fault) {
    case Fault::kill: return crash(false, chance.between(200 * ms, 20 * second));
    case Fault::torn_write: return crash(true, chance.between(200 * ms, 20 * second));
    case Fault::disk_full: return on_disk(fault, &Disk::is_full, chance.between(20 * ms, 15 * second));
    case Fault::slow_disk: return on_disk(fault, &Disk::is_slow, chance.between(1, 20) * second);
    case Fault::failed_sync: return on_disk(fault, &Disk::next_sync_fails, 0);
    case Fault::restart: {
      if (!is_up) return false;
      process_->say_goodbye();
      agenda.after(1500 * ms, [this, weak = process()] {
        auto const alive = weak.lock();
        if (!alive || alive != process_) return;
        crash(false, 700 * ms);
      });
      return is_up;
    }
    case Fault::standstill:
      if (is_up) process_->stand_still_until(agenda.now() + chance.between(1, 900) * second);
      return is_up;
    case Fault::clock_jump: wall_offset_ += chance.between(-26 * 3600, 26 * 3600) * 1000; return crash(false, second);
    default: return false;
  }
}

// kill -9, or worse: the process is gone in the middle of whatever it did.
bool World::crash(bool is_torn, Micros away) {
  if (!process_) return false;
  say(is_torn ? "the power fails, and what was being written is torn" : "the server is gone");
  process_.reset();
  in_wait_.clear();
  disk_.lose_power(chance_, is_torn);
  std::erase_if(links_, [](auto const& weak) { return weak.expired(); });
  for (auto const& weak : std::vector(links_)) {
    if (auto const link = weak.lock()) link->cut(chance_.one_in(5) ? Cut::silent : Cut::noticed);
  }
  agenda.after(away, [this] {
    if (!process_) start_process();
  });
  return true;
}

void World::start_process() {
  auto const wall = wall_at_first + wall_offset_ + agenda.now() / ms;
  process_ = std::make_shared<Process>(agenda, disk_, Chance{chance_.roll()}, history, wall, [this] {
    agenda.after(0, [this, weak = process()] {
      if (weak.lock() == process_) crash(true, second);
    });
  });
  ++tally.lives;
  say("the server starts");
  process_->start();
}

}  // namespace sim
