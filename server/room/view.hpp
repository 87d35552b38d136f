#pragma once
// The one place that says what a view sees of a thing. Snapshot, update, resume, export and hall screen all come
// through here; hidden stays hidden because nothing else renders. Pure.

#include <optional>
#include <string>
#include <vector>

#include "protocol/things.hpp"
#include "server/room/context.hpp"
#include "server/room/room.hpp"

namespace room {

// The view of a role: facilitator, remote_host, coordinator -> staff; observer -> observer; all others -> participant.
View view_of(Role role);

// Whose eyes: a view, and for who takes part at a table that table as well, whose talk the others do not see.
struct Eyes {
  View view = View::participant;
  Where table;
  Eyes(View view, Where table = {}) : view(view), table(table) {}
  auto operator<=>(Eyes const&) const = default;
};
Eyes eyes_of(Room const& room, Seat const& seat);

// The id of a FloorThing: "floor", or that of a table.
std::string floor_id(Where const& where);

// What belongs to the server, not to the room, and is shown on every page.
struct House {
  std::string library;
};

// One thing as these eyes may see it; none when it does not exist for them.
std::optional<Thing> seen(Room const& room, Presence const& presence, House const& house, ThingKey const& key,
                          Eyes eyes);

// Every thing of a view, in reading order: room, phases, columns, floor, balance, seats, newest turns, cards by
// column. Of who is gone only those whom these turns name.
std::vector<Thing> whole(Room const& room, Presence const& presence, House const& house, Eyes eyes);

// The turns that these eyes see before this one, a page of the last of them in order, behind who of their speakers has
// gone; nothing before a turn that they do not see.
struct Earlier {
  std::vector<Thing> things;
  bool is_all = true;
};
Earlier turns_before(Room const& room, Presence const& presence, House const& house, TurnId const& before, Eyes eyes);

// Who spoke this turn, when gone: a page that came in later may never have been told of that seat. It goes with the
// turn when that is told anew.
std::optional<ThingKey> gone_speaker(Room const& room, Thing const& thing);

// Which things may look different after this event. Ask before evolve(); the shell compares seen() before and after
// and sends only real differences, so that a hidden change leaves no trace, not even a counted one.
std::vector<ThingKey> touched(Room const& room, Event const& event);

// Which seats' own objects may look different after this event.
std::vector<SeatId> own_touched(Room const& room, Event const& event);

// Which things may look different when somebody comes or goes (presence only): the floors, and the room for its screen.
std::vector<ThingKey> touched_by_presence(Room const& room);

// Whose own objects may look different when somebody comes or goes: who was next, and who is next now.
std::vector<SeatId> own_touched_by_presence(Room const& room, Presence const& before, Presence const& after);

Own own(Room const& room, Presence const& presence, SeatId const& seat);

// The cards of a seat: its own, and those it entered for others; each kind in the order of posting.
std::vector<OwnCard> own_cards(Room const& room, SeatId const& seat);
// One of them; none when this seat has nothing to do with it.
std::optional<OwnCard> own_card(Room const& room, SeatId const& seat, CardId const& card);

// Which of whose own cards may look different after this event. Ask before evolve().
using SeatCard = std::pair<SeatId, CardId>;
std::vector<SeatCard> own_cards_touched(Room const& room, Event const& event);

}  // namespace room
