// Which things and own objects may look different after an event, asked before evolve(). Naming one too many costs a
// comparison; forgetting one leaves a screen behind, so tests/properties compares everything after every event.

#include <algorithm>

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/view.hpp"

namespace room {
namespace {

template <class Kind>
ThingKey key(std::string const& id) {
  return {std::string(Kind::type), id};
}
ThingKey the_room() { return key<RoomThing>("room"); }
ThingKey the_floor() { return key<FloorThing>("floor"); }

using Keys = std::vector<ThingKey>;

// People who have left keep their label in the talk stream. It changes only when they stop, or begin again, being the
// only one who ever bore the name: with a third one there is nothing to look at.
void add_namesakes(Room const& room, std::string const& folded, Keys& keys) {
  for (auto const* namesakes : namesakes_of(room, folded)) {
    for (auto const& [number, id] : namesakes->here) keys.push_back(key<SeatThing>(id.value));
    if (namesakes->here.size() + namesakes->gone.size() > 2) continue;
    for (auto const& [number, id] : namesakes->gone) keys.push_back(key<SeatThing>(id.value));
  }
}

// The seat and all whose labels tell them apart from it.
Keys seat_and_namesakes(Room const& room, SeatId const& id, std::string const& new_folded = {}) {
  Keys keys{key<SeatThing>(id.value)};
  std::string old_folded;
  if (auto const found = room.seats.find(id); found != room.seats.end()) old_folded = found->second.folded;
  add_namesakes(room, old_folded, keys);
  if (new_folded != old_folded) add_namesakes(room, new_folded, keys);
  return keys;
}

// Who wanted to sit with somebody who goes.
Keys with_companions(Room const& room, SeatId const& id, Keys keys) {
  for (auto const& [number, other] : room.live)
    if (room.seats.at(other).together == id) keys.push_back(key<SeatThing>(other.value));
  return keys;
}

Keys with(Keys keys, ThingKey more) {
  keys.push_back(std::move(more));
  return keys;
}

void add_kept(Room const& room, Keys& keys) {
  for (auto const& [id, card] : room.board.cards)
    if (card.is_kept) keys.push_back(key<CardThing>(id.value));
}

Keys seated_keys(Room const& room, PeopleSeated const& event) {
  Keys keys{the_room(), the_floor(), key<SeatingThing>("seating")};
  for (auto const& one : event.seats)
    for (auto& more : seat_and_namesakes(room, one.seat)) keys.push_back(std::move(more));
  return keys;
}

Keys closed_keys(Room const& room) {
  Keys keys{the_room(), the_floor()};
  add_kept(room, keys);
  return keys;
}

ThingKey proposal_key(ProposalNumber const& number) { return key<ProposalThing>(std::to_string(number.value)); }

ThingKey ballot_key(BallotNumber const& number) { return key<BallotThing>(std::to_string(number.value)); }

Keys with_ballots(Room const& room, Keys keys) {
  for (std::size_t at = 1; at <= room.board.ballots.size(); ++at) keys.push_back(key<BallotThing>(std::to_string(at)));
  return keys;
}

Keys all_proposals(Room const& room, Keys keys) {
  for (std::size_t at = 1; at <= room.put_proposals.size(); ++at)
    keys.push_back(key<ProposalThing>(std::to_string(at)));
  return with_ballots(room, std::move(keys));
}

// How many are here counts until the answers are open.
Keys with_closed_proposals(Room const& room, Keys keys) {
  for (std::size_t at = 0; at < room.put_proposals.size(); ++at)
    if (!room.put_proposals[at].is_open) keys.push_back(key<ProposalThing>(std::to_string(at + 1)));
  return with_ballots(room, std::move(keys));
}

Keys removed_keys(Room const& room, SeatRemoved const& event) {
  auto keys = with_companions(room, event.seat, with(seat_and_namesakes(room, event.seat), the_floor()));
  for (auto const& phase : room.script.phases)
    if (phase.drafts > 0) keys.push_back(key<PhaseThing>(phase.plan.id.value));
  return all_proposals(room, std::move(keys));
}

// What builds on a card that comes, goes or loses its words.
template <class Test>
void add_built(Room const& room, Test is_below, Keys& keys) {
  for (auto const& [id, card] : room.board.cards)
    if (card.builds_on && is_below(*card.builds_on)) keys.push_back(key<CardThing>(id.value));
}

// Everything that may hold a word of this person.
Keys erased_keys(Room const& room, SeatId const& seat) {
  auto keys = with_companions(room, seat, with(seat_and_namesakes(room, seat), the_floor()));
  keys.push_back(the_room());
  for (auto const& phase : room.script.phases)
    if (phase.drafts > 0) keys.push_back(key<PhaseThing>(phase.plan.id.value));
  for (auto const& turn : room.talk.turns)
    if (turn.seat == seat || turn.gist_by == seat || turn.hidden_by == seat)
      keys.push_back(key<TurnThing>(turn.id.value));
  for (auto const& [id, card] : room.board.cards)
    if (card.author == seat || card.hidden_by == seat || (card.held && card.held->returned_by == seat))
      keys.push_back(key<CardThing>(id.value));
  add_built(
      room, [&](CardId const& below) { return room.board.cards.at(below).author == seat; }, keys);
  for (auto const& theme : room.board.themes)
    if (theme.title_by == seat) keys.push_back(key<ThemeThing>(theme.id.value));
  return all_proposals(room, std::move(keys));
}

Keys all_erased_keys(Room const& room) {
  Keys keys{the_room(), the_floor()};
  for (auto const& phase : room.script.phases) keys.push_back(key<PhaseThing>(phase.plan.id.value));
  for (auto const& [id, seat] : room.seats) keys.push_back(key<SeatThing>(id.value));
  for (auto const& turn : room.talk.turns) keys.push_back(key<TurnThing>(turn.id.value));
  for (auto const& [id, card] : room.board.cards) keys.push_back(key<CardThing>(id.value));
  for (auto const& theme : room.board.themes) keys.push_back(key<ThemeThing>(theme.id.value));
  return all_proposals(room, std::move(keys));
}

Keys opened_keys(RoomOpened const& event) {
  Keys keys{the_room(), the_floor()};
  for (auto const& phase : event.phases) {
    keys.push_back(key<PhaseThing>(phase.id.value));
    for (auto const& column : phase.columns) keys.push_back(key<ColumnThing>(column.id.value));
  }
  return keys;
}

Keys card_keys(Room const& room, CardId const& id) {
  Keys keys{key<CardThing>(id.value)};
  auto const found = room.board.cards.find(id);
  if (found == room.board.cards.end()) return keys;
  keys.push_back(key<SeatThing>(found->second.author.value));
  keys.push_back(key<PhaseThing>(found->second.phase.value));
  add_built(
      room, [&](CardId const& below) { return below == id; }, keys);
  return keys;
}

// The theme that goes under another one or comes back, and every card that may show elsewhere for it.
Keys merged_keys(Room const& room, ThemeId const& theme) {
  Keys keys{key<ThemeThing>(theme.value)};
  for (auto const& [id, card] : room.board.cards)
    if (card.theme) keys.push_back(key<CardThing>(id.value));
  return keys;
}

Keys revealed_keys(CardsRevealed const& event) {
  Keys keys{key<PhaseThing>(event.phase.value)};
  for (auto const& card : event.order) keys.push_back(key<CardThing>(card.value));
  return keys;
}

// With a turn the questions that interrupted it, which name it; with a card what builds on it.
Keys item_keys(Room const& room, Item const& item) {
  if (item.kind == ItemKind::card) {
    Keys keys{key<CardThing>(item.id)};
    add_built(
        room, [&](CardId const& below) { return below.value == item.id; }, keys);
    return keys;
  }
  Keys keys{key<TurnThing>(item.id)};
  for (auto const& turn : room.talk.turns)
    if (turn.interrupts && turn.interrupts->value == item.id) keys.push_back(key<TurnThing>(turn.id.value));
  return keys;
}

Keys voice_keys(Room const& room, VoicePassed const& event) {
  Keys keys{the_floor(), key<SeatThing>(event.to.value)};
  if (auto const& bearer = room.floor.voice.bearer) keys.push_back(key<SeatThing>(bearer->value));
  return keys;
}

// The turn that was a slip, and the one that goes on.
Keys undone_keys(Room const& room, GrantUndone const& event) {
  Keys keys{the_floor(), key<TurnThing>(event.turn.value)};
  if (!event.resumed) return keys;
  keys.push_back(key<TurnThing>(event.resumed->value));
  keys.push_back(key<SeatThing>(room.talk.turns.at(room.talk.index.at(*event.resumed)).seat.value));
  return keys;
}

// Who spoke for somebody speaks for oneself again, pairs part, and what tables wrote is perhaps for everybody now.
Keys phase_keys(Room const& room) {
  Keys keys{the_room(), the_floor()};
  for (auto const& [id, seat] : room.seats)
    if (seat.speaks_for || seat.group) keys.push_back(key<SeatThing>(id.value));
  add_kept(room, keys);
  return keys;
}

struct Touched {
  Room const& room;

