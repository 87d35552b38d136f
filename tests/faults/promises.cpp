// Frames and answers out of the bytes of a socket; see promises.hpp.

#include "tests/faults/promises.hpp"

#include <cstdlib>

#include "protocol/json.hpp"

namespace faults {

using namespace protocol;

namespace {

template <class Enum>
std::string word(Enum value) {
  return std::string{describe::names<Enum>[static_cast<std::size_t>(value)]};
}

// Each promise in the words in which it is made and kept.
std::string card_line(CardId const& id, std::string const& text) { return "card " + id.value + ' ' + text; }
std::string theme_line(ThemeId const& id, std::string const& title) { return "theme " + id.value + ' ' + title; }
std::string hand_line(SeatId const& seat, RequestKind kind) { return "hand " + seat.value + ' ' + word(kind); }
std::string moved_line(SeatId const& seat, MoveReason why) { return "moved " + seat.value + ' ' + word(why); }
std::string turn_line(TurnId const& turn, SeatId const& seat) { return "turn " + turn.value + ' ' + seat.value; }
std::string ended_line(TurnId const& turn, TurnEnd how) { return "ended " + turn.value + ' ' + word(how); }
std::string words_line(TurnId const& turn, std::string const& all) { return "words " + turn.value + ' ' + all; }
std::string gist_line(TurnId const& turn, std::string const& text) { return "gist " + turn.value + ' ' + text; }
std::string together_line(SeatId const& seat, SeatId const& with) {
  return "together " + seat.value + " " + with.value;
}
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
  if (auto const code_at = body.find("\"code\":\""); status == 201 && code_at != std::string::npos) {
    add("room " + body.substr(code_at + 8, 8), line.began_at);
  }
  if (auto const seat_at = body.find("\"seat\":\""); status == 200 && seat_at != std::string::npos) {
    auto const id_at = seat_at + 8;  // a seat of staff is taken through HTTP
    add("seat " + body.substr(id_at, body.find('"', id_at) - id_at), line.began_at);
  }
  if (status == 200 && head.find("pb_office=") != std::string::npos) add("office", line.began_at);
  line.bytes.erase(0, end + 4 + length);
  return true;
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
  }
}

void Promises::take(std::vector<Thing> const& things, std::size_t at) {
  for (auto const& thing : things) {
    if (auto const* card = std::get_if<CardThing>(&thing)) add(card_line(card->id, card->text), at);
    if (auto const* theme = std::get_if<ThemeThing>(&thing)) add(theme_line(theme->id, theme->title), at);
    if (auto const* floor = std::get_if<FloorThing>(&thing)) take(*floor, at);
    if (auto const* turn = std::get_if<TurnThing>(&thing)) take(*turn, at);
    if (auto const* room = std::get_if<RoomThing>(&thing); room && room->phase)
      add(phase_line(*room->phase, room->phase_started_at), at);
    auto const* seat = std::get_if<SeatThing>(&thing);
    if (seat) add("seat " + seat->id.value, at);
    if (seat && seat->hand_card) add(card_in_hand_line(seat->id, *seat->hand_card), at);
    if (seat && seat->stretch) add(stretch_line(seat->id, *seat->stretch), at);
    if (seat && seat->together) add(together_line(seat->id, *seat->together), at);
  }
}

void Promises::take(FloorThing const& floor, std::size_t at) {
  for (auto const& hand : floor.queue) {
    add(hand_line(hand.seat, hand.kind), at);
    if (hand.moved) add(moved_line(hand.seat, *hand.moved), at);
  }
  for (auto const& speaker : {floor.speaker, floor.held})
    if (speaker) add(turn_line(speaker->turn, speaker->seat), at);
  if (floor.table && floor.speaker) add(table_line(floor.speaker->turn, *floor.table), at);
}

void Promises::take(TurnThing const& turn, std::size_t at) {
  add(turn_line(turn.id, turn.seat), at);
  if (turn.how) add(ended_line(turn.id, *turn.how), at);
  if (!turn.words.empty()) add(words_line(turn.id, turn.words), at);
  if (!turn.gist.empty()) add(gist_line(turn.id, turn.gist), at);
}

void Promises::take(Own const& own, std::size_t at) {
  if (own.stretch) add(stretch_line(own.seat, *own.stretch), at);
  if (own.together) add(together_line(own.seat, *own.together), at);
  if (own.wants_nudges == false) add("nudges " + own.seat.value + " off", at);
}

void Promises::add(std::string what, std::size_t at) {
  if (known_.insert(what).second) all_.push_back({at, std::move(what)});
}

void Fulfilled::add(Record const& record) {
  if (record.cause) all_.insert("answered " + record.cause->id.value);
  add_board(record.event);
  add_floor(record.event);
}

void Fulfilled::add_board(Event const& any) {
  auto const add_text = [&](CardId const& card, PersonalText const& text) {
    all_.insert(text.is_erased ? "erased " + card.value : card_line(card, text.text));
  };
  std::visit(
      [&]<class T>(T const& event) {
        if constexpr (std::is_same_v<T, RoomOpened>) all_.insert("room " + event.code.value);
        if constexpr (std::is_same_v<T, SeatTaken>) all_.insert("seat " + event.seat.value);
        if constexpr (std::is_same_v<T, HandCardGiven>)
          if (event.number) all_.insert(card_in_hand_line(event.seat, *event.number));
        if constexpr (std::is_same_v<T, SeatTogether>)
          if (event.with) all_.insert(together_line(event.seat, *event.with));
        if constexpr (std::is_same_v<T, CardPosted> || std::is_same_v<T, CardEdited>) add_text(event.card, event.text);
        if constexpr (std::is_same_v<T, ThemeMade> || std::is_same_v<T, ThemeRenamed>)
          all_.insert(theme_line(event.theme, event.title.text));
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
          all_.insert(words_line(event.turn, said));
        }
        if constexpr (std::is_same_v<T, GistAdded>) all_.insert(gist_line(event.turn, event.gist.text));
        if constexpr (std::is_same_v<T, PhaseStarted>) all_.insert(phase_line(event.phase, event.at));
        if constexpr (std::is_same_v<T, StretchSet>) all_.insert(stretch_line(event.seat, event.stretch));
        if constexpr (std::is_same_v<T, NudgesSet>)
          if (!event.are_wanted) all_.insert("nudges " + event.seat.value + " off");
      },
      any);
}

}  // namespace faults
