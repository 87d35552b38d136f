// What goes wrong, and what it meets. Part of the World.

#include "tests/simulation/guest.hpp"
#include "tests/simulation/world.hpp"

namespace sim {

using namespace protocol;

namespace {
constexpr Millis wall_at_first = 1'764'000'000'000;
}

// A fault meets what is asked and not answered yet.
void World::meet(Fault fault, Player const& player) {
  if (!player.person) return;
  for (auto const& [id, ask] : player.person->conversation().open()) {
    ++tally.met[ask.body.index()][static_cast<std::size_t>(fault)];
  }
}

void World::meet_everybody(Fault fault) {
  each_player([&](Player& player) { meet(fault, player); });
}

void World::fault(Step const& step) {
  auto& player = player_of(step);
  auto const index = static_cast<std::size_t>(step.fault);
  if (tell_) tell(player, "meets: " + std::string(fault_names[index]));
  meet(step.fault, player);
  if (!strike(step, player)) return;
  ++tally.faults;
  ++tally.struck[index];
}

// False: nothing was there to be struck.
bool World::strike(Step const& step, Player& player) {
  Chance chance{step.chance};
  auto const link = player.link.lock();
  auto& weather = player.weather;
  switch (step.fault) {
    case Fault::line_cut:
      if (link) link->cut(Cut::noticed);
      return link != nullptr;
    case Fault::line_silent:
      if (link) link->cut(Cut::silent);
      return link != nullptr;
    case Fault::storm:
      each_player([&](Player& other) {
        auto const line = other.link.lock();
        if (!line || other.evening != player.evening || &other == &player) return;
        meet(step.fault, other);
        line->cut(chance.one_in(4) ? Cut::silent : Cut::noticed);
      });
      if (link) link->cut(Cut::noticed);
      return link != nullptr;
    case Fault::late:
      weather.late_by = chance.between(200 * ms, 6 * second);
      weather.late_until = agenda.now() + chance.between(1, 30) * second;
      return link != nullptr;
    case Fault::doubled:
      if (!player.person || player.person->conversation().open().empty()) return false;
      for (auto const& [id, ask] : std::map(player.person->conversation().open())) player.ask_again(ask);
      return true;
    case Fault::replayed:
      if (!player.person || player.answered.empty()) return false;
      player.ask_again(player.answered[chance.below(player.answered.size())]);
      return true;
    case Fault::second_device: {
      if (!player.person || !player.door || !player.door->token || player.is_out()) return false;
      auto& other = extra(player.evening, player.part);
      other.name = player.name;
      other.sit_down(*player.door, {player.name, Side::online});
      agenda.after(chance.between(5, 120) * second, [this, &other] { go(other); });
      return true;
    }
    case Fault::slow_reader:
      weather.stalled_until = agenda.now() + chance.between(2, 400) * second;
      return link != nullptr;
    case Fault::answer_lost: player.loses_next_answer = true; return false;  // strikes when one is on its way
    default: meet_everybody(step.fault); return at_server(step.fault, chance);
  }
}

bool World::at_server(Fault fault, Chance& chance) {
  bool const is_up = process_ != nullptr;
  auto const heal = [this](Micros after, bool Disk::*what) {
    agenda.after(after, [this, what] { disk_.*what = false; });
  };
  switch (fault) {
    case Fault::kill: crash(false, chance.between(200 * ms, 20 * second)); return is_up;
    case Fault::torn_write: crash(true, chance.between(200 * ms, 20 * second)); return is_up;
    case Fault::disk_full:
      disk_.is_full = true;
      heal(chance.between(20 * ms, 15 * second), &Disk::is_full);
      return is_up;
    case Fault::slow_disk:
      disk_.is_slow = true;
      heal(chance.between(1, 20) * second, &Disk::is_slow);
      return is_up;
    case Fault::failed_sync: disk_.next_sync_fails = true; return is_up;
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
    case Fault::clock_jump:
      wall_offset_ += chance.between(-26 * 3600, 26 * 3600) * 1000;
      crash(false, second);
      return is_up;
    default: return false;
  }
}

// kill -9, or worse: the process is gone in the middle of whatever it did.
void World::crash(bool is_torn, Micros away) {
  if (!process_) return;
  say(is_torn ? "the power fails, and what was being written is torn" : "the server is gone");
  process_.reset();
  disk_.lose_power(chance_, is_torn);
  std::erase_if(links_, [](auto const& weak) { return weak.expired(); });
  for (auto const& weak : std::vector(links_)) {
    if (auto const link = weak.lock()) link->cut(chance_.one_in(5) ? Cut::silent : Cut::noticed);
  }
  agenda.after(away, [this] {
    if (!process_) start_process();
  });
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
