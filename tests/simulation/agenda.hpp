#pragma once
// Simulated time: what is to happen, and when. Nothing runs between two entries; equal moments keep their order.
// One thread.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace sim {

using Micros = std::int64_t;
inline constexpr Micros ms = 1'000;
inline constexpr Micros second = 1'000'000;
inline constexpr Micros minute = 60 * second;
inline constexpr Micros hour = 60 * minute;

class Agenda {
 public:
  Micros now() const { return now_; }
  void at(Micros when, std::function<void()> task) {
    tasks_.emplace(std::pair{std::max(when, now_), ++count_}, std::move(task));
  }
  void after(Micros delay, std::function<void()> task) { at(now_ + delay, std::move(task)); }

  // Until the answer is yes or the time is over; then the time is over.
  void run_until(Micros when, std::function<bool()> const& is_done = {}) {
    while (!tasks_.empty() && tasks_.begin()->first.first <= when) {
      if (is_done && is_done()) return;
      auto const next = tasks_.begin();
      now_ = next->first.first;
      auto const task = std::move(next->second);
      tasks_.erase(next);
      task();
    }
    now_ = std::max(now_, when);
  }

 private:
  Micros now_ = 0;
  std::uint64_t count_ = 0;
  std::map<std::pair<Micros, std::uint64_t>, std::function<void()>> tasks_;
};

}  // namespace sim
