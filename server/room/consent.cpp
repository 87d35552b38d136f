// Consent to a proposal, see consent.hpp.

#include "server/room/consent.hpp"

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::consent {
namespace {

ProposalNumber number_of(Room const& room, PutProposal const& proposal) {
  return {static_cast<std::int64_t>(&proposal - room.put_proposals.data()) + 1};
}

// Before every moment of an evening.
constexpr Millis at_once = 1;

// Who is asked: everybody whom a round would ask.
bool everybody_answered(Room const& room, PutProposal const& proposal, SeatId const& just_now) {
  return std::ranges::all_of(room.live, [&](auto const& one) {
    auto const& id = one.second;
    return !goes_round(room.seats.at(id).role) || id == just_now || proposal.given.contains(id);
  });
}

// In a drawn order, which tells nothing of who answered first. A hand that is up goes up anew: for this.
std::vector<Event> opened(Asking& asking, PutProposal const& proposal, std::map<SeatId, GivenAnswer> const& given,
                          std::optional<SeatId> by) {
  auto const& room = asking.room;
  auto const& floor = room.floor;
  std::vector<SeatId> objecting;
  for (auto const& [id, answer] : given)
    if (answer.answer == Consent::object && live_person(room, id) && !has_the_floor(floor, id)) objecting.push_back(id);
  asking.context.dice.shuffle(objecting);
  std::vector<Event> events{AnswersOpened{number_of(room, proposal), std::move(by), turnout(room, proposal).people}};
  auto waiting = floor.queue.size();
  for (auto const& id : objecting) {
    if (is_waiting(floor, id))
      events.emplace_back(HandLowered{id, std::nullopt});
    else if (waiting++ >= limits::queue_length_max)
      continue;
    events.emplace_back(FloorRequested{id, std::nullopt, asking.now(), RequestKind::contribution, std::nullopt, true});
  }
  return events;
}

}  // namespace

bool takes_proposals(Room const& room) {
  auto const* phase = running_phase(room);
  return phase && phase->plan.proposal && !is_at_tables(room);
}

PutProposal const* proposal_now(Room const& room) {
  auto const* phase = running_phase(room);
  if (!phase || room.put_proposals.empty() || room.put_proposals.back().phase != phase->plan.id) return nullptr;
  return &room.put_proposals.back();
}

bool is_asked(Room const& room) {
  auto const* proposal = proposal_now(room);
  return proposal && !proposal->is_open;
}

Decision ask(Asking& asking, AskConsent const& ask) {
  auto const& room = asking.room;
  if (!running_phase(room)) return refuse(Refusal::not_begun);
  if (!takes_proposals(room)) return refuse(Refusal::no_proposal);
  if (ask.proposal.value.empty()) return refuse(Refusal::text_empty, "proposal");
  if (room.put_proposals.size() >= limits::proposals_max) return refuse(Refusal::talk_full);
  auto const people = turnout(room, {}).people;
  return happened(ConsentAsked{{static_cast<std::int64_t>(room.put_proposals.size()) + 1},
                               ask.proposal,
                               running_phase(room)->plan.id,
                               people,
                               asking.me()});
}

Decision answer(Asking& asking, AnswerConsent const& ask) {
  auto const& room = asking.room;
  auto const whose = who_speaks(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!goes_round(whose.seat->role)) return refuse(Refusal::not_allowed, "on_behalf_of");
  auto const* proposal = proposal_now(room);
  if (!proposal) return refuse(Refusal::no_proposal);
  if (ask.proposal != number_of(room, *proposal)) return refuse(Refusal::proposal_moved_on, "proposal");
  if (proposal->is_open) return refuse(Refusal::already_open);
  auto const& me = whose.seat->id;
  GivenAnswer mine{ask.answer, ask.answer == Consent::object && ask.objection ? ask.objection->value : ""};
  if (mine.answer == Consent::object && mine.objection.empty() && !whose.by)
    return refuse(Refusal::text_empty, "objection");
  auto const before = proposal->given.find(me);
  if (before != proposal->given.end() && before->second == mine) return refuse(Refusal::nothing_changed);
  ConsentAnswered event{ask.proposal, me, mine.answer, std::nullopt, whose.by};
  if (!mine.objection.empty()) event.objection = PersonalText{me, mine.objection};
  std::vector<Event> events{std::move(event)};
  if (!everybody_answered(room, *proposal, me)) return events;
  auto given = proposal->given;
  given[me] = std::move(mine);
  for (auto& more : opened(asking, *proposal, given, std::nullopt)) events.emplace_back(std::move(more));
  return events;
}

Decision open(Asking& asking, OpenAnswers const& ask) {
  auto const* proposal = proposal_now(asking.room);
  if (!proposal) return refuse(Refusal::no_proposal);
  if (ask.proposal != number_of(asking.room, *proposal)) return refuse(Refusal::proposal_moved_on, "proposal");
  if (proposal->is_open) return refuse(Refusal::already_open);
  return opened(asking, *proposal, proposal->given, asking.me());
}

Turnout turnout(Room const& room, PutProposal const& proposal) {
  if (proposal.is_open) return {proposal.people, static_cast<int>(proposal.given.size())};
  Turnout now;
  for (auto const& [number, id] : room.live) {
    if (!goes_round(room.seats.at(id).role)) continue;
    ++now.people;
    now.answered += proposal.given.contains(id) ? 1 : 0;
  }
  return now;
}

bool goes_through(PutProposal const& proposal) {
  auto const objects = [](auto const& one) { return one.second.answer == Consent::object; };
  return proposal.is_open && !proposal.is_before_all && std::ranges::none_of(proposal.given, objects);
}

std::optional<Millis> due(Room const& room) {
  if (!is_asked(room)) return std::nullopt;
  auto const now = turnout(room, *proposal_now(room));
  return now.answered > 0 && now.answered == now.people ? std::optional(at_once) : std::nullopt;
}

std::vector<Event> noted(Room const& room, Context& context) {
  if (!due(room)) return {};
  Asking asking{room, context, nullptr};
  auto const& proposal = *proposal_now(room);
  return opened(asking, proposal, proposal.given, std::nullopt);
}

Count count(PutProposal const& proposal) {
  Count count;
  for (auto const& [id, given] : proposal.given) {
    ++(given.answer == Consent::agree       ? count.agree
       : given.answer == Consent::live_with ? count.live_with
                                            : count.object);
    if (!given.objection.empty()) count.objections.push_back(given.objection);
  }
  // By seat they would stand in the same order each time, and tell whose they are.
  std::ranges::sort(count.objections);
  return count;
}

std::optional<ProposalThing> see(Room const& room, std::string const& id) {
  for (std::size_t at = 0; at < room.put_proposals.size(); ++at) {
    if (id != std::to_string(at + 1)) continue;
    auto const& proposal = room.put_proposals[at];
    ProposalThing thing;
    thing.id = id;
    thing.phase = proposal.phase;
    thing.text = proposal.text.value;
    auto const here = turnout(room, proposal);
    thing.people = here.people;
    thing.answered = here.answered;
    thing.is_open = proposal.is_open;
    if (!proposal.is_open) return thing;
    thing.goes_through = goes_through(proposal);
    if (proposal.is_before_all) thing.is_before_all = true;
    auto counted = count(proposal);
    thing.agree = counted.agree;
    thing.live_with = counted.live_with;
    thing.object = counted.object;
    thing.objections = std::move(counted.objections);
    return thing;
  }
  return std::nullopt;
}

}  // namespace room::consent