  Keys operator()(RoomOpened const& event) const { return opened_keys(event); }
  Keys operator()(RoomCorrected const&) const { return {the_room()}; }
  Keys operator()(RoomClosed const&) const { return closed_keys(room); }
  Keys operator()(RoomPaused const&) const { return {the_room()}; }
  Keys operator()(RoomResumed const&) const { return {the_room(), the_floor()}; }
  Keys operator()(JoinsFrozen const&) const { return {the_room()}; }
  Keys operator()(JoinsOpened const&) const { return {the_room()}; }
  Keys operator()(SeatTaken const& event) const {
    return with_closed_proposals(room, with(seat_and_namesakes(room, event.seat, event.name.folded), the_floor()));
  }
  Keys operator()(SeatRenamed const& event) const { return seat_and_namesakes(room, event.seat, event.name.folded); }
  Keys operator()(SeatMoved const& event) const { return with(seat_and_namesakes(room, event.seat), the_floor()); }
  Keys operator()(SeatClaimed const& event) const { return {key<SeatThing>(event.seat.value), the_floor()}; }
  Keys operator()(HandCardGiven const& event) const { return {key<SeatThing>(event.seat.value)}; }
  Keys operator()(SeatLeft const& event) const {
    auto keys = with_companions(room, event.seat, with(seat_and_namesakes(room, event.seat), the_floor()));
    return with_closed_proposals(room, std::move(keys));
  }
  Keys operator()(SeatRemoved const& event) const { return removed_keys(room, event); }
  Keys operator()(RoleAssigned const& event) const {
    return with_closed_proposals(room, {key<SeatThing>(event.seat.value), the_floor()});
  }
  Keys operator()(TicketOffered const&) const { return {}; }
  Keys operator()(DeviceAdmitted const& event) const { return {key<SeatThing>(event.seat.value)}; }
  Keys operator()(DeviceRevoked const& event) const { return {key<SeatThing>(event.seat.value)}; }
  Keys operator()(TroubleSignalled const& event) const { return {key<SeatThing>(event.seat.value)}; }
  Keys operator()(TroubleCleared const& event) const { return {key<SeatThing>(event.seat.value)}; }
  Keys operator()(PhaseStarted const&) const { return phase_keys(room); }
  Keys operator()(PhaseExtended const&) const { return {the_room()}; }
  Keys operator()(PhaseCorrected const& event) const { return {key<PhaseThing>(event.phase.value), the_room()}; }
  Keys operator()(QueueOpened const&) const { return {the_floor()}; }
  Keys operator()(QueueClosed const&) const { return {the_floor()}; }
  Keys operator()(FloorRequested const&) const { return {the_floor()}; }
  Keys operator()(HandLowered const&) const { return {the_floor()}; }
  Keys operator()(HandMoved const&) const { return {the_floor()}; }
  Keys operator()(HandWaitedLong const&) const { return {the_floor()}; }
  Keys operator()(FloorGranted const& event) const { return {the_floor(), key<TurnThing>(event.turn.value)}; }
  Keys operator()(GrantUndone const& event) const { return undone_keys(room, event); }
  Keys operator()(TurnExtended const&) const { return {the_floor()}; }
  Keys operator()(SpeakerLost const&) const { return {the_floor()}; }
  Keys operator()(SpeakerBack const&) const { return {the_floor()}; }
  Keys operator()(StretchSet const& event) const { return {key<SeatThing>(event.seat.value), the_floor()}; }
  Keys operator()(TurnEqualised const&) const { return {the_floor()}; }
  Keys operator()(TurnEnded const& event) const {
    return {the_floor(), key<TurnThing>(event.turn.value), key<SeatThing>(event.seat.value)};
  }
  Keys operator()(WordsSaid const& event) const { return {key<TurnThing>(event.turn.value)}; }
  Keys operator()(OnlineUnheard const&) const { return {the_floor()}; }
  Keys operator()(SeatNudged const&) const { return {}; }
  Keys operator()(NudgesSet const&) const { return {}; }
  Keys operator()(GistAdded const& event) const { return {key<TurnThing>(event.turn.value)}; }
  Keys operator()(SeatSpeaksFor const& event) const { return {key<SeatThing>(event.seat.value)}; }
  Keys operator()(RoundStarted const&) const { return {the_floor()}; }
  Keys operator()(SecondChanceBegun const&) const { return {the_floor()}; }
  Keys operator()(RoundEnded const&) const { return {the_floor()}; }
  Keys operator()(CardPosted const& event) const {
    return {key<CardThing>(event.card.value), key<SeatThing>(event.author.value), key<PhaseThing>(event.phase.value)};
  }
  Keys operator()(CardEdited const& event) const {
    auto const found = room.board.cards.find(event.card);
    bool const was_held = found != room.board.cards.end() && found->second.held;
    if (was_held != event.held_because.has_value()) return with_ballots(room, card_keys(room, event.card));
    return {key<CardThing>(event.card.value)};
  }
  Keys operator()(CardPrivacySet const& event) const { return {key<CardThing>(event.card.value)}; }
  Keys operator()(CardRetracted const& event) const { return with_ballots(room, card_keys(room, event.card)); }
  // Of cards with as many dots the one that hangs first comes first.
  Keys operator()(CardMoved const& event) const { return with_ballots(room, {key<CardThing>(event.card.value)}); }
  Keys operator()(CardsRevealed const& event) const { return revealed_keys(event); }
  Keys operator()(CardPublished const& event) const { return with_ballots(room, card_keys(room, event.card)); }
  Keys operator()(CardReturned const& event) const { return {key<CardThing>(event.card.value)}; }
  Keys operator()(ItemHidden const& event) const { return with_ballots(room, item_keys(room, event.item)); }
  Keys operator()(ItemRestored const& event) const { return with_ballots(room, item_keys(room, event.item)); }
  Keys operator()(ThemeMade const& event) const { return {key<ThemeThing>(event.theme.value)}; }
  Keys operator()(ThemeRenamed const& event) const { return {key<ThemeThing>(event.theme.value)}; }
  Keys operator()(CardThemed const& event) const { return {key<CardThing>(event.card.value)}; }
  Keys operator()(ThemesMerged const& event) const { return merged_keys(room, event.theme); }
  Keys operator()(MergeUndone const& event) const { return merged_keys(room, event.theme); }
  Keys operator()(BoardFrozen const& event) const { return {key<PhaseThing>(event.phase.value)}; }
  Keys operator()(BoardOpened const& event) const { return {key<PhaseThing>(event.phase.value)}; }
  Keys operator()(DotsOpened const& event) const { return {ballot_key(event.ballot)}; }
  Keys operator()(DotsPlaced const& event) const { return {ballot_key(event.ballot)}; }
  Keys operator()(SeatAdmitted const& event) const { return {ballot_key(event.ballot)}; }
  Keys operator()(StickersCounted const& event) const { return {ballot_key(event.ballot)}; }
  Keys operator()(DotsClosed const& event) const { return {ballot_key(event.ballot)}; }
  Keys operator()(TablesProposed const&) const { return {key<SeatingThing>("seating")}; }
  Keys operator()(SeatTogether const& event) const { return {key<SeatThing>(event.seat.value)}; }
  Keys operator()(PeopleSeated const& event) const { return seated_keys(room, event); }
  Keys operator()(HelpCalled const&) const { return {the_floor()}; }
  Keys operator()(HelpAnswered const&) const { return {the_floor()}; }
  Keys operator()(HelpEnded const&) const { return {the_floor()}; }
  Keys operator()(TablesTold const&) const { return {the_room()}; }
  Keys operator()(SeatErased const& event) const { return erased_keys(room, event.seat); }
  Keys operator()(RoomErased const&) const { return all_erased_keys(room); }
  Keys operator()(ChairTaken const&) const { return {the_floor()}; }
  Keys operator()(ChairLeft const&) const { return {the_floor()}; }
  Keys operator()(ConsentAsked const& event) const { return {proposal_key(event.proposal)}; }
  Keys operator()(ConsentAnswered const& event) const { return {proposal_key(event.proposal)}; }
  Keys operator()(AnswersOpened const& event) const { return {proposal_key(event.proposal)}; }
  Keys operator()(HeardRightly const&) const { return {the_floor()}; }
  Keys operator()(HeardWrongly const&) const { return {the_floor()}; }
  Keys operator()(VoicePassed const& event) const { return voice_keys(room, event); }
};

}  // namespace

std::vector<ThingKey> touched(Room const& room, Event const& event) {
  auto keys = std::visit(Touched{room}, event);
  if (auto const floor = std::ranges::find(keys, the_floor()); floor != keys.end()) {
    keys.erase(floor);
    for (auto const& where : floors_touched(room, event)) keys.push_back(key<FloorThing>(floor_id(where)));
    // Whatever moves the floor, or people on it, may move the balance.
    keys.push_back(key<BalanceThing>("balance"));
  }
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  return keys;
}

std::vector<ThingKey> touched_by_presence(Room const& room) {
  Keys keys{the_room()};
  for_each_floor(room, [&](Floor const& floor) { keys.push_back(key<FloorThing>(floor_id(floor.table))); });
  return keys;
}

}  // namespace room
