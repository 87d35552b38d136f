// What a story says of the board: which cards wait for a look, and themes, as "Groen: bomen, gras | Water (met Vijver):
// riet"; a name that was erased is "(gewist)".

#include "server/room/themes.hpp"
#include "tests/scenarios/story.hpp"

namespace story {
namespace {

std::string titled(ThemeThing const& theme) { return theme.title.empty() ? "(gewist)" : theme.title; }

std::string themes(Story const& story) {
  auto const screen = story.evening.screen(story.eyes(View::participant));
  std::map<int, ThemeThing const*> in_order;
  for (auto const& [key, thing] : screen)
    if (auto const* theme = std::get_if<ThemeThing>(&thing)) in_order[theme->position] = theme;
  std::string all;
  for (auto const& [position, theme] : in_order) {
    if (theme->merged_into) continue;
    std::vector<std::string> texts, merged;
    for (auto const& [key, thing] : screen)
      if (auto const* card = std::get_if<CardThing>(&thing); card && card->theme == theme->id)
        texts.push_back(card->text);
    for (auto const& [other, one] : in_order)
      if (one->merged_into == theme->id) merged.push_back(titled(*one));
    std::ranges::sort(texts);
    all += (all.empty() ? "" : " | ") + titled(*theme) + (merged.empty() ? "" : " (met " + joined(merged) + ")") +
           (texts.empty() ? "" : ": " + joined(texts));
  }
  return all.empty() ? "geen" : all;
}

// Cards that somebody of the staff has to look at, who waits longest first.
std::string waiting(Story const& story) {
  std::map<std::int64_t, std::string> in_order;
  for (auto const& [key, thing] : story.evening.screen(story.eyes(View::staff)))
    if (auto const* card = std::get_if<CardThing>(&thing); card && card->held_position && !card->returned_with)
      in_order[*card->held_position] = card->text;
  std::vector<std::string> texts;
  for (auto const& [position, text] : in_order) texts.push_back(text);
  return joined(texts);
}

std::string frozen(Story const& story) {
  std::vector<std::string> phases;
  for (auto const& phase : story.evening.room.script.phases)
    if (phase.board_is_frozen) phases.push_back(phase.plan.id.value);
  return joined(phases);
}

}  // namespace

ThemeId Story::theme(std::string const& title) const {
  for (auto const& theme : evening.room.board.themes)
    if (theme.title == title) return theme.id;
  return ThemeId{"weg"};
}

std::map<std::string, Look> theme_looks() {
  return {{"themas", [](Story const& s, Said const&) { return themes(s); }},
          {"wachten", [](Story const& s, Said const&) { return waiting(s); }},
          {"bevroren", [](Story const& s, Said const&) { return frozen(s); }}};
}

Whole<0, limits::whole_number_max> revision_of(Story const& story, ThemeId const& theme) {
  auto const* known = room::themes::find(story.evening.room, theme);
  return {known ? known->revision : 0};
}

Whole<0, limits::whole_number_max> edition_of(Story const& story, CardId const& card) {
  auto const found = story.evening.room.board.cards.find(card);
  return {found == story.evening.room.board.cards.end() ? 0 : found->second.edition};
}

// `seen`: in which theme the asker saw the card, "" in none; else where it is now.
PutInTheme put_in_theme(Story const& story, std::string const& card, std::optional<ThemeId> theme,
                        std::optional<std::string> seen) {
  auto const& room = story.evening.room;
  PutInTheme ask{story.card(card), std::move(theme), {}};
  if (seen && !seen->empty()) ask.from = story.theme(*seen);
  auto const found = room.board.cards.find(ask.card);
  if (!seen && found != room.board.cards.end() && found->second.theme)
    ask.from = room::themes::shown_as(room, *room::themes::find(room, *found->second.theme)).id;
  return ask;
}

}  // namespace story
