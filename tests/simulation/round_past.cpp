#include "tests/simulation/round_past.hpp"

namespace sim {

using namespace protocol;

std::string RoundPast::take(Event const& event) {
  if (std::holds_alternative<RoundStarted>(event)) {
    if (runs_) return "a round began in a round";
    *this = RoundPast{};
    runs_ = true;
  } else if (std::holds_alternative<RoundEnded>(event)) {
    if (!runs_) return "a round ended that did not run";
    runs_ = false;
  }
  if (!runs_) return "";
  if (auto const* granted = std::get_if<FloorGranted>(&event)) return take(*granted);
  if (auto const* second = std::get_if<SecondChanceBegun>(&event)) return take(*second);
  if (auto const* ended = std::get_if<TurnEnded>(&event))
    if (ended->how == TurnEnd::passed || ended->how == TurnEnd::unanswered) said_no_.insert(ended->seat);
  return "";
}

std::string RoundPast::take(FloorGranted const& event) {
  if (!event.is_in_round) return event.by ? "" : "in a round the room gave somebody else the floor";
  auto const times = ++asked_[event.seat];
  if (times > 2) return "somebody was asked three times in a round";
  if (times == 2 && !said_no_.contains(event.seat)) return "who spoke was asked again in a round";
  if (times == 2 && !is_second_ && !event.by) return "somebody was asked again before all were asked";
  return "";
}

std::string RoundPast::take(SecondChanceBegun const& event) {
  if (is_second_) return "a third time round began";
  is_second_ = true;
  std::set<SeatId> const once(event.order.begin(), event.order.end());
  if (event.order.empty() || once.size() != event.order.size()) return "the second chance is for nobody, or twice";
  for (auto const& seat : event.order)
    if (asked_[seat] > 0 && !said_no_.contains(seat)) return "who spoke gets a second chance";
  return "";
}

}  // namespace sim
