#include "server/net/budget.hpp"

namespace net {

namespace {
constexpr std::size_t remembered_max = 50'000;
constexpr protocol::Millis forget_after_ms = 15 * 60 * 1000;
constexpr protocol::Millis sweep_every_ms = 1000;  // a sweep walks over everybody
}  // namespace

bool Budget::open(std::string const& address) {
  std::lock_guard const hold{lock_};
  auto const known = visits_.find(address);  // who is turned away leaves nothing behind
  bool const is_crowded =
      address != behind_proxy && known != visits_.end() && known->second.open >= limits_.per_address_max;
  if (!limits_.is_relaxed && (open_ >= limits_.connections_max || is_crowded)) return false;
  ++open_;
  ++visits_[address].open;
  return true;
}

void Budget::closed(std::string const& address) {
  std::lock_guard const hold{lock_};
  --open_;
  auto const found = visits_.find(address);
  if (found == visits_.end()) return;
  if (--found->second.open == 0 && found->second.seen_at == 0) visits_.erase(found);
}

Budget::Visits& Budget::visits_of(std::string const& address, protocol::Millis now) {
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

bool Budget::may_guess(std::string const& address, protocol::Millis now) {
  std::lock_guard const hold{lock_};
  return limits_.is_relaxed || visits_of(address, now).guesses.take(now);
}

bool Budget::may_try_secret(std::string const& address, protocol::Millis now) {
  std::lock_guard const hold{lock_};
  return limits_.is_relaxed || visits_of(address, now).secrets.take(now);
}

}  // namespace net
