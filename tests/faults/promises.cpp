// Frames and answers out of the bytes of a socket; see promises.hpp.

#include "tests/faults/promises.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "protocol/api.hpp"
#include "protocol/json.hpp"

namespace faults {

using namespace protocol;

namespace {

template <class Enum>
std::string word(Enum value) {
  return std::string{describe::names<Enum>[static_cast<std::size_t>(value)]};
}

// Each promise in the words in which it is made and kept.
std::string text_line(std::string const& kind, std::string const& id, std::string const& text) {
  return kind + ' ' + id + ' ' + text;
}
std::string sits_line(SeatId const& seat, TableNumber table) {
  return "sits " + seat.value + ' ' + std::to_string(table.value);
}
std::string together_line(SeatId const& seat, SeatId const& with) {
  return "together " + seat.value + ' ' + with.value;
}
std::string help_line(TableNumber table) { return "help " + std::to_string(table.value); }
std::string consent_line(SeatId const& seat, Consent answer) { return "consent " + seat.value + ' ' + word(answer); }
std::string dots_line(SeatId const& seat, BallotNumber ballot, CardId const& card, std::int64_t dots) {
  return "dots " + seat.value + ' ' + std::to_string(ballot.value) + ' ' + card.value + ' ' + std::to_string(dots);
}
std::string weighed_line(std::string const& ballot) { return "weighed " + ballot; }
std::string hand_line(SeatId const& seat, RequestKind kind) { return "hand " + seat.value + ' ' + word(kind); }
std::string moved_line(SeatId const& seat, MoveReason why) { return "moved " + seat.value + ' ' + word(why); }
std::string turn_line(TurnId const& turn, SeatId const& seat) { return "turn " + turn.value + ' ' + seat.value; }
std::string ended_line(TurnId const& turn, TurnEnd how) { return "ended " + turn.value + ' ' + word(how); }
std::string words_line(TurnId const& turn, std::string const& all) { return "words " + turn.value + ' ' + all; }
std::string stretch_line(SeatId const& seat, Stretch how) { return "stretch " + seat.value + ' ' + word(how); }
std::string card_in_hand_line(SeatId const& seat, HandCard number) {
  return "handcard " + seat.value + ' ' + std::to_string(number.value);
}
std::string table_line(TurnId const& turn, TableNumber table) {
  return "table " + turn.value + ' ' + std::to_string(table.value);
}
std::string phase_line(PhaseId const& phase, Millis since) {
  return "phase " + phase.value + ' ' + std::to_string(since);
}

std::string held_line(CardId const& card, TextReason why) { return "held " + card.value + ' ' + word(why); }
std::string ticket_line(std::string_view secret) { return "ticket " + std::string{secret.substr(0, secret.find('.'))}; }

template <class T>
std::optional<T> body_as(std::string const& body) {
  auto decoded = api::decode_body<T>(body);
  auto* found = std::get_if<T>(&decoded);
  return found ? std::optional{std::move(*found)} : std::nullopt;
}

std::uint64_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at]));
}

}  // namespace

void Promises::sent(int socket, std::string_view bytes, std::size_t at) {
  auto& line = lines_[socket];
  if (line.bytes.empty()) line.began_at = at;
  line.bytes += bytes;
  while (line.is_upgraded ? take_frame(line) : take_answer(line)) line.began_at = at;
}

// A whole HTTP answer; false: not all of it has left yet.
bool Promises::take_answer(Line& line) {
  auto const end = line.bytes.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  auto const head = line.bytes.substr(0, end);
  auto const status = std::atoi(head.substr(9, 3).c_str());
  auto const length_at = head.find("Content-Length: ");
  std::size_t const length = length_at == std::string::npos ? 0 : std::stoul(head.substr(length_at + 16));
  if (line.bytes.size() < end + 4 + length) return false;
  auto const body = line.bytes.substr(end + 4, length);
  if (status == 101) line.is_upgraded = true;
  if (status == 200 || status == 201) take_body(body, line.began_at);
  if (status == 200 && head.find("pb_office=") != std::string::npos) add("office", line.began_at);
  if (status == 200 && body == "{}" && head.find("Set-Cookie") == std::string::npos && done_++ < did_.size())
    add(did_[done_ - 1], line.began_at);
  line.bytes.erase(0, end + 4 + length);
  return true;
}

