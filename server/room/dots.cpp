// Weighing with dots, see dots.hpp.

#include "server/room/dots.hpp"

#include <algorithm>

#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::dots {
namespace {

struct Found {
  Ballot const* ballot = nullptr;
  std::optional<Denied> denied;
};

Found running(Asking const& asking, BallotNumber const& number) {
  auto const& ballots = asking.room.board.ballots;
  auto const at = static_cast<std::size_t>(number.value) - 1;
  if (at >= ballots.size()) return {nullptr, Denied{Refusal::ballot_unknown, "ballot"}};
  if (ballots[at].is_closed) return {nullptr, Denied{Refusal::ballot_closed, "ballot"}};
  return {&ballots[at], std::nullopt};
}

bool can_be_weighed(Asking const& asking, Ballot const& ballot, CardId const& id) {
  auto const card = asking.room.board.cards.find(id);
  return card != asking.room.board.cards.end() && weighs(ballot.phase, ballot.column, card->second);
}

}  // namespace

Ballot const* open_ballot(Room const& room) {
  auto const& ballots = room.board.ballots;
  return ballots.empty() || ballots.back().is_closed ? nullptr : &ballots.back();
}

BallotNumber number_of(Room const& room, Ballot const& ballot) {
  return {static_cast<std::int64_t>(&ballot - room.board.ballots.data()) + 1};
}

bool has_dots(Ballot const& ballot, Seat const& seat) {
  return ballot.seats.contains(seat.id) && goes_round(seat.role) && !seat.has_ended;
}

bool is_late(Ballot const& ballot, Seat const& seat) {
  return !seat.has_ended && goes_round(seat.role) && !has_dots(ballot, seat);
}

Decision open(Asking& asking, OpenDots const& ask) {
  auto const& room = asking.room;
  auto const* phase = find_phase(room, ask.phase);
  if (!phase) return refuse(Refusal::phase_unknown, "phase");
  if (ask.column && phase_of_column(room, *ask.column) != phase) return refuse(Refusal::column_unknown, "column");
  if (open_ballot(room)) return refuse(Refusal::ballot_is_open);
  auto const weighed = [&](auto const& one) { return weighs(ask.phase, ask.column, one.second); };
  if (std::ranges::none_of(room.board.cards, weighed)) return refuse(Refusal::no_cards);
  if (room.board.ballots.size() >= limits::ballots_max) return refuse(Refusal::board_full);
  std::vector<SeatId> seats;
  for (auto const& [number, id] : room.live)
    if (goes_round(room.seats.at(id).role)) seats.push_back(id);
  return happened(DotsOpened{{static_cast<std::int64_t>(room.board.ballots.size()) + 1},
                             ask.phase,
                             ask.column,
                             ask.budget,
                             std::move(seats),
                             asking.me()});
}

Decision place(Asking& asking, PlaceDots const& ask) {
  auto const whose = who_speaks(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  if (!goes_round(whose.seat->role)) return refuse(Refusal::not_allowed, "on_behalf_of");
  auto const [ballot, denied] = running(asking, ask.ballot);
  if (denied) return *denied;
  if (!has_dots(*ballot, *whose.seat)) return refuse(Refusal::not_admitted);
  if (!can_be_weighed(asking, *ballot, ask.card)) return refuse(Refusal::card_unknown, "card");
  // Who puts them anew for somebody is not told whether anything stood anywhere before.
  bool const is_anew = ask.is_anew.value_or(false);
  int before = 0, elsewhere = 0;
  if (auto const set = ballot->sets.find(whose.seat->id); set != ballot->sets.end() && !is_anew)
    for (auto const& [card, dots] : set->second) (card == ask.card ? before : elsewhere) += dots;
  auto const wanted = static_cast<int>(ask.dots.value);
  if (wanted == before && !is_anew) return refuse(Refusal::nothing_changed);
  if (elsewhere + wanted > ballot->budget) return refuse(Refusal::dots_spent, "dots");
  return happened(DotsPlaced{ask.ballot, whose.seat->id, ask.card, ask.dots, whose.by, ask.is_anew});
}

Decision admit(Asking& asking, AdmitSeat const& ask) {
  auto const [ballot, denied] = running(asking, ask.ballot);
  if (denied) return *denied;
  auto const* seat = live_person(asking.room, ask.seat);
  if (!seat) return refuse(Refusal::seat_unknown, "seat");
  if (!is_late(*ballot, *seat)) return refuse(Refusal::nothing_changed);
  return happened(SeatAdmitted{ask.ballot, ask.seat, asking.me()});
}

Decision count_stickers(Asking& asking, CountStickers const& ask) {
  auto const [ballot, denied] = running(asking, ask.ballot);
  if (denied) return *denied;
  if (!can_be_weighed(asking, *ballot, ask.card)) return refuse(Refusal::card_unknown, "card");
  auto const found = ballot->cards.find(ask.card);
  auto const before = found == ballot->cards.end() ? 0 : found->second.stickers[static_cast<std::size_t>(ask.side)];
  if (before == ask.stickers.value) return refuse(Refusal::nothing_changed);
  return happened(StickersCounted{ask.ballot, ask.card, ask.side, ask.stickers, asking.me()});
}

Decision close(Asking& asking, CloseDots const& ask) {
  auto const [ballot, denied] = running(asking, ask.ballot);
  if (denied) return *denied;
  return happened(DotsClosed{ask.ballot, asking.by()});
}

}  // namespace room::dots
