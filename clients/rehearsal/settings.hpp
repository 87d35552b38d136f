#pragma once
// The door of the rehearsal box: what `plekberaad rehearse` may be asked, and the one function that does it.
// Called by server/main.cpp on its main thread; returns when the rehearsal is over (or on SIGINT / SIGTERM).

#include <optional>
#include <string>

namespace rehearsal {

struct Settings {
  std::string server;                      // ws://HOST:PORT
  std::optional<std::string> room;         // a room's code; none: make one (relaxed server on loopback only)
  int people = 12;                         // living neighbours; a script or recording brings its own people
  std::optional<std::string> script_file;  // play this script
  std::optional<std::string> turns_file;   // replay this recorded meeting (RTTM or TSV)
  double speed = 50;                       // of the recording: 50 = fifty times as fast as it was
  double minutes = 3;                      // of the living evening; 0 = until somebody stops it
};

// What a rehearsal ends with; also the exit code of the program.
inline constexpr int whole = 0;      // everything it saw was whole
inline constexpr int not_whole = 1;  // something was missing; it has been printed
inline constexpr int wrong_use = 2;  // settings or files that make no sense; explained on standard error

int rehearse(Settings const& settings);

}  // namespace rehearsal
