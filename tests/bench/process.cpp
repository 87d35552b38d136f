#include "tests/bench/process.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace bench {

// The kernel scales these two to the scheduler's exact run time, so ticks are a unit here and not the precision.
double cpu_seconds_of(std::vector<int> const& pids) {
  long ticks = 0;
  for (int const pid : pids) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    long user = 0, system = 0;
    std::sscanf(text.c_str() + text.rfind(')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user,
                &system);
    ticks += user + system;
  }
  return static_cast<double>(ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double resident_bytes_of(std::vector<int> const& pids) {
  double bytes = 0;
  for (int const pid : pids) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/smaps_rollup"};
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("Rss:")) bytes += std::strtod(line.c_str() + 4, nullptr) * 1024;
    }
  }
  return bytes;
}

void pin_to(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  sched_setaffinity(0, sizeof set, &set);
}

void raise_descriptor_limit() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace bench
