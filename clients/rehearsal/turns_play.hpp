#pragma once
// Replays a recorded meeting through a running room: one WebSocket per speaker. At its moment a hand goes up; the floor
// is given in the order of the room; the speaker keeps it for the turn's own length (scaled) and yields. Overlapping
// speech queues up. Afterwards the room's record is compared with the file. One thread, inside Loop::run_until().

#include <optional>
#include <string>
#include <vector>

#include "clients/rehearsal/own_room.hpp"
#include "clients/rehearsal/turns_file.hpp"

namespace rehearsal {

// What may differ per turn: 2 % of the turn or 0.2 s of the file, whichever is more. A person's seconds may differ by
// the sum over the own turns. Too long and too short take each other away in a sum, so of the single turns at most
// this share may be beyond its own allowance: the price of a machine that wakes a speaker late (README.md has figures).
inline constexpr double share_off_max = 0.02;
inline constexpr double seconds_off_max = 0.2;
inline constexpr double turns_beyond_share_max = 0.1;
double allowance_s(double turn_s);

struct SpeakerResult {
  std::string name;
  int turns = 0;       // in the file
  int turns_seen = 0;  // in the room's record
  double file_s = 0;
  double room_s = 0;  // in meeting seconds: the record's milliseconds times the speed
  double allowed_s = 0;
  double worst_turn_s = 0;  // the turn that is furthest off, signed
  int turns_beyond = 0;     // single turns beyond their own allowance
  bool is_within() const;
};

// The seconds of one person's turns in the file beside those in the room, both in order. Pure.
SpeakerResult compared(std::string name, std::vector<double> const& file_s, std::vector<double> const& room_s);

struct TurnsResult {
  std::vector<SpeakerResult> speakers;
  std::vector<std::string> missing;  // empty: same order for everyone, nothing lost
  double lasted_s = 0;               // real time of the replay

  int turns() const;  // in the room's record
  int turns_beyond() const;
  bool are_turns_within() const;
  std::vector<std::string> faults() const;  // what is missing, and what is not on time
  bool is_whole() const { return faults().empty(); }
};

struct TurnsPlay {
  Address address;
  protocol::RoomCode room;
  std::optional<Door> leading{};  // none: the room must give the floor by itself
  Recording recording;
  double speed = 50;
};

TurnsResult play_turns(Loop& loop, TurnsPlay const& play);
std::string table_of(TurnsResult const& result, Recording const& recording);

}  // namespace rehearsal
