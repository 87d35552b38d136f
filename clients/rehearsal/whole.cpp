// Compares what people saw; see whole.hpp.

#include "clients/rehearsal/whole.hpp"

#include <algorithm>
#include <map>

namespace rehearsal {

using namespace protocol;
using std::chrono::milliseconds;

namespace {

using People = std::vector<Person*>;

bool is_listed(Person const& person) {
  auto const& presence = person.conversation().presence();
  if (!presence || !person.seat()) return !person.seat();  // who only looks on is in no list
  return std::find(presence->here.begin(), presence->here.end(), *person.seat()) != presence->here.end();
}

// Everybody in, nothing open, and everybody of one view equally far.
bool is_level(People const& people) {
  std::map<View, std::int64_t> head;
  for (auto const* person : people) {
    if (!person->is_in() || !person->conversation().open().empty()) return false;
    auto const [at, is_first] = head.emplace(person->store().view(), person->store().n());
    if (!is_first && at->second != person->store().n()) return false;
  }
  return true;
}

void wait_for_quiet(Loop& loop, People const& people, milliseconds limit) {
  // Somebody who wants to stop waits for us, and a server that went away with them does not come back.
  if (loop.is_stop_asked()) limit = std::min(limit, milliseconds(2'000));
  auto const until_us = loop.now_us() + limit.count() * 1000;
  auto const has_time = [&] { return loop.now_us() < until_us; };
  loop.forget_stop();
  // Who was turned away does not come back; waiting would only delay the bad news.
  if (std::any_of(people.begin(), people.end(), [](auto* one) { return one->is_refused_entry(); })) return;
  do {
    loop.run_until([&] { return is_level(people); }, milliseconds((until_us - loop.now_us()) / 1000));
    loop.run_for(milliseconds(300));  // an update on its way would show up in this time
  } while (!is_level(people) && has_time());
  // Presence is sent at most once a second.
  loop.run_until([&] { return std::all_of(people.begin(), people.end(), [](auto* one) { return is_listed(*one); }); },
                 std::min(limit, milliseconds(5'000)));
}

std::string named(Person const& person) { return person.name().empty() ? "het zaalscherm" : person.name(); }

// What of the own cards is not hidden or a draft must be on the board.
void check_own(Person const& person, std::vector<std::string>& missing) {
  if (!person.own()) return;
  auto const& own = *person.own();
  if (person.is_speaking() != own.is_speaking) {
    missing.push_back(named(person) + ": own.is_speaking differs from the floor");
  }
  for (auto const& card : person.own_cards()) {
    if (card.is_draft || card.is_hidden) continue;
    auto const* shown = person.store().find<CardThing>(card.id.value);
    if (shown == nullptr) missing.push_back(named(person) + ": own card " + card.id.value + " is not on the board");
  }
}

void check_alone(Person const& person, std::vector<std::string>& missing) {
  auto const who = named(person);
  for (auto const& fault : person.faults()) missing.push_back(who + ": " + fault);
  for (auto const& [id, ask] : person.conversation().open()) {
    auto const type = std::visit([](auto const& body) { return std::string(body.type); }, ask.body);
    missing.push_back(who + ": no answer to " + type);
  }
  if (!person.is_in()) {
    auto const& closing = person.last_closing();
    missing.push_back(who + ": not in the room" + (closing ? " (" + closing->detail + ")" : ""));
    return;
  }
  if (!is_listed(person)) missing.push_back(who + ": not named in the presence list");
  check_own(person, missing);
}

void check_equal(Person const& one, Person const& other, std::vector<std::string>& missing) {
  auto const pair = named(one) + " and " + named(other);
  if (one.store().n() != other.store().n()) {
    missing.push_back(pair + " stand at different updates: " + std::to_string(one.store().n()) + " and " +
                      std::to_string(other.store().n()));
    return;
  }
  auto const found = differences(one.store(), other.store());
  for (std::size_t i = 0; i < found.size() && i < 5; ++i) missing.push_back(pair + ": " + found[i]);
  if (found.size() > 5) missing.push_back(pair + ": and " + std::to_string(found.size() - 5) + " more differences");
}

}  // namespace

std::vector<std::string> what_is_missing(Loop& loop, People const& people, milliseconds quiet_limit) {
  wait_for_quiet(loop, people, quiet_limit);
  std::vector<std::string> missing;
  std::map<View, Person const*> first;
  for (auto const* person : people) {
    check_alone(*person, missing);
    if (!person->is_in()) continue;
    auto const [at, is_first] = first.emplace(person->store().view(), person);
    if (!is_first) check_equal(*at->second, *person, missing);
  }
  return missing;
}

}  // namespace rehearsal
