#pragma once
// What people do with dots, drawn by plain numbers. For properties; one thread.

#include "server/room/dots.hpp"

inline protocol::BallotNumber newest_ballot(room::Room const& room) {
  return {std::max<std::int64_t>(1, std::ssize(room.board.ballots))};
}

inline protocol::Command leads_dots(room::Room const& room, protocol::CardId const& card, protocol::SeatId const& seat,
                                    int on) {
  using namespace protocol;
  auto const found = room.board.cards.find(card);
  auto const phase = found == room.board.cards.end() ? PhaseId{"bord"} : found->second.phase;
  auto const column = found == room.board.cards.end() || on % 2 ? std::nullopt : std::optional(found->second.column);
  if (!room::dots::open_ballot(room)) return OpenDots{phase, column, {1 + on % 4}};
  switch (on % 4) {
    case 0: return CloseDots{newest_ballot(room)};
    case 1: return AdmitSeat{newest_ballot(room), seat};
    default: return CountStickers{newest_ballot(room), card, on % 3 ? Side::hall : Side::online, {on % 9}};
  }
}
