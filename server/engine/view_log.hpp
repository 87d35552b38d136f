#pragma once
// What one view of a room was told, as ready frames in one run of bytes. A push is framed once; a member is a cursor
// (a byte offset that counts from the log's birth). Bytes may leave only up to durable_end(). Bounded: frames further
// than limits::log_bytes_max behind the end are dropped, and a cursor among them has fallen off. One thread.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/limits.hpp"

namespace engine {

class ViewLog {
 public:
  // Counter of the newest push; the next is n() + 1. Dense per view.
  std::int64_t n() const { return n_; }
  void append(std::string_view json, std::uint64_t group);  // group: what must be durable before it may leave
  void release(std::uint64_t group);                        // everything up to this group is durable

  std::uint64_t begin() const { return base_; }
  std::uint64_t end() const { return base_ + bytes_.size(); }
  std::uint64_t durable_end() const { return durable_end_; }
  bool reaches(std::uint64_t cursor) const { return cursor >= base_ && cursor <= end(); }
  std::string_view from(std::uint64_t cursor) const;  // durable bytes after the cursor

  // Where a client that has seen `n` goes on; none: no longer held (or n is ahead, which catch_up() logs).
  std::optional<std::uint64_t> offset_after(std::int64_t n) const;

  bool holds(std::string_view text) const { return bytes_.find(text) != std::string::npos; }

  // Something was hidden or erased: nobody may resume through what was told before now, and bytes that may have left
  // are dropped (a cursor still among them has fallen off). Frames staged but not yet durable still go out in order to
  // who follows live: they were told before the hiding, and the hiding follows them.
  void forget();

 private:
  struct Mark {
    std::int64_t n;
    std::uint64_t end;
    std::uint64_t group;
  };
  void trim();

  std::string bytes_;
  std::uint64_t base_ = 0;  // offset of bytes_[0]
  std::uint64_t durable_end_ = 0;
  std::int64_t n_ = 0;
  std::deque<Mark> marks_;          // one per frame still held, oldest first
  std::size_t released_ = 0;        // of marks_
  std::uint64_t first_begin_ = 0;   // offset at which marks_.front() begins
  std::int64_t resume_from_n_ = 0;  // who has seen less than this gets a snapshot
};

}  // namespace engine
