#pragma once
// `plekberaad moderate`: a library tries its rules for texts. Reads texts, prints a verdict for each; opens no data
// folder and keeps nothing. The same code that a room asks.

#include <CLI/CLI.hpp>
#include <iosfwd>
#include <string>

struct ModerateSettings {
  std::string rules;     // a rules file; "": what holds without one
  std::string language;  // nl, fy or en: say the reason as people read it; "": the key alone
};

CLI::App const* add_moderate(CLI::App& app, ModerateSettings& settings);

// Returns an exit code: 0 all lines were judged, 1 some could not be (each has an object that says why), 71 the rules
// cannot be read, or nobody takes what is printed.
int moderate(ModerateSettings const& settings, std::istream& in, std::ostream& out);
