// See syncs.hpp.

#include "tests/unit/journal/syncs.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>

namespace journal_test {

std::atomic<int> wal_syncs{0};
std::atomic<char const*> failing_file{nullptr};

namespace {

int sync_through(long call, int descriptor) {
  char name[4096];
  auto const length = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), name, sizeof name);
  std::string_view const path(name, length > 0 ? static_cast<std::size_t>(length) : 0);
  if (path.ends_with("journal.sqlite-wal")) ++wal_syncs;
  if (char const* const failing = failing_file; failing && path.ends_with(failing)) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(call, descriptor));
}

}  // namespace
}  // namespace journal_test

extern "C" int fdatasync(int descriptor) { return journal_test::sync_through(SYS_fdatasync, descriptor); }
extern "C" int fsync(int descriptor) { return journal_test::sync_through(SYS_fsync, descriptor); }
