#include "server/provision.hpp"

#include <sodium.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <future>
#include <stdexcept>

#include "server/engine/clock.hpp"
#include "server/engine/credentials.hpp"
#include "server/engine/directory.hpp"
#include "server/room/evolve.hpp"
#include "server/room/opening.hpp"

using namespace protocol;

std::array<unsigned char, 32> token_secret(std::string const& server_key_file) {
  std::array<unsigned char, crypto_kdf_KEYBYTES> key{};
  std::ifstream file{server_key_file, std::ios::binary};
  if (!file.read(reinterpret_cast<char*>(key.data()), key.size())) {
    throw std::runtime_error("cannot read the server key " + server_key_file);
  }
  std::array<unsigned char, 32> secret{};
  crypto_kdf_derive_from_key(secret.data(), secret.size(), 1, "pbtokens", key.data());
  return secret;
}

namespace {

// One phase in which everybody may write and raise hands; one card for each member, "k0", "k1", ..., because editing
// the own card is the command that a load test can repeat for ever.
std::vector<PhasePlan> plain_script() {
  PhasePlan phase;
  phase.id.value = "load";
  phase.key.value = "load";
  phase.werkvorm.value = "vrij-gesprek";
  phase.title.value = "Load";
  phase.instruction.value = "Load test";
  phase.minutes.value = 480;
  phase.floor = FloorMode::open;
  phase.writing = WritingMode::open;
  phase.columns.push_back({ColumnId{"c"}, {"Load"}});
  return {phase};
}

struct MadeRoom {
  journal::Batch batch;
  std::vector<std::string> tokens;
};

MadeRoom make_room(std::pair<journal::RoomNumber, RoomCode> const& place, int members, Millis now,
                   engine::Credentials const& credentials) {
  room::Presence const nobody;
  room::Context context;
  context.now = now;
  context.actor = room::Office{};
  context.presence = &nobody;
  context.dice = room::Dice{engine::random_seed()};
  room::NewRoomPlan const plan{{"Load"}, {"Load?"}, {""}, plain_script(), true};
  auto decision = room::open_room(place.second, plan, context);
  MadeRoom made;
  made.batch.room = place.first;
  made.batch.new_code = place.second;
  std::int64_t seq = 0;
  auto const add = [&](Event event) { made.batch.records.push_back({++seq, now, std::nullopt, std::move(event)}); };
  for (auto& event : std::get<std::vector<Event>>(decision)) add(std::move(event));
  for (int i = 0; i < members; ++i) {
    SeatTaken seat;
    seat.seat.value = "s" + std::to_string(i);
    seat.name = {seat.seat, "Buur " + std::to_string(i), "buur" + std::to_string(i), false};
    seat.number = i + 1;
    seat.side = i % 2 == 0 ? Side::hall : Side::online;
    seat.accepted = RulesVersion{limits::house_rules_version};
    seat.at = now;
    made.tokens.push_back(credentials.seat_token(place.first, {seat.seat, 0}));
    CardPosted card;
    card.card.value = "k" + std::to_string(i);
    card.column.value = "c";
    card.phase.value = "load";
    card.author = seat.seat;
    card.text = {seat.seat, "-", false};
    card.at = now;
    add(std::move(seat));
    add(std::move(card));
  }
  return made;
}

}  // namespace

int provision(ProvisionSettings const& settings) {
  journal::Options options;
  options.folder = settings.data;
  options.server_key_file = settings.server_key.empty() ? settings.data + "/server.key" : settings.server_key;
  auto opened = journal::open_sqlite(options);
  if (auto const* no = std::get_if<journal::CannotOpen>(&opened)) {
    std::fprintf(stderr, "%s\n", no->why.c_str());
    return 71;
  }
  auto const journal = std::move(std::get<std::unique_ptr<journal::Journal>>(opened));
  engine::Credentials const credentials{token_secret(options.server_key_file)};
  engine::Directory directory{*journal};
  engine::RealClock const clock;
  mkdir(settings.out.c_str(), 0700);
  std::ofstream rooms{settings.out + "/rooms.txt"};
  std::ofstream tokens{settings.out + "/tokens.txt"};
  for (int i = 0; i < settings.rooms; ++i) {
    auto const place = directory.reserve();
    auto made = make_room(place, settings.members, clock.now(), credentials);
    std::vector<journal::Batch> group;
    group.push_back(std::move(made.batch));
    std::promise<journal::Outcome> kept;
    journal->append(std::move(group), [&kept](journal::Outcome outcome) { kept.set_value(outcome); });
    if (kept.get_future().get() != journal::Outcome::committed) {
      std::fprintf(stderr, "The disk is full.\n");
      return 71;
    }
    directory.add(place.second, place.first);
    rooms << place.second.value << '\n';
    for (auto const& token : made.tokens) tokens << token << '\n';
  }
  journal->close();
  if (!rooms.flush() || !tokens.flush()) {
    std::fprintf(stderr, "Cannot write to %s.\n", settings.out.c_str());
    return 71;
  }
  std::printf("%d rooms with %d seats each\n", settings.rooms, settings.members);
  return 0;
}
