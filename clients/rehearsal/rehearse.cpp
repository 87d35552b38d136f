// The door of the box: reads files, finds or makes a room, plays, and says (in Dutch) what became of it.

#include <fstream>
#include <iostream>
#include <iterator>

#include "clients/rehearsal/evening.hpp"
#include "clients/rehearsal/script_play.hpp"
#include "clients/rehearsal/settings.hpp"
#include "clients/rehearsal/turns_play.hpp"

namespace rehearsal {

using namespace protocol;

namespace {

int wrong(std::string const& why) {
  std::cerr << "plekberaad rehearse: " << why << '\n';
  return wrong_use;
}

std::optional<std::string> contents_of(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return std::nullopt;
  return text;
}

// The room to play in, and the door of whoever leads when the room is our own.
struct Place {
  Address address;
  RoomCode room;
  bool is_own = false;
};

std::variant<Place, Failed> find_place(Settings const& settings, Address const& address, api::NewRoom const& plan) {
  if (settings.room) return Place{address, {*settings.room}, false};
  if (!is_loopback(address)) return Failed{"a room of one's own is made on this machine only; give --room CODE"};
  auto made = make_room(address, plan);
  if (auto* failed = std::get_if<Failed>(&made)) {
    return Failed{failed->why + "\n(a room of one's own needs a server with --limits relaxed; else give --room CODE)"};
  }
  auto const code = std::get<RoomCode>(made);
  std::cout << "oefenkamer " << code.value << '\n' << std::flush;
  return Place{address, code, true};
}

// In a room of our own we lead; in somebody else's room only when the server lets us, and else the room runs itself.
std::variant<std::optional<Door>, Failed> door_to_lead(Place const& place) {
  auto leading = enter_as_staff(place.address, place.room, "Ilse");
  if (auto* door = std::get_if<Door>(&leading)) return std::optional(std::move(*door));
  if (place.is_own) return std::get<Failed>(std::move(leading));
  return std::optional<Door>{};
}

int conclude(std::vector<std::string> const& missing) {
  for (auto const& one : missing) std::cout << "MIST  " << one << '\n';
  std::cout << (missing.empty() ? "heel: niets gemist, iedereen zag hetzelfde" : "niet heel") << std::endl;
  return missing.empty() ? whole : not_whole;
}

int replay(Loop& loop, Settings const& settings, Address const& address) {
  auto const text = contents_of(*settings.turns_file);
  if (!text) return wrong("cannot read " + *settings.turns_file);
  auto segments = read_segments(*text);
  if (auto const* bad = std::get_if<Unreadable>(&segments)) return wrong(*settings.turns_file + ": " + bad->why);
  TurnsPlay play;
  play.recording = merge(std::get<std::vector<Segment>>(std::move(segments)));
  if (play.recording.turns.empty()) return wrong(*settings.turns_file + ": no turn is long enough");
  play.speed = settings.speed;
  auto const place = find_place(settings, address, plan_of_open_floor());
  if (auto const* failed = std::get_if<Failed>(&place)) return wrong(failed->why);
  play.address = address;
  play.room = std::get<Place>(place).room;
  auto leading = door_to_lead(std::get<Place>(place));
  if (auto const* failed = std::get_if<Failed>(&leading)) return wrong(failed->why);
  play.leading = std::get<std::optional<Door>>(leading);
  auto const result = play_turns(loop, play);
  std::cout << table_of(result, play.recording);
  return conclude(result.faults());
}

int act_out(Loop& loop, Settings const& settings, Address const& address) {
  auto const text = contents_of(*settings.script_file);
  if (!text) return wrong("cannot read " + *settings.script_file);
  auto script = read_script(*text);
  if (auto const* bad = std::get_if<Unreadable>(&script)) return wrong(*settings.script_file + ": " + bad->why);
  auto const place = find_place(settings, address, plan_of_an_evening());
  if (auto const* failed = std::get_if<Failed>(&place)) return wrong(failed->why);
  ScriptPlay play{address, std::get<Place>(place).room, std::get<Script>(std::move(script)),
                  [](std::string const& row) { std::cout << row << '\n'
                                                         << std::flush; }};
  return conclude(play_script(loop, play));
}

int live(Loop& loop, Settings const& settings, Address const& address) {
  auto const place = find_place(settings, address, plan_of_an_evening());
  if (auto const* failed = std::get_if<Failed>(&place)) return wrong(failed->why);
  EveningPlan plan{address, std::get<Place>(place).room, std::nullopt, settings.people, settings.minutes, 1};
  if (std::get<Place>(place).is_own) {
    auto leading = door_to_lead(std::get<Place>(place));
    if (auto const* failed = std::get_if<Failed>(&leading)) return wrong(failed->why);
    plan.leading = std::get<std::optional<Door>>(leading);
  }
  auto const result = live_evening(loop, plan);
  std::cout << plan.people << " buren: " << result.hands << " handen, " << result.turns << " beurten, " << result.words
            << " keer woorden, " << result.cards << " kaartjes, " << result.refused << " keer nee\n";
  return conclude(result.missing);
}

}  // namespace

int rehearse(Settings const& settings) {
  auto const address = read_address(settings.server);
  if (!address) return wrong("--server looks like ws://HOST:PORT, not '" + settings.server + "'");
  if (settings.script_file && settings.turns_file) return wrong("choose --script or --turns, not both");
  if (settings.people < 1 || settings.people > 2'000) return wrong("--people is 1 to 2000");
  if (!(settings.speed > 0 && settings.speed <= 10'000)) return wrong("--speed is more than 0, at most 10000");
  if (!(settings.minutes >= 0 && settings.minutes <= 100'000)) return wrong("--minutes is 0 (for ever) or more");
  Loop loop;
  loop.stop_on_signals();
  if (settings.turns_file) return replay(loop, settings, *address);
  if (settings.script_file) return act_out(loop, settings, *address);
  return live(loop, settings, *address);
}

}  // namespace rehearsal
