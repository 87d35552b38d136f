#pragma once
// Who leads the evening in the storm, on a whole line: gives the floor, and every few seconds takes something from the
// screens: hides a card or a turn, shows one again, removes somebody, changes a role. And watches what comes on every
// line that was begun after the answer to that: nothing of it may. One thread.

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "clients/rehearsal/person.hpp"
#include "tests/resume/talker.hpp"

namespace resume {

// What was taken from the screens, and the last line that each onlooker had begun at that moment.
class TakenAway {
 public:
  explicit TakenAway(StormReport& report) : report_(report) {}
  void watch(rehearsal::Person& onlooker);  // of a view without powers
  void add(protocol::ThingKey const& key);
  void give_back(protocol::ThingKey const& key) { lines_.erase(key); }
  bool contains(protocol::ThingKey const& key) const { return lines_.contains(key); }

 private:
  void look(rehearsal::Person const& onlooker, std::vector<protocol::Thing> const& things);

  StormReport& report_;
  std::vector<rehearsal::Person*> onlookers_;
  std::map<protocol::ThingKey, std::map<rehearsal::Person const*, int>> lines_;
};

class Leader {
 public:
  Leader(rehearsal::Loop& loop, rehearsal::Door door, std::uint64_t seed, StormReport& report);

  rehearsal::Person& person() { return person_; }
  void watch(rehearsal::Person& onlooker) { taken_.watch(onlooker); }
  void leads(Talker& talker);
  // Every twentieth may be removed; they have to know when they come in.
  static bool may_remove(int number) { return number % 20 == 0; }

  // All turns that were ever told: a snapshot holds only the newest, and who falls behind in a long storm gets one.
  std::vector<protocol::TurnThing> talk() const;
  void lead();                                    // the next thing, when the last is answered and it is time
  void be_mild(bool is_so) { is_mild_ = is_so; }  // takes nothing away meanwhile
  bool is_quiet() const { return !is_asking_; }
  bool has_removed(Talker const& talker) const { return removed_.contains(&talker); }
  std::vector<std::string> what_is_wrong(rehearsal::Person const& screen) const;

 private:
  std::size_t die(std::size_t sides) { return static_cast<std::size_t>(dice_() % sides); }
  void give_floor();
  void next_blow();
  void hide_card();
  void hide_turn();
  void show_again();
  void remove_one();
  void change_role();
  void hide(protocol::Item const& item, long& count);
  void ask(protocol::Command what, std::function<void()> when_done);
  void note_turns(std::vector<protocol::Thing> const& things);

  rehearsal::Loop& loop_;
  rehearsal::Person person_;
  std::mt19937_64 dice_;
  StormReport& report_;
  TakenAway taken_;
  std::map<std::string, protocol::TurnThing> talk_;
  std::vector<Talker*> talkers_;
  std::vector<protocol::Item> hidden_;
  std::set<Talker const*> removed_;
  Talker* leaving_ = nullptr;  // finishes what was begun, and is then removed
  bool is_asking_ = false;
  bool is_mild_ = false;
  int blows_ = 0;
  std::int64_t floor_at_us_ = 0, blow_at_us_ = 0;
};

}  // namespace resume
