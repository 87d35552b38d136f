// The keyed store and its checks; see store.hpp.

#include "clients/rehearsal/store.hpp"

#include <algorithm>
#include <limits>

#include "protocol/json.hpp"

namespace rehearsal {

using namespace protocol;

namespace {

std::string words_of(ThingKey const& key) { return key.type + " " + key.id; }

// Whoever is named in the talk was told before, or with it.
Store::Complaint check_speakers(Store::Things const& things, std::vector<Thing> const& told) {
  for (auto const& thing : told) {
    auto const* turn = std::get_if<TurnThing>(&thing);
    if (!turn || things.contains(Store::ByKey::Both{SeatThing::type, turn->seat.value})) continue;
    return words_of(key_of(thing)) + " is of an unknown seat";
  }
  return std::nullopt;
}

constexpr auto reaches_all = std::numeric_limits<std::int64_t>::min();

// What a store need not hold: older turns, and people who have left and are kept only because such a turn names them.
bool is_older(Thing const& thing, std::int64_t position) {
  if (auto const* seat = std::get_if<SeatThing>(&thing)) return seat->has_left;
  auto const* turn = std::get_if<TurnThing>(&thing);
  return turn != nullptr && turn->position < position;
}

}  // namespace

Store::ByKey::Both Store::ByKey::of(Thing const& thing) {
  return std::visit(
      [](auto const& one) -> Both {
        if constexpr (requires { one.id.value; }) {
          return {one.type, one.id.value};
        } else {
          return {one.type, one.id};
        }
      },
      thing);
}

ThingKey key_of(Thing const& thing) {
  auto const [type, id] = Store::ByKey::of(thing);
  return {std::string{type}, std::string{id}};
}

Store::Complaint Store::apply(Snapshot const& page) {
  if (page.page == 1) {
    auto const was_cut = pages_.has_value();
    pages_ = page;
    if (was_cut) return "snapshot began again before its last page";
  } else {
    if (!pages_ || pages_->page + 1 != page.page) return "snapshot page " + std::to_string(page.page) + " out of order";
    if (pages_->epoch != page.epoch || pages_->n != page.n || pages_->view != page.view) {
      return "snapshot page " + std::to_string(page.page) + " belongs to another snapshot";
    }
    pages_->page = page.page;
    pages_->things.insert(pages_->things.end(), page.things.begin(), page.things.end());
  }
  if (!page.is_last) return std::nullopt;
  auto const whole = std::move(*pages_);
  pages_.reset();
  if (is_filled_ && whole.epoch == epoch_ && whole.view == view_ && whole.n < n_) return "snapshot went back in time";
  things_.clear();
  epoch_ = whole.epoch;
  n_ = whole.n;
  view_ = whole.view;
  is_filled_ = true;
  for (auto const& thing : whole.things) {
    auto key = key_of(thing);
    if (!things_.emplace(key, thing).second) return words_of(key) + " stands twice in a snapshot";
  }
  turns_reach_ = reach_of_snapshot();
  if (room() == nullptr || floor() == nullptr) return "snapshot without room or floor";
  return check_speakers(things_, whole.things);
}

std::int64_t Store::reach_of_snapshot() const {
  auto const turns = all<TurnThing>();
  auto oldest = reaches_all;
  if (turns.size() < limits::turns_in_snapshot) return oldest;
  oldest = turns.front()->position;
  for (auto const* turn : turns) oldest = std::min(oldest, turn->position);
  return oldest;
}

Store::Complaint Store::apply(Update const& update) {
  if (!is_filled_ || pages_) return "update " + std::to_string(update.n) + " before the snapshot was whole";
  if (update.n != n_ + 1) {
    return "update " + std::to_string(update.n) + " came after " + std::to_string(n_) +
           (update.n <= n_ ? ": doubled" : ": something was lost");
  }
  n_ = update.n;
  for (auto const& thing : update.changed) {
    auto const known = things_.find(ByKey::of(thing));
    if (known == things_.end())
      things_.emplace(key_of(thing), thing);
    else
      known->second = thing;
  }
  for (auto const& key : update.removed) {
    bool const may_be_older = key.type == TurnThing::type && turns_reach_ != reaches_all;
    if (things_.erase(key) > 0 || may_be_older) continue;
    return "update " + std::to_string(n_) + " removes an unknown " + words_of(key);
  }
  return check_speakers(things_, update.changed);
}

Store::Complaint Store::apply(Resumed const& resumed) {
  if (!is_filled_) return "resumed without anything to resume";
  if (resumed.epoch != epoch_) return "resumed in another epoch";
  if (resumed.n < n_) return "resumed at " + std::to_string(resumed.n) + " while " + std::to_string(n_) + " was seen";
  return std::nullopt;
}

std::vector<std::string> differences(Store const& one, Store const& other) {
  auto const reach = std::max(one.turns_reach(), other.turns_reach());
  std::vector<std::string> found;
  for (auto const& [key, thing] : one.things()) {
    auto const match = other.things().find(key);
    if (match == other.things().end()) {
      if (!is_older(thing, reach)) found.push_back(words_of(key) + " is missing");
    } else if (!(match->second == thing)) {
      found.push_back(words_of(key) + " differs");
    }
  }
  for (auto const& [key, thing] : other.things()) {
    if (!is_older(thing, reach) && !one.things().contains(key)) found.push_back(words_of(key) + " is too many");
  }
  return found;
}

std::string print_of(Store const& store) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a, 64 bit: a glance, not a defence
  for (auto const& [key, thing] : store.things()) {
    Update const alone{0, std::nullopt, {thing}, {}};
    for (unsigned char byte : encode(Push{alone})) hash = (hash ^ byte) * 1099511628211ULL;
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(hash >> shift) & 15];
  return text;
}

}  // namespace rehearsal
