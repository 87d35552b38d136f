#pragma once
// Power cuts, made up afterwards: a real server works under the recording layer; then the data folder is rebuilt as a
// cut at any moment of that run may have left it, opened by the real journal, and compared with what had been promised
// until then. For the tests (some cuts) and for `./dev kill --power` (as many as wanted).

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/faults/load.hpp"

namespace faults {

struct PowerPlan {
  Busy busy;
  std::vector<std::string> flags;  // more for `serve`
  std::string swallows;            // syncs: "all", or none when empty
  int cuts_between = 200;          // besides one at every sync: moments between, the unsynced by the dice
  int dice_each = 1;               // more images at every sync, the unsynced by the dice
  int syncs_too_early = 0;         // as if every answer had left so many syncs before it did
  int started_for_real = 3;        // images that a real server is started on
  std::uint64_t seed = 1;
};

struct PowerReport {
  long records = 0;
  long syncs = 0;
  long images = 0;
  long promises = 0;
  long events = 0;              // read back, all images together
  long cuts_with_unsynced = 0;  // images at whose moment something was not on the disk yet
  int checkpoints = 0;
  int boards = 0;                     // not empty, and shown by a real server just as the image keeps them
  long lost = 0;                      // promises that an image did not keep
  long erasings = 0;                  // people of whom it was told that they are erased
  long erased_again = 0;              // how often an image was asked whether they still are
  long came_back = 0;                 // a person who was told to be erased and is not, or whose key lies there still
  std::map<std::string, long> kinds;  // of promises, by their first word
  std::map<std::string, long> done;   // commands, by their type
  std::vector<std::string> faults;    // the first ones, in words
  std::string line() const;
};

PowerReport cut_the_power(PowerPlan const& plan);

}  // namespace faults
