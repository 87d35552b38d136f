#pragma once
// What something was, and from which record of its room on. A page shows how it stands after some record that nobody
// names; but what it has heard of before is a lower bound, and from there on it must have been as it is shown. Pure.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "protocol/vocabulary.hpp"
#include "tests/simulation/agenda.hpp"

namespace sim {

// Where a record stands: its seq, and when it was on disk for good.
struct Moment {
  std::int64_t seq = 0;
  Micros at = 0;
};

// Who looks: `reached` is the newest record that what is shown holds for certain.
struct Sight {
  protocol::View view = protocol::View::participant;
  std::int64_t reached = 0;
  Micros line_began = 0;
};

template <class State>
class Timeline {
 public:
  void becomes(Moment const& moment, State state) {
    if (!entries_.empty() && entries_.back().from.seq == moment.seq)
      entries_.back().state = std::move(state);
    else
      entries_.push_back({moment, std::move(state)});
  }
  bool is_empty() const { return entries_.empty(); }
  State const& now() const { return entries_.back().state; }

  // As it was when this record had been taken in; before the first: as it was at first.
  State const& at(std::int64_t seq) const {
    auto const* state = &entries_.front().state;
    for (auto const& entry : entries_)
      if (entry.from.seq <= seq) state = &entry.state;
    return *state;
  }

  // Did this hold at any moment from `reached` on?
  template <class Holds>
  bool was(std::int64_t reached, Holds const& holds) const {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      bool const lasts = i + 1 == entries_.size() || entries_[i + 1].from.seq > reached;
      if (lasts && holds(entries_[i].state)) return true;
    }
    return false;
  }

  // What was taken away comes on no line that began afterwards, resumed or not: such a line has reached at least that.
  // `takes`: does what came (the second) take away of what was before?
  template <class Takes>
  std::int64_t reached(Sight const& sight, Takes const& takes) const {
    auto reached = sight.reached;
    for (std::size_t i = 1; i < entries_.size(); ++i) {
      auto const& [from, state] = entries_[i];
      if (from.at < sight.line_began && takes(entries_[i - 1].state, state)) reached = std::max(reached, from.seq);
    }
    return reached;
  }

 private:
  struct Entry {
    Moment from;
    State state;
  };
  std::vector<Entry> entries_;
};

}  // namespace sim
