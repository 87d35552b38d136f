#include "server/net/pen.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "protocol/limits.hpp"

namespace net {

namespace limits = protocol::limits;

namespace {
constexpr std::size_t pieces_at_once = 4;
}

// What one write hands to the kernel, in order, and whose bytes they are.
struct Pen::Parts {
  static constexpr std::size_t most = 3 + 2 * pieces_at_once;  // rest and goal of the log, control, pieces with log
  std::array<iovec, most> pieces{};
  std::array<Lane, most> lanes{};
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
  if (control_.size() > limits::control_bytes_max) return too_slow();
  control_ += bytes;
  flush();
}

void Pen::privately(std::string frame) {
  if (is_closing_ || is_dead_ || frame.empty()) return;
  // What waits already is measured, not the new frame: what one person wrote may be longer than what a slow reader may
  // owe.
  if (owed_ > limits::private_bytes_max) return too_slow();
  owed_ += frame.size();
  // What follows from an update never comes before it: everything that may leave of the log now goes first.
  auto const place = log_ ? log_->durable_end() : 0;
  bool const is_behind = log_ && cursor_ < place;
  // And what waits for less of the log (a snapshot that the log goes on from) does not wait with it.
  bool const is_begun = alone_.size() == 1 && alone_sent_ > 0;
  if (alone_.empty() || is_begun || alone_.back().shared || (is_behind && alone_.back().place < place)) {
    alone_.push_back({std::move(frame), nullptr, place});
  } else {
    alone_.back().own += frame;
  }
}

void Pen::snapshot(engine::Pages const& pages) {
  if (is_closing_ || is_dead_) return;
  // Whoever has not taken the last one yet is too far behind to be given another.
  if (std::ranges::any_of(alone_, [](Piece const& piece) { return piece.shared != nullptr; })) return too_slow();
  auto const place = log_ ? log_->durable_end() : 0;
  for (auto const& page : *pages) alone_.push_back({{}, {pages, &page}, place});
}

void Pen::follow(engine::ViewLog const& log, std::uint64_t offset) {
  if (is_closing_) return;
  // What waits goes before this log, also what waited for more of an earlier one: the log goes on from a snapshot that
  // may be among it.
  log_ = &log;
  cursor_ = offset;
  for (auto& piece : alone_) piece.place = 0;
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
    if (auto const frame = std::exchange(waiting, nullptr)) privately(*frame);
  }
  std::string_view no_log;
  add_pieces(parts, no_log);
}

void Pen::close_with(std::string close_frame) {
  if (is_closing_) return;
  owed_ += close_frame.size();
  alone_.push_back({std::move(close_frame), nullptr, 0});
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
  // A private frame that is half sent is finished before a control frame comes; the others wait for it.
  if (half_ != Lane::alone) parts.add(Lane::control, control_);
  if (is_closing_) log_rest = {};
  add_pieces(parts, log_rest);
  if (alone_.size() <= pieces_at_once) parts.add(Lane::log, log_rest);  // never before what it goes on from
}

// As many as one write is good for; before each, the log up to its place.
void Pen::add_pieces(Parts& parts, std::string_view& log_rest) const {
  auto at = log_ && !log_rest.empty() ? log_->durable_end() - log_rest.size() : 0;
  auto sent = alone_sent_;
  for (std::size_t i = 0; i < std::min(alone_.size(), pieces_at_once); ++i) {
    if (!log_rest.empty() && alone_[i].place > at) {
      auto const before = log_rest.substr(0, alone_[i].place - at);
      parts.add(Lane::log, before);
      log_rest.remove_prefix(before.size());
      at += before.size();
    }
    parts.add(Lane::alone, std::string_view{alone_[i].bytes()}.substr(std::exchange(sent, 0)));
    if (i == 0 && half_ == Lane::alone) parts.add(Lane::control, control_);
  }
}

void Pen::consume_piece(std::size_t taken) {
  alone_sent_ += taken;
  auto const& first = alone_.front();
  if (!first.shared) owed_ -= taken;
  if (alone_sent_ < first.bytes().size()) return;
  alone_.erase(alone_.begin());
  alone_sent_ = 0;
  if (alone_.empty()) alone_.shrink_to_fit();
}

void Pen::consume(Parts const& parts, std::size_t sent) {
  half_ = Lane::none;
  for (std::size_t i = 0; i < parts.count && sent > 0; ++i) {
    auto const whole = parts.pieces[i].iov_len;
    auto const taken = std::min(sent, whole);
    sent -= taken;
    switch (parts.lanes[i]) {
      case Lane::control: control_.erase(0, taken); break;
      case Lane::alone: consume_piece(taken); break;
      case Lane::log: cursor_ += taken; break;
      case Lane::none: break;
    }
    if (taken == whole) continue;
    half_ = parts.lanes[i];
    if (half_ == Lane::log) log_goal_ = cursor_ + (whole - taken);
  }
}

void Pen::flush() {
  if (is_dead_) return;
  while (true) {
    // Also who waits for the socket: a reader that takes nothing must not keep what it is owed for ever.
    if (log_ && !log_->reaches(cursor_)) return too_slow();
    if (is_waiting_) return;
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
    has_moved_ = true;
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

bool Pen::look_at_progress(int patience) {
  bool const has_moved = std::exchange(has_moved_, !is_waiting_) || !is_waiting_;
  idle_looks_ = has_moved ? 0 : idle_looks_ + 1;
  if (idle_looks_ >= patience) too_slow();
  return has_moved;
}

void Pen::too_slow() {
  is_too_slow_ = true;
  reset();
}

void Pen::reset() {
  if (is_dead_) return;
  is_dead_ = true;
  log_ = nullptr;
  alone_ = {};  // now, and not when the read side has noticed
  drop();
}

}  // namespace net