void Promises::take_body(std::string const& body, std::size_t at) {
  if (auto const made = body_as<api::RoomMade>(body)) add("room " + made->code.value, at);
  if (auto const seat = body_as<api::StaffSeat>(body)) add("seat " + seat->seat.value, at);
  if (auto const invited = body_as<api::Invitation>(body)) add(ticket_line(invited->secret), at);
  if (auto const state = body_as<api::OfficeState>(body)) add("library " + state->library, at);
  if (auto const list = body_as<api::RoomList>(body))
    for (auto const& room : list->rooms) {
      add("room " + room.code.value, at);
      if (room.is_closed) add("closed " + room.code.value, at);
    }
  if (auto const all = body_as<api::OfficePeople>(body))
    for (auto const& person : all->people) add("seat " + person.seat.value, at);
  if (auto const harvest = body_as<api::Harvest>(body)) {
    add("library " + harvest->library, at);
    for (auto const& card : harvest->cards) add("wrote " + card.text, at);
  }
}

bool Promises::take_frame(Line& line) {
  auto const& bytes = line.bytes;
  if (bytes.size() < 2) return false;
  std::size_t const more = byte_at(bytes, 1) == 126 ? 2 : byte_at(bytes, 1) == 127 ? 8 : 0;
  if (bytes.size() < 2 + more) return false;
  auto size = more == 0 ? byte_at(bytes, 1) : 0;
  for (std::size_t i = 0; i < more; ++i) size = size << 8 | byte_at(bytes, 2 + i);
  if (bytes.size() < 2 + more + size) return false;
  if (byte_at(bytes, 0) == 0x81) {
    ++frames_;
    auto const decoded = decode_push(std::string_view{bytes}.substr(2 + more, size));
    if (auto const* push = std::get_if<Push>(&decoded)) take(*push, line.began_at);
  }
  line.bytes.erase(0, 2 + more + size);
  return true;
}

void Promises::take(Push const& push, std::size_t at) {
  if (auto const* update = std::get_if<Update>(&push)) {
    if (update->cause) add("answered " + update->cause->value, at);
    take(update->changed, at);
    for (auto const& key : update->removed) {
      if (key.type == CardThing::type) add("gone " + key.id, at);
    }
  } else if (auto const* snapshot = std::get_if<Snapshot>(&push)) {
    take(snapshot->things, at);
  } else if (auto const* done = std::get_if<Done>(&push)) {
    add("answered " + done->id.value, at);
  } else if (auto const* seated = std::get_if<Seated>(&push)) {
    add("seat " + seated->seat.value, at);  // the join id is kept as a hash only
  } else if (auto const* presence = std::get_if<Presence>(&push)) {
    for (auto const& seat : presence->here) add("seat " + seat.value, at);
  } else if (auto const* own = std::get_if<OwnChanged>(&push)) {
    take(own->own, at);
  } else if (auto const* ticket = std::get_if<Ticket>(&push)) {
    add("answered " + ticket->id.value, at);
    add(ticket_line(ticket->secret), at);
  }
}

void Promises::take(std::vector<Thing> const& things, std::size_t at) {
  for (auto const& thing : things) {
    if (auto const* card = std::get_if<CardThing>(&thing)) take(*card, at);
    if (auto const* theme = std::get_if<ThemeThing>(&thing)) take(*theme, at);
    if (auto const* ballot = std::get_if<BallotThing>(&thing))
      add(ballot->is_closed ? weighed_line(ballot->id) : "ballot " + ballot->id, at);
    if (auto const* floor = std::get_if<FloorThing>(&thing)) take(*floor, at);
    if (auto const* turn = std::get_if<TurnThing>(&thing)) take(*turn, at);
    if (auto const* room = std::get_if<RoomThing>(&thing)) take(*room, at);
    if (auto const* seat = std::get_if<SeatThing>(&thing)) take(*seat, at);
    if (auto const* phase = std::get_if<PhaseThing>(&thing); phase && phase->board_is_frozen == true)
      add("frozen " + phase->id.value, at);
    if (auto const* one = std::get_if<ProposalThing>(&thing)) add(text_line("proposal", one->id, one->text), at);
  }
}

void Promises::take(CardThing const& card, std::size_t at) {
  add(card.is_erased ? "erased card " + card.id.value : text_line("card", card.id.value, card.text), at);
  if (card.held_because) add(held_line(card.id, *card.held_because), at);
  if (card.returned_with && !card.returned_with->empty())
    add(text_line("returned", card.id.value, *card.returned_with), at);
  if (card.table) add("line " + card.id.value + ' ' + std::to_string(card.table->value), at);
}

void Promises::take(ThemeThing const& theme, std::size_t at) {
  if (!theme.title.empty()) add(text_line("theme", theme.id.value, theme.title), at);
  if (theme.merged_into) add("merged " + theme.id.value + ' ' + theme.merged_into->value, at);
}

void Promises::take(RoomThing const& room, std::size_t at) {
  if (room.phase) add(phase_line(*room.phase, room.phase_started_at), at);
  if (room.told && !room.told->empty()) add("told " + *room.told, at);
}

