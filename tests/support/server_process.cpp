// Starts and ends real servers; see server_process.hpp.

#include "tests/support/server_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <thread>

namespace support {

namespace {

constexpr auto start_limit = std::chrono::seconds(20);
constexpr std::string_view listening = "listening on 127.0.0.1:";

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(std::vector<char*> const& arguments, std::vector<char*> const& environment, int out, int log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that dies leaves no server behind
  dup2(out, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execve(arguments[0], arguments.data(), environment.data());
  _exit(127);
}

}  // namespace

ServerProcess::ServerProcess(std::vector<std::string> flags) : flags_(std::move(flags)) {
  auto pattern = (std::filesystem::temp_directory_path() / "plekberaad-test-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  data_ = folder_ / "data";
  std::filesystem::create_directory(data_);
}

ServerProcess::~ServerProcess() {
  kill_hard();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

bool ServerProcess::start() {
  if (pid_ > 0) return false;
  bool const is_up = launch() && wait_for_port();
  if (!is_up) kill_hard();
  return is_up;
}

void ServerProcess::start_and_kill(std::chrono::microseconds after) {
  if (pid_ > 0 || !launch()) return;
  std::this_thread::sleep_for(after);
  kill_hard();
}

bool ServerProcess::launch() {
  std::vector<std::string> words{PLEKBERAAD_PROGRAM,   "serve",  "--listen",
                                 "127.0.0.1:" + port_, "--data", data_.string()};
  words.insert(words.end(), flags_.begin(), flags_.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::vector<char*> environment;
  for (auto& more : environment_) environment.push_back(more.data());  // the first of a name counts
  for (char** own = environ; *own; ++own) environment.push_back(*own);
  environment.push_back(nullptr);

  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) return false;
  int const log = open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  pid_ = fork();
  if (pid_ == 0) become(arguments, environment, out[1], log);
  close(out[1]);
  close(log);
  out_ = out[0];  // kept open: a server that speaks later must not die of it
  return pid_ > 0;
}

bool ServerProcess::wait_for_port() {
  auto const until = std::chrono::steady_clock::now() + start_limit;
  auto& said = said_;
  said.clear();
  while (std::chrono::steady_clock::now() < until) {
    pollfd wait{out_, POLLIN, 0};
    if (poll(&wait, 1, 100) <= 0) continue;
    char part[512];
    auto const got = read(out_, part, sizeof part);
    if (got <= 0) return false;  // it ended before it listened
    said.append(part, static_cast<std::size_t>(got));
    auto const at = said.find(listening);
    auto const end = at == std::string::npos ? at : said.find('\n', at);
    if (end == std::string::npos) continue;
    auto const digits = said.find_first_not_of("0123456789", at + listening.size());
    port_ = said.substr(at + listening.size(), digits - at - listening.size());
    return !port_.empty();
  }
  return false;
}

void ServerProcess::reap(int status) {
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  pid_ = -1;
  close(out_);
}

void ServerProcess::kill_hard() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  reap(status);
}

int ServerProcess::stop(std::chrono::seconds limit) {
  if (pid_ <= 0) return exit_code_;
  kill(pid_, SIGTERM);
  auto const until = std::chrono::steady_clock::now() + limit;
  while (is_running()) {
    if (std::chrono::steady_clock::now() > until) {
      kill_hard();
      return -1;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return exit_code_;
}

bool ServerProcess::is_running() {
  if (pid_ <= 0) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return true;
  reap(status);
  return false;
}

std::string ServerProcess::said(std::string_view until) {
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  while (pid_ > 0 && said_.find(until) == std::string::npos && std::chrono::steady_clock::now() < end) {
    pollfd wait{out_, POLLIN, 0};
    if (poll(&wait, 1, 50) <= 0) continue;
    char part[512];
    auto const got = read(out_, part, sizeof part);
    if (got <= 0) break;
    said_.append(part, static_cast<std::size_t>(got));
  }
  return said_;
}

std::string ServerProcess::log() const {
  std::ifstream file(folder_ / "log");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace support
