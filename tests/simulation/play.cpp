// All chance of a play; see play.hpp.

#include "tests/simulation/play.hpp"

#include <sodium.h>

#include <cstdlib>
#include <thread>
#include <utility>

#include "server/engine/log.hpp"
#include "tests/simulation/chance.hpp"

namespace sim {

namespace {

// All randomness of the product under test comes from libsodium; here it follows from the seed.
Chance system_chance{0};
char const* chance_name() { return "simulated"; }
std::uint32_t chance_number() { return static_cast<std::uint32_t>(system_chance.roll() >> 32); }
void chance_bytes(void* const into, std::size_t size) {
  auto* bytes = static_cast<unsigned char*>(into);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<unsigned char>(system_chance.roll() >> 24);
}
randombytes_implementation simulated{chance_name, chance_number, nullptr, nullptr, chance_bytes, nullptr};

void seed_chance(std::uint64_t seed) {
  spdlog::set_level(spdlog::level::off);
  randombytes_set_implementation(&simulated);
  if (sodium_init() < 0) std::abort();
  system_chance = Chance{mixed(seed, 2)};
}

}  // namespace

// On a new thread: the product keeps drawn nonces and dice in stock for each thread, and what an earlier play left
// there would decide in this one.
Result play(Plan const& plan, World::Tell tell) {
  Result result;
  seed_chance(plan.seed);
  std::thread{[&] { result = World{plan, std::move(tell)}.run(); }}.join();
  return result;
}

}  // namespace sim
