// The cards that a seat wrote or entered for others, sent to that seat only and card by card. See view.hpp.

#include <algorithm>

#include "server/room/board.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/view.hpp"

namespace room {
namespace {

using SeatCards = std::vector<SeatCard>;

SeatCards whose(Room const& room, CardId const& id) {
  auto const found = room.board.cards.find(id);
  if (found == room.board.cards.end()) return {};
  SeatCards pairs{{found->second.author, id}};
  if (auto const& by = found->second.entered_by) pairs.emplace_back(*by, id);
  return pairs;
}

SeatCards whose(Room const& room, std::vector<CardId> const& ids) {
  SeatCards pairs;
  for (auto const& id : ids)
    for (auto& pair : whose(room, id)) pairs.push_back(std::move(pair));
  return pairs;
}

bool is_told_apart(Card const& card) { return card.is_draft || card.is_hidden || card.is_kept || card.held; }

SeatCards all_that(Room const& room, auto holds) {
  SeatCards pairs;
  for (auto const& [id, card] : room.board.cards)
    if (holds(card))
      for (auto& pair : whose(room, id)) pairs.push_back(std::move(pair));
  return pairs;
}

SeatCards of_kept(Room const& room) {
  return all_that(room, [](Card const& card) { return card.is_kept; });
}

struct OwnCardsTouched {
  Room const& room;

  SeatCards operator()(CardPosted const& event) const {
    SeatCards pairs{{event.author, event.card}};
    if (event.by) pairs.emplace_back(*event.by, event.card);
    return pairs;
  }
  // A shown card is told without its words, so an edit changes nothing here.
  SeatCards operator()(CardEdited const& event) const {
    auto const found = room.board.cards.find(event.card);
    bool const is_secret = event.held_because || (found != room.board.cards.end() && is_told_apart(found->second));
    return is_secret ? whose(room, event.card) : SeatCards{};
  }
  SeatCards operator()(CardPrivacySet const& event) const { return whose(room, event.card); }
  SeatCards operator()(CardRetracted const& event) const { return whose(room, event.card); }
  SeatCards operator()(CardMoved const& event) const { return whose(room, event.card); }
  SeatCards operator()(CardsRevealed const& event) const { return whose(room, event.order); }
  SeatCards operator()(CardPublished const& event) const { return whose(room, event.card); }
  SeatCards operator()(CardReturned const& event) const { return whose(room, event.card); }
  SeatCards operator()(ItemHidden const& event) const { return of_item(event.item); }
  SeatCards operator()(ItemRestored const& event) const { return of_item(event.item); }
  // The drafts of somebody who was removed go with that person.
  SeatCards operator()(SeatRemoved const& event) const {
    auto const found = room.board.by_author.find(event.seat);
    return found == room.board.by_author.end() ? SeatCards{} : whose(room, found->second);
  }
  SeatCards operator()(SeatErased const& event) const {
    SeatCards pairs;
    for (auto const& [id, card] : room.board.cards)
      if (card.author == event.seat || card.hidden_by == event.seat ||
          (card.held && card.held->returned_by == event.seat))
        for (auto& pair : whose(room, id)) pairs.push_back(std::move(pair));
    return pairs;
  }
  // Those of the phase that ends stay as they are, and those of the one that begins may be written anew.
  SeatCards operator()(PhaseStarted const& event) const {
    auto const* ends = running_phase(room);
    return all_that(room, [&](Card const& card) {
      return card.is_kept || card.phase == event.phase || (ends && card.phase == ends->plan.id);
    });
  }
  SeatCards operator()(RoleAssigned const& event) const {
    return all_that(room, [&](Card const& card) { return card.author == event.seat || card.entered_by == event.seat; });
  }
  SeatCards operator()(RoomClosed const&) const { return of_kept(room); }
  SeatCards operator()(RoomErased const&) const {
    return all_that(room, [](Card const&) { return true; });
  }
  template <class Other>
  SeatCards operator()(Other const&) const {
    return {};
  }

  SeatCards of_item(Item const& item) const {
    return item.kind == ItemKind::card ? whose(room, CardId{item.id}) : SeatCards{};
  }
};

// A tablet goes from hand to hand: it is told nothing of what was written on it.
bool goes_from_hand_to_hand(Room const& room, SeatId const& id) {
  auto const seat = room.seats.find(id);
  return seat != room.seats.end() && !is_person(seat->second.role);
}

OwnCard look_at(Room const& room, Card const& card, SeatId const& seat) {
  OwnCard own{card.id, card.column, {}, card.is_draft, card.is_hidden, {}, {}, {}};
  // Its author may have gone on to another table, where it is not shown.
  // A shown card is on the board already: saying it twice would cost prepaid data.
  if (is_told_apart(card)) own.text = card.text;
  if (card.is_hidden) own.hidden_because = card.hidden_because;
  if (card.held) own.held_because = card.held->because;
  if (card.held && card.held->returned_by) own.returned_with = card.held->note;
  if (card.author != seat) own.on_behalf_of = card.author;
  if (card.is_private) own.is_private = true;
  if (board::is_fixed(room, room.seats.at(seat), card)) own.is_fixed = true;
  return own;
}

}  // namespace

std::optional<OwnCard> own_card(Room const& room, SeatId const& seat, CardId const& id) {
  auto const found = room.board.cards.find(id);
  if (found == room.board.cards.end()) return std::nullopt;
  auto const& card = found->second;
  if (card.author != seat && card.entered_by != seat) return std::nullopt;
  if (goes_from_hand_to_hand(room, seat)) return std::nullopt;
  return look_at(room, card, seat);
}

std::vector<OwnCard> own_cards(Room const& room, SeatId const& seat) {
  std::vector<OwnCard> cards;
  if (goes_from_hand_to_hand(room, seat)) return cards;
  for (auto const* index : {&room.board.by_author, &room.board.by_enterer}) {
    auto const found = index->find(seat);
    if (found == index->end()) continue;
    for (auto const& id : found->second) cards.push_back(look_at(room, room.board.cards.at(id), seat));
  }
  return cards;
}

std::vector<SeatCard> own_cards_touched(Room const& room, Event const& event) {
  return std::visit(OwnCardsTouched{room}, event);
}

}  // namespace room
