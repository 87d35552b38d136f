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

// Called in vain, waited long, objects, urgent, speaks for who is not here, then the others.
constexpr int the_others = 5;
int group(PlaceReason why) {
  switch (why) {
    case PlaceReason::called: return 0;
    case PlaceReason::waited_long: return 1;
    case PlaceReason::objects: return 2;
    case PlaceReason::urgent: return 3;
    case PlaceReason::voice: return 4;
    default: return the_others;
  }
}

// Also where hall and online take turns it is arrival that counts within a side.
bool is_by_arrival(PlaceReason why) { return why == PlaceReason::arrival || why == PlaceReason::other_side; }

bool was_moved(Hand const& hand) { return hand.why == PlaceReason::moved || hand.why == PlaceReason::stepped_back; }

}  // namespace

std::string QueuePast::take(Event const& event) {
  take_of_seat(event);
  if (auto const* opened = std::get_if<RoomOpened>(&event)) {
    for (auto const& phase : opened->phases)
      if (phase.target == PhaseTarget::table) {
        phases_at_tables_.insert(phase.id);
        auto const grouping = phase.tables ? phase.tables->grouping : std::nullopt;
        if (grouping == Grouping::pairs || grouping == Grouping::fours) phases_in_groups_.insert(phase.id);
      }
  } else if (auto const* started = std::get_if<PhaseStarted>(&event)) {
    start(*started);
  } else if (auto const* one = std::get_if<FloorRequested>(&event)) {
    if (one->table.has_value() != is_at_tables_) return "a hand went up where nobody speaks now";
    places_[one->table].up[one->seat] = {one->at, false};
  } else if (auto const* waited = std::get_if<HandWaitedLong>(&event)) {
    auto* const place = where_waits(waited->seat);
    if (!place) return "a hand waited long that was not up";
    auto& hand = place->up.at(waited->seat);
    if (waited->at < hand.raised_at + limits::long_wait_ms) return "a hand waited long too early";
    hand.has_waited_long = true;
  } else if (auto const* lowered = std::get_if<HandLowered>(&event)) {
    auto* const place = where_waits(lowered->seat);
    if (!place) return "a hand was lowered that was not up";
    place->up.erase(lowered->seat);
  } else if (auto const* granted = std::get_if<FloorGranted>(&event)) {
    if (granted->table.has_value() != is_at_tables_) return "the floor was given where nobody speaks now";
    return take(*granted);
  } else if (auto const* ended = std::get_if<TurnEnded>(&event)) {
    end(*ended);
  } else if (auto const* undone = std::get_if<GrantUndone>(&event)) {
    undo(*undone);
  } else if (std::holds_alternative<RoomClosed>(event)) {
    for (auto& [where, place] : places_) place.up.clear();
  }
  return "";
}

// Whoever goes, or goes to another table, has no hand up there any more.
void QueuePast::take_of_seat(Event const& event) {
  if (auto const* left = std::get_if<SeatLeft>(&event)) goes(left->seat);
  if (auto const* removed = std::get_if<SeatRemoved>(&event)) goes(removed->seat);
  if (auto const* erased = std::get_if<SeatErased>(&event)) goes(erased->seat);
  if (auto const* moved = std::get_if<SeatMoved>(&event); moved && !is_in_groups_)
    leaves_tables(moved->seat, moved->table);
  if (auto const* seated = std::get_if<PeopleSeated>(&event))
    for (auto const& one : seated->seats)
      if ((one.table.value > limits::table_number_max) == is_in_groups_) leaves_tables(one.seat, one.table);
  auto const* assigned = std::get_if<RoleAssigned>(&event);
  if (!assigned) return;
  static std::set<Role> const at_no_table{Role::facilitator, Role::remote_host, Role::coordinator, Role::observer};
  if (at_no_table.contains(assigned->role)) leaves_tables(assigned->seat);
}

void QueuePast::start(PhaseStarted const& event) {
  is_at_tables_ = phases_at_tables_.contains(event.phase);
  is_in_groups_ = phases_in_groups_.contains(event.phase);
  std::erase_if(places_, [](auto const& place) { return place.first.has_value(); });
}

