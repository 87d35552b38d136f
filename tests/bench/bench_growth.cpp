// What every command costs in a room through which few or many people came and went, counted and not timed: how many
// pieces of straight code the room and its actor run for it (the compiler calls us at the begin of each), and how many
// bytes they tell. Each command is asked as somebody who may asks it in wie-mag-wat.md, at a moment at which it is
// done. The figures are the same on every machine and in every run. Usage: bench_growth; ends with 1 when a command
// that is not among those known to grow does, or one of those that should have been was never done.

#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "protocol/describe.hpp"
#include "tests/isolation/wishes.hpp"

namespace {

std::uint64_t pieces = 0;
bool counts = false;

}  // namespace

extern "C" void __sanitizer_cov_trace_pc() {
  if (counts) ++pieces;
}

namespace {

using namespace protocol;
using namespace isolation;

constexpr int few = 400, many = 4'000;  // a room holds no more than limits::turns_max turns
constexpr double grows_from = 1.3;      // below this it is a deeper look-up

// These walk over everybody who ever came, once each, as the README says.
std::set<std::string_view> const known{"start_phase", "revoke_device", "erase_seat"};
// Want a turn that runs over, or one that says back; neither is among the moments.
std::set<std::string_view> const apart{"equalise", "confirm_heard"};

// People who came, put up a hand, spoke, wrote a card, took it back and left.
std::vector<Record> come_and_gone(int people, Millis at) {
  std::vector<Record> records;
  auto const add = [&](Event event) { records.push_back({0, at, {}, std::move(event)}); };
  for (int i = 0; i < people; ++i) {
    auto const number = std::to_string(i);
    SeatId const seat{"gone" + number};
    SeatTaken taken;
    taken.seat = seat;
    taken.name = {seat, "Gast " + number, "gast" + number, false};
    taken.number = i + 1;
    taken.accepted = RulesVersion{limits::house_rules_version};
    taken.at = at;
    add(taken);
    add(FloorRequested{seat, {}, at});
    add(FloorGranted{TurnId{"turn" + number}, seat, PhaseId{"praten"}, at, at + 60'000, {}});
    add(WordsSaid{TurnId{"turn" + number}, {seat, "Een bankje bij de haven", false}, at});
    add(TurnEnded{TurnId{"turn" + number}, seat, TurnEnd::yielded, at, 1'000, {}});
    CardPosted card;
    card.card = CardId{"card" + number};
    card.column = ColumnId{"acties"};
    card.phase = PhaseId{"bord"};
    card.author = seat;
    card.text = {seat, "Een bankje " + number, false};
    card.at = at;
    add(card);
    add(CardRetracted{card.card, seat});
    add(SeatLeft{seat});
  }
  return records;
}

// The same moment, with these people before it.
Scene after(Scene scene, int people) {
  auto disk = std::make_shared<journal::MemoryDisk>(*scene.disk);
  auto& room = disk->rooms.at(1);
  auto history = come_and_gone(people, room.records.front().at);
  auto const shift = static_cast<std::int64_t>(history.size());
  for (auto const& record : history)
    if (auto const* taken = std::get_if<SeatTaken>(&record.event)) room.names[taken->seat] = taken->name;
  for (auto& record : room.records)
    if (auto* taken = std::get_if<SeatTaken>(&record.event)) taken->number += people;
  room.records.insert(room.records.begin() + 1, history.begin(), history.end());
  for (std::size_t at = 0; at < room.records.size(); ++at) room.records[at].seq = static_cast<std::int64_t>(at) + 1;
  for (auto* revision : {&scene.queue_revision, &scene.seating})
    if (*revision > 0) *revision += shift;
  scene.disk = std::move(disk);
  return scene;
}

struct Cost {
  bool is_done = false;
  std::uint64_t pieces = 0;
  std::size_t bytes = 0;  // told to whoever asks, who leads, and the hall screen
};

// Some commands want another before them; then they read otherwise than in the wish.
Command prepared(stage::Stage& stage, stage::Phone& lead, Command command) {
  if (auto const* open = std::get_if<OpenBoard>(&command)) stage.ask(lead, FreezeBoard{open->phase});
  if (std::holds_alternative<ApplyTables>(command)) {
    stage.ask(lead, ComposeTables{});
    return ApplyTables{{stage.state().proposal->revision}};
  }
  if (auto* move = std::get_if<MoveHand>(&command)) move->revision.value = stage.state().floor.revision;
  return command;
}

bool is_done(stage::Phone const& phone, CommandId const& id) {
  return phone.was_done(id) || phone.last<Ticket>() || phone.last<Seated>();
}

Cost cost_of(Scene const& scene, std::string_view who, Wish const& wish) {
  auto const stage = stage_of(scene);
  auto& screen = stage->screen();
  auto& lead = stage->phone(scene.ada.cookie);
  stage->says_hello(lead, scene.ada.token, View::staff);
  Cost cost;
  if (who == "kantoor") {
    auto const command = wish.command(scene, scene.sam);
    auto const before = stage->state().seq;
    counts = true;
    pieces = 0;
    stage->actor->ask_from_outside(room::Office{}, command, CommandId{"an-id-from-outside"}, [](auto const&) {});
    stage->round();
    counts = false;
    cost.is_done = stage->state().seq > before;
  } else {
    bool const is_door = who == "deur";
    auto const role = is_door ? Role::participant : static_cast<Role>(std::stoi(std::string{who}));
    auto const& me = scene.people.at(role);
    auto& phone = stage->phone(is_door ? "" : me.cookie);
    is_door ? stage->says_hello(phone) : stage->says_hello(phone, me.token);
    auto const command = prepared(*stage, lead, wish.command(scene, me));
    for (auto* one : {&phone, &lead, &screen}) one->forget();
    counts = true;
    pieces = 0;
    auto const id = stage->ask(phone, command, is_door ? "an-id-of-somebody-new" : "");
    counts = false;
    cost.is_done = is_done(phone, id);
    cost.bytes = phone.bytes.size();
  }
  cost.pieces = pieces;
  cost.bytes += lead.bytes.size() + screen.bytes.size();
  return cost;
}

std::vector<std::string> askers() {
  std::vector<std::string> all;
  for (auto const role :
       {Role::facilitator, Role::participant, Role::usher, Role::note_taker, Role::table_host, Role::table_tablet})
    all.push_back(std::to_string(static_cast<int>(role)));
  all.insert(all.end(), {"deur", "kantoor"});
  return all;
}

struct Row {
  std::string command;
  Cost with_few, with_many;
  double factor() const { return static_cast<double>(with_many.pieces) / static_cast<double>(with_few.pieces); }
};

// The first wish, person and moment of this command at which it is done.
std::optional<Row> measure(std::size_t command, std::map<std::pair<std::string, Busy>, Scene>& scenes) {
  static std::vector<std::string> const moments{"gesprek", "bord",  "tafels",    "kring",      "rondje", "stil",
                                                "onthuld", "pauze", "rij dicht", "deur dicht", "welkom"};
  for (auto const& wish : wishes()) {
    for (auto const& moment : moments) {
      for (auto const& who : askers()) {
        bool const is_role = who != "deur" && who != "kantoor";
        auto const role = is_role ? static_cast<Role>(std::stoi(who)) : Role::participant;
        auto const key = std::pair{moment + (wish.busy == Busy::no ? "" : who), wish.busy};
        if (!scenes.contains(key)) {
          try {
            scenes.emplace(key, scene_at(moment, wish.busy, wish.busy == Busy::no ? Role::participant : role));
          } catch (std::exception const&) {
            continue;  // nobody can be busy with that then
          }
        }
        auto const& scene = scenes.at(key);
        auto const asked = wish.command(scene, is_role ? scene.people.at(role) : scene.sam);
        if (asked.index() != command) break;
        if (!cost_of(scene, who, wish).is_done) continue;
        Row row{std::string{describe::tags<Command>[command]}, cost_of(after(scene, few), who, wish),
                cost_of(after(scene, many), who, wish)};
        if (row.with_few.is_done && row.with_many.is_done) return row;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

int main() {
  std::map<std::pair<std::string, Busy>, Scene> scenes;
  int grown = 0, missing = 0;
  std::printf("%-18s %10s %10s %7s %17s\n", "command", "few came", "many", "factor", "bytes");
  for (std::size_t command = 0; command < std::variant_size_v<Command>; ++command) {
    auto const row = measure(command, scenes);
    if (!row) {
      std::printf("%-18s never done\n", std::string{describe::tags<Command>[command]}.c_str());
      missing += apart.contains(describe::tags<Command>[command]) ? 0 : 1;
      continue;
    }
    bool const grows = row->factor() > grows_from;
    grown += grows && !known.contains(row->command) ? 1 : 0;
    std::printf("%-18s %10llu %10llu %6.2fx %8zu %8zu%s\n", row->command.c_str(),
                static_cast<unsigned long long>(row->with_few.pieces),
                static_cast<unsigned long long>(row->with_many.pieces), row->factor(), row->with_few.bytes,
                row->with_many.bytes, grows ? "  GROWS" : "");
    std::fflush(stdout);
  }
  std::printf("%d commands grow that were not known to, %d more were never done\n", grown, missing);
  return grown + missing > 0 ? 1 : 0;
}
