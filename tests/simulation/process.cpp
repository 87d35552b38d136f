#include "tests/simulation/process.hpp"

#include <utility>

#include "tests/simulation/guest.hpp"
#include "tests/support/usual_rules.hpp"

namespace sim {

using namespace protocol;

Process::Process(Agenda& on, Disk& disk, Chance chance, DiskWatch& watch, Millis wall, std::function<void()> fatal)
    : agenda(on), clock(on, wall),
      journal(std::make_shared<DiskJournal>(disk, on, Chance{chance.roll()}, watch, std::move(fatal))),
      credentials(engine::Credentials::Key{7, 7, 7}),
      directory(*journal), surroundings{clock, credentials, [this] { return directory.library(); },
                                        [this] { return seed(); }, false},
      rooms(*journal, surroundings, *this), chance_(chance) {
  surroundings.policy = support::usual_rules();
}

// Rooms go first: they tell their lines that there is no room any more, and tell nobody else anything.
Process::~Process() = default;

std::array<std::uint64_t, 4> Process::seed() { return {dice_.roll(), dice_.roll(), dice_.roll(), dice_.roll()}; }

void Process::start() { sweep(); }

void Process::sweep() {
  later([this] { rooms.retire_idle(); });
  agenda.after(30 * second, [weak = weak_from_this()] {
    if (auto const alive = weak.lock()) alive->sweep();
  });
}

void Process::later(std::function<void()> work) {
  inbox_.push_back(std::move(work));
  if (!is_turn_coming_) schedule_turn();
}

void Process::schedule_turn() {
  is_turn_coming_ = true;
  auto const at = std::max(agenda.now() + chance_.between(10, 900), standing_still_until_);
  agenda.at(at, [weak = weak_from_this()] {
    auto const alive = weak.lock();
    if (!alive) return;
    if (alive->agenda.now() < alive->standing_still_until_) return alive->schedule_turn();
    alive->turn();
  });
}

void Process::turn() {
  is_turn_coming_ = false;
  auto const inbox = std::exchange(inbox_, {});
  for (auto const& work : inbox) work();
  rooms.end_of_round();
  if (!inbox_.empty() && !is_turn_coming_) schedule_turn();
}

void Process::ring_at(RoomNumber room, Millis at) {
  auto const call = rings_[room] = ++rings_asked_;
  auto const wait = std::max<Millis>(0, at - clock.now()) * ms;
  agenda.after(wait, [weak = weak_from_this(), room, call] {
    auto const alive = weak.lock();
    if (!alive) return;
    auto const found = alive->rings_.find(room);
    if (found == alive->rings_.end() || found->second != call) return;
    alive->later([process = alive.get(), room, call] {
      auto const still = process->rings_.find(room);
      if (still != process->rings_.end() && still->second == call) process->rooms.ring(room);
    });
  });
}

void Process::wake_up() {
  standing_still_until_ = 0;
  schedule_turn();
}

void Process::say_goodbye() {
  is_stopping = true;
  later([this] { rooms.say_goodbye(); });
}

void Process::take_line(std::shared_ptr<Link> link, std::string const& target, std::string const& cookie) {
  later([this, link = std::move(link), target, cookie] {
    auto const code = target.substr(target.rfind('/') + 1);
    engine::Visitor visitor;
    if (!cookie.empty()) visitor.device_cookies[code] = cookie;
    auto const guest = std::make_shared<Guest>(*this, link, directory.find(code), std::move(visitor));
    guests_[guest.get()] = guest;
    guest->start();
  });
}

// Not at once: it may be the guest itself that asks.
void Process::let_go(Guest const& guest) {
  auto const found = guests_.find(&guest);
  if (found == guests_.end()) return;
  later([kept = found->second] {});
  guests_.erase(found);
}

}  // namespace sim
