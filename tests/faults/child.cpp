// See child.hpp.

#include "tests/faults/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {

namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (auto& word : words) all.push_back(word.data());
  return all;
}

// Both pipes until both are shut; false: the limit came first.
bool drain(int const (&ends)[2], std::string* const (&texts)[2], std::chrono::steady_clock::time_point until) {
  pollfd waits[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLIN, 0}};
  while (waits[0].fd >= 0 || waits[1].fd >= 0) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    ::poll(waits, 2, static_cast<int>(left.count()));
    for (int i = 0; i < 2; ++i) {
      if (waits[i].fd < 0 || waits[i].revents == 0) continue;
      char part[4096];
      auto const got = ::read(waits[i].fd, part, sizeof part);
      if (got > 0)
        texts[i]->append(part, static_cast<std::size_t>(got));
      else
        waits[i].fd = -1;
    }
  }
  return true;
}

}  // namespace

Ended run_child(std::vector<std::string> words, std::vector<std::string> more, std::chrono::seconds limit) {
  Ended ended;
  auto arguments = pointers(words);
  arguments.push_back(nullptr);
  auto environment = pointers(more);
  for (char** own = environ; *own; ++own) environment.push_back(*own);
  environment.push_back(nullptr);
  int out[2], error[2];
  if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(error, O_CLOEXEC) != 0) return ended;
  auto const child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    rlimit const no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(error[1], STDERR_FILENO);
    ::execve(arguments[0], arguments.data(), environment.data());
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(error[1]);
  ended.has_hung = !drain({out[0], error[0]}, {&ended.out, &ended.error}, std::chrono::steady_clock::now() + limit);
  if (ended.has_hung) ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  ::close(out[0]);
  ::close(error[0]);
  return ended;
}

}  // namespace faults