void Promises::take(SeatThing const& seat, std::size_t at) {
  add("seat " + seat.id.value, at);
  if (seat.hand_card) add(card_in_hand_line(seat.id, *seat.hand_card), at);
  if (seat.stretch) add(stretch_line(seat.id, *seat.stretch), at);
  if (seat.together) add(together_line(seat.id, *seat.together), at);
  for (auto const& table : {seat.table, seat.group})
    if (table) add(sits_line(seat.id, *table), at);
}

void Promises::take(FloorThing const& floor, std::size_t at) {
  for (auto const& hand : floor.queue) {
    add(hand_line(hand.seat, hand.kind), at);
    if (hand.moved) add(moved_line(hand.seat, *hand.moved), at);
  }
  for (auto const& speaker : {floor.speaker, floor.held})
    if (speaker) add(turn_line(speaker->turn, speaker->seat), at);
  if (floor.table && floor.speaker) add(table_line(floor.speaker->turn, *floor.table), at);
  if (floor.table && floor.help) add(help_line(*floor.table), at);
  if (floor.voice) add("voice " + floor.voice->value, at);
  for (auto const& seat : floor.circle.value_or(std::vector<SeatId>{})) add("chair " + seat.value, at);
}

void Promises::take(TurnThing const& turn, std::size_t at) {
  add(turn_line(turn.id, turn.seat), at);
  if (turn.how) add(ended_line(turn.id, *turn.how), at);
  if (!turn.words.empty()) add(words_line(turn.id, turn.words), at);
  if (!turn.gist.empty()) add(text_line("gist", turn.id.value, turn.gist), at);
}

void Promises::take(Own const& own, std::size_t at) {
  if (own.stretch) add(stretch_line(own.seat, *own.stretch), at);
  if (own.ballot)
    for (auto const& one : *own.dots) add(dots_line(own.seat, *own.ballot, one.card, one.dots), at);
  if (own.wants_nudges == false) add("nudges " + own.seat.value + " off", at);
  if (own.answer) add(consent_line(own.seat, *own.answer), at);
  if (own.together) add(together_line(own.seat, *own.together), at);
}

void Promises::add(std::string what, std::size_t at) {
  if (known_.insert(what).second) all_.push_back({at, std::move(what)});
}

bool is_kept(std::set<std::string> const& kept, std::string const& promised) {
  auto const kind_and_id = promised.substr(0, promised.find(' ', promised.find(' ') + 1));
  return kept.contains(promised) || kept.contains("erased " + kind_and_id);
}

void Fulfilled::add(Record const& record) {
  if (record.cause) all_.insert("answered " + record.cause->id.value);
  add_board(record.event);
  add_floor(record.event);
  add_together(record.event);
  add_office(record.event);
}

void Fulfilled::add_text(std::string const& kind, std::string const& id, PersonalText const& text) {
  all_.insert(text.is_erased ? "erased " + kind + ' ' + id : text_line(kind, id, text.text));
  if (text.is_erased) unreadable_.insert(text.owner);
}

// One that waits for a look is on no screen any more, if it ever was.
void Fulfilled::add_card(CardId const& card, PersonalText const& text, std::optional<TextReason> why) {
  add_text("card", card.value, text);
  all_.insert("wrote " + text.text);
  if (why) all_.insert({held_line(card, *why), "gone " + card.value});
}

std::vector<SeatId> Fulfilled::lost() const {
  std::vector<SeatId> lost;
  if (!is_all_erased_) std::ranges::set_difference(unreadable_, erased_, std::back_inserter(lost));
  return lost;
}

void Fulfilled::add_board(Event const& any) {
  std::visit(
      [&]<class T>(T const& event) {
        if constexpr (std::is_same_v<T, SeatTaken>) {
          all_.insert("seat " + event.seat.value);
          if (event.hand_card) all_.insert(card_in_hand_line(event.seat, *event.hand_card));
        }
        if constexpr (std::is_same_v<T, HandCardGiven>)
          if (event.number) all_.insert(card_in_hand_line(event.seat, *event.number));
        if constexpr (std::is_same_v<T, CardPosted> || std::is_same_v<T, CardEdited>)
          add_card(event.card, event.text, event.held_because);
        if constexpr (std::is_same_v<T, CardPosted>)
          if (event.table) all_.insert("line " + event.card.value + ' ' + std::to_string(event.table->value));
        if constexpr (std::is_same_v<T, ThemeMade> || std::is_same_v<T, ThemeRenamed>)
          add_text("theme", event.theme.value, event.title);
        if constexpr (std::is_same_v<T, ThemesMerged>)
          all_.insert("merged " + event.theme.value + ' ' + event.into.value);
        if constexpr (std::is_same_v<T, BoardFrozen>) all_.insert("frozen " + event.phase.value);
        if constexpr (std::is_same_v<T, CardReturned>) add_text("returned", event.card.value, event.note);
        if constexpr (std::is_same_v<T, DotsOpened>) all_.insert("ballot " + std::to_string(event.ballot.value));
        if constexpr (std::is_same_v<T, DotsPlaced>)
          all_.insert(dots_line(event.seat, event.ballot, event.card, event.dots.value));
        if constexpr (std::is_same_v<T, DotsClosed>) all_.insert(weighed_line(std::to_string(event.ballot.value)));
        if constexpr (std::is_same_v<T, CardRetracted>) all_.insert("gone " + event.card.value);
        if constexpr (std::is_same_v<T, ItemHidden>) all_.insert("gone " + event.item.id);
      },
      any);
}

