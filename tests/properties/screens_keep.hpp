#pragma once
// What no screen shows to who may not see it, whatever has happened. For tests, one thread.

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "server/room/view.hpp"
#include "tests/unit/room/evening.hpp"

namespace screens_keep {

using namespace protocol;
using evening::Evening;

// What is said at a table stands on the screens of that table and of the staff, and nowhere else.
inline void expect_tables_kept(Evening const& evening) {
  std::vector<room::Eyes> all{View::participant, View::hall_screen, View::observer};
  for (int table = 1; table < 5; ++table) all.emplace_back(View::participant, TableNumber{table});
  for (auto const& eyes : all)
    for (auto const& [key, thing] : evening.screen(eyes)) {
      auto const* turn = std::get_if<TurnThing>(&thing);
      auto const* floor = std::get_if<FloorThing>(&thing);
      auto const table = turn ? turn->table : floor ? floor->table : room::Where{};
      bool const is_for_these = !table || table == eyes.table;
      RC_ASSERT(is_for_these);
    }
}

// Nobody's draft stands on anybody's screen, and hidden things are for staff only.
inline void expect_secrets_kept(Evening const& evening) {
  for (auto const view : {View::participant, View::staff, View::hall_screen, View::observer}) {
    for (auto const& [key, thing] : evening.screen(view)) {
      auto const* card = std::get_if<CardThing>(&thing);
      if (!card) continue;
      auto const& kept = evening.room.board.cards.at(card->id);
      RC_ASSERT(!kept.is_draft);
      RC_ASSERT(view == View::staff || !kept.is_hidden);
    }
  }
  for (std::size_t at = 0; at < evening.room.put_proposals.size(); ++at) {
    auto const thing =
        room::seen(evening.room, evening.presence, {}, {"proposal", std::to_string(at + 1)}, View::staff);
    auto const& proposal = std::get<ProposalThing>(*thing);
    bool const tells = proposal.agree || proposal.live_with || proposal.object || !proposal.objections.empty();
    RC_ASSERT(tells == evening.room.put_proposals[at].is_open);
  }
  for (auto const& [id, seat] : evening.room.seats)
    for (auto const& card : room::own_cards(evening.room, id)) {
      auto const& kept = evening.room.board.cards.at(card.id);
      auto const writer = card.on_behalf_of.value_or(id);
      bool const is_own = kept.author == writer && (writer == id || kept.entered_by == id);
      RC_ASSERT(is_own);
    }
}

}  // namespace screens_keep
