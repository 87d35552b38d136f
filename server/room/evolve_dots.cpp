// Records what happened in ballots with dots, see recorder.hpp.

#include "server/room/recorder.hpp"

namespace room {

Ballot& Recorder::ballot(BallotNumber const& number) const {
  return room.board.ballots.at(static_cast<std::size_t>(number.value) - 1);
}

void Recorder::operator()(DotsOpened const& event) const {
  Ballot opened;
  opened.phase = event.phase;
  opened.column = event.column;
  opened.budget = static_cast<int>(event.budget.value);
  opened.seats.insert(event.seats.begin(), event.seats.end());
  room.board.ballots.push_back(std::move(opened));
}

void Recorder::operator()(DotsPlaced const& event) const {
  auto& mine = ballot(event.ballot).sets[event.seat];
  if (event.is_anew == true) mine.clear();
  if (event.dots.value == 0)
    mine.erase(event.card);
  else
    mine[event.card] = static_cast<int>(event.dots.value);
}

void Recorder::operator()(SeatAdmitted const& event) const { ballot(event.ballot).seats.insert(event.seat); }

void Recorder::operator()(StickersCounted const& event) const {
  ballot(event.ballot).cards[event.card].stickers[static_cast<std::size_t>(event.side)] =
      static_cast<int>(event.stickers.value);
}

// From here on the room has sums only.
void Recorder::operator()(DotsClosed const& event) const {
  auto& one = ballot(event.ballot);
  for (auto const& [seat, set] : one.sets)
    for (auto const& [card, dots] : set) one.cards[card].dots += dots;
  one.sets_then = static_cast<int>(one.sets.size());
  one.sets.clear();
  one.is_closed = true;
}

// The card goes, is hidden or hangs elsewhere: who had dots on it has them back. Of closed ballots nothing changes.
void Recorder::lift_dots(CardId const& card) const {
  for (auto& one : room.board.ballots)
    for (auto& [seat, set] : one.sets) set.erase(card);
}

// Who is removed or erased takes along what nobody has seen yet.
void Recorder::drop_dots(SeatId const& seat) const {
  for (auto& one : room.board.ballots) one.sets.erase(seat);
}

}  // namespace room
