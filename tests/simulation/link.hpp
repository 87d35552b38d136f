#pragma once
// One line between a phone and the server: bytes that take time, that wait when nobody reads them, and that are lost
// with the line, cut at any byte. The phone's end is a rehearsal::Line; the server's end is a Guest. One thread.

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "clients/rehearsal/outside.hpp"
#include "tests/simulation/agenda.hpp"
#include "tests/simulation/chance.hpp"

namespace sim {

class Guest;
class Process;

// How the network of one person is at this moment.
struct Weather {
  Micros latency = 20 * ms;          // one way, at least
  Micros late_by = 0;                // on top of it ...
  Micros late_until = 0;             // ... until then
  Micros stalled_until = 0;          // the phone reads nothing
  std::size_t capacity = 64 * 1024;  // bytes between the server's pen and the phone
};

enum class Cut { noticed, silent };

class Link : public std::enable_shared_from_this<Link> {
 public:
  Link(Agenda& agenda, Chance chance, Weather const& weather, rehearsal::Line::Calls calls);

  static constexpr std::string_view reset_words = "reset by the server";

  // The phone's end.
  void connect(std::weak_ptr<Process> process, std::string target, std::string cookie);
  void from_phone(std::string text);
  void close_by_phone(bool is_orderly);
  void forget_phone();     // its Line is gone
  bool cut(Cut how);       // false: it was over, or cut so before
  void wake() { read(); }  // the phone stands still no longer
  bool is_open() const { return is_open_ && !phone_is_over_; }
  bool is_alive() const { return !phone_is_over_ && !is_silent_; }

  // The server's end, in its turn.
  void accepted(std::weak_ptr<Process> process, std::weak_ptr<Guest> guest);
  ssize_t from_server(std::string const& bytes);  // what was taken; 0: nothing now; -1: dead
  void wait_for_space() { guest_waits_ = true; }
  void reset_by_server();

 private:
  struct Flight {
    std::string bytes;
    Micros arrives = 0;
  };
  Micros delay();
  template <class Task>
  void after(Micros delay, Task task) {
    agenda_.after(delay, [weak = weak_from_this(), task = std::move(task)] {
      if (auto const alive = weak.lock()) task(*alive);
    });
  }
  void land();        // what has arrived at the phone
  void read();        // unless the phone stands still
  bool take_frame();  // one whole frame out of what arrived
  void end_phone(rehearsal::Closing closing);
  void end_server(Micros delay);
  void lose_what_flies();

  Agenda& agenda_;
  Chance chance_;
  Weather const& weather_;
  rehearsal::Line::Calls calls_;
  std::weak_ptr<Process> process_;
  std::weak_ptr<Guest> guest_;
  std::deque<Flight> down_;  // to the phone
  std::deque<Flight> up_;    // to the server, whole messages
  std::string arrived_;
  std::size_t taken_ = 0;    // of it, read already
  std::size_t in_pipe_ = 0;  // bytes that the pen got rid of and the phone has not read
  bool is_open_ = false;
  bool is_silent_ = false;
  bool phone_is_over_ = false;
  bool server_is_over_ = false;
  bool guest_waits_ = false;
};

// The phone's end as the rehearsal knows it.
class PhoneLine : public rehearsal::Line {
 public:
  explicit PhoneLine(std::shared_ptr<Link> link) : link_(std::move(link)) {}
  ~PhoneLine() override { link_->forget_phone(); }
  void send(std::string text) override { link_->from_phone(std::move(text)); }
  void close() override { link_->close_by_phone(true); }
  void cut() override { link_->close_by_phone(false); }

 private:
  std::shared_ptr<Link> link_;
};

}  // namespace sim
