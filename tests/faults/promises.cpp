// Frames and answers out of the bytes of a socket; see promises.hpp.

#include "tests/faults/promises.hpp"

#include <cstdlib>

#include "protocol/json.hpp"

namespace faults {

using namespace protocol;

namespace {

std::string card_line(CardId const& id, std::string const& text) { return "card " + id.value + ' ' + text; }

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
  } else if (auto const* ticket = std::get_if<Ticket>(&push)) {
    add("answered " + ticket->id.value, at);
  }
}

void Promises::take(std::vector<Thing> const& things, std::size_t at) {
  for (auto const& thing : things) {
    if (auto const* card = std::get_if<CardThing>(&thing)) add(card_line(card->id, card->text), at);
    if (auto const* seat = std::get_if<SeatThing>(&thing)) add("seat " + seat->id.value, at);
  }
}

void Promises::add(std::string what, std::size_t at) {
  if (known_.insert(what).second) all_.push_back({at, std::move(what)});
}

void add_fulfilled(Record const& record, std::set<std::string>& all) {
  if (record.cause) all.insert("answered " + record.cause->id.value);
  auto const add_text = [&](CardId const& card, PersonalText const& text) {
    all.insert(text.is_erased ? "erased " + card.value : card_line(card, text.text));
  };
  std::visit(
      [&]<class T>(T const& event) {
        if constexpr (std::is_same_v<T, RoomOpened>) all.insert("room " + event.code.value);
        if constexpr (std::is_same_v<T, SeatTaken>) all.insert("seat " + event.seat.value);
        if constexpr (std::is_same_v<T, CardPosted> || std::is_same_v<T, CardEdited>) add_text(event.card, event.text);
        if constexpr (std::is_same_v<T, CardRetracted>) all.insert("gone " + event.card.value);
        if constexpr (std::is_same_v<T, ItemHidden>) all.insert("gone " + event.item.id);
      },
      record.event);
}

}  // namespace faults
