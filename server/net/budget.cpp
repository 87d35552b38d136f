#include "server/net/budget.hpp"

#include <algorithm>

namespace net {

using protocol::Millis;

namespace {
constexpr std::size_t remembered_max = 50'000;
constexpr Millis forget_after_ms = 15 * 60 * 1000;
constexpr Millis sweep_every_ms = 1000;  // a sweep walks over everybody
constexpr Millis join_again_ms = 1000;   // who waits need not ask more often
}  // namespace

// Who is turned away leaves nothing behind.
bool Budget::is_crowded(std::string const& address) const {
  if (limits_.is_relaxed || address == behind_proxy) return false;
  auto const known = visits_.find(address);
  return known != visits_.end() && known->second.open >= limits_.per_address_max;
}

bool Budget::open(std::string const& address) {
  std::lock_guard const hold{lock_};
  if (!limits_.is_relaxed && (open_ >= limits_.connections_max || is_crowded(address))) return false;
  ++open_;
  ++visits_[address].open;
  return true;
}

bool Budget::moves(std::string const& from, std::string const& to) {
  std::lock_guard const hold{lock_};
  if (is_crowded(to)) return false;
  ++visits_[to].open;
  leaves(from);
  return true;
}

void Budget::closed(std::string const& address) {
  std::lock_guard const hold{lock_};
  --open_;
  leaves(address);
}

void Budget::leaves(std::string const& address) {
  auto const found = visits_.find(address);
  if (found == visits_.end()) return;
  if (--found->second.open == 0 && found->second.seen_at == 0) visits_.erase(found);
}

Budget::Visits& Budget::visits_of(std::string const& address, Millis now) {
  if (visits_.size() > remembered_max && now - swept_at_ >= sweep_every_ms) {
    swept_at_ = now;
    std::erase_if(visits_, [&](auto const& entry) {
      return entry.second.open == 0 && now - entry.second.seen_at > forget_after_ms;
    });
  }
  auto& visits = visits_[address];
  visits.seen_at = now;
  return visits;
}

bool Budget::may_guess(std::string const& address, Millis now) {
  std::lock_guard const hold{lock_};
  return limits_.is_relaxed || (visits_of(address, now).guesses.take(now) && guesses_of_all_.take(now));
}

Millis Budget::wait_to_join(std::string const& address, Millis now) {
  std::lock_guard const hold{lock_};
  if (limits_.is_relaxed) return 0;
  auto& joins = visits_of(address, now).joins;
  return joins.take(now) ? 0 : std::max(joins.wait(), join_again_ms);
}

bool Budget::may_try_secret(std::string const& address, Millis now) {
  std::lock_guard const hold{lock_};
  return limits_.is_relaxed || visits_of(address, now).secrets.take(now);
}

}  // namespace net
