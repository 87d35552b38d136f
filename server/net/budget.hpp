#pragma once
// Open connections counted against limits, so that a flood of idle sockets cannot keep residents out (reliability T13).
// One address may be a whole hall of sixty phones, so the limit per address is generous. Any thread.

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "protocol/limits.hpp"
#include "server/engine/bucket.hpp"

namespace net {

// Who comes through the proxy, until a request has told for whom: only the total counts so long.
inline constexpr char const* behind_proxy = "proxy";

class Budget {
 public:
  struct Limits {
    std::size_t connections_max = 18'000;
    std::size_t per_address_max = 1'500;
    bool is_relaxed = false;
  };
  explicit Budget(Limits limits) : limits_(limits) {}

  bool open(std::string const& address);
  void closed(std::string const& address);
  bool moves(std::string const& from, std::string const& to);  // an open connection turns out to be of `to`

  // A code that leads nowhere: counted per address, with the burst of a hall, and over all addresses, for who guesses
  // from many; false: answer 429 from now on. A right code is never counted, so it opens the door in any storm.
  bool may_guess(std::string const& address, protocol::Millis now);
  // A seat taken in a room: counted per address, with the burst of a hall; 0, or the time to wait.
  protocol::Millis wait_to_join(std::string const& address, protocol::Millis now);
  // Passwords, tickets and PINs over HTTP.
  bool may_try_secret(std::string const& address, protocol::Millis now);

 private:
  struct Visits {
    std::size_t open = 0;
    engine::Bucket guesses{protocol::limits::wrong_codes_per_minute / 60.0, protocol::limits::wrong_codes_burst};
    engine::Bucket secrets{10.0 / 60.0, 10};
    engine::Bucket joins{protocol::limits::joins_per_second, protocol::limits::joins_burst};
    protocol::Millis seen_at = 0;
  };
  Visits& visits_of(std::string const& address, protocol::Millis now);
  bool is_crowded(std::string const& address) const;
  void leaves(std::string const& address);

  static constexpr double guesses_per_second_max = 20;  // of all addresses together, after a burst
  static constexpr double guesses_burst = 400;

  Limits limits_;
  std::mutex lock_;
  engine::Bucket guesses_of_all_{guesses_per_second_max, guesses_burst};
  std::map<std::string, Visits> visits_;
  std::size_t open_ = 0;
  protocol::Millis swept_at_ = 0;
};

// RAII share of the budget.
class Admission {
 public:
  Admission(Budget& budget, std::string address)
      : budget_(&budget), address_(std::move(address)), is_open_(budget.open(address_)) {}
  Admission(Admission&& other) noexcept
      : budget_(other.budget_), address_(std::move(other.address_)), is_open_(std::exchange(other.is_open_, false)) {}
  Admission& operator=(Admission&&) = delete;
  ~Admission() {
    if (is_open_) budget_->closed(address_);
  }
  explicit operator bool() const { return is_open_; }
  // What came through a proxy is counted by whom it came for; false: that address has its share, nothing changed.
  bool stands_for(std::string address) {
    if (address == address_) return true;
    if (!budget_->moves(address_, address)) return false;
    address_ = std::move(address);
    return true;
  }
  std::string const& address() const { return address_; }

 private:
  Budget* budget_;
  std::string address_;
  bool is_open_;
};

}  // namespace net
