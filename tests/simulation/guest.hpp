#pragma once
// The server's end of a line: the real pen, and what net/websocket_session does with a frame, without Beast. Lives in
// its process and dies with it.

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "server/net/pen.hpp"
#include "tests/simulation/link.hpp"
#include "tests/simulation/process.hpp"

namespace sim {

class Guest : public engine::Outlet, public std::enable_shared_from_this<Guest> {
 public:
  Guest(Process& process, std::shared_ptr<Link> link, std::optional<RoomNumber> room, engine::Visitor visitor);

  void start();
  void hear(std::string text);  // in the process's turn
  void lost();                  // the socket has ended
  void writable() { pen_.may_write(); }

  // Outlet
  void privately(std::string frame) override { pen_.privately(std::move(frame)); }
  void snapshot(engine::Pages pages) override { pen_.snapshot(pages); }
  void follow(engine::ViewLog const& log, std::uint64_t offset) override { pen_.follow(log, offset); }
  void unfollow() override { pen_.unfollow(); }
  void fleeting(engine::Fleeting kind, std::shared_ptr<std::string const> frame) override {
    pen_.fleeting(kind, std::move(frame));
  }
  void flush() override { pen_.flush(); }
  void close(protocol::CloseCode code) override;
  void room_is_gone() override { room_ = nullptr; }

 private:
  class Pen : public net::Pen {
   public:
    explicit Pen(Guest& guest) : guest_(guest) {}
    void may_write() { net::Pen::writable(true); }

   private:
    ssize_t write(iovec* pieces, std::size_t count) override;
    void wait_writable() override { guest_.link_->wait_for_space(); }
    void drop() override;
    Guest& guest_;
  };

  void take(std::string const& text);
  void bad_message(protocol::BadInput const& bad);
  void take_hello(protocol::Hello const& hello);
  void entered(engine::RoomActor* room, protocol::Hello const& hello);
  void after(Micros delay, std::function<void(Guest&)> task);

  Process& process_;
  std::shared_ptr<Link> link_;
  std::optional<RoomNumber> number_;
  engine::Visitor visitor_;
  Pen pen_{*this};
  engine::RoomActor* room_ = nullptr;
  engine::MemberId member_ = 0;
  std::deque<std::string> waiting_;  // what came while the room was read from disk
  bool is_entering_ = false;
  bool has_said_hello_ = false;
  bool is_over_ = false;
  int strikes_ = 0;
};

}  // namespace sim
