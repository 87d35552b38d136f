#pragma once
// One thread that owns whole rooms and their connections. A round drains what is ready, lets rooms decide, hands all
// new events to the journal as one group, and writes what has become durable. No locks: other threads only post().
// What happens in a round stands in rooms.hpp; here is the thread around it, and Asio.

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "server/engine/directory.hpp"
#include "server/engine/rooms.hpp"
#include "server/engine/wheel.hpp"

namespace engine {

namespace asio = boost::asio;

class Reactor : private Loop {
 public:
  Reactor(journal::Journal& journal, Surroundings const& surroundings);
  ~Reactor() override;

  asio::io_context& context() { return context_; }
  template <class Work>
  void post(Work&& work) {
    asio::post(context_, std::forward<Work>(work));
  }

  // --- this reactor's thread only -----------------------------------------------------------------------------------
  using UseRoom = Rooms::UseRoom;
  void with_room(RoomNumber number, UseRoom use) { rooms_.with_room(number, std::move(use)); }
  void open_room(RoomNumber number, protocol::RoomCode code, std::vector<protocol::Event> const& events,
                 std::function<void(bool is_kept)> then) {
    rooms_.open_room(number, std::move(code), events, std::move(then));
  }

  Counts& counts() { return *surroundings_.counts; }
  Wheel& wheel() { return wheel_; }  // deadlines of this thread's lines

  void run();   // until stop() has said goodbye to everybody
  void stop();  // any thread

 private:
  // Loop
  void later(std::function<void()> work) override { asio::post(context_, std::move(work)); }
  void ring_at(RoomNumber room, protocol::Millis at) override;
  void ring_no_more(RoomNumber room) override { timers_.erase(room); }
  void sweep();
  void turn_wheel();
  void say_goodbye();
  void wait_for_goodbyes(protocol::Millis until);

  Surroundings const& surroundings_;
  Wheel wheel_;  // before the context: the lines that it still holds end after everything else here
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> stay_;
  asio::steady_timer sweep_;
  asio::steady_timer notch_;
  std::unordered_map<RoomNumber, asio::steady_timer> timers_;  // one a room
  Rooms rooms_;
};

}  // namespace engine
