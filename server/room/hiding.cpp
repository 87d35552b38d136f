// Hiding items, see hiding.hpp.

#include "server/room/hiding.hpp"

namespace room::hiding {
namespace {

// Is it hidden? none: no such item. A draft does not exist for others, so staff cannot hide it.
std::optional<bool> is_hidden(Room const& room, Item const& item) {
  if (item.kind == ItemKind::card) {
    auto const found = room.board.cards.find(CardId{item.id});
    if (found == room.board.cards.end() || found->second.is_draft) return std::nullopt;
    return found->second.is_hidden;
  }
  auto const found = room.talk.index.find(TurnId{item.id});
  if (found == room.talk.index.end()) return std::nullopt;
  return room.talk.turns.at(found->second).is_hidden;
}

}  // namespace

Decision hide(Asking& asking, HideItem const& ask) {
  auto const hidden = is_hidden(asking.room, ask.item);
  if (!hidden) return refuse(Refusal::item_unknown, "item");
  if (*hidden) return refuse(Refusal::already_hidden, "item");
  return happened(ItemHidden{ask.item, asking.me(), PersonalText{asking.me(), ask.reason.value}, asking.now()});
}

Decision restore(Asking& asking, RestoreItem const& ask) {
  auto const hidden = is_hidden(asking.room, ask.item);
  if (!hidden) return refuse(Refusal::item_unknown, "item");
  if (!*hidden) return refuse(Refusal::not_hidden, "item");
  return happened(ItemRestored{ask.item, asking.me()});
}

}  // namespace room::hiding
