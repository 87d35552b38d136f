#include "tests/simulation/people_past.hpp"

#include <algorithm>
#include <set>

namespace sim {

using namespace protocol;

std::string PeoplePast::take(Event const& event, Moment const& moment) {
  if (auto const* taken = std::get_if<SeatTaken>(&event)) {
    auto const [found, is_new] = people_.try_emplace(taken->seat);
    if (!is_new) return "a seat was taken twice";
    found->second.role = taken->role;
    found->second.names.becomes(moment, {taken->name.name});
  } else if (auto const* renamed = std::get_if<SeatRenamed>(&event)) {
    auto& person = people_.at(renamed->seat);
    auto name = person.names.now();
    if (name.is_erased) return "who was erased got a name";
    name.name = renamed->name.name;
    person.names.becomes(moment, std::move(name));
  } else if (auto const* assigned = std::get_if<RoleAssigned>(&event)) {
    people_.at(assigned->seat).role = assigned->role;
  } else if (auto const* left = std::get_if<SeatLeft>(&event)) {
    people_.at(left->seat).has_ended = true;
  } else if (auto const* removed = std::get_if<SeatRemoved>(&event)) {
    end(removed->seat, moment, false);
  } else if (auto const* erased = std::get_if<SeatErased>(&event)) {
    end(erased->seat, moment, true);
  } else if (std::holds_alternative<RoomErased>(event)) {
    for (auto const& [seat, person] : people_) end(seat, moment, true);
  }
  return "";
}

void PeoplePast::end(SeatId const& seat, Moment const& moment, bool is_erased) {
  auto& person = people_.at(seat);
  person.has_ended = true;
  auto name = person.names.now();
  if (is_erased) name.name.clear();
  (is_erased ? name.is_erased : name.is_removed) = true;
  person.names.becomes(moment, std::move(name));
}

std::string PeoplePast::wrong(SeatThing const& seat, Sight const& sight) const {
  auto const found = people_.find(seat.id);
  if (found == people_.end()) return "shown before durable: a seat";
  auto const& names = found->second.names;
  auto const reached = names.reached(sight, [](Name const& before, Name const& now) {
    return now.is_removed != before.is_removed || now.is_erased != before.is_erased;
  });
  auto const is_called = [&](Name const& name) {
    bool const goes_unnamed = name.is_removed && sight.view != View::staff;
    return seat.name == (goes_unnamed ? "" : name.name);
  };
  if (seat.name.empty() && !seat.label.empty()) return "who has no name any more is named all the same";
  if (names.was(reached, is_called)) return "";
  auto const& then = names.at(reached);
  if (then.is_erased) return "erased came back: a name";
  if (then.is_removed && sight.view != View::staff) return "removed came back: a name";
  return names.was(0, is_called) ? "somebody is called by a name of before" : "shown before durable: a name";
}

bool PeoplePast::is_asked(SeatId const& seat) const {
  static std::set<Role> const asked{Role::participant, Role::table_host, Role::artist, Role::drawer,
                                    Role::municipality};
  auto const found = people_.find(seat);
  return found != people_.end() && !found->second.has_ended && asked.contains(found->second.role);
}

int PeoplePast::asked() const {
  return static_cast<int>(std::ranges::count_if(people_, [&](auto const& one) { return is_asked(one.first); }));
}

}  // namespace sim
