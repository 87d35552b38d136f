#pragma once
// What the server has let out through its sockets, read back from the log of the layer, as promises that a restart must
// keep: answered commands, shown cards, hands, turns and words, seats, rooms. The same words are made from a journal,
// so the two can be compared as sets. Pure.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/events.hpp"
#include "protocol/pushes.hpp"
#include "tests/faults/layer_log.hpp"

namespace faults {

// One promise as a line: "answered ID", "card ID TEXT", "gone ID" (a card that may not be seen any more), "erased ID"
// (a card whose author was erased), "hand SEAT KIND", "moved SEAT REASON" (a hand), "turn ID SEAT", "ended TURN HOW",
// "words TURN ALL-OF-THEM", "gist TURN TEXT", "phase ID SINCE", "table TURN NUMBER", "stretch SEAT HOW",
// "nudges SEAT off", "handcard SEAT NUMBER", "seat ID", "room CODE", "office" (a password is set), "theme ID TITLE",
// "merged THEME INTO", "frozen PHASE" (its board), "sits SEAT TABLE", "together SEAT WITH", "help TABLE", "line CARD
// TABLE", "told TEXT", "proposal NUMBER TEXT", "consent SEAT ANSWER", "chair SEAT", "voice SEAT", "held CARD REASON",
// "returned CARD NOTE". At the office: "library NAME", "ticket ID", "closed ROOM", "forgotten ROOM SEAT", "wrote TEXT"
// (a card taken home). What was promised of the words of somebody who was erased afterwards is kept by "erased KIND
// ID".
struct Promise {
  std::size_t at = 0;  // number of the record that let it out
  std::string what;
};

class Promises {
 public:
  // `did`: what the answers mean that name nothing ("{}"), in the order of their leaving.
  explicit Promises(std::vector<std::string> did = {}) : did_(std::move(did)) {}
  // Bytes that left through a socket, as record number `at`.
  void sent(int socket, std::string_view bytes, std::size_t at);
  void closed(int socket) { lines_.erase(socket); }

  // In the order of their leaving; each once, at its first time.
  std::vector<Promise> const& all() const { return all_; }
  long frames() const { return frames_; }
  std::size_t done() const { return done_; }  // answers that named nothing

 private:
  struct Line {
    std::string bytes;         // not yet understood
    std::size_t began_at = 0;  // the record with the first of them
    bool is_upgraded = false;
  };
  bool take_answer(Line& line);
  void take_body(std::string const& body, std::size_t at);
  bool take_frame(Line& line);
  void take(protocol::Push const& push, std::size_t at);
  void take(std::vector<protocol::Thing> const& things, std::size_t at);
  void take(protocol::FloorThing const& floor, std::size_t at);
  void take(protocol::TurnThing const& turn, std::size_t at);
  void take(protocol::SeatThing const& seat, std::size_t at);
  void take(protocol::RoomThing const& room, std::size_t at);
  void take(protocol::CardThing const& card, std::size_t at);
  void take(protocol::ThemeThing const& theme, std::size_t at);
  void take(protocol::Own const& own, std::size_t at);
  void add(std::string what, std::size_t at);

  std::map<int, Line> lines_;
  std::vector<Promise> all_;
  std::set<std::string> known_;
  std::vector<std::string> did_;
  std::size_t done_ = 0;
  long frames_ = 0;
};

// Is it kept, as it was promised or because its words were erased since?
bool is_kept(std::set<std::string> const& kept, std::string const& promised);

// What the events of one room fulfil, told in their order.
class Fulfilled {
 public:
  explicit Fulfilled(std::set<std::string>& all) : all_(all) {}
  void add(protocol::Record const& record);

  std::set<protocol::SeatId> const& erased() const { return erased_; }  // by an event
  // Seats whose words cannot be read any more though nobody erased them.
  std::vector<protocol::SeatId> lost() const;

 private:
  void add_board(protocol::Event const& event);
  void add_floor(protocol::Event const& event);
  void add_together(protocol::Event const& event);
  void add_office(protocol::Event const& event);
  void add_card(protocol::CardId const& card, protocol::PersonalText const& text,
                std::optional<protocol::TextReason> why);
  void add_text(std::string const& kind, std::string const& id, protocol::PersonalText const& text);

  std::set<std::string>& all_;
  std::string code_;                               // of the room
  std::map<protocol::TurnId, std::string> words_;  // said so far
  std::set<protocol::SeatId> erased_, unreadable_;
  bool is_all_erased_ = false;
};

}  // namespace faults
