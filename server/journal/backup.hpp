#pragma once
// A backup of a data folder, made by the live journal between its commits or, when no server runs, by whoever holds the
// folder. The journal is copied first and the keys after it, so that these keys open everything in that journal. The
// two copies go to different places: keys have a short life, so that who is erased cannot be read from an old journal.

#include <chrono>
#include <memory>
#include <string>
#include <variant>

#include "server/journal/journal.hpp"

namespace journal {

class Copying;
class Store;

// One backup on its way. Writer thread, until finish().
class BackupWork {
 public:
  explicit BackupWork(BackupPlan plan);
  ~BackupWork();

  // A slice of the work; true: nothing is left for this thread.
  bool go_on(Store& store, std::chrono::microseconds budget);
  // Syncs and names what was copied; on a thread that may wait.
  std::variant<BackupMade, CannotOpen> finish();

 private:
  enum class Part { beginning, events, keys, ended };
  void begin(Store& store);
  void begin_keys(Store& store);
  void end_with(std::string trouble);
  void take_away();

  BackupPlan plan_;
  Part part_ = Part::beginning;
  std::unique_ptr<Copying> events_;
  std::unique_ptr<Copying> keys_;
  std::string trouble_;
  bool has_made_folder_ = false;  // for the journal
  bool is_whole_ = false;
};

// What was made, for people to read.
std::string print(BackupPlan const& plan, BackupMade const& made);

// While no server runs on the folder.
std::variant<BackupMade, CannotOpen> back_up(Options const& options, BackupPlan const& plan);

}  // namespace journal
