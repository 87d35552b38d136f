// What must always hold, see invariants.hpp.

#include "server/room/invariants.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <ranges>

#include "server/room/balance.hpp"
#include "server/room/circle.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/themes.hpp"

namespace room {
namespace {

// Counts by id, made anew for each look: flat, and without copies of the ids.
template <class Number>
using ById = boost::unordered_flat_map<std::string_view, Number>;

struct Check {
  std::vector<std::string> broken;
  void operator()(bool holds, std::string_view what, std::string_view about = {}) {
    if (!holds) broken.push_back(std::string(what) + (about.empty() ? "" : ": ") + std::string(about));
  }
};

void check_round(Room const& room, Round const& round, Check& check) {
  std::set<SeatId> to_come;
  for (auto const* seats : {&round.to_come, &round.again})
    for (auto const& seat : *seats) {
      check(to_come.insert(seat).second, "a seat is twice in the round", seat.value);
      check(live_seat(room, seat), "a seat that has ended is to come in the round", seat.value);
    }
  std::set<SeatId> const asked(round.asked.begin(), round.asked.end());
  check(asked.size() == round.asked.size(), "a seat is asked first twice");
  for (auto const& seat : round.again) check(asked.contains(seat), "asked again, never asked", seat.value);
  for (auto const& seat : round.to_come)
    check(round.is_second || !asked.contains(seat), "asked in the first time round, and to come", seat.value);
  check(!round.is_second || round.again.empty(), "who is asked again waits for a third time");
}

// Whoever asks a short question may have the hand up for something else. The question goes on when the person whom it
// interrupted leaves, and can then be interrupted itself.
bool asks_a_question(Room const& room, Floor const& floor, SeatId const& seat) {
  auto const& current = is_speaking(floor, seat) ? floor.speaker : floor.held;
  auto const newest_first = room.talk.turns | std::views::reverse;
  auto const turn = std::ranges::find(newest_first, current->turn, &Turn::id);
  return turn != newest_first.end() && turn->interrupts.has_value();
}

void check_floor(Room const& room, Floor const& floor, Check& check) {
  std::set<SeatId> waiting;
  for (auto const& hand : floor.queue) {
    check(waiting.insert(hand.seat).second, "a seat waits twice", hand.seat.value);
    check(live_seat(room, hand.seat), "a seat that has ended waits", hand.seat.value);
    check(!has_the_floor(floor, hand.seat) || asks_a_question(room, floor, hand.seat), "the speaker waits as well",
          hand.seat.value);
    if (hand.move && hand.move->behind)
      check(is_waiting(floor, *hand.move->behind), "a hand was moved behind one that is gone", hand.seat.value);
  }
  for (auto const& hand : floor.queue)
    check(is_person(room.seats.at(hand.seat).role), "a device waits", hand.seat.value);
  check(floor.queue.size() <= limits::queue_length_max, "the queue is longer than its limit");
  if (auto const& speaker = floor.speaker) {
    check(live_seat(room, speaker->seat), "a seat that has ended speaks", speaker->seat.value);
    auto const turn = room.talk.index.find(speaker->turn);
    bool const is_newest =
        turn != room.talk.index.end() && room.talk.turns.at(turn->second).position_there == floor.position;
    check(is_newest || speaker->was_held, "the running turn is not the newest");
  }
  if (auto const& held = floor.held) {
    check(floor.speaker.has_value(), "somebody is held and nobody asks a question");
    check(held->left_ms.has_value(), "the clock of who is held runs");
    check(live_seat(room, held->seat), "a seat that has ended is held", held->seat.value);
    check(!is_speaking(floor, held->seat), "the speaker is held as well", held->seat.value);
  }
  std::set<SeatId> const sitting(floor.circle.begin(), floor.circle.end());
  check(sitting.size() == floor.circle.size(), "a seat has two chairs in the circle");
  for (auto const& seat : floor.circle)
    check(live_seat(room, seat), "a seat that has ended sits in the circle", seat.value);
  if (auto const chairs = circle::chairs_now(room))
    check(floor.circle.size() < static_cast<std::size_t>(*chairs), "no chair of the circle is free");
  else
    check(floor.circle.empty(), "a circle in a phase without one");
  if (auto const& bearer = floor.voice.bearer)
    check(live_seat(room, *bearer), "a seat that has ended carries the voice");
  if (auto const& speaker = floor.speaker)
    check(!speaker->says_back_to || speaker->left_ms, "the clock of who says back runs", speaker->seat.value);
  if (auto const& round = floor.round) {
    check_round(room, *round, check);
    check(floor.speaker.has_value(), "a round runs and nobody speaks");
  }
  check(!room.is_closed || (!floor.speaker && !floor.held && !floor.round && floor.queue.empty()),
        "somebody waits or speaks in a closed room");
}

// The turns that run or are held, at all floors.
std::set<TurnId> running_turns(Room const& room) {
  std::set<TurnId> running;
  for_each_floor(room, [&](Floor const& floor) {
    if (floor.speaker) running.insert(floor.speaker->turn);
    if (floor.held) running.insert(floor.held->turn);
  });
  return running;
}

// Tables are laid while the running phase is held at them, and people sit where their seats say.
void check_tables(Room const& room, Check& check) {
  bool const at_tables = is_at_tables(room);
  check(at_tables || room.tables.empty(), "tables are laid outside a phase at tables");
  bool const grouped = is_grouped(room);
  for (auto const& [id, seat] : room.seats) check(!seat.group || grouped, "a group outlives its phase", id.value);
  if (!at_tables) return;
  std::map<TableNumber, std::set<SeatId>> people;
  for (auto const& [number, id] : room.live)
    if (auto const table = table_of(room, room.seats.at(id))) people[*table].insert(id);
  for (auto const& [number, table] : room.tables) {
    auto const about = std::to_string(number.value);
    check(table.floor.table == number, "a table bears another number", about);
    check(table.people == people[number], "who sits at a table is miscounted", about);
    auto const sits_here = [&](SeatId const& id) { return table.people.contains(id); };
    for (auto const& hand : table.floor.queue) check(sits_here(hand.seat), "who waits sits elsewhere", hand.seat.value);
    if (auto const& speaker = table.floor.speaker)
      check(sits_here(speaker->seat), "who speaks sits elsewhere", speaker->seat.value);
    people.erase(number);
  }
  check(people.empty(), "a table with people has no floor");
  bool const rests = !room.floor.speaker && !room.floor.held && !room.floor.round && !room.floor.queue_is_open;
  check(rests, "the floor of the whole room is in use while the talk is at tables");
}

void check_talk(Room const& room, Check& check) {
  auto const running = running_turns(room);
  ById<std::int64_t> spoken;
  check(room.talk.turns.size() == room.talk.index.size(), "turns and their index differ");
  for (std::size_t at = 0; at < room.talk.turns.size(); ++at) {
    auto const& turn = room.talk.turns[at];
    auto const found = room.talk.index.find(turn.id);
    check(found != room.talk.index.end() && found->second == at, "a turn is not where its index says", turn.id.value);
    check(turn.words.size() <= limits::words_bytes_max, "a turn holds too many words", turn.id.value);
    bool const runs = running.contains(turn.id);
    check(runs != turn.spoken_ms.has_value(), "a turn runs and has ended, or neither", turn.id.value);
    check(turn.how != TurnEnd::unanswered, "an unanswered call stands in the talk stream", turn.id.value);
    if (turn.spoken_ms) spoken[turn.seat.value] += *turn.spoken_ms;
  }
  for (auto const& [id, seat] : room.seats)
    check(seat.spoken_ms == spoken[id.value], "spoken time and turns do not add up", id.value);
}

void check_board(Room const& room, Check& check) {
  ById<int> by_author, drafts;
  boost::unordered_flat_set<std::int64_t> positions;
  std::size_t entered = 0;
  for (auto const& [id, card] : room.board.cards) {
    ++by_author[card.author.value];
    check(phase_of_column(room, card.column), "a card hangs in no column", id.value);
    check(!card.is_kept || (card.table && is_at_tables(room) && !room.is_closed),
          "a line is kept though all are together", id.value);
    check(!(card.is_draft && card.is_hidden), "a draft was hidden", id.value);
    check(!(card.held && card.is_hidden), "a hidden card waits for a look", id.value);
    check(card.position != 0 || card.is_draft || card.held || card.is_hidden, "a shown card has no place", id.value);
    if (card.theme) {
      auto const* theme = themes::find(room, *card.theme);
      check(theme && theme->column == card.column, "a card is in a theme of another column", id.value);
      check(!card.is_draft && !card.is_kept, "a secret card is in a theme", id.value);
    }
    if (card.builds_on) {
      auto const below = room.board.cards.find(*card.builds_on);
      check(below != room.board.cards.end(), "a card builds on one that is gone", id.value);
      check(below == room.board.cards.end() || !below->second.is_draft, "a card builds on a draft", id.value);
    }
    if (card.is_draft)
      ++drafts[card.phase.value];
    else if (!card.is_kept && card.position != 0)
      check(positions.insert(card.position).second, "two cards share a place", id.value);
    auto const list = room.board.by_author.find(card.author);
    check(list != room.board.by_author.end() && std::ranges::count(list->second, id) == 1,
          "a card is not once among its author's", id.value);
    if (card.entered_by) {
      ++entered;
      auto const entries = room.board.by_enterer.find(*card.entered_by);
      check(entries != room.board.by_enterer.end() && std::ranges::count(entries->second, id) == 1,
            "a card is not once among those of who entered it", id.value);
    }
  }
  for (auto const& [id, list] : room.board.by_enterer) entered -= list.size();
  check(entered == 0, "cards that were entered for others are miscounted");
  for (auto const& [id, seat] : room.seats) check(seat.cards == by_author[id.value], "cards are miscounted", id.value);
  for (auto const& phase : room.script.phases) {
    check(phase.drafts == drafts[phase.plan.id.value], "drafts are miscounted", phase.plan.id.value);
    check(!phase.is_revealed || phase.drafts == 0, "a draft in a revealed phase", phase.plan.id.value);
  }
  for (auto const& theme : room.board.themes) {
    auto const* into = &theme;
    for (std::size_t steps = 0; into && into->merged_into && steps <= room.board.themes.size(); ++steps)
      into = themes::find(room, *into->merged_into);
    check(into && !into->merged_into && into->column == theme.column, "a theme was merged into none", theme.id.value);
  }
  for (auto const& ballot : room.board.ballots) {
    check(ballot.is_closed || &ballot == &room.board.ballots.back(), "two ballots are open");
    check(!ballot.is_closed || ballot.sets.empty(), "a closed ballot still knows whose dots they were");
    for (auto const& [seat, set] : ballot.sets) {
      int sum = 0;
      for (auto const& [id, dots] : set) {
        sum += dots;
        auto const card = room.board.cards.find(id);
        bool const is_weighed = card != room.board.cards.end() && weighs(ballot.phase, ballot.column, card->second);
        check(dots > 0 && is_weighed, "dots on what is not weighed", seat.value);
      }
      check(sum <= ballot.budget, "more dots than the budget", seat.value);
      check(ballot.seats.contains(seat), "dots of somebody who had none", seat.value);
      check(!room.seats.at(seat).is_erased, "dots of somebody who was erased", seat.value);
    }
  }
  check(room.board.themes.size() <= limits::themes_max, "more themes than the limit");
  check(room.board.cards.size() <= limits::cards_max, "more cards than the limit");
}

// Each seat stands among its namesakes, once for each way its name is found, and nobody else does.
void check_namesakes(Room const& room, Check& check) {
  std::size_t expected = 0, kept = 0;
  for (auto const& [id, seat] : room.seats)
    for (auto const& fold : folds_of(seat.folded)) {
      auto const found = room.namesakes.find(fold);
      auto const stands = [&](auto const& list) { return list.contains({seat.among_namesakes, id}); };
      bool const is_kept =
          found != room.namesakes.end() && (seat.has_ended ? stands(found->second.gone) : stands(found->second.here));
      check(is_kept, "somebody is missing among namesakes", id.value);
      ++expected;
    }
  for (auto const& [fold, all] : room.namesakes) {
    check(!all.here.empty() || !all.gone.empty(), "a name that nobody ever had");
    kept += all.here.size() + all.gone.size();
  }
  check(kept == expected, "namesakes are miscounted");
}

// What is found again from seats and tickets equals a walk over all of them: everything is there, and no more.
void check_indexes(Room const& room, Check& check) {
  std::size_t live = 0, staff = 0, open = 0;
  GoneShares gone;
  for (auto const& [id, seat] : room.seats) {
    if (seat.has_ended) {
      add_gone(gone, seat);
      continue;
    }
    auto const found = room.live.find(seat.number);
    check(found != room.live.end() && found->second == id, "a live seat is missing among them", id.value);
    ++live;
    if (!is_staff(seat.role)) continue;
    check(room.staff.contains(id), "somebody is missing among the staff", id.value);
    ++staff;
  }
  for (auto const& [id, ticket] : room.tickets) {
    if (ticket.is_used) continue;
    check(room.tickets_open.contains({ticket.expires_at, id}), "a ticket is missing among the open ones");
    ++open;
  }
  check(room.gone == gone, "what people who left have said is miscounted");
  check(room.live.size() == live, "live seats are miscounted");
  check(room.staff.size() == staff, "staff are miscounted");
  check(room.tickets_open.size() == open, "open tickets are miscounted");
  check_namesakes(room, check);
}

void check_seats(Room const& room, Check& check) {
  boost::unordered_flat_set<int> numbers;
  std::set<HandCard> hand_cards;
  for (auto const& [id, seat] : room.seats) {
    if (seat.hand_card) check(hand_cards.insert(*seat.hand_card).second, "two people have one hand card", id.value);
    check(!(seat.hand_card && seat.has_ended), "who is gone has a hand card", id.value);
    check(!seat.together || (!seat.has_ended && live_person(room, *seat.together)),
          "somebody wants to sit with who is gone, or is gone", id.value);
    check(id == seat.id, "a seat under another's id", id.value);
    check(numbers.insert(seat.number).second, "two seats share a number", id.value);
    check(!seat.was_removed || seat.has_ended, "a removed seat lives on", id.value);
  }
  check(room.seats_taken == static_cast<int>(room.seats.size()), "seats are miscounted");
}

}  // namespace

std::vector<std::string> broken(Room const& room) {
  Check check;
  for_each_floor(room, [&](Floor const& floor) { check_floor(room, floor, check); });
  check_tables(room, check);
  check_talk(room, check);
  check_board(room, check);
  check_seats(room, check);
  check_indexes(room, check);
  return check.broken;
}

}  // namespace room