void QueuePast::goes(SeatId const& seat) {
  for (auto& [where, place] : places_) place.up.erase(seat);
}

void QueuePast::leaves_tables(SeatId const& seat, Where const& but) {
  for (auto& [where, place] : places_)
    if (where && where != but) place.up.erase(seat);
}

QueuePast::Place* QueuePast::where_waits(SeatId const& seat) {
  for (auto& [where, place] : places_)
    if (where.has_value() == is_at_tables_ && place.up.contains(seat)) return &place;
  return nullptr;
}

std::string QueuePast::take(FloorGranted const& event) {
  where_[event.turn] = event.table;
  auto& place = places_[event.table];
  auto const hand = place.up.find(event.seat);
  if (event.interrupts) place.held = place.runs;
  // In a round an unanswered call goes by, and the hand with it.
  bool const stays_up = event.keeps_hand.value_or(false);
  bool const leads_here = hand != place.up.end() && !event.is_in_round && !stays_up;
  place.runs = Turn{event.turn, event.seat, leads_here ? std::optional(hand->second) : std::nullopt, false};
  if (hand != place.up.end() && !stays_up) place.up.erase(hand);
  if (!event.why || event.is_in_round) return "";
  auto const why = *event.why;
  if (!place.runs->hand) return "a reason for a hand that was not up";
  if (why == PlaceReason::not_heard && heard_.contains(event.seat)) return "who was heard counts as not heard";
  if (says_heard(why) && !heard_.contains(event.seat)) return "who was never heard counts as heard";
  // Who leads may choose, and where turns go by arrival nobody is due. The room itself notes who is due before it gives
  // the floor in a fair order. A hand that was moved does not tell in which order the others stand.
  bool const says_no_order = why == PlaceReason::moved || why == PlaceReason::stepped_back;
  if (event.by || says_no_order || is_by_arrival(why) || why == PlaceReason::called) return "";
  for (auto const& [seat, other] : place.up)
    if (!other.has_waited_long && other.raised_at + limits::long_wait_ms <= event.at) return "a hand starves";
  return "";
}

// Who did not answer has the hand up again, and waits on from when it was raised.
void QueuePast::end(TurnEnded const& event) {
  auto& [up, runs, held, ended] = place_of(event.turn);
  bool const was_held = held && held->id == event.turn;
  auto turn = was_held ? std::exchange(held, std::nullopt) : std::exchange(runs, std::exchange(held, std::nullopt));
  if (!turn) return;
  if (event.how == TurnEnd::unanswered && turn->hand) up[event.seat] = *turn->hand;
  if (event.how != TurnEnd::unanswered && event.how != TurnEnd::passed)
    turn->is_first = heard_.insert(event.seat).second;
  ended = std::move(turn);
}

// The hand is up as it was; who spoke before speaks again, has no hand up, and was not heard by what never ended.
void QueuePast::undo(GrantUndone const& event) {
  auto& [up, runs, held, ended] = place_of(event.turn);
  auto const slip = std::exchange(runs, std::exchange(held, std::nullopt));
  if (slip && slip->hand) up[slip->seat] = *slip->hand;
  if (runs || !event.resumed || !ended) return;
  up.erase(ended->seat);
  if (ended->is_first) heard_.erase(ended->seat);
  runs = std::exchange(ended, std::nullopt);
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
  auto const first = std::ranges::find(queue, the_others, [](Hand const& hand) { return group(hand.why); });
  if (first == queue.end()) return "";
  if (!std::ranges::is_sorted(whys(first + 1), {}, says_heard)) return "who was heard stands before who was not";
  bool const by_arrival = is_by_arrival(first->why);
  auto const differs = [&](PlaceReason why) { return is_by_arrival(why) != by_arrival; };
  if (std::ranges::any_of(whys(first), differs)) return "two orders in one queue";
  return "";
}

}  // namespace sim
