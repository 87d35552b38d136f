#pragma once
// The clock of a turn: how long it is for whom, when the page warns that the end is near, and when it stands still.
// Its end is soft: overtime is shown, nobody is cut. Pure.

#include <optional>
#include <vector>

#include "server/room/asking.hpp"

namespace room {

// The length of a turn in this phase for this person.
std::int64_t turn_length_ms(PhasePlan const& plan, Seat const& seat);

// From when on a fifth of the agreed length is left: at 80 % of the turn, and as long before an end that was moved.
Millis warn_at(CurrentTurn const& speaker);

// Since when the clock of this turn stands still: a break, or the line of the speaker is lost. None: it runs.
std::optional<Millis> stands_since(Room const& room, CurrentTurn const& turn);

// How long this turn has lasted: without breaks, without the time in which the line was lost, and without short
// questions in between.
std::int64_t spoken_ms(Room const& room, CurrentTurn const& turn, Millis now);

// What counts of it when it ends now. In a free talk nobody has to end a turn: from as long again as was agreed behind
// its end on it counts no more. Who never heard that it was said back rightly has spoken all the same: that counts, at
// most as long as was agreed.
std::int64_t counted_ms(Room const& room, CurrentTurn const& turn, Millis now);

// A turn that is interrupted or ended by somebody else keeps what was spoken and what was left, and gets that back when
// it goes on. Nothing when it stands still, or runs, already; or while the speaker says back what was heard.
void stand_still(Room const& room, CurrentTurn& turn, Millis at);
void go_on(Room const& room, CurrentTurn& turn, Millis at);

// When the room has to note that the line of the speaker is lost or back, and the events that do so.
std::optional<Millis> line_due(Room const& room, Floor const& floor, Presence const& presence);
std::vector<Event> line_events(Room const& room, Floor const& floor, Presence const& presence, Millis now);

Decision set_stretch(Asking& asking, SetStretch const& ask);

}  // namespace room
