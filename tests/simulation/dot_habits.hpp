#pragma once
// What a plausible person fills in about dots, see habits.hpp: mostly about the newest ballot and what hangs in it.
// Pure.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "clients/rehearsal/store.hpp"
#include "tests/simulation/chance.hpp"

namespace sim {

struct DotHabits {
  rehearsal::Store const& store;
  Chance& chance;

  protocol::BallotNumber newest() const {
    std::int64_t newest = 1;
    for (auto const* one : store.all<protocol::BallotThing>())
      newest = std::max<std::int64_t>(newest, std::stoll(one->id));
    return {newest};
  }

  // Where a card hangs, or any.
  protocol::OpenDots open() {
    auto const phases = store.all<protocol::PhaseThing>();
    auto phase = phases.empty() ? protocol::PhaseId{"geen"} : phases[chance.below(phases.size())]->id;
    if (auto const* card = one_of(store.all<protocol::CardThing>()); card && !chance.one_in(8)) {
      if (auto const* column = store.find<protocol::ColumnThing>(card->column.value)) phase = column->phase;
    }
    return {phase, {}, {chance.between(1, 5)}};
  }

  protocol::PlaceDots place(std::optional<protocol::SeatId> for_whom) {
    auto const is_anew = chance.one_in(3) ? std::optional{true} : std::nullopt;
    return {newest(), weighed_card(), {chance.between(0, 3)}, std::move(for_whom), is_anew};
  }

  protocol::AdmitSeat admit(protocol::SeatId any) {
    auto const* ballot = open_one();
    bool const is_late = ballot && ballot->late && !ballot->late->empty() && !chance.one_in(8);
    return {newest(), is_late ? chance.pick(*ballot->late) : any};
  }

  protocol::CountStickers count_stickers() {
    return {newest(), weighed_card(), protocol::Side::hall, {chance.between(0, 40)}};
  }

 private:
  protocol::BallotThing const* open_one() const {
    return store.find<protocol::BallotThing>(std::to_string(newest().value));
  }
  protocol::CardThing const* one_of(std::vector<protocol::CardThing const*> const& cards) {
    return cards.empty() ? nullptr : cards[chance.below(cards.size())];
  }
  protocol::CardId weighed_card() {
    auto cards = store.all<protocol::CardThing>();
    auto const* ballot = open_one();
    auto const hangs_elsewhere = [&](protocol::CardThing const* card) {
      auto const* column = store.find<protocol::ColumnThing>(card->column.value);
      return !column || column->phase != ballot->phase;
    };
    if (ballot && !chance.one_in(8)) std::erase_if(cards, hangs_elsewhere);
    auto const* card = one_of(cards);
    return card ? card->id : protocol::CardId{"geen"};
  }
};

}  // namespace sim
