#pragma once
// How a room begins: from what a coordinator filled in to its first events. Called by the engine when a room is made.
// Pure, any thread.

#include <vector>

#include "server/room/decide.hpp"

namespace room {

// What the coordinator filled in. Ids of phases and columns may be empty; they are filled here.
struct NewRoomPlan {
  PlaceText place;
  QuestionText question;
  ListenText listen_here;
  std::vector<PhasePlan> phases;
  bool starts_at_once = false;  // else the evening waits for a facilitator who starts the first phase
};

// RoomOpened (and PhaseStarted of the first phase when it starts at once); or what is wrong, with the path in the plan
// ("phases", "phases[2].id", "phases[2].columns[0].id").
Decision open_room(RoomCode const& code, NewRoomPlan plan, Context context);

}  // namespace room
