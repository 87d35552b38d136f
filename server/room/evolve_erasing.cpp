// Records that a person, or a whole evening, was erased, see recorder.hpp. What is left is what a replay finds once the
// keys are gone: every name and text that belongs to the seat is empty, everything else stands as it was.

#include "server/room/recorder.hpp"

namespace room {
namespace {

void forget_reason(auto& item, SeatId const& seat) {
  if (item.hidden_by == seat) item.hidden_because.clear();
}

void forget_turns(Room& room, SeatId const& seat) {
  for (auto& turn : room.talk.turns) {
    if (turn.seat == seat) turn.words.clear();
    if (turn.gist_by == seat) turn.gist.clear();
    forget_reason(turn, seat);
  }
}

void forget_cards(Recorder const& recorder, SeatId const& seat) {
  for (auto& [id, card] : recorder.room.board.cards) {
    forget_reason(card, seat);
    if (card.held && (card.held->returned_by == seat || card.author == seat)) card.held->note.clear();
    if (card.author != seat) continue;
    card.text.clear();
    card.is_erased = true;
    recorder.lift_dots(id);
  }
}

void forget_objections(Room& room, SeatId const& seat) {
  for (auto& proposal : room.put_proposals)
    if (auto const found = proposal.given.find(seat); found != proposal.given.end()) found->second.objection.clear();
}

void forget_themes(Room& room, SeatId const& seat) {
  for (auto& theme : room.board.themes)
    if (theme.title_by == seat) theme.title.clear();
}

// Why somebody was removed goes with who wrote it, and with whom it is about.
void forget_removals(Room& room, SeatId const& by) {
  for (auto& [id, seat] : room.seats)
    if (seat.removed_by == by || id == by) seat.removed_because.clear();
}

void erase_person(Recorder const& recorder, Seat& seat) {
  recorder.end_seat(seat);
  recorder.drop_drafts(seat);
  recorder.drop_namesake(seat);
  seat.name.clear();
  seat.folded.clear();
  seat.salt.clear();
  seat.devices.clear();
  seat.stretch = Stretch::usual;
  seat.is_erased = true;
  forget_turns(recorder.room, seat.id);
  forget_cards(recorder, seat.id);
  forget_themes(recorder.room, seat.id);
  if (auto& told = recorder.room.told; told && told->by == seat.id) told->text.clear();
  seat.is_first_time = false;
  recorder.drop_answers(seat.id);
  recorder.drop_dots(seat.id);
  forget_objections(recorder.room, seat.id);
  // A print tells nothing without its salt; still nothing of it is kept, so that a repeat is a repeat.
  recorder.room.answers.forget_prints(seat.id);
  forget_removals(recorder.room, seat.id);
}

}  // namespace

void Recorder::operator()(SeatErased const& event) const { erase_person(*this, room.seats.at(event.seat)); }

void Recorder::operator()(RoomErased const&) const {
  for (auto& [id, seat] : room.seats) erase_person(*this, seat);
  room.is_erased = true;
}

}  // namespace room
