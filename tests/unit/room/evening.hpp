#pragma once
// One evening under test: a room, who is here, a clock that only tests move. Every event that passes is checked: the
// invariants hold, and nothing on anybody's screen changed that touched() and own_touched() did not name.

#include <map>
#include <string>
#include <vector>

#include "server/room/decide.hpp"
#include "server/room/due.hpp"
#include "server/room/evolve.hpp"
#include "server/room/opening.hpp"
#include "server/room/view.hpp"

namespace evening {

using namespace protocol;

inline constexpr Millis start_at = 1'700'000'000'000;

// welkom (nobody speaks), praten (open floor, turns of 60 s), rondje, schrijven (silent; columns dromen, zorgen),
// bord (open writing and floor; column acties). The floor is given by arrival, but for eerlijk (a fair order) and
// gekozen (who leads chooses). In inchecken the floor goes round and nobody reacts; in parlement hall
// and online take turns. In parlement and bord people may speak for a child of 2050 or the pond. tafels and
// tafelrondje are held at tables, and so are tweetallen, gemengd (pairs of hall and online), viertallen, cafe (nobody
// changes tables alone, late people are seated, the host writes lines) and wissel (all go on to another table).
room::NewRoomPlan usual_plan();

struct Evening {
  room::Room room;
  room::Presence presence;
  Millis now = start_at;
  std::uint64_t seed = 1;
  std::vector<Record> journal;
  std::vector<std::string> faults;  // what must never happen
  bool checks_views = true;
  std::optional<TextReason> stopped_by_rule;  // what the rules for texts say of the next words

  explicit Evening(std::string const& first_phase = "welkom", bool starts_at_once = true,
                   room::NewRoomPlan plan = usual_plan());

  // Decides and, when it is done, records.
  room::Decision ask(room::Actor actor, Command const& command, std::string const& name = {});
  room::Decision ask(SeatId const& seat, Command const& command, std::string const& name = {});
  void happen(std::vector<Event> const& events, std::optional<Cause> cause = {});

  // Moves the clock; the room does by itself what is due on the way.
  void wait(Millis ms);
  void settle();  // what is due now

  // People; they are here at once.
  SeatId comes(std::string const& name, Side side = Side::online, std::optional<int> table = {});
  SeatId leads(std::string const& name, Role role = Role::facilitator);
  SeatId by_proxy(SeatId const& by, std::string const& name);
  void goes_to(SeatId const& by, std::string const& phase);

  room::Context context(room::Actor actor, std::string const& name = {});
  FloorThing floor(room::Where const& where = {}) const;  // as who takes part there sees it
  std::map<ThingKey, Thing> screen(room::Eyes eyes) const;
  TurnId turn() const { return room.floor.speaker->turn; }
};

std::optional<Refusal> refusal(room::Decision const& decision);
std::vector<Event> const& events(room::Decision const& decision);
ThingKey key_of(Thing const& thing);

}  // namespace evening
