#pragma once
// What an evening brought, to take home: talk stream, cards and counts, as JSON and CSV. Built from what the
// participant's view may see, so that hidden things, drafts and names are not in it. Pure.

#include <string>
#include <vector>

#include "protocol/api.hpp"
#include "server/room/room.hpp"

namespace engine {

protocol::api::Harvest harvest_of(room::Room const& room, std::string const& library);
protocol::api::RoomSummary summary_of(room::Room const& room, protocol::Millis keep_ms);

// Everybody of whom something is kept, in order of arrival, for the coordinator who is asked to forget somebody.
protocol::api::OfficePeople people_of(room::Room const& room);

// For a Dutch spreadsheet: semicolons, a byte order mark, headings and times as people here read them. Cells that a
// spreadsheet would run as a formula (= + - @ tab return) get an apostrophe in front.
std::string talk_csv(protocol::api::Harvest const& harvest);
std::string cards_csv(protocol::api::Harvest const& harvest);
std::string counts_csv(protocol::api::Harvest const& harvest);
std::string proposals_csv(protocol::api::Harvest const& harvest);
std::string dots_csv(protocol::api::Harvest const& harvest);

}  // namespace engine
