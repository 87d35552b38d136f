#pragma once
// Many people talk and write in one room over lines that are cut again and again (guide reliability G5), and
// afterwards everything is counted: each command acted once and only once, everybody saw everything in the same order,
// all who watch the same view hold the same, and nothing that was taken from the screens came on a line that was begun
// afterwards. For the test (1,000 cuts) and for ./dev cut (as many as wanted).

#include <cstdint>
#include <string>
#include <vector>

#include "tests/resume/cutting_proxy.hpp"

namespace resume {

struct StormPlan {
  int people = 200;
  long cuts = 1'000;
  std::uint64_t seed = 1;
  int seconds_max = 240;  // then it is a failure that there were too few cuts
  long spell = 100;       // so many cuts in rough weather, as many in mild, and so on
};

// How people came back.
struct Comebacks {
  long resumed = 0;  // with only what was missed
  long whole = 0;    // with the whole room
};

struct StormReport {
  Weather weather;
  long cards = 0;  // written and acknowledged
  long edits = 0;
  long taken_back = 0;
  long sentences = 0;  // typed at the floor
  long hands = 0;
  long refused = 0;       // lawfully, e.g. a hand that was up already
  long cards_hidden = 0;  // by who leads, while lines are cut
  long turns_hidden = 0;
  long shown_again = 0;
  long removed = 0;
  long roles_changed = 0;
  long comebacks = 0;
  Comebacks rough, mild;
  std::vector<std::string> faults;
  // However quickly the cuts come, the storm goes on until something was said and each kind of taking away happened.
  bool has_seen_enough() const {
    return sentences > 1 && cards_hidden + turns_hidden > 8 && shown_again > 1 && removed > 0 && roles_changed > 2;
  }
};

StormReport weather_the_storm(StormPlan const& plan);

}  // namespace resume
