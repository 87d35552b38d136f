#include "server/engine/view_log.hpp"

#include <cassert>

#include "server/engine/frame.hpp"

namespace engine {

void ViewLog::append(std::string_view json, std::uint64_t group) {
  append_text_frame(bytes_, json);
  marks_.push_back({++n_, end(), group});
  trim();
}

void ViewLog::release(std::uint64_t group) {
  while (released_ < marks_.size() && marks_[released_].group <= group) {
    durable_end_ = marks_[released_].end;
    ++released_;
  }
}

std::string_view ViewLog::from(std::uint64_t cursor) const {
  assert(reaches(cursor));
  if (cursor >= durable_end_) return {};
  return std::string_view{bytes_}.substr(cursor - base_, durable_end_ - cursor);
}

std::optional<std::uint64_t> ViewLog::offset_after(std::int64_t n) const {
  if (n == n_) return end();
  if (n < resume_from_n_) return std::nullopt;
  if (marks_.empty() || n < marks_.front().n - 1 || n > n_) return std::nullopt;
  if (n == marks_.front().n - 1) return first_begin_;
  return marks_[static_cast<std::size_t>(n - marks_.front().n)].end;
}

void ViewLog::forget() {
  resume_from_n_ = n_;
  while (released_ > 0) {
    first_begin_ = marks_.front().end;
    marks_.pop_front();
    --released_;
  }
  if (durable_end_ > base_) {
    bytes_.erase(0, durable_end_ - base_);
    base_ = durable_end_;
  }
}

void ViewLog::trim() {
  while (released_ > 0 && end() - marks_.front().end > protocol::limits::log_bytes_max) {
    first_begin_ = marks_.front().end;
    marks_.pop_front();
    --released_;
  }
  auto const keep_from = marks_.empty() ? end() : first_begin_;
  auto const dead = keep_from - base_;
  // Moving the rest costs as much as it is long, so wait until the dead part is at least as long.
  if (dead > protocol::limits::log_bytes_max && dead * 2 > bytes_.size()) {
    bytes_.erase(0, dead);
    base_ = keep_from;
  }
}

}  // namespace engine
