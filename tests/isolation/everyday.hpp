#pragma once
// What people do on any evening, chosen by plain numbers. Whatever is chosen from (cards, turns, people) is the same in
// both worlds; what is secret is kept out of it. For tests, one thread.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/isolation/cast.hpp"

namespace isolation {

class Everyday : public Cast {
 protected:
  void everyday_act();

  Step step_;
  std::vector<CardId> cards_;      // what staff may touch
  std::set<TurnId> secret_turns_;  // left alone by everyday acts

 private:
  Person& me();
  TurnId some_turn() const;
  CardId some_card() const;
  Item some_item() const;
  void writes(Person& author);
  void mends_or_retracts();
  void some_wait();
  TurnId somebody_speaks();
  void talks();
  bool talks_in_another_form();
  void a_proposal_is_put();
  void one_says_back();
  void a_form_is_held();
  void cards_are_put_together();
  void a_card_waits();
  void weighs_with_dots();
  void comes_goes_and_writes();
  void gives_a_hand_card();
  void leads_the_floor();
  void puts_a_short_question();
  void takes_back_a_grant();
  void one_side_runs_over();
  void a_round_is_held();
  void leads_the_rest();
  void corrects_and_passes_by();
  void changes_a_role();
  void seats_people();
  void at_a_table();

  std::vector<std::pair<std::string, CardId>> mine_;  // open cards with their writers
  std::vector<Person*> passers_by_;                   // came in for a while; leave, or are erased
};

}  // namespace isolation
