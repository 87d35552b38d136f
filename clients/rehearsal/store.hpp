#pragma once
// The keyed store of a strict client: newest value of every thing by (type, id), fed by snapshots and updates. It holds
// no rules of the room, but it does check the promises of the protocol: counters are dense, pages come in order,
// nothing is removed that was not there. Pure; used by one thread.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/pushes.hpp"

namespace rehearsal {

protocol::ThingKey key_of(protocol::Thing const& thing);

class Store {
 public:
  using Complaint = std::optional<std::string>;  // a broken promise, in words; none: fine

  Complaint apply(protocol::Snapshot const& page);
  Complaint apply(protocol::Update const& update);
  Complaint apply(protocol::Resumed const& resumed);

  void forget_pages() { pages_.reset(); }  // the line was lost halfway a snapshot

  bool is_filled() const { return is_filled_; }  // a whole snapshot has been applied
  std::string const& epoch() const { return epoch_; }
  std::int64_t n() const { return n_; }
  protocol::View view() const { return view_; }

  // By kind and id, and found by either without making strings.
  struct ByKey {
    using is_transparent = void;
    using Both = std::pair<std::string_view, std::string_view>;
    static Both of(protocol::Thing const& thing);
    static Both both(protocol::ThingKey const& key) { return {key.type, key.id}; }
    static Both both(Both const& key) { return key; }
    bool operator()(auto const& one, auto const& other) const { return both(one) < both(other); }
  };
  using Things = std::map<protocol::ThingKey, protocol::Thing, ByKey>;
  Things const& things() const { return things_; }

  template <class T>
  T const* find(std::string const& id) const {
    auto const found = things_.find(ByKey::Both{T::type, id});
    return found == things_.end() ? nullptr : std::get_if<T>(&found->second);
  }

  template <class T>
  std::vector<T const*> all() const {
    std::vector<T const*> list;
    for (auto at = things_.lower_bound(ByKey::Both{T::type, ""}); at != things_.end(); ++at) {
      auto const* one = std::get_if<T>(&at->second);
      if (!one) break;
      list.push_back(one);
    }
    return list;
  }

  protocol::RoomThing const* room() const { return find<protocol::RoomThing>("room"); }
  protocol::FloorThing const* floor() const { return find<protocol::FloorThing>("floor"); }

  // The oldest turn this store must know: a snapshot carries only the newest ones.
  std::int64_t turns_reach() const { return turns_reach_; }

 private:
  std::int64_t reach_of_snapshot() const;

  std::string epoch_;
  std::int64_t n_ = 0;
  protocol::View view_ = protocol::View::participant;
  Things things_;
  bool is_filled_ = false;
  std::int64_t turns_reach_ = 0;
  std::optional<protocol::Snapshot> pages_;  // gathered so far; applied together with the last
};

// How two stores of one view differ, in words; empty: equal. A snapshot carries only the newest turns, so a turn is
// compared only where both stores reach back far enough.
std::vector<std::string> differences(Store const& one, Store const& other);

// A print of everything in the store, to compare at a glance; equal stores have equal prints.
std::string print_of(Store const& store);

}  // namespace rehearsal
