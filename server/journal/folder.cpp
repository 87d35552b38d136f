// Files and folders with their syncs; see folder.hpp.

#include "server/journal/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "server/journal/connection.hpp"

namespace journal {

namespace {

constexpr mode_t owner_only = 0600;

// Closes on every way out; -1 is nothing.
struct Descriptor {
  int value = -1;
  ~Descriptor() {
    if (value >= 0) ::close(value);
  }
};

[[noreturn]] void fail(std::string const& what, std::string const& path, bool may_be_full) {
  int const error = errno;
  if (may_be_full && (error == ENOSPC || error == EDQUOT || error == EFBIG)) throw DiskFull{};
  throw Broken{what + " " + path + " failed: " + std::strerror(error) + ". Check the disk, then start again."};
}

void write_whole(int descriptor, std::string_view bytes, std::string const& path) {
  while (!bytes.empty()) {
    auto const written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    // Nothing written and no error either: asking for ever would hang the writer.
    if (written == 0) errno = ENOSPC;
    if (written <= 0) fail("writing", path, true);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

FolderLock::FolderLock(std::string const& folder) {
  descriptor_ = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
  is_ours_ = descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool make_folder(std::string const& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::is_directory(folder, error)) return true;
  auto const parent = fs::absolute(folder).lexically_normal().parent_path();
  fs::create_directories(parent, error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return false;
  if (!fs::is_directory(folder, error)) return false;
  sync_folder(parent.string());
  return true;
}

void sync_folder(std::string const& folder) {
  Descriptor const opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (opened.value < 0) fail("opening", folder, false);
  if (::fsync(opened.value) != 0) fail("syncing", folder, false);
}

void sync_file(std::string const& path) {
  Descriptor const opened{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
  if (opened.value < 0 && errno == ENOENT) return;
  if (opened.value < 0) fail("opening", path, false);
  if (::fsync(opened.value) != 0) fail("syncing", path, false);
}

void make_private_file(std::string const& path) {
  Descriptor const opened{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only)};
  if (opened.value < 0) fail("making", path, true);
}

std::optional<std::string> read_file(std::string const& path) {
  Descriptor const opened{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (opened.value < 0) {
    if (errno == ENOENT) return std::nullopt;
    fail("opening", path, false);
  }
  std::string bytes;
  char part[65536];
  for (;;) {
    auto const got = ::read(opened.value, part, sizeof part);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("reading", path, false);
    if (got == 0) return bytes;
    bytes.append(part, static_cast<std::size_t>(got));
  }
}

void replace_file(std::string const& path, std::string_view bytes) {
  auto const fresh = path + ".new";
  try {
    Descriptor const opened{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only)};
    if (opened.value < 0) fail("making", fresh, true);
    write_whole(opened.value, bytes, fresh);
    if (::fsync(opened.value) != 0) fail("syncing", fresh, false);
  } catch (DiskFull const&) {
    ::unlink(fresh.c_str());
    throw;
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) fail("renaming", fresh, true);
  sync_folder(std::filesystem::path(path).parent_path().string());
}

Reserve::Reserve(std::string folder, std::uint64_t bytes)
    : folder_(std::move(folder)), path_(folder_ + "/reserve"), bytes_(bytes) {
  struct stat found {};
  is_held_ =
      bytes_ > 0 && ::stat(path_.c_str(), &found) == 0 && static_cast<std::uint64_t>(found.st_blocks) * 512 >= bytes_;
}

bool Reserve::has_ample_space() const {
  struct statvfs disk {};
  if (::statvfs(folder_.c_str(), &disk) != 0) return false;
  auto const free_bytes = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
  return free_bytes >= bytes_ + bytes_ / 4;  // not all of it again: others must be able to write on
}

bool Reserve::take() {
  if (is_held()) return true;
  if (!has_ample_space()) return false;
  Descriptor const opened{::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only)};
  if (opened.value < 0) return false;
  if (::posix_fallocate(opened.value, 0, static_cast<off_t>(bytes_)) != 0) {
    ::unlink(path_.c_str());
    return false;
  }
  return is_held_ = true;
}

void Reserve::give_up() {
  if (!is_held_) return;
  is_held_ = false;
  ::unlink(path_.c_str());
  sync_folder(folder_);  // the space is free only once the folder says so
}

}  // namespace journal
