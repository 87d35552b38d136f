#pragma once
// A proposal is put to everybody: agree, can live with it, or object and say why. Nobody sees what others answered
// before all have, or the staff open the answers. Then who objects is heard first. Pure.

#include "server/room/asking.hpp"

namespace room::consent {

Decision ask(Asking& asking, AskConsent const& ask);
Decision answer(Asking& asking, AnswerConsent const& ask);
Decision open(Asking& asking, OpenAnswers const& ask);

// May a proposal be put in this phase? Only to all together.
bool takes_proposals(Room const& room);

// The newest proposal, when it is of the running phase; null: none.
PutProposal const* proposal_now(Room const& room);

// Can it still be answered?
bool is_asked(Room const& room);

struct Count {
  int agree = 0;
  int live_with = 0;
  int object = 0;
  std::vector<std::string> objections;  // without who wrote them; only such as have words
};
Count count(PutProposal const& proposal);

}  // namespace room::consent
