#pragma once
// What `plekberaad analyse` prints: findings as JSON, the shape of which stands in README.md beside this file. People
// are in it as counts, or with their number of the export when that is asked for; names nowhere. Pure; any thread.

#include <string>

#include "server/exchange/gathered.hpp"
#include "server/insight/polis_mode.hpp"
#include "server/insight/room_mode.hpp"

namespace exchange {

struct Shown {
  std::string kind;  // "csv" or "json"
  std::string topic;
  bool has_people = false;  // a place in the picture per person
};
std::string findings_json(Shown const& shown, SignCheck const& sign, Gathered const& gathered,
                          insight::PolisFindings const& found, bool has_published_groups);
std::string findings_json(Shown const& shown, SignCheck const& sign, Gathered const& gathered,
                          insight::RoomFindings const& found);

}  // namespace exchange