void Fulfilled::add_floor(Event const& any) {
  std::visit(
      [&]<class T>(T const& event) {
        if constexpr (std::is_same_v<T, FloorRequested>)
          all_.insert(hand_line(event.seat, event.kind.value_or(RequestKind::contribution)));
        if constexpr (std::is_same_v<T, HandMoved>)
          if (event.reason) all_.insert(moved_line(event.seat, *event.reason));
        if constexpr (std::is_same_v<T, FloorGranted>) {
          all_.insert(turn_line(event.turn, event.seat));
          if (event.table) all_.insert(table_line(event.turn, *event.table));
        }
        if constexpr (std::is_same_v<T, TurnEnded>) all_.insert(ended_line(event.turn, event.how));
        if constexpr (std::is_same_v<T, WordsSaid>) {
          auto& said = words_[event.turn];
          said += (said.empty() ? "" : "\n") + event.words.text;
          all_.insert(event.words.is_erased ? "erased words " + event.turn.value : words_line(event.turn, said));
          if (event.words.is_erased) unreadable_.insert(event.words.owner);
        }
        if constexpr (std::is_same_v<T, GistAdded>) add_text("gist", event.turn.value, event.gist);
        if constexpr (std::is_same_v<T, PhaseStarted>) all_.insert(phase_line(event.phase, event.at));
        if constexpr (std::is_same_v<T, StretchSet>) all_.insert(stretch_line(event.seat, event.stretch));
        if constexpr (std::is_same_v<T, NudgesSet>)
          if (!event.are_wanted) all_.insert("nudges " + event.seat.value + " off");
      },
      any);
}

void Fulfilled::add_office(Event const& any) {
  std::visit(
      [&]<class T>(T const& event) {
        if constexpr (std::is_same_v<T, RoomOpened>) all_.insert("room " + (code_ = event.code.value));
        if constexpr (std::is_same_v<T, RoomClosed>) all_.insert("closed " + code_);
        if constexpr (std::is_same_v<T, TicketOffered>) all_.insert(ticket_line(event.ticket.value));
        if constexpr (std::is_same_v<T, SeatErased>) {
          erased_.insert(event.seat);
          all_.insert("forgotten " + code_ + ' ' + event.seat.value);
        }
        if constexpr (std::is_same_v<T, RoomErased>) is_all_erased_ = true;
      },
      any);
}

// Tables, and talks of a form of their own.
void Fulfilled::add_together(Event const& any) {
  std::visit(
      [&]<class T>(T const& event) {
        if constexpr (std::is_same_v<T, SeatTaken> || std::is_same_v<T, SeatMoved>)
          if (event.table) all_.insert(sits_line(event.seat, *event.table));
        if constexpr (std::is_same_v<T, PeopleSeated>)
          for (auto const& one : event.seats) all_.insert(sits_line(one.seat, one.table));
        if constexpr (std::is_same_v<T, SeatTogether>)
          if (event.with) all_.insert(together_line(event.seat, *event.with));
        if constexpr (std::is_same_v<T, HelpCalled>) all_.insert(help_line(event.table));
        if constexpr (std::is_same_v<T, TablesTold>) all_.insert("told " + event.text.text);
        if constexpr (std::is_same_v<T, ConsentAsked>)
          all_.insert(text_line("proposal", std::to_string(event.proposal.value), event.text.value));
        if constexpr (std::is_same_v<T, ConsentAnswered>) all_.insert(consent_line(event.seat, event.answer));
        if constexpr (std::is_same_v<T, ChairTaken>) all_.insert("chair " + event.seat.value);
        if constexpr (std::is_same_v<T, VoicePassed>) all_.insert("voice " + event.to.value);
      },
      any);
}

}  // namespace faults
