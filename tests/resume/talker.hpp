#pragma once
// One person with a line of cloth: does one thing after the other, and remembers what was promised. Writes, changes and
// takes back own cards, raises and lowers a hand, types sentences at the floor. One thread.

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "clients/rehearsal/line.hpp"
#include "clients/rehearsal/person.hpp"
#include "tests/resume/storm.hpp"

namespace resume {

class Talker {
 public:
  // `may_be_removed`: being turned away is then no fault of the server.
  Talker(rehearsal::Loop& loop, rehearsal::Door door, int number, bool may_be_removed, std::uint64_t seed,
         StormReport& report);

  rehearsal::Person& person() { return person_; }
  void rest() { is_resting_ = true; }
  void be_mild(bool is_so) { is_mild_ = is_so; }  // thinks longer, and raises no hand
  bool is_quiet() const { return is_resting_ && !is_asking_; }
  std::map<protocol::CardId, std::string> const& cards() const { return cards_; }  // the text acknowledged last
  std::vector<protocol::CardId> const& taken_back() const { return taken_back_; }
  std::vector<std::string> const& sentences() const { return sentences_; }

 private:
  int die(int sides) { return static_cast<int>(dice_() % static_cast<unsigned>(sides)); }
  void think();
  void act();
  void simply(protocol::Command what, long& count);
  void say();
  void write();
  void learn_cards();
  void edit();
  void take_back();
  void ask(protocol::Command what, rehearsal::Person::OnAnswer then);

  rehearsal::Loop& loop_;
  rehearsal::Person person_;
  int number_;
  std::mt19937_64 dice_;
  StormReport& report_;
  std::shared_ptr<int> life_ = std::make_shared<int>(0);
  std::map<protocol::CardId, std::string> cards_;
  std::vector<protocol::CardId> taken_back_;
  std::vector<std::string> promised_, sentences_;
  int written_ = 0;
  int next_ = 1;
  bool is_asking_ = false;
  bool is_resting_ = false;
  bool is_mild_ = false;
};

}  // namespace resume
