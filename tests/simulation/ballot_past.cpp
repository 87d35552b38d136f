#include "tests/simulation/ballot_past.hpp"

namespace sim {

using namespace protocol;

std::string BallotPast::take(Event const& event) {
  if (auto const* opened = std::get_if<DotsOpened>(&event)) {
    for (auto const& [number, other] : ballots_)
      if (!other.is_closed) return "two ballots are open at once";
    auto& ballot = ballots_[opened->ballot.value];
    ballot.budget = static_cast<int>(opened->budget.value);
    ballot.seats = {opened->seats.begin(), opened->seats.end()};
  } else if (auto const* admitted = std::get_if<SeatAdmitted>(&event)) {
    ballots_[admitted->ballot.value].seats.insert(admitted->seat);
  } else if (auto const* placed = std::get_if<DotsPlaced>(&event)) {
    auto& ballot = ballots_[placed->ballot.value];
    if (ballot.is_closed) return "dots were put in a ballot that was closed";
    if (!ballot.seats.contains(placed->seat)) return "somebody put dots who got none";
    if (placed->dots.value > ballot.budget) return "somebody put more dots on a card than anybody has";
    ballot.sets.insert(placed->seat);
    if (placed->is_anew.value_or(false))
      for (auto& [card, of_card] : ballot.dots) of_card.erase(placed->seat);
    ballot.dots[placed->card][placed->seat] = static_cast<int>(placed->dots.value);
  } else if (auto const* closed = std::get_if<DotsClosed>(&event)) {
    ballots_[closed->ballot.value].is_closed = true;
  }
  return "";
}

std::string BallotPast::wrong(BallotThing const& thing, Sight const& sight) const {
  auto const found = ballots_.find(std::stoll(thing.id));
  if (found == ballots_.end()) return "shown before durable: a ballot";
  auto const& ballot = found->second;
  if (!ballot.is_closed && (thing.is_closed || thing.results)) return "shown before they were counted: dots";
  if (!thing.is_closed && thing.results) return "shown before they were counted: dots";
  if (sight.view != View::staff && (thing.stickers || thing.late)) return "for staff: stickers, or who came late";
  if (thing.people > static_cast<int>(ballot.seats.size())) return "votes: more people than got dots";
  if (thing.sets > thing.people || thing.sets > static_cast<int>(ballot.sets.size()))
    return "votes: more sets of dots than were put";
  int dots = 0;
  for (auto const& row : thing.results.value_or(std::vector<CardDots>{})) {
    int put = 0;
    if (auto const card = ballot.dots.find(row.card); card != ballot.dots.end())
      for (auto const& [seat, mine] : card->second) put += mine;
    if (row.dots > put) return "votes: a card has more dots than were put on it";
    dots += row.dots;
  }
  return dots > thing.sets * ballot.budget ? "more dots than people had" : "";
}

}  // namespace sim
