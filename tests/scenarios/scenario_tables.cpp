// What a story expects of tables, in Dutch; part of scenario_expectations.cpp.

#include <algorithm>
#include <set>

#include "tests/scenarios/story.hpp"

namespace story {
namespace {

std::string in_a_row(std::vector<std::string> const& lines) {
  std::string text;
  for (auto const& line : lines) text += (text.empty() ? "" : ", ") + line;
  return text.empty() ? "niemand" : text;
}

// "Bob Cem; Dik Els": who sits together, by table; groups of a phase in the same way.
std::string tables_laid(Story const& story, bool groups) {
  std::map<std::int64_t, std::set<std::string>> tables;
  for (auto const& [name, id] : story.people) {
    auto const& seat = story.evening.room.seats.at(id);
    auto const& at = groups ? seat.group : seat.table;
    if (at && !seat.has_ended) tables[at->value].insert(name);
  }
  std::string text;
  for (auto const& [number, names] : tables) {
    text += (text.empty() ? "" : " | ") + (groups ? std::string() : std::to_string(number));
    for (auto const& name : names) text += (text.empty() || text.ends_with("| ") ? "" : " ") + name;
  }
  return text.empty() ? "niemand" : text;
}

std::string proposed(Story const& story) {
  auto const thing = room::seen(story.evening.room, story.evening.presence, {}, {"seating", "seating"}, View::staff);
  if (!thing) return "niets";
  std::map<std::int64_t, std::set<std::string>> tables;
  for (auto const& one : std::get<SeatingThing>(*thing).seats) tables[one.table.value].insert(story.name(one.seat));
  std::string text;
  for (auto const& [number, names] : tables) {
    text += (text.empty() ? "" : " | ") + std::to_string(number);
    for (auto const& name : names) text += " " + name;
  }
  return text;
}

std::string help(Story const& story) {
  auto const called = story.floor().help;
  if (!called) return "nee";
  return called->answered_by ? story.name(*called->answered_by) + " komt" : "gevraagd";
}

}  // namespace

std::map<std::string, Look> table_looks() {
  return {
      {"tafels", [](Story const& s, Said const&) { return tables_laid(s, false); }},
      {"groepjes", [](Story const& s, Said const&) { return tables_laid(s, true); }},
      {"voorstel", [](Story const& s, Said const&) { return proposed(s); }},
      {"past-bij",
       [](Story const& s, Said const& w) {
         auto const own = room::own(s.evening.room, s.evening.presence, s.seat(w.at(1)));
         return own.suggested_table ? std::to_string(own.suggested_table->value) : std::string("geen");
       }},
      {"wil-bij",
       [](Story const& s, Said const& w) {
         auto const own = room::own(s.evening.room, s.evening.presence, s.seat(w.at(1)));
         return own.together ? s.name(*own.together) : std::string("niemand");
       }},
      {"gevraagd-door",
       [](Story const& s, Said const& w) {
         std::vector<std::string> names;
         for (auto const& one : room::own(s.evening.room, s.evening.presence, s.seat(w.at(1))).asked_to_sit_with)
           names.push_back(s.name(one));
         return joined(names);
       }},
      {"leiding-ziet-bij",
       [](Story const& s, Said const& w) {
         auto const seen_from = [&](View view) {
           auto const thing = room::seen(s.evening.room, s.evening.presence, {}, {"seat", s.seat(w.at(1)).value}, view);
           auto const& with = std::get<SeatThing>(*thing).together;
           return with ? s.name(*with) : std::string("niemand");
         };
         auto const others = seen_from(View::participant);
         return seen_from(View::staff) + (others == "niemand" ? "" : ", anderen ook");
       }},
      {"tafelhulp", [](Story const& s, Said const&) { return help(s); }},
      {"gezegd",
       [](Story const& s, Said const&) {
         auto const thing =
             room::seen(s.evening.room, s.evening.presence, {}, {"room", "room"}, s.eyes(View::participant));
         return std::get<RoomThing>(*thing).told.value_or("niets");
       }},
      {"regels",
       [](Story const& s, Said const&) {
         std::vector<std::string> lines;
         for (auto const& [key, thing] : s.evening.screen(s.eyes(View::participant)))
           if (auto const* card = std::get_if<CardThing>(&thing); card && card->table)
             lines.push_back(card->text + " (" + std::to_string(card->table->value) + ")");
         std::ranges::sort(lines);
         return in_a_row(lines);
       }},
  };
}

}  // namespace story
