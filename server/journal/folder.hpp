#pragma once
// The data folder: its lock, files that appear whole or not at all, and the reserve file that is given up when the
// disk is full. Inside the journal only, one thread at a time. Failures of the disk are thrown as DiskFull or Broken.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace journal {

// Holds `lock` in the folder for as long as it lives; a second server on the same folder finds it taken.
class FolderLock {
 public:
  explicit FolderLock(std::string const& folder);
  FolderLock(FolderLock const&) = delete;
  FolderLock& operator=(FolderLock const&) = delete;
  ~FolderLock();
  bool is_ours() const { return is_ours_; }

 private:
  int descriptor_ = -1;
  bool is_ours_ = false;
};

// Makes the folder (0700) with its parents when absent; false: it is not there and cannot be made.
bool make_folder(std::string const& folder);

// A new file is only sure to be found again after a power cut once its folder was synced too.
void sync_folder(std::string const& folder);

// What is in a file, its size above all, survives a power cut; one that is not there is left so.
void sync_file(std::string const& path);

// Makes an empty file that only its owner may read, when absent.
void make_private_file(std::string const& path);

std::optional<std::string> read_file(std::string const& path);

// Replaces the file as a whole: a reader finds the old bytes or the new ones, also after a power cut.
void replace_file(std::string const& path, std::string_view bytes);

// A file of fixed size that keeps room on the disk for hiding and erasing.
class Reserve {
 public:
  Reserve(std::string folder, std::uint64_t bytes);
  bool is_held() const { return bytes_ == 0 || is_held_; }
  // Makes the file when there is ample space; true when held afterwards.
  bool take();
  void give_up();

 private:
  bool has_ample_space() const;

  std::string folder_;
  std::string path_;
  std::uint64_t bytes_;
  bool is_held_ = false;
};

}  // namespace journal
