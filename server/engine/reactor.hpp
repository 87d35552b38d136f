#pragma once
// One thread that owns whole rooms and their connections. A round drains what is ready, lets rooms decide, hands all
// new events to the journal as one group, and writes what has become durable. No locks: other threads only post().

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "server/engine/directory.hpp"
#include "server/engine/room_actor.hpp"

namespace engine {

namespace asio = boost::asio;

class Reactor : public Shell {
 public:
  Reactor(journal::Journal& journal, Surroundings const& surroundings);
  ~Reactor() override;

  asio::io_context& context() { return context_; }
  template <class Work>
  void post(Work&& work) {
    asio::post(context_, std::forward<Work>(work));
  }

  // --- this reactor's thread only -----------------------------------------------------------------------------------
  // Loads the room when need be; null: its journal cannot be trusted. May call at once.
  using UseRoom = std::function<void(RoomActor*)>;
  void with_room(RoomNumber number, UseRoom use);
  void open_room(RoomNumber number, protocol::RoomCode code, std::vector<protocol::Event> const& events,
                 std::function<void(bool is_kept)> then);

  void run();                                                // until stop() has said goodbye to everybody
  void stop();                                               // any thread

  // Shell
  std::uint64_t next_group() const override { return next_group_; }
  void dirty(RoomActor& room) override;
  void wake_at(RoomActor& room, protocol::Millis at) override;
  void reload(RoomActor& room) override;

 private:
  struct Slot {
    explicit Slot(asio::io_context& context) : timer(context) {}
    std::unique_ptr<RoomActor> actor;
    room::Room loading;
    bool is_loading = false;
    bool is_broken = false;                                  // its journal went bad while people were in it
    std::vector<UseRoom> waiting;
    asio::steady_timer timer;
    bool is_dirty = false;
    protocol::Millis idle_since = 0;
  };
  Slot& slot_of(RoomNumber number);
  void start_reading(RoomNumber number, bool is_reload);
  void take_slice(RoomNumber number, bool is_reload, std::variant<journal::Slice, journal::Corruption> slice);
  void end_of_round();
  void committed(std::uint64_t group, journal::Outcome outcome);
  void retire_idle();
  void say_goodbye();

  journal::Journal& journal_;
  Surroundings const& surroundings_;
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> stay_;
  asio::steady_timer sweep_;
  std::unordered_map<RoomNumber, std::unique_ptr<Slot>> slots_;
  std::vector<RoomNumber> dirty_;
  std::uint64_t next_group_ = 1;
  std::map<std::uint64_t, std::vector<RoomNumber>> in_flight_;
};

}  // namespace engine
