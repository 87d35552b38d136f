#pragma once
// What leaves through one socket, and in which order. Control frames and the engine's frames come through four
// lanes: a half-sent lane is finished first, then control, then what is durable of the view's log up to where a private
// frame was handed in, then that frame, then the rest of the log; all with one write that does not wait.
// Knows no socket: whoever has one (wire.hpp, or the simulator) says what became of a write. One thread.

#include <sys/types.h>
#include <sys/uio.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "server/engine/outlet.hpp"

namespace net {

class Pen {
 public:
  virtual ~Pen() = default;

  void control(std::string bytes);  // a control frame, small
  void privately(std::string frame);
  void snapshot(engine::Pages const& pages);
  void follow(engine::ViewLog const& log, std::uint64_t offset);
  void unfollow();
  void fleeting(engine::Fleeting kind, std::shared_ptr<std::string const> frame);
  void close_with(std::string close_frame);  // after what waits privately; nothing follows it
  void finish();  // when everything has left, so does our side of the line: the peer sees that no more comes
  void flush();
  void reset();  // RST: the reader stands mid-frame or is too slow
  bool is_closing() const { return is_closing_; }
  bool is_too_slow() const { return is_too_slow_; }
  bool owes_control() const { return !control_.empty(); }
  // Called now and then: has anything been taken since the last time? Cuts who took nothing for `patience` times while
  // bytes waited.
  bool look_at_progress(int patience);

 protected:
  // What one write took: 0: nothing now; negative: the socket is dead.
  virtual ssize_t write(iovec* pieces, std::size_t count) = 0;
  virtual void wait_writable() = 0;  // and then call writable()
  virtual void drop() = 0;           // end the socket without a goodbye
  virtual void end_writing() {}      // half-close: a FIN behind the last byte
  void writable(bool is_good);

 private:
  enum class Lane { none, control, alone, log };
  struct Parts;
  // Whole frames for this line alone, or a page of a snapshot that it shares with others. Up to `place` the log goes
  // before them.
  struct Piece {
    std::string own;
    std::shared_ptr<std::string const> shared;
    std::uint64_t place = 0;
    std::string const& bytes() const { return shared ? *shared : own; }
  };
  void too_slow();
  void add_pieces(Parts& parts, std::string_view& log_rest) const;
  void consume_piece(std::size_t taken);
  void gather(Parts& parts) const;
  void add_fleeting(Parts& parts);
  void consume(Parts const& parts, std::size_t sent);
  void wait();

  std::string control_;
  std::vector<Piece> alone_;                                    // private frames in order
  std::size_t alone_sent_ = 0;                                  // of the first of them
  std::size_t owed_ = 0;                                        // bytes of them that nobody shares
  std::array<std::shared_ptr<std::string const>, 2> fleeting_;  // newest value by kind
  engine::ViewLog const* log_ = nullptr;
  std::uint64_t cursor_ = 0;
  std::uint64_t log_goal_ = 0;  // a half-sent log lane is finished up to here
  Lane half_ = Lane::none;
  bool is_waiting_ = false;
  bool has_moved_ = true;  // since the last look at progress, or nothing had to
  int idle_looks_ = 0;
  bool is_finishing_ = false;
  bool is_closing_ = false;  // a close frame is in a lane or has left
  bool is_dead_ = false;
  bool is_too_slow_ = false;
};

}  // namespace net
