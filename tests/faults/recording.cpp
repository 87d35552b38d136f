// See recording.hpp.

#include "tests/faults/recording.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

namespace faults {

std::filesystem::path scratch_folder(std::string const& name) {
  std::error_code error;
  auto const memory = std::filesystem::path{"/dev/shm"};
  auto const place = std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
  auto pattern = (place / ("plekberaad-" + name + "-XXXXXX")).string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no folder can be made in " + place.string());
  return pattern;
}

Recording::Recording(std::size_t capacity) : path_(scratch_folder("log")), capacity_(capacity) {
  auto const file = ::open((path_ / "log").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ::ftruncate(file, static_cast<off_t>(capacity)) != 0) throw std::runtime_error("no log can be made");
  auto* const memory = ::mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (memory == MAP_FAILED) throw std::runtime_error("the log cannot be mapped");
  log_ = static_cast<LogHead*>(memory);
  log_->capacity = capacity;
  clear();
}

Recording::~Recording() {
  ::munmap(log_, capacity_);
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void Recording::clear() {
  log_->used = sizeof(LogHead);
  log_->calls = 0;
  log_->has_struck = 0;
  log_->has_overflowed = 0;
}

std::vector<std::string> Recording::environment(std::filesystem::path const& data,
                                                std::vector<std::string> more) const {
  more.push_back("LD_PRELOAD=" PLEKBERAAD_LAYER);
  more.push_back(std::string{log_variable} + "=" + (path_ / "log").string());
  more.push_back(std::string{folder_variable} + "=" + data.string());
  return more;
}

}  // namespace faults
