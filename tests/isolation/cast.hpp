#pragma once
// The people of a world: ada and rik lead, uli and tom help, nel takes notes, olga observes, bob, cem, els and hal came
// to talk, tia and tim at one table and vic at the next, a hall screen, somebody at the door, opa without a phone,
// griet at the table with a tablet, and a leader whose device lies at home. Each is a person over many lines; what came
// is kept step by step. For tests, one thread.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/isolation/world.hpp"

namespace isolation {

struct Person {
  std::string name;
  View view = View::participant;
  SeatId seat;
  std::string token, cookie;
  stage::Phone* line = nullptr;  // none: away
  std::string epoch;             // where this person was when the last line ended
  std::int64_t n = 0;
  std::size_t bytes_taken = 0, fleeting_taken = 0;
  std::vector<std::string> heard;  // one entry per step
  std::vector<std::string> later;  // without those in which the secret in question was made
};

class Cast {
 public:
  Cast();

  stage::Stage& stage() { return *stage_; }
  room::Room const& state() const { return stage_->state(); }
  Person& person(std::string const& name) { return people_.at(name); }
  Person* by_seat(SeatId const& seat);
  SeatId const& opa() const { return opa_; }
  SeatId const& griet() const { return griet_; }
  DeviceId const& spare_device() const { return spare_device_; }
  std::optional<PhaseId> phase() const;

  void begin_step();  // gives dice and ids their numbers
  void end_step();    // everybody writes down what came
  std::string id(std::string const& what) { return what + "-" + std::to_string(step_); }
  CommandId ask(Person& who, Command const& command);
  std::optional<CardId> posts(Person& author, char const* column, std::string const& text,
                              std::optional<CardId> builds_on = {}, std::optional<bool> is_private = {});
  void goes_to(std::string const& phase);
  void types(Person& who);
  void all_look_back();  // from the newest turns, everybody who is here
  void loses_line(Person& who);
  void comes_back(Person& who, bool resumes);
  std::optional<SeatId> joins_and_stays_silent(std::string const& name);
  Person* comes_by(std::string const& name);  // what this person hears is not written down; none: the door is shut
  void is_erased(Person& who);                // by the office

  // Sends all that was done again, each on a new line of whoever asked; what became different, "" for nothing.
  std::string replay(int& commands);

  // The end: everybody with fresh eyes, a restart, everybody again, and the harvest.
  Told goes_home();

  std::set<std::string> done_now;  // types of the commands that were done in this step
  bool is_secret_step = false;     // of the kind in question

 private:
  Person& comes(std::string const& name, stage::Phone& line, View view);
  void listen(Person& who);

  struct Asked {
    std::string who;
    CommandId id;
    Command command;
  };

  std::unique_ptr<stage::Stage> stage_;
  std::vector<Asked> done_;  // in order
  std::map<std::string, Person> people_;
  std::deque<Person> passers_by_;
  stage::Phone* last_guest_ = nullptr;
  Walk for_staff_{View::staff}, for_others_{View::participant};
  SeatId opa_, griet_;
  DeviceId spare_device_;
  int step_ = 0;
  int asked_ = 0;  // in this step
};

}  // namespace isolation
