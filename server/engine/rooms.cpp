#include "server/engine/rooms.hpp"

#include <algorithm>
#include <utility>

#include "server/engine/log.hpp"
#include "server/journal/protecting.hpp"
#include "server/room/evolve.hpp"

namespace engine {

using journal::RoomNumber;

namespace {
constexpr protocol::Millis idle_ms_max = 10 * 60 * 1000;
}

Rooms::Rooms(journal::Journal& journal, Surroundings const& surroundings, Loop& loop)
    : journal_(journal), surroundings_(surroundings), loop_(loop) {}

Rooms::~Rooms() = default;

Rooms::Slot& Rooms::slot_of(RoomNumber number) {
  auto& slot = slots_[number];
  if (!slot) slot = std::make_unique<Slot>();
  return *slot;
}

RoomActor const* Rooms::find(RoomNumber number) const {
  auto const found = slots_.find(number);
  return found == slots_.end() ? nullptr : found->second->actor.get();
}

void Rooms::with_room(RoomNumber number, UseRoom use) {
  auto& slot = slot_of(number);
  if (slot.actor) return use(slot.is_broken ? nullptr : slot.actor.get());
  slot.waiting.push_back(std::move(use));
  if (!slot.is_loading) start_reading(number, false);
}

void Rooms::open_room(RoomNumber number, protocol::RoomCode code, std::vector<protocol::Event> const& events,
                      std::function<void(bool)> then) {
  auto& slot = slot_of(number);
  slot.actor = std::make_unique<RoomActor>(number, room::Room{}, surroundings_, *this);
  slot.actor->open(std::move(code), events, std::move(then));
}

void Rooms::start_reading(RoomNumber number, bool is_reload) {
  auto& slot = slot_of(number);
  slot.is_loading = true;
  slot.loading = {};
  journal_.read(number, 1, [this, number, is_reload](SliceRead slice) {
    loop_.later([this, number, is_reload, slice = std::move(slice)]() mutable {
      take_slice(number, is_reload, std::move(slice));
    });
  });
}

void Rooms::stop_broken(journal::Corruption const& bad, bool is_reload) {
  auto const number = bad.room;
  auto& slot = slot_of(number);
  log::error("room {} is stopped: its journal cannot be trusted after event {}: {}", number, bad.after_seq,
             log::Sentence{bad.what});
  surroundings_.counts->rooms_stopped.add();
  auto const waiting = std::move(slot.waiting);
  slot.is_loading = false;
  slot.is_broken = is_reload;
  if (is_reload && slot.actor) slot.actor->stop();
  if (!is_reload) slots_.erase(number);
  for (auto const& use : waiting) use(nullptr);
}

void Rooms::take_slice(RoomNumber number, bool is_reload, SliceRead slice) {
  auto& slot = slot_of(number);
  if (auto* bad = std::get_if<journal::Corruption>(&slice)) {
    bad->room = number;
    return stop_broken(*bad, is_reload);
  }
  auto& good = std::get<journal::Slice>(slice);
  for (auto const& record : good.records) room::evolve(slot.loading, record);
  if (!good.is_last) return;
  slot.is_loading = false;
  auto state = std::exchange(slot.loading, {});
  // Every row is whole, yet no evening was ever opened here: nothing can be asked of it, and the other rooms go on.
  if (!is_reload && state.script.phases.empty()) {
    return stop_broken({number, state.seq, "no phase of an evening stands in it"}, is_reload);
  }
  if (is_reload) {
    slot.actor->reloaded(std::move(state));
  } else {
    slot.actor = std::make_unique<RoomActor>(number, std::move(state), surroundings_, *this);
  }
  auto const waiting = std::exchange(slot.waiting, {});
  for (auto const& use : waiting) use(slot.actor.get());
}

void Rooms::dirty(RoomActor& room) {
  auto& slot = slot_of(room.number());
  if (std::exchange(slot.is_dirty, true)) return;
  dirty_.push_back(room.number());
}

void Rooms::wake_at(RoomActor& room, protocol::Millis at) { loop_.ring_at(room.number(), at); }

void Rooms::ring(RoomNumber number) {
  auto const found = slots_.find(number);
  if (found != slots_.end() && found->second->actor) found->second->actor->wake(surroundings_.clock.now());
}

void Rooms::reload(RoomActor& room) {
  ++next_group_;  // what the room staged in this round is lost with its number
  start_reading(room.number(), true);
}

void Rooms::end_of_round() {
  if (dirty_.empty()) return;
  auto const rooms = std::exchange(dirty_, {});
  // What protects people in one room must not fall with what another room adds: it may be kept on a full disk.
  std::vector<journal::Batch> protecting;
  std::vector<journal::Batch> others;
  for (auto const number : rooms) {
    auto& slot = slot_of(number);
    slot.is_dirty = false;
    if (!slot.actor) continue;
    if (auto batch = slot.actor->take_batch()) {
      (journal::protects(*batch) ? protecting : others).push_back(std::move(*batch));
    }
  }
  if (!protecting.empty() || !others.empty()) {
    auto const number = next_group_++;
    hand_in(number, std::move(protecting));
    hand_in(number, std::move(others));
  }
  for (auto const number : rooms) {
    auto const found = slots_.find(number);
    if (found != slots_.end() && found->second->actor) found->second->actor->flush();
  }
}

void Rooms::hand_in(std::uint64_t number, std::vector<journal::Batch> group) {
  if (group.empty()) return;
  std::vector<RoomNumber> rooms;
  for (auto const& batch : group) rooms.push_back(batch.room);
  journal_.append(std::move(group), [this, number, rooms = std::move(rooms)](journal::Outcome outcome) {
    loop_.later([this, number, rooms, outcome] { committed(number, rooms, outcome); });
  });
}

void Rooms::committed(std::uint64_t group, std::vector<RoomNumber> const& rooms, journal::Outcome outcome) {
  bool const is_kept = outcome == journal::Outcome::committed;
  (is_kept ? surroundings_.counts->groups_committed : surroundings_.counts->groups_that_did_not_fit).add();
  if (!is_kept) log::error("the disk is full: {} rooms are read-only for a moment", rooms.size());
  for (auto const number : rooms) {
    auto const found = slots_.find(number);
    if (found != slots_.end() && found->second->actor) found->second->actor->committed(group, outcome);
  }
}

void Rooms::retire_idle() {
  auto const now = surroundings_.clock.now();
  std::erase_if(slots_, [&](auto const& entry) {
    auto& slot = *entry.second;
    if (slot.is_loading || slot.is_dirty || !slot.actor || !slot.actor->is_idle()) {
      slot.idle_since = 0;
      return false;
    }
    if (slot.idle_since == 0) slot.idle_since = now;
    bool const goes = now - slot.idle_since >= idle_ms_max;
    if (goes) loop_.ring_no_more(entry.first);
    return goes;
  });
}

bool Rooms::are_empty() const {
  return std::ranges::all_of(slots_, [](auto const& entry) {
    return !entry.second->is_loading && (!entry.second->actor || entry.second->actor->is_idle());
  });
}

void Rooms::say_goodbye() {
  for (auto& [number, slot] : slots_) {
    if (slot->actor) slot->actor->stop();
  }
}

}  // namespace engine
