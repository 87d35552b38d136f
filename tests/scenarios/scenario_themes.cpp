// What people do with themes and dots in a story, and what it says of them and of cards that wait for a look: "Groen:
// bomen, gras | Water (met Vijver): riet"; a name that was erased is "(gewist)".

#include "server/room/themes.hpp"
#include "tests/scenarios/scenario_verbs.hpp"

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

// "3 bomen, 1 gras en 5 stickers" once it is closed; before, how many of how many put some.
std::string dots(Story const& story, View view) {
  auto const& all = story.evening.room.board.ballots;
  if (all.empty()) return "geen";
  auto const thing = *room::seen(story.evening.room, story.evening.presence, {}, {"ballot", std::to_string(all.size())},
                                 story.eyes(view));
  auto const& ballot = std::get<BallotThing>(thing);
  if (!ballot.results) {
    auto text = std::to_string(ballot.sets) + " van " + std::to_string(ballot.people);
    for (auto const& seat : ballot.late.value_or(std::vector<SeatId>{})) text += ", te laat " + story.name(seat);
    return text;
  }
  std::vector<std::string> rows;
  for (auto const& row : *ballot.results) {
    auto const& text = story.evening.room.board.cards.at(row.card).text;
    auto const stickers = row.stickers_hall > 0 ? " en " + std::to_string(row.stickers_hall) + " stickers zaal" : "";
    rows.push_back(std::to_string(row.dots) + " " + (text.empty() ? "(gewist)" : text) + stickers);
  }
  return joined(rows);
}

// What was typed in from paper, as the staff read it before it is closed.
std::string stickers(Story const& story) {
  auto const& all = story.evening.room.board.ballots;
  auto const thing =
      room::seen(story.evening.room, story.evening.presence, {}, {"ballot", std::to_string(all.size())}, View::staff);
  std::vector<std::string> rows;
  if (thing)
    for (auto const& row : std::get<BallotThing>(*thing).stickers.value_or(std::vector<CardDots>{}))
      rows.push_back(story.evening.room.board.cards.at(row.card).text + " " + std::to_string(row.stickers_hall));
  return joined(rows);
}

std::string own_dots(Story const& story, std::string const& who) {
  auto const own = room::own(story.evening.room, story.evening.presence, story.seat(who));
  if (!own.ballot) return own.waits_for_dots ? "wacht" : "geen";
  std::vector<std::string> rows;
  for (auto const& one : *own.dots)
    rows.push_back(std::to_string(one.dots) + " " + story.evening.room.board.cards.at(one.card).text);
  std::ranges::sort(rows);
  return joined(rows);
}

BallotNumber ballot(Story const& story) {
  return {std::max<std::int64_t>(1, std::ssize(story.evening.room.board.ballots))};
}

}  // namespace

std::vector<Verb> theme_verbs() {
  return {
      VERB("maakt thema \"(.*)\" bij (\\w+)", MakeTheme{ColumnId{w[2]}, {w[1]}}),
      VERB("noemt thema \"(.*)\" \"(.*)\"", RenameTheme{S.theme(w[1]), {w[2]}, revision_of(S, S.theme(w[1]))}),
      VERB("noemt een oud thema \"(.*)\" \"(.*)\"", RenameTheme{S.theme(w[1]), {w[2]}, {0}}),
      VERB("zet \"(.*)\" in thema \"(.*)\", gezien in \"(.*)\"", put_in_theme(S, w[1], S.theme(w[2]), w[3])),
      VERB("zet \"(.*)\" in thema \"(.*)\"", put_in_theme(S, w[1], S.theme(w[2]))),
      VERB("haalt \"(.*)\" uit het thema", put_in_theme(S, w[1], {})),
      VERB("voegt thema \"(.*)\" bij \"(.*)\"",
           MergeThemes{S.theme(w[1]), S.theme(w[2]), revision_of(S, S.theme(w[1]))}),
      VERB("haalt thema \"(.*)\" er weer uit", UndoMerge{S.theme(w[1])}),
      VERB("geeft iedereen (\\d+) stip(?:pen)? voor (\\w+)", OpenDots{PhaseId{w[2]}, {}, {std::stoi(w[1])}}),
      VERB("geeft iedereen (\\d+) stip(?:pen)? voor (\\w+), kolom (\\w+)",
           OpenDots{PhaseId{w[2]}, ColumnId{w[3]}, {std::stoi(w[1])}}),
      VERB("zet (\\d+) stip(?:pen)? op \"(.*)\"(?: voor (\\w+))?",
           PlaceDots{ballot(S), S.card(w[2]), {std::stoi(w[1])}, maybe_seat(S, w[3]), {}}),
      VERB("zet alleen (\\d+) stip(?:pen)? op \"(.*)\"(?: voor (\\w+))?",
           PlaceDots{ballot(S), S.card(w[2]), {std::stoi(w[1])}, maybe_seat(S, w[3]), true}),
      VERB("laat (\\w+) ook stippen zetten", AdmitSeat{ballot(S), S.seat(w[1])}),
      VERB("telt (\\d+) stickers op \"(.*)\"", CountStickers{ballot(S), S.card(w[2]), Side::hall, {std::stoi(w[1])}}),
      VERB("telt de stippen", CloseDots{ballot(S)}),
      VERB("zet het bord van (\\w+) vast", FreezeBoard{PhaseId{w[1]}}),
      VERB("maakt het bord van (\\w+) los", OpenBoard{PhaseId{w[1]}}),
      VERB("hangt \"(.*)\" bij (\\w+), gezien bij (\\w+)", MoveCard{S.card(w[1]), ColumnId{w[2]}, ColumnId{w[3]}}),
  };
}

ThemeId Story::theme(std::string const& title) const {
  for (auto const& theme : evening.room.board.themes)
    if (theme.title == title) return theme.id;
  return ThemeId{"weg"};
}

std::map<std::string, Look> theme_looks() {
  return {{"themas", [](Story const& s, Said const&) { return themes(s); }},
          {"wachten", [](Story const& s, Said const&) { return waiting(s); }},
          {"stippen",
           [](Story const& s, Said const& w) {
             return dots(s, w.size() > 1 && w.at(1) == "leiding" ? View::staff : View::participant);
           }},
          {"stickers", [](Story const& s, Said const&) { return stickers(s); }},
          {"stippen-van", [](Story const& s, Said const& w) { return own_dots(s, w.at(1)); }},
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
