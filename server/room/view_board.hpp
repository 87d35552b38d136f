#pragma once
// What a view sees of the board. Internal to view.cpp. Pure.

#include "server/room/view.hpp"

namespace room {

// What is said or kept at a table is for that table and the staff.
bool may_see(Where const& table, Eyes const& eyes);

std::optional<ColumnThing> see_column(Room const& room, ColumnId const& id);
std::optional<CardThing> see_card(Room const& room, CardId const& id, Eyes const& eyes);
std::optional<ThemeThing> see_theme(Room const& room, ThemeId const& id);

std::optional<BallotThing> see_ballot(Room const& room, std::string const& id, Eyes const& eyes);

// Without drafts, in reading order.
std::vector<Card const*> cards_by_column(Room const& room);

}  // namespace room
