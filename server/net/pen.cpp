#include "server/net/pen.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "protocol/limits.hpp"

namespace net {

namespace limits = protocol::limits;

// What one write hands to the kernel, in order, and whose bytes they are.
struct Pen::Parts {
  std::array<iovec, 6> pieces{};
  std::array<Lane, 6> lanes{};
  std::size_t count = 0;
  std::size_t bytes = 0;

  void add(Lane lane, std::string_view text) {
    if (text.empty()) return;
    pieces[count] = {const_cast<char*>(text.data()), text.size()};
    lanes[count++] = lane;
    bytes += text.size();
  }
};

void Pen::control(std::string bytes) {
  constexpr unsigned char final_close = 0x88;
  bool const is_close = !bytes.empty() && static_cast<unsigned char>(bytes[0]) == final_close;
  if (is_closing_ || is_dead_) return;  // our close is on its way; nothing follows it
  if (is_close) return close_with(std::move(bytes));
  // Whoever asks for pongs without end and reads none of them would fill our memory.
  if (control_.size() > limits::control_bytes_max) {
    is_too_slow_ = true;
    return reset();
  }
  control_ += bytes;
  flush();
}

void Pen::privately(std::string frame) {
  if (is_closing_ || is_dead_) return;
  // What waits already is measured, not the new frame: a whole room may be longer than what a slow reader may owe.
  if (alone_.size() + later_.size() > limits::private_bytes_max) {
    is_too_slow_ = true;
    return reset();
  }
  // What follows from an update never comes before it: everything that may leave of the log now goes first.
  auto const place = log_ ? log_->durable_end() : 0;
  bool const is_behind = log_ && cursor_ < place;
  // And what waits for less of the log (a snapshot that the log goes on from) does not wait with it.
  if (!later_.empty() || (!alone_.empty() && alone_place_ < place && is_behind)) {
    later_ += frame;
    later_place_ = place;
  } else {
    alone_ += frame;
    alone_place_ = place;
  }
}

void Pen::follow(engine::ViewLog const& log, std::uint64_t offset) {
  if (is_closing_) return;
  // What waits goes before this log, also what waited for more of an earlier one: the log goes on from a snapshot that
  // may be among it.
  alone_ += std::exchange(later_, {});
  log_ = &log;
  cursor_ = offset;
  alone_place_ = later_place_ = 0;
}

// The log goes away: who stands in the middle of what may have left cannot be told anything in whole frames any more.
void Pen::unfollow() {
  if (!log_) return;
  bool const is_mid_frame = half_ == Lane::log;
  log_ = nullptr;
  if (is_mid_frame) reset();
}

void Pen::fleeting(engine::Fleeting kind, std::shared_ptr<std::string const> frame) {
  if (is_closing_ || is_dead_) return;
  fleeting_[static_cast<std::size_t>(kind)] = std::move(frame);
  flush();
}

// Whoever is behind gets the newest value only, and only once nothing else waits.
void Pen::add_fleeting(Parts& parts) {
  if (is_closing_ || (log_ && cursor_ != log_->durable_end())) return;
  for (auto& waiting : fleeting_) {
    if (waiting) alone_ += *std::exchange(waiting, nullptr);
  }
  parts.add(Lane::alone, alone_);
}

void Pen::close_with(std::string close_frame) {
  if (is_closing_) return;
  alone_ += std::exchange(later_, {}) + close_frame;
  is_closing_ = true;
  if (half_ != Lane::log) log_ = nullptr;
  flush();
}

void Pen::gather(Parts& parts) const {
  std::string_view log_rest;
  if (log_) log_rest = log_->from(cursor_);
  if (half_ == Lane::log) {
    auto const first = log_rest.substr(0, log_goal_ - cursor_);
    parts.add(Lane::log, first);
    log_rest.remove_prefix(first.size());
  }
  if (half_ == Lane::alone) parts.add(Lane::alone, alone_);
  parts.add(Lane::control, control_);
  if (is_closing_) log_rest = {};
  if (half_ != Lane::alone) {
    auto const sent = log_ ? log_->durable_end() - log_rest.size() : 0;
    if (!alone_.empty() && !log_rest.empty() && alone_place_ > sent) {
      auto const before = log_rest.substr(0, alone_place_ - sent);
      parts.add(Lane::log, before);
      log_rest.remove_prefix(before.size());
    }
    parts.add(Lane::alone, alone_);
  }
  parts.add(Lane::log, log_rest);
}

void Pen::consume(Parts const& parts, std::size_t sent) {
  half_ = Lane::none;
  for (std::size_t i = 0; i < parts.count && sent > 0; ++i) {
    auto const whole = parts.pieces[i].iov_len;
    auto const taken = std::min(sent, whole);
    sent -= taken;
    switch (parts.lanes[i]) {
      case Lane::control: control_.erase(0, taken); break;
      case Lane::alone: alone_.erase(0, taken); break;
      case Lane::log: cursor_ += taken; break;
      case Lane::none: break;
    }
    if (taken == whole) continue;
    half_ = parts.lanes[i];
    if (half_ == Lane::log) log_goal_ = cursor_ + (whole - taken);
  }
  if (alone_.empty() && !later_.empty()) {
    alone_ = std::exchange(later_, {});
    alone_place_ = later_place_;
  }
  if (alone_.empty() && alone_.capacity() > 4096) alone_.shrink_to_fit();
}

void Pen::flush() {
  if (is_waiting_ || is_dead_) return;
  while (true) {
    if (log_ && !log_->reaches(cursor_)) {
      is_too_slow_ = true;
      return reset();
    }
    Parts parts;
    gather(parts);
    if (parts.count == 0) add_fleeting(parts);
    if (parts.count == 0) {
      if (std::exchange(is_finishing_, false)) end_writing();
      return;
    }
    auto const sent = write(parts.pieces.data(), parts.count);
    if (sent < 0) {
      is_dead_ = true;  // the read side notices and leaves the room
      return;
    }
    if (sent == 0) return wait();
    consume(parts, static_cast<std::size_t>(sent));
    if (static_cast<std::size_t>(sent) < parts.bytes) return wait();
  }
}

void Pen::finish() {
  is_finishing_ = true;
  flush();
}

void Pen::wait() {
  is_waiting_ = true;
  wait_writable();
}

void Pen::writable(bool is_good) {
  is_waiting_ = false;
  if (is_good) flush();
}

void Pen::reset() {
  if (is_dead_) return;
  is_dead_ = true;
  log_ = nullptr;
  drop();
}

}  // namespace net
