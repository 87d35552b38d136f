#include "tests/simulation/consent_past.hpp"

#include <algorithm>
#include <string_view>

namespace sim {

using namespace protocol;

int ConsentPast::Proposal::count(Consent answer) const {
  return static_cast<int>(std::ranges::count_if(answers, [&](auto const& one) { return one.second.answer == answer; }));
}

std::string ConsentPast::take(Event const& event, PeoplePast const& people) {
  if (auto const* asked = std::get_if<ConsentAsked>(&event)) {
    bool const is_next = asked->proposal.value == static_cast<std::int64_t>(proposals_.size()) + 1;
    proposals_[asked->proposal.value];
    return is_next ? "" : "a proposal has the number of another";
  }
  if (auto const* answered = std::get_if<ConsentAnswered>(&event)) return take(*answered, people);
  if (auto const* opened = std::get_if<AnswersOpened>(&event)) return take(*opened, people);
  if (auto const* removed = std::get_if<SeatRemoved>(&event)) go(&removed->seat, false);
  if (auto const* erased = std::get_if<SeatErased>(&event)) go(&erased->seat, true);
  if (std::holds_alternative<RoomErased>(event)) go(nullptr, true);
  return "";
}

std::string ConsentPast::take(ConsentAnswered const& event, PeoplePast const& people) {
  auto const found = proposals_.find(event.proposal.value);
  if (found == proposals_.end()) return "something was answered that nobody asked";
  if (found->second.is_open) return "an open proposal was answered";
  if (!people.is_asked(event.seat)) return "somebody answered who is not asked";
  found->second.answers[event.seat] = {event.answer, event.objection ? event.objection->text : ""};
  return "";
}

// From now on only who is still here counts, and has answered once however often the answer changed.
std::string ConsentPast::take(AnswersOpened const& event, PeoplePast const& people) {
  auto const found = proposals_.find(event.proposal.value);
  if (found == proposals_.end()) return "answers were opened to what nobody asked";
  auto& proposal = found->second;
  if (proposal.is_open) return "answers were opened twice";
  std::erase_if(proposal.answers, [&](auto const& one) { return !people.is_asked(one.first); });
  proposal.is_open = true;
  proposal.people = people.asked();
  auto const answered = static_cast<int>(proposal.answers.size());
  proposal.is_before_all = answered < proposal.people;
  if (event.people.value_or(-1) != proposal.people) return "who can answer is miscounted";
  return !event.by && proposal.is_before_all ? "the room opened the answers before all had answered" : "";
}

// What nobody has seen yet goes along with who is removed or erased; of what is open the words of who is erased go.
void ConsentPast::go(SeatId const* seat, bool is_erased) {
  for (auto& [number, proposal] : proposals_) {
    if (!proposal.is_open) {
      std::erase_if(proposal.answers, [&](auto const& one) { return !seat || one.first == *seat; });
      continue;
    }
    if (!is_erased) continue;
    for (auto& [one, answer] : proposal.answers)
      if (!seat || one == *seat) answer.is_erased = true;
  }
}

bool ConsentPast::was_objected(Proposal const& proposal, std::string const& words) {
  return std::ranges::any_of(proposal.answers, [&](auto const& one) { return one.second.objection == words; });
}

std::string ConsentPast::wrong(ProposalThing const& thing, Sight const&) const {
  auto const found = proposals_.find(std::stoll(thing.id));
  if (found == proposals_.end()) return "shown before durable: a proposal";
  auto const& proposal = found->second;
  if (thing.answered > thing.people) return "votes: more people answered than can";
  bool const tells = thing.is_open || thing.agree || thing.live_with || thing.object || !thing.objections.empty();
  if (tells && !proposal.is_open) return "shown before they were opened: answers";
  if (!thing.is_open) return tells ? "shown before they were opened: answers" : "";
  auto const answered = static_cast<int>(proposal.answers.size());
  bool const is_counted = thing.agree == proposal.count(Consent::agree) &&
                          thing.live_with == proposal.count(Consent::live_with) &&
                          thing.object == proposal.count(Consent::object);
  if (!is_counted || thing.answered != answered || thing.people != proposal.people) return "votes: miscounted";
  bool const goes_through = proposal.count(Consent::object) == 0 && !proposal.is_before_all;
  if (thing.goes_through != goes_through) return "votes: it goes through, or not, against the answers";
  for (auto const& words : thing.objections)
    if (!was_objected(proposal, words)) return "shown before durable: an objection";
  return "";
}

}  // namespace sim
