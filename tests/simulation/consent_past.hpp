#pragma once
// Proposals as the records tell it: who answered what, one answer a person, and what that comes to once the answers are
// open. Asks nothing of server/room. One thread.

#include <cstdint>
#include <map>
#include <string>

#include "protocol/events.hpp"
#include "protocol/things.hpp"
#include "tests/simulation/people_past.hpp"

namespace sim {

class ConsentPast {
 public:
  // `people`: as they were before this record.
  std::string take(protocol::Event const& event, PeoplePast const& people);

  std::string wrong(protocol::ProposalThing const& proposal, Sight const& sight) const;

 private:
  struct Answer {
    protocol::Consent answer = protocol::Consent::agree;
    std::string objection;
    bool is_erased = false;
  };
  struct Proposal {
    std::map<protocol::SeatId, Answer> answers;
    bool is_open = false;
    bool is_before_all = false;
    int people = 0;  // when it was opened
    int count(protocol::Consent answer) const;
  };
  std::string take(protocol::ConsentAnswered const& event, PeoplePast const& people);
  std::string take(protocol::AnswersOpened const& event, PeoplePast const& people);
  void go(protocol::SeatId const* seat, bool is_erased);  // null: everybody
  static bool was_objected(Proposal const& proposal, std::string const& words);

  std::map<std::int64_t, Proposal> proposals_;
};

}  // namespace sim
