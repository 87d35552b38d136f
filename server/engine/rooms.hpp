#pragma once
// The rooms of one thread, without the thread: loading from the journal, the round's group of events, what became of
// it, letting go of idle rooms. Knows no kernel: the reactor lends it a loop with Asio in it, the simulator one
// without. On one thread; only Loop::later() is called from others.

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <variant>
#include <vector>

#include "server/engine/room_actor.hpp"

namespace engine {

// What the rooms need of the thread they live on.
class Loop {
 public:
  virtual ~Loop() = default;
  virtual void later(std::function<void()> work) = 0;  // any thread: do this in one of the next rounds
  virtual void ring_at(journal::RoomNumber room, protocol::Millis at) = 0;  // Rooms::ring(); a later call replaces it
  virtual void ring_no_more(journal::RoomNumber room) = 0;                  // the room was let go
};

class Rooms : public Shell {
 public:
  Rooms(journal::Journal& journal, Surroundings const& surroundings, Loop& loop);
  ~Rooms() override;

  // Loads the room when need be; null: its journal cannot be trusted. May call at once.
  using UseRoom = std::function<void(RoomActor*)>;
  void with_room(journal::RoomNumber number, UseRoom use);
  void open_room(journal::RoomNumber number, protocol::RoomCode code, std::vector<protocol::Event> const& events,
                 std::function<void(bool is_kept)> then);

  // --- the thread's round -----------------------------------------------------------------------------------------
  void ring(journal::RoomNumber number);
  void end_of_round();     // all events of the round as one group; then write
  void retire_idle();      // call now and then
  void say_goodbye();      // 1012 to everybody once what they asked is durable
  bool are_empty() const;  // nobody is left, and nothing waits to be told
  // A room that stands in memory; null: not loaded.
  RoomActor const* find(journal::RoomNumber number) const;

  // Shell
  std::uint64_t next_group() const override { return next_group_; }
  void dirty(RoomActor& room) override;
  void wake_at(RoomActor& room, protocol::Millis at) override;
  void reload(RoomActor& room) override;
  bool notebook_is_full() const override { return journal_.is_full(); }

 private:
  struct Slot {
    std::unique_ptr<RoomActor> actor;
    room::Room loading;
    bool is_loading = false;
    bool is_broken = false;  // its journal went bad while people were in it
    std::vector<UseRoom> waiting;
    bool is_dirty = false;
    protocol::Millis idle_since = 0;
  };
  using SliceRead = std::variant<journal::Slice, journal::Corruption>;
  Slot& slot_of(journal::RoomNumber number);
  void start_reading(journal::RoomNumber number, bool is_reload);
  void take_slice(journal::RoomNumber number, bool is_reload, SliceRead slice);
  void stop_broken(journal::Corruption const& bad, bool is_reload);
  void hand_in(std::uint64_t number, std::vector<journal::Batch> group);
  void committed(std::uint64_t group, std::vector<journal::RoomNumber> const& rooms, journal::Outcome outcome);

  journal::Journal& journal_;
  Surroundings const& surroundings_;
  Loop& loop_;
  std::unordered_map<journal::RoomNumber, std::unique_ptr<Slot>> slots_;
  std::vector<journal::RoomNumber> dirty_;
  std::uint64_t next_group_ = 1;
};

}  // namespace engine
