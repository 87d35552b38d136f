#include "server/engine/reactor.hpp"

#include <spdlog/spdlog.h>

#include "server/room/evolve.hpp"

namespace engine {

namespace {
// A round ends after this much work, so that a flood cannot postpone what others wait for (guide performance).
constexpr int round_handlers_max = 4096;
constexpr protocol::Millis round_ms_max = 8;
constexpr auto sweep_every = std::chrono::seconds{30};
constexpr protocol::Millis idle_ms_max = 10 * 60 * 1000;
constexpr auto goodbye_time = std::chrono::milliseconds{1500};
}  // namespace

Reactor::Reactor(journal::Journal& journal, Surroundings const& surroundings)
    : journal_(journal),
      surroundings_(surroundings),
      stay_(asio::make_work_guard(context_)),
      sweep_(context_) {}

Reactor::~Reactor() = default;

Reactor::Slot& Reactor::slot_of(RoomNumber number) {
  auto& slot = slots_[number];
  if (!slot) slot = std::make_unique<Slot>(context_);
  return *slot;
}

void Reactor::with_room(RoomNumber number, UseRoom use) {
  auto& slot = slot_of(number);
  if (slot.actor) return use(slot.is_broken ? nullptr : slot.actor.get());
  slot.waiting.push_back(std::move(use));
  if (!slot.is_loading) start_reading(number, false);
}

void Reactor::open_room(RoomNumber number, protocol::RoomCode code, std::vector<protocol::Event> const& events,
                        std::function<void(bool)> then) {
  auto& slot = slot_of(number);
  slot.actor = std::make_unique<RoomActor>(number, room::Room{}, surroundings_, *this);
  slot.actor->open(std::move(code), events, std::move(then));
}

void Reactor::start_reading(RoomNumber number, bool is_reload) {
  auto& slot = slot_of(number);
  slot.is_loading = true;
  slot.loading = {};
  journal_.read(number, 1, [this, number, is_reload](auto slice) {
    post([this, number, is_reload, slice = std::move(slice)]() mutable {
      take_slice(number, is_reload, std::move(slice));
    });
  });
}

void Reactor::take_slice(RoomNumber number, bool is_reload, std::variant<journal::Slice, journal::Corruption> slice) {
  auto& slot = slot_of(number);
  if (auto const* bad = std::get_if<journal::Corruption>(&slice)) {
    spdlog::error("room {} is stopped: its journal cannot be trusted after event {}: {}", number, bad->after_seq,
                  bad->what);
    auto const waiting = std::move(slot.waiting);
    slot.is_loading = false;
    slot.is_broken = is_reload;
    if (is_reload && slot.actor) slot.actor->stop();
    if (!is_reload) slots_.erase(number);
    for (auto const& use : waiting) use(nullptr);
    return;
  }
  auto& good = std::get<journal::Slice>(slice);
  for (auto const& record : good.records) room::evolve(slot.loading, record);
  if (!good.is_last) return;
  slot.is_loading = false;
  auto state = std::exchange(slot.loading, {});
  if (is_reload) {
    slot.actor->reloaded(std::move(state));
  } else {
    slot.actor = std::make_unique<RoomActor>(number, std::move(state), surroundings_, *this);
  }
  auto const waiting = std::exchange(slot.waiting, {});
  for (auto const& use : waiting) use(slot.actor.get());
}

void Reactor::dirty(RoomActor& room) {
  auto& slot = slot_of(room.number());
  if (std::exchange(slot.is_dirty, true)) return;
  dirty_.push_back(room.number());
}

void Reactor::wake_at(RoomActor& room, protocol::Millis at) {
  auto& slot = slot_of(room.number());
  auto const wait = std::max<protocol::Millis>(0, at - surroundings_.clock.now());
  slot.timer.expires_after(std::chrono::milliseconds{wait});
  slot.timer.async_wait([this, number = room.number()](boost::system::error_code error) {
    if (error) return;
    auto const found = slots_.find(number);
    if (found != slots_.end() && found->second->actor) found->second->actor->wake(surroundings_.clock.now());
  });
}

void Reactor::reload(RoomActor& room) {
  ++next_group_;  // what the room staged in this round is lost with its number
  start_reading(room.number(), true);
}

void Reactor::run() {
  retire_idle();
  while (context_.run_one() != 0) {
    auto const until = surroundings_.clock.now() + round_ms_max;
    int handlers = 0;
    while (++handlers < round_handlers_max && surroundings_.clock.now() < until && context_.poll_one() != 0) {
    }
    end_of_round();
  }
}

// All events of this round are one group; then whatever may leave is written.
void Reactor::end_of_round() {
  if (dirty_.empty()) return;
  auto const rooms = std::exchange(dirty_, {});
  std::vector<journal::Batch> group;
  std::vector<RoomNumber> in_group;
  for (auto const number : rooms) {
    auto& slot = slot_of(number);
    slot.is_dirty = false;
    if (!slot.actor) continue;
    if (auto batch = slot.actor->take_batch()) {
      group.push_back(std::move(*batch));
      in_group.push_back(number);
    }
  }
  if (!group.empty()) {
    auto const number = next_group_++;
    in_flight_[number] = std::move(in_group);
    journal_.append(std::move(group), [this, number](journal::Outcome outcome) {
      post([this, number, outcome] { committed(number, outcome); });
    });
  }
  for (auto const number : rooms) {
    auto const found = slots_.find(number);
    if (found != slots_.end() && found->second->actor) found->second->actor->flush();
  }
}

void Reactor::committed(std::uint64_t group, journal::Outcome outcome) {
  auto const rooms = in_flight_.extract(group);
  if (rooms.empty()) return;
  if (outcome == journal::Outcome::disk_full) spdlog::error("the disk is full: {} rooms are read-only for a moment",
                                                            rooms.mapped().size());
  for (auto const number : rooms.mapped()) {
    auto const found = slots_.find(number);
    if (found != slots_.end() && found->second->actor) found->second->actor->committed(group, outcome);
  }
}

void Reactor::retire_idle() {
  auto const now = surroundings_.clock.now();
  std::erase_if(slots_, [&](auto const& entry) {
    auto& slot = *entry.second;
    if (slot.is_loading || slot.is_dirty || !slot.actor || !slot.actor->is_idle()) {
      slot.idle_since = 0;
      return false;
    }
    if (slot.idle_since == 0) slot.idle_since = now;
    return now - slot.idle_since >= idle_ms_max;
  });
  sweep_.expires_after(sweep_every);
  sweep_.async_wait([this](boost::system::error_code error) {
    if (!error) retire_idle();
  });
}

void Reactor::stop() {
  post([this] { say_goodbye(); });
}

// 1012 to everybody once what they asked is durable; then a moment for the frames to leave.
void Reactor::say_goodbye() {
  for (auto& [number, slot] : slots_) {
    if (slot->actor) slot->actor->stop();
  }
  sweep_.expires_after(goodbye_time);
  sweep_.async_wait([this](boost::system::error_code) {
    stay_.reset();
    context_.stop();
  });
}

}  // namespace engine
