#pragma once
// The board as the records tell it: what each card and each name of a theme was, and when; and what a page may show of
// it. Asks nothing of server/room. One thread.

#include <optional>
#include <string>
#include <unordered_map>

#include "protocol/events.hpp"
#include "protocol/things.hpp"
#include "tests/simulation/timeline.hpp"

namespace sim {

struct CardState {
  std::string text;
  bool is_secret = false;             // written in silence, not revealed
  bool is_gone = false;               // retracted, or dropped with who wrote it
  bool is_erased = false;             // its author is
  std::optional<std::string> hidden;  // why
  protocol::SeatId hidden_by;
  std::optional<protocol::TextReason> held;  // waits for a look
  std::optional<std::string> note;           // with which it went back to its author
  protocol::SeatId note_by;
  bool is_for_all() const { return !is_gone && !is_secret && !hidden && !held; }
};

struct CardPast {
  protocol::SeatId author;
  protocol::PhaseId phase;
  bool is_of_table = false;
  Timeline<CardState> states;
};

struct ThemeState {
  std::string title;
  protocol::SeatId by;
  bool is_erased = false;
};

class BoardPast {
 public:
  // Takes in one record; says what it breaks, "" when all is lawful.
  std::string take(protocol::Event const& event, Moment const& moment);

  // What is wrong with what somebody is shown; "": nothing.
  std::string wrong(protocol::CardThing const& card, Sight const& sight) const;
  std::string wrong(protocol::ThemeThing const& theme, Sight const& sight) const;
  std::string wrong(protocol::OwnCard const& card, protocol::SeatId const& seat, Sight const& sight) const;
  // Cards that every page must show now.
  std::size_t for_all() const;

 private:
  template <class Change>
  std::string change(protocol::CardId const& card, Moment const& moment, Change const& change);
  std::string hide(protocol::Item const& item, Moment const& moment, protocol::PersonalText const* reason);
  std::string reveal(protocol::CardsRevealed const& event, Moment const& moment);
  std::string rule_on(protocol::Event const& event, Moment const& moment);
  void drop_drafts(protocol::SeatId const& seat, Moment const& moment);
  void erase(protocol::SeatId const* seat, Moment const& moment);  // null: everybody

  std::unordered_map<std::string, CardPast> cards_;
  std::unordered_map<std::string, Timeline<ThemeState>> themes_;
};

}  // namespace sim
