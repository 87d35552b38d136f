#pragma once
// A real `plekberaad serve` on loopback for live tests: starts it on a fresh folder, waits until it listens, can kill
// it like a power cut and start it again on the same folder and port. The program's path is compiled in. One thread.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace support {

class ServerProcess {
 public:
  // More flags for `serve`; without any: relaxed limits.
  explicit ServerProcess(std::vector<std::string> flags = {"--limits", "relaxed"});
  ~ServerProcess();  // ends it and removes the folder
  ServerProcess(ServerProcess const&) = delete;
  ServerProcess& operator=(ServerProcess const&) = delete;

  // NAME=VALUE, besides our own environment, from the next start on.
  void in_environment(std::vector<std::string> more) { environment_ = std::move(more); }
  bool start();                                          // false: see log()
  void start_and_kill(std::chrono::microseconds after);  // SIGKILL while it starts, or shortly after
  void kill_hard();                                      // SIGKILL, and waits until it is gone
  // SIGTERM, and waits; the exit code, or -1 when it did not end in time (it is killed then).
  int stop(std::chrono::seconds limit = std::chrono::seconds(20));
  bool is_running();
  int exit_code() const { return exit_code_; }  // of the last end; minus the signal when one ended it

  std::string const& port() const { return port_; }
  pid_t process() const { return pid_; }  // -1: not running
  std::string url() const { return "ws://127.0.0.1:" + port_; }
  std::filesystem::path const& data() const { return data_; }
  // What it printed since its start, until this text is in it or two seconds are over.
  std::string said(std::string_view until = {});
  std::string log() const;  // what it wrote, all starts together

 private:
  bool launch();
  bool wait_for_port();
  void reap(int status);

  std::vector<std::string> flags_;
  std::vector<std::string> environment_;
  std::filesystem::path folder_;
  std::filesystem::path data_;
  std::string port_ = "0";
  pid_t pid_ = -1;
  int out_ = -1;  // reading end of its standard output
  int exit_code_ = -1;
  std::string said_;
};

}  // namespace support
