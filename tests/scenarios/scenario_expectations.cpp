// What a story expects to see afterwards, in Dutch. All but "eigen" and "leiding" look at what participants see.

#include <algorithm>
#include <boost/describe.hpp>
#include <regex>
#include <stdexcept>

#include "tests/scenarios/story.hpp"

namespace story {
namespace {

std::string after_start(Millis at) { return std::to_string((at - evening::start_at) / 1000) + "s"; }

std::string queue(Story const& story) {
  std::vector<std::string> names;
  auto const floor = story.floor();
  for (auto const& hand : floor.queue) names.push_back(story.name(hand.seat) + (hand.was_called ? "*" : ""));
  return joined(names);
}

std::string reason_words(PlaceReason why) {
  static std::map<PlaceReason, std::string> const words{{PlaceReason::called, "geroepen"},
                                                        {PlaceReason::waited_long, "wacht lang"},
                                                        {PlaceReason::not_heard, "niet gehoord"},
                                                        {PlaceReason::side_behind, "kant achter"},
                                                        {PlaceReason::table_behind, "tafel achter"},
                                                        {PlaceReason::heard_before, "al gehoord"},
                                                        {PlaceReason::moved, "verplaatst"},
                                                        {PlaceReason::stepped_back, "liet voorgaan"},
                                                        {PlaceReason::urgent, "spoed"},
                                                        {PlaceReason::other_side, "andere kant"},
                                                        {PlaceReason::objects, "heeft bezwaar"},
                                                        {PlaceReason::voice, "toekomststoel"},
                                                        {PlaceReason::arrival, "aankomst"}};
  return words.at(why);
}

std::string given_words(GivenAs given) {
  static std::map<GivenAs, std::string> const words{
      {GivenAs::in_round, "in rondje"},        {GivenAs::began_self, "begon zelf"},
      {GivenAs::in_circle, "in de kring"},     {GivenAs::to_voice, "toekomststoel"},
      {GivenAs::short_question, "tussendoor"}, {GivenAs::no_hand, "zonder hand"}};
  return words.at(given);
}

// Why this person's hand stands where it stands.
std::string reason(Story const& story, std::string const& who) {
  auto const queue = story.floor().queue;
  auto const hand = std::ranges::find(queue, story.seat(who), &Hand::seat);
  return hand == queue.end() ? "geen hand" : reason_words(hand->why);
}

// Why this person's newest turn was given, as the talk stream tells it to everybody.
std::string audit(Story const& story, std::string const& who) {
  TurnThing const* newest = nullptr;
  auto const screen = story.evening.screen(story.eyes(View::participant));
  for (auto const& [key, thing] : screen) {
    auto const* turn = std::get_if<TurnThing>(&thing);
    if (turn && turn->seat == story.seat(who) && (!newest || turn->position > newest->position)) newest = turn;
  }
  if (!newest) return "geen beurt";
  std::vector<std::string> parts;
  if (newest->place) parts.push_back(std::to_string(*newest->place) + "e");
  if (newest->why) parts.push_back(reason_words(*newest->why));
  if (newest->given_as) parts.push_back(given_words(*newest->given_as));
  if (newest->is_chosen) parts.push_back("gekozen");
  if (newest->interrupts) parts.push_back("onderbreekt");
  return joined(parts);
}

// For whom this person's newest turn was, as everybody reads it afterwards.
std::string spoke_for(Story const& story, std::string const& who) {
  TurnThing const* newest = nullptr;
  auto const screen = story.evening.screen(View::participant);
  for (auto const& [key, thing] : screen) {
    auto const* turn = std::get_if<TurnThing>(&thing);
    if (turn && turn->seat == story.seat(who) && (!newest || turn->position > newest->position)) newest = turn;
  }
  return newest ? newest->speaks_for.value_or("zichzelf") : "geen beurt";
}

std::string speaker(Story const& story) {
  auto const floor = story.floor();
  return floor.speaker ? story.name(floor.speaker->seat) : "niemand";
}

std::string stretch_of(SeatThing const& seat) {
  static std::map<Stretch, std::string> const words{{Stretch::half_more, "anderhalf"}, {Stretch::twice, "twee"}};
  return seat.stretch ? words.at(*seat.stretch) : "gewoon";
}

// The clock of the running turn: does it stand still because the line is lost?
std::string clock_state(Story const& story) {
  auto const floor = story.floor();
  return !floor.speaker                ? "geen"
         : floor.speaker->line_lost_at ? "stil sinds " + after_start(*floor.speaker->line_lost_at)
                                       : "loopt";
}

BalanceThing balance(Story const& story) {
  auto const& evening = story.evening;
  return std::get<BalanceThing>(*room::seen(evening.room, evening.presence, {}, {"balance", "balance"}, View::staff));
}

// "spreektijd zaal", "spreektijd tafel 3", "spreektijd bewoners": seconds, and how many of how many were heard.
std::string share_of(Story const& story, std::vector<std::string> const& said) {
  static std::map<std::string, Group> const groups{
      {"bewoners", Group::residents}, {"professionals", Group::professionals}, {"leiding", Group::hosts}};
  auto const is_it = [&](BalanceShare const& share) {
    if (said.at(1) == "tafel") return share.table && share.table->value == std::stoi(said.at(2));
    if (auto const group = groups.find(said[1]); group != groups.end()) return share.group == group->second;
    return share.side == (said[1] == "zaal" ? Side::hall : Side::online);
  };
  for (auto const& share : balance(story).shares)
    if (is_it(share))
      return std::to_string(share.seconds) + "s, " + std::to_string(share.heard) + " van " +
             std::to_string(share.people) + " gehoord";
  return "onbekend";
}

std::string round_state(Story const& story) {
  auto const round = story.floor().round;
  if (!round) return "nee";
  if (round->is_second) return "tweede kans, nog " + std::to_string(round->again);
  return std::to_string(round->done) + " van " + std::to_string(round->total);
}

// Who is to come, as everybody sees it.
std::string to_come(Story const& story) {
  std::vector<std::string> names;
  if (auto const round = story.floor().round)
    for (auto const& seat : round->to_come) names.push_back(story.name(seat));
  return joined(names);
}

FloorThing floor_for_staff(Story const& story) {
  auto const thing = room::seen(story.evening.room, story.evening.presence, {},
                                {"floor", room::floor_id(story.at_table)}, View::staff);
  if (!thing) throw std::runtime_error("nobody sits at that table");
  return std::get<FloorThing>(*thing);
}

// The round that is over, as who leads sees it.
std::string last_round(Story const& story) {
  auto const& last = floor_for_staff(story).last_round;
  return last ? std::to_string(last->spoke) + " van " + std::to_string(last->total) + " spraken" : "nee";
}

std::string cards(Story const& story, View view) {
  auto const& board = story.evening.room.board;
  std::vector<std::string> texts;
  for (auto const& [key, thing] : story.evening.screen(story.eyes(view)))
    if (auto const* card = std::get_if<CardThing>(&thing))
      texts.push_back((card->is_erased ? "(gewist)" : card->text) + (card->is_corrected ? " (verbeterd)" : "") +
                      (card->is_private ? " (privé)" : "") +
                      (card->builds_on ? " (op " + board.cards.at(*card->builds_on).text + ")" : "") +
                      (card->hidden_because ? "*" : "") +
                      (card->held_because
                           ? " (wacht: " + std::string(boost::describe::enum_to_string(*card->held_because, "?")) + ")"
                           : "") +
                      (card->returned_with ? " (terug)" : ""));
  std::ranges::sort(texts);
  return joined(texts);
}

std::string own_cards(Story const& story, std::string const& who) {
  std::vector<std::string> texts;
  for (auto const& card : room::own_cards(story.evening.room, story.seat(who))) {
    // Words of a shown card travel with the board only.
    auto const& text = card.text ? *card.text : story.evening.room.board.cards.at(card.id).text;
    texts.push_back(text + (card.is_draft ? " (concept)" : "") + (card.is_hidden ? " (verborgen)" : "") +
                    (card.is_private ? " (privé)" : "") + (card.held_because ? " (wacht)" : "") +
                    (card.returned_with ? " (terug: " + *card.returned_with + ")" : "") +
                    (card.on_behalf_of ? " (voor " + story.name(*card.on_behalf_of) + ")" : "") +
                    (card.is_fixed ? " (staat vast)" : ""));
  }
  return joined(texts);
}

std::string turns(Story const& story, View view) {
  std::map<std::int64_t, std::string> stream;
  for (auto const& [key, thing] : story.evening.screen(story.eyes(view))) {
    auto const* turn = std::get_if<TurnThing>(&thing);
    if (!turn) continue;
    stream[turn->position] =
        story.name(turn->seat) + " " + (turn->seconds ? std::to_string(*turn->seconds) + "s" : "nu") +
        (turn->words.empty() ? "" : " \"" + turn->words + "\"") + (turn->gist.empty() ? "" : " (" + turn->gist + ")");
  }
  std::vector<std::string> list;
  for (auto const& [position, text] : stream) list.push_back(text);
  return joined(list);
}

std::string seat_seen(Story const& story, std::string const& who, View view, auto show) {
  auto const thing = room::seen(story.evening.room, story.evening.presence, {}, {"seat", story.seat(who).value}, view);
  return thing ? show(std::get<SeatThing>(*thing)) : "onbekend";
}

std::string can(Story const& story, std::string const& who, std::string const& command) {
  auto const own = room::own(story.evening.room, story.evening.presence, story.seat(who));
  return std::ranges::find(own.can, command) != own.can.end() ? "ja" : "nee";
}

std::string trouble_of(SeatThing const& seat) { return seat.trouble ? "ja" : "nee"; }

std::string yes_no(bool is_so, char const* yes, char const* no) { return is_so ? yes : no; }

std::string phase(Story const& story) {
  auto const& script = story.evening.room.script;
  return script.phases.at(*script.running).plan.id.value;
}

// "kaarten: ..." is what everybody sees, "kaarten leiding: ..." what staff see.
View view_named(std::vector<std::string> const& said) { return said.size() > 1 ? View::staff : View::participant; }

View seen_by(std::vector<std::string> const& said) { return said.size() > 2 ? View::staff : View::participant; }

// Rounds and name plates.
std::map<std::string, Look> round_looks() {
  return {
      {"rondje", [](Story const& s, Said const&) { return round_state(s); }},
      {"in-het-rondje", [](Story const& s, Said const&) { return to_come(s); }},
      {"rondje-klaar", [](Story const& s, Said const&) { return last_round(s); }},
      {"nog-eens-gevraagd",
       [](Story const& s, Said const& w) {
         return yes_no(room::own(s.evening.room, s.evening.presence, s.seat(w.at(1))).asked_again.value_or(false), "ja",
                       "nee");
       }},
      {"naambord",
       [](Story const& s, Said const& w) {
         return seat_seen(s, w.at(1), View::participant,
                          [](SeatThing const& seat) { return seat.speaks_for.value_or("zichzelf"); });
       }},
      {"sprak-namens", [](Story const& s, Said const& w) { return spoke_for(s, w.at(1)); }},
  };
}

std::map<std::string, Look> other_looks() {
  return {
      {"wachtrij", [](Story const& s, Said const&) { return queue(s); }},
      {"waarom", [](Story const& s, Said const& w) { return reason(s, w.at(1)); }},
      {"audit", [](Story const& s, Said const& w) { return audit(s, w.at(1)); }},
      {"wacht-even",
       [](Story const& s, Said const&) {
         auto const held = s.floor().held;
         return held ? s.name(held->seat) : std::string("niemand");
       }},
      {"vloer", [](Story const& s, Said const&) { return speaker(s); }},
      {"beurt-tot", [](Story const& s, Said const&) { return after_start(s.floor().speaker.value().ends_at); }},
      {"waarschuwt-op", [](Story const& s, Said const&) { return after_start(s.floor().speaker.value().warn_at); }},
      {"tegoed",
       [](Story const& s, Said const&) {
         auto const seconds = floor_for_staff(s).equalise_seconds;
         return seconds ? std::to_string(*seconds) + "s" : std::string("niets");
       }},
      {"spreektijd", [](Story const& s, Said const& w) { return share_of(s, w); }},
      {"online-stil",
       [](Story const& s, Said const&) {
         auto const since = balance(s).online_unheard_since;
         return since ? "sinds " + after_start(*since) : std::string("nee");
       }},
      {"seintje",
       [](Story const& s, Said const& w) {
         auto const own = room::own(s.evening.room, s.evening.presence, s.seat(w.at(1)));
         return own.nudged_at ? "op " + after_start(*own.nudged_at) : std::string("nee");
       }},
      {"beurtklok", [](Story const& s, Said const&) { return clock_state(s); }},
      {"extra", [](Story const& s, Said const& w) { return seat_seen(s, w.at(1), seen_by(w), stretch_of); }},
      {"volgende",
       [](Story const& s, Said const&) {
         auto const next = s.floor().next;
         return next ? s.name(*next) : std::string("niemand");
       }},
      {"rij", [](Story const& s, Said const&) { return yes_no(s.floor().queue_is_open, "open", "dicht"); }},
      {"vanzelf", [](Story const& s, Said const&) { return yes_no(s.floor().runs_itself, "ja", "nee"); }},
      {"fase", [](Story const& s, Said const&) { return phase(s); }},
      {"fase-tot", [](Story const& s, Said const&) { return after_start(s.evening.room.script.ends_at); }},
      {"kaarten", [](Story const& s, Said const& w) { return cards(s, view_named(w)); }},
      {"eigen", [](Story const& s, Said const& w) { return own_cards(s, w.at(1)); }},
      {"beurten", [](Story const& s, Said const& w) { return turns(s, view_named(w)); }},
      {"etiket",
       [](Story const& s, Said const& w) {
         return seat_seen(s, w.at(1), View::participant, [](SeatThing const& seat) { return seat.label; });
       }},
      {"hulp", [](Story const& s, Said const& w) { return seat_seen(s, w.at(1), View::staff, trouble_of); }},
      {"vloer-van",
       [](Story const& s, Said const& w) {
         auto const own = room::own(s.evening.room, s.evening.presence, s.seat(w.at(1)));
         return !own.floor ? std::string("geen") : *own.floor == "floor" ? std::string("zaal") : *own.floor;
       }},
      {"kan", [](Story const& s, Said const& w) { return can(s, w.at(1), w.at(2)); }},
      {"gesproken",
       [](Story const& s, Said const& w) {
         return std::to_string(room::own(s.evening.room, s.evening.presence, s.seat(w.at(1))).spoken_seconds) + "s";
       }},
      {"wekker",
       [](Story const& s, Said const&) {
         auto const due = room::due(s.evening.room, s.evening.presence);
         return due ? after_start(*due) : std::string("geen");
       }},
  };
}

// The first word of the expectation, with what to look at; further words before the colon come along.
std::map<std::string, Look> const& looks() {
  static std::map<std::string, Look> const all = [] {
    auto list = round_looks();
    list.merge(other_looks());
    list.merge(table_looks());
    list.merge(form_looks());
    list.merge(theme_looks());
    return list;
  }();
  return all;
}

}  // namespace

std::string joined(std::vector<std::string> const& parts) {
  std::string text;
  for (auto const& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text.empty() ? "niemand" : text;
}

std::optional<std::string> differs(Story const& story, std::string const& expected) {
  static std::regex const at_a_table("tafel (\\d+) (.*)");
  if (std::smatch said; !story.at_table && std::regex_match(expected, said, at_a_table)) {
    auto there = story;
    there.at_table = TableNumber{std::stoi(said[1])};
    return differs(there, said[2]);
  }
  auto const colon = expected.find(": ");
  auto const said = split(expected.substr(0, colon), " ");
  auto const look = looks().find(said.front());
  if (colon == std::string::npos || look == looks().end())
    throw std::runtime_error("nobody knows the expectation: " + expected);
  auto const came = look->second(story, said);
  if (came == expected.substr(colon + 2)) return std::nullopt;
  return expected.substr(0, colon + 2) + came;
}

std::vector<std::string> split(std::string const& text, std::string const& by) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from < text.size();) {
    auto const to = std::min(text.find(by, from), text.size());
    parts.push_back(text.substr(from, to - from));
    from = to + by.size();
  }
  return parts;
}

SeatId Story::seat(std::string const& name) const {
  auto const found = people.find(name);
  if (found == people.end()) throw std::runtime_error("nobody is called " + name);
  return found->second;
}

std::string Story::name(SeatId const& seat) const {
  for (auto const& [name, id] : people)
    if (id == seat) return name;
  return "?";
}

// A card that was shown or written; one that is gone has an id that nobody knows.
CardId Story::card(std::string const& text) const {
  for (auto const& [id, card] : evening.room.board.cards)
    if (card.text == text) return id;
  return CardId{"weg"};
}

TurnId Story::last_turn_of(std::string const& name) const {
  auto const& turns = evening.room.talk.turns;
  auto const is_theirs = [&](room::Turn const& turn) { return turn.seat == seat(name); };
  auto const found = std::find_if(turns.rbegin(), turns.rend(), is_theirs);
  return found == turns.rend() ? TurnId{"geen"} : found->id;
}

}  // namespace story
