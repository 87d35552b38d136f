#pragma once
// Several workers share the runs of a sweep. `work` is called by each on a thread of its own with the counter that they
// share and a report of its own; the reports are added up.

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/faults/sweep.hpp"

namespace faults {

template <class Work>
SweepReport by_workers(int count, Work const& work) {
  SweepReport all;
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&] {
      SweepReport report;
      work(next, report);
      std::scoped_lock const lock(mutex);
      all.add(report);
    });
  }
  for (auto& thread : threads) thread.join();
  return all;
}

}  // namespace faults
