#pragma once
// A proposal is put to everybody: agree, can live with it, or object and say why. Nobody sees what others answered
// before all who are here have, or the staff open the answers. Then who objects is heard first. Pure.

#include <optional>

#include "protocol/things.hpp"
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

// Who are here and can answer, and how many of these did: who comes late counts, who has gone does not, nor does the
// answer that person gave. Once the answers are open: as it was then.
struct Turnout {
  int people = 0;
  int answered = 0;
};
Turnout turnout(Room const& room, PutProposal const& proposal);

// All who were here had answered, and nobody objects.
bool goes_through(PutProposal const& proposal);

// The last person without an answer has gone: the answers open by themselves.
std::optional<Millis> due(Room const& room);
std::vector<Event> noted(Room const& room, Context& context);

struct Count {
  int agree = 0;
  int live_with = 0;
  int object = 0;
  std::vector<std::string> objections;  // without who wrote them; only such as have words
};
Count count(PutProposal const& proposal);

// The proposal with this number, all of it; none: there is none.
std::optional<ProposalThing> see(Room const& room, std::string const& id);

}  // namespace room::consent
