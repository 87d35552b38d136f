#pragma once
// What was answered to each command, kept for ever so that a repeat does nothing. Every command looks here and adds one
// line, so it is made for the caches: the lines stand one after the other in the order in which they came, and the
// table that finds them holds twelve bytes for each. Pure.

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"

namespace room {

using namespace protocol;

struct Answered {
  std::string print;  // "" when it belonged to somebody who was erased
  std::int64_t seq = 0;
  std::optional<SeatId> about;     // whose words it holds, when not of who asked: that salt is in the print too
  std::optional<TicketId> ticket;  // an offer: the ticket it made, so that a repeat gets the same one
  bool operator==(Answered const&) const = default;
};

class Answers {
 public:
  // `hash_bits` are the bits of the hash that count: a test takes few, so that lines share them.
  Answers() = default;
  explicit Answers(std::uint64_t hash_bits) : hash_bits_(hash_bits) {}

  // The first answer stands: what is there already is not replaced. The empty seat: a command at the door.
  void add(SeatId const& asker, CommandId const& id, Answered answered);
  Answered const* find(SeatId const& asker, CommandId const& id) const;
  // Nothing is kept of what this person asked or said; that it was done stays known. Walks over all lines.
  void forget_prints(SeatId const& whose);
  std::size_t size() const { return lines_.size(); }
  bool operator==(Answers const& other) const { return lines_ == other.lines_; }

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  struct Line {
    SeatId asker;
    CommandId id;
    Answered answered;
    std::uint32_t older = none;  // the line before it with the same hash
    bool operator==(Line const&) const = default;
  };
  Line const* line_from(std::uint32_t newest, SeatId const& asker, CommandId const& id) const;

  std::uint64_t hash_bits_ = ~std::uint64_t{0};
  std::vector<Line> lines_;
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> newest_;  // by hash of asker and id: index into lines_
};

}  // namespace room
