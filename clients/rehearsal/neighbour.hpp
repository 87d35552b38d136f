#pragma once
// One rehearsed neighbour: what a person does in the course of an evening, by chance and at a human pace. Does only
// what the server says this person can do (own.can). Used by evening.cpp, on the loop's thread.

#include <memory>
#include <random>
#include <set>
#include <string>

#include "clients/rehearsal/evening.hpp"
#include "clients/rehearsal/line.hpp"
#include "clients/rehearsal/person.hpp"

namespace rehearsal {

class Neighbour {
 public:
  Neighbour(Loop& loop, EveningPlan const& plan, Who who, unsigned seed, EveningResult& result);

  void begin();
  void stop() { life_.reset(); }  // does nothing any more, stays in the room
  Person& person() { return person_; }
  std::multiset<std::string> const& kept_cards() const { return kept_cards_; }  // texts answered with done

 private:
  void live();
  void act();
  void notice_floor();
  void speak(int sentences_left);
  void post_card();
  void take_card_back();
  void count(Answer const& answer, int& counter);
  void after_s(double least, double most, std::function<void()> task);
  int below(int bound);
  bool chance(double share);

  Loop& loop_;
  EveningPlan const& plan_;
  EveningResult& result_;
  Person person_;
  std::mt19937 dice_;
  std::shared_ptr<int> life_ = std::make_shared<int>(0);
  std::optional<protocol::TurnId> turn_;  // the own turn that was noticed last
  std::multiset<std::string> kept_cards_;
  bool is_asking_ = false;  // one thing at a time, as people do
};

}  // namespace rehearsal
