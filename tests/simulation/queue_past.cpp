#include "tests/simulation/queue_past.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace sim {

using namespace protocol;

namespace {

bool says_heard(PlaceReason why) {
  return why == PlaceReason::side_behind || why == PlaceReason::table_behind || why == PlaceReason::heard_before;
}

// Called in vain, waited long, urgent, then the others.
int group(PlaceReason why) {
  switch (why) {
    case PlaceReason::called: return 0;
    case PlaceReason::waited_long: return 1;
    case PlaceReason::urgent: return 2;
    default: return 3;
  }
}

// Also where hall and online take turns it is arrival that counts within a side.
bool is_by_arrival(PlaceReason why) { return why == PlaceReason::arrival || why == PlaceReason::other_side; }

bool was_moved(Hand const& hand) { return hand.why == PlaceReason::moved || hand.why == PlaceReason::stepped_back; }

}  // namespace

std::string QueuePast::take(Event const& event) {
  if (auto const* one = std::get_if<FloorRequested>(&event)) {
    up_[one->seat] = {one->at, false};
  } else if (auto const* waited = std::get_if<HandWaitedLong>(&event)) {
    auto const hand = up_.find(waited->seat);
    if (hand == up_.end()) return "a hand waited long that was not up";
    if (waited->at < hand->second.raised_at + limits::long_wait_ms) return "a hand waited long too early";
    hand->second.has_waited_long = true;
  } else if (auto const* lowered = std::get_if<HandLowered>(&event)) {
    up_.erase(lowered->seat);
  } else if (auto const* left = std::get_if<SeatLeft>(&event)) {
    up_.erase(left->seat);
  } else if (auto const* removed = std::get_if<SeatRemoved>(&event)) {
    up_.erase(removed->seat);
  } else if (auto const* erased = std::get_if<SeatErased>(&event)) {
    up_.erase(erased->seat);
  } else if (auto const* granted = std::get_if<FloorGranted>(&event)) {
    return take(*granted);
  } else if (auto const* ended = std::get_if<TurnEnded>(&event)) {
    end(*ended);
  } else if (auto const* undone = std::get_if<GrantUndone>(&event)) {
    undo(*undone);
  } else if (std::holds_alternative<RoomClosed>(event)) {
    up_.clear();
  }
  return "";
}

std::string QueuePast::take(FloorGranted const& event) {
  auto const hand = up_.find(event.seat);
  if (event.interrupts) held_ = runs_;
  // In a round an unanswered call goes by, and the hand with it.
  bool const leads_here = hand != up_.end() && !event.is_in_round;
  runs_ = Turn{event.turn, event.seat, leads_here ? std::optional(hand->second) : std::nullopt, false};
  if (hand != up_.end()) up_.erase(hand);
  if (!event.why || event.is_in_round) return "";
  auto const why = *event.why;
  if (!runs_->hand) return "a reason for a hand that was not up";
  if (why == PlaceReason::not_heard && heard_.contains(event.seat)) return "who was heard counts as not heard";
  if (says_heard(why) && !heard_.contains(event.seat)) return "who was never heard counts as heard";
  // Who leads may choose, and where turns go by arrival nobody is due. The room itself notes who is due before it gives
  // the floor in a fair order. A hand that was moved does not tell in which order the others stand.
  bool const says_no_order = why == PlaceReason::moved || why == PlaceReason::stepped_back;
  if (event.by || says_no_order || is_by_arrival(why) || why == PlaceReason::called) return "";
  for (auto const& [seat, other] : up_)
    if (!other.has_waited_long && other.raised_at + limits::long_wait_ms <= event.at) return "a hand starves";
  return "";
}

// Who did not answer has the hand up again, and waits on from when it was raised.
void QueuePast::end(TurnEnded const& event) {
  bool const was_held = held_ && held_->id == event.turn;
  auto turn = was_held ? std::exchange(held_, std::nullopt) : std::exchange(runs_, std::exchange(held_, std::nullopt));
  if (!turn) return;
  if (event.how == TurnEnd::unanswered && turn->hand) up_[event.seat] = *turn->hand;
  if (event.how != TurnEnd::unanswered && event.how != TurnEnd::passed)
    turn->is_first = heard_.insert(event.seat).second;
  ended_ = std::move(turn);
}

// The hand is up as it was; who spoke before speaks again, has no hand up, and was not heard by what never ended.
void QueuePast::undo(GrantUndone const& event) {
  auto const slip = std::exchange(runs_, std::exchange(held_, std::nullopt));
  if (slip && slip->hand) up_[slip->seat] = *slip->hand;
  if (runs_ || !event.resumed || !ended_) return;
  up_.erase(ended_->seat);
  if (ended_->is_first) heard_.erase(ended_->seat);
  runs_ = std::exchange(ended_, std::nullopt);
}

std::string out_of_order(FloorThing const& floor) {
  auto queue = floor.queue;
  std::erase_if(queue, was_moved);  // they stand where somebody put them
  auto const whys = [&](auto const& from) {
    std::vector<PlaceReason> whys;
    std::transform(from, queue.end(), std::back_inserter(whys), [](Hand const& hand) { return hand.why; });
    return whys;
  };
  auto const all = whys(queue.begin());
  if (!std::ranges::is_sorted(all, {}, group)) return "who waited long does not go first";
  // The first of the others was promised to be next; behind that one, who was not heard goes before who was.
  auto const first = std::ranges::find(queue, 3, [](Hand const& hand) { return group(hand.why); });
  if (first == queue.end()) return "";
  if (!std::ranges::is_sorted(whys(first + 1), {}, says_heard)) return "who was heard stands before who was not";
  bool const by_arrival = is_by_arrival(first->why);
  auto const differs = [&](PlaceReason why) { return is_by_arrival(why) != by_arrival; };
  if (std::ranges::any_of(whys(first), differs)) return "two orders in one queue";
  return "";
}

}  // namespace sim
