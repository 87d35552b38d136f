#pragma once
// The memory in which the layer keeps its log, made by a test before it starts a server, and the environment that tells
// the server of it. One test, one recording; the file goes with it.

#include <filesystem>
#include <string>
#include <vector>

#include "tests/faults/layer_log.hpp"

namespace faults {

class Recording {
 public:
  explicit Recording(std::size_t capacity);
  ~Recording();
  Recording(Recording const&) = delete;
  Recording& operator=(Recording const&) = delete;

  void clear();  // for the next run
  LogHead const& log() const { return *log_; }
  // For a server that works on this folder; `more` are further NAME=VALUE.
  std::vector<std::string> environment(std::filesystem::path const& data, std::vector<std::string> more = {}) const;

 private:
  std::filesystem::path path_;
  std::size_t capacity_;
  LogHead* log_ = nullptr;
};

// A folder for many small files that need not survive: in memory where the system has such a place.
std::filesystem::path scratch_folder(std::string const& name);

}  // namespace faults
