#include "server/engine/harvest.hpp"

#include <algorithm>
#include <ctime>
#include <map>

#include "server/room/consent.hpp"
#include "server/room/keeping.hpp"
#include "server/room/permissions.hpp"
#include "server/room/themes.hpp"
#include "server/room/view.hpp"
#include "server/text/local_time.hpp"

namespace engine {

using namespace protocol;

namespace {

std::string iso_time(Millis at) {
  auto const seconds = static_cast<std::time_t>(at / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Millis millis_of(std::string const& iso) {
  std::tm parts{};
  return strptime(iso.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) ? Millis{timegm(&parts)} * 1000 : 0;
}

std::string name_of(Side side) { return side == Side::hall ? "hall" : "online"; }

std::string name_of(std::optional<TableNumber> const& table) {
  if (!table) return {};
  bool const is_group = table->value > limits::table_number_max;
  return is_group ? "groepje " + std::to_string(table->value % 100) : std::to_string(table->value);
}

std::string title_of(room::Room const& room, PhaseId const& id) {
  for (auto const& phase : room.script.phases) {
    if (phase.plan.id == id) return phase.plan.title.value;
  }
  return {};
}

// Neither who leads nor a tablet.
bool is_resident(room::Seat const& seat) {
  return room::is_person(seat.role) && room::view_of(seat.role) != View::staff;
}

Side side_of(room::Room const& room, SeatId const& seat) {
  auto const found = room.seats.find(seat);
  return found == room.seats.end() ? Side::hall : found->second.side;
}

// People get numbers in the order in which they first spoke: enough to follow a talk, nothing to find a person with.
class Numbers {
 public:
  int of(SeatId const& seat) { return numbers_.try_emplace(seat, static_cast<int>(numbers_.size()) + 1).first->second; }

 private:
  std::map<SeatId, int> numbers_;
};

using api::Harvest;
using api::HarvestCard;
using api::HarvestCount;
using api::HarvestProposal;
using api::HarvestTurn;

void add_turns(room::Room const& room, room::Presence const& nobody, Harvest& harvest) {
  Numbers numbers;
  for (auto const& turn : room.talk.turns) {
    auto const thing = room::seen(room, nobody, {}, {"turn", turn.id.value}, View::participant);
    if (!thing) continue;
    auto const& shown = std::get<TurnThing>(*thing);
    HarvestTurn row;
    row.at = iso_time(shown.started_at);
    row.phase = title_of(room, shown.phase);
    row.kind = shown.kind == TurnKind::typed ? "typed" : "spoken";
    row.side = name_of(side_of(room, shown.seat));
    row.person = numbers.of(shown.seat);
    row.seconds = shown.seconds.value_or(0);
    row.words = shown.words;
    row.gist = shown.gist;
    row.speaks_for = shown.speaks_for;
    harvest.talk.push_back(std::move(row));
  }
}

// As everybody saw it at the end; none: hidden, never shown, erased, or private.
std::optional<CardThing> card_for_home(room::Room const& room, CardId const& id) {
  auto const thing = room::seen(room, room::Presence{}, {}, {"card", id.value}, View::participant);
  if (!thing) return std::nullopt;
  auto const& shown = std::get<CardThing>(*thing);
  return shown.is_erased || shown.is_private ? std::nullopt : std::optional(shown);
}

// Answers with the number of each card.
std::map<CardId, int> add_cards(room::Room const& room, Harvest& harvest) {
  struct Row {
    std::int64_t place;
    CardId id;
    std::optional<CardId> builds_on;
    HarvestCard card;
  };
  std::vector<Row> rows;
  std::map<ColumnId, std::pair<std::string, std::string>> titles;
  std::map<ColumnId, std::int64_t> order;
  for (auto const& phase : room.script.phases) {
    for (auto const& column : phase.plan.columns) {
      order[column.id] = static_cast<std::int64_t>(order.size()) << 40;
      titles[column.id] = {phase.plan.title.value, column.title.value};
    }
  }
  for (auto const& [id, card] : room.board.cards) {
    auto const shown = card_for_home(room, id);
    if (!shown) continue;
    auto const& [phase, column] = titles[shown->column];
    HarvestCard row{phase, column, shown->text, name_of(side_of(room, card.author)), name_of(shown->table)};
    if (shown->theme) row.theme = room::themes::find(room, *shown->theme)->title;
    rows.push_back({order[shown->column] + shown->position, id, shown->builds_on, std::move(row)});
  }
  std::ranges::sort(rows, {}, &Row::place);
  std::map<CardId, int> numbers;
  for (std::size_t at = 0; at < rows.size(); ++at)
    numbers[rows[at].id] = rows[at].card.number = static_cast<int>(at) + 1;
  for (auto& row : rows) {
    // What it builds on is perhaps private.
    if (auto const found = row.builds_on ? numbers.find(*row.builds_on) : numbers.end(); found != numbers.end())
      row.card.builds_on = found->second;
    harvest.cards.push_back(std::move(row.card));
  }
  return numbers;
}

void add_dots(room::Room const& room, std::map<CardId, int> const& numbers, Harvest& harvest) {
  for (std::size_t at = 1; at <= room.board.ballots.size(); ++at) {
    auto const thing = room::seen(room, room::Presence{}, {}, {"ballot", std::to_string(at)}, View::participant);
    auto const& ballot = std::get<BallotThing>(*thing);
    for (auto const& row : ballot.results.value_or(std::vector<CardDots>{})) {
      auto const number = numbers.find(row.card);
      if (number == numbers.end()) continue;
      harvest.dots.push_back({static_cast<int>(at), title_of(room, ballot.phase), room.board.cards.at(row.card).text,
                              number->second, row.dots, row.stickers_hall, row.stickers_online, ballot.budget,
                              ballot.people, ballot.sets});
    }
  }
}

void add_proposals(room::Room const& room, Harvest& harvest) {
  for (auto const& proposal : room.put_proposals) {
    if (!proposal.is_open) continue;
    auto count = room::consent::count(proposal);
    harvest.proposals.push_back({title_of(room, proposal.phase), proposal.text.value, count.agree, count.live_with,
                                 count.object, std::move(count.objections), proposal.people,
                                 room::consent::goes_through(proposal)});
  }
}

void add_counts(room::Room const& room, Harvest& harvest) {
  HarvestCount people{"people"}, proxied{"people_without_phone"}, heard{"people_with_a_turn"}, turns{"turns"},
      seconds{"seconds_spoken"}, cards{"cards"};
  for (auto const& [id, seat] : room.seats) {
    if (!is_resident(seat)) continue;
    auto const add = [&](HarvestCount& count, int value) {
      (seat.side == Side::hall ? count.hall : count.online) += value;
    };
    add(people, 1);
    add(proxied, seat.is_proxied ? 1 : 0);
    add(heard, seat.turns > 0 ? 1 : 0);
    add(turns, seat.turns);
    add(seconds, static_cast<int>(seat.spoken_ms / 1000));
  }
  for (auto const& card : harvest.cards) (card.side == "hall" ? cards.hall : cards.online) += 1;
  harvest.counts = {people, proxied, heard, turns, seconds, cards};
}

// How cards came, as counts only: beside one card it would point at the few without a phone. Whether a helper or a
// tablet took a card down is one count, for who entered what is nobody's business.
void add_origins(room::Room const& room, Harvest& harvest) {
  HarvestCount phone{"cards_by_phone"}, entered{"cards_entered"}, paper{"cards_from_paper"};
  for (auto const& [id, card] : room.board.cards) {
    if (!card_for_home(room, id)) continue;
    auto& count = card.origin == CardOrigin::phone ? phone : card.origin == CardOrigin::paper ? paper : entered;
    (side_of(room, card.author) == Side::hall ? count.hall : count.online) += 1;
  }
  for (auto& count : {phone, entered, paper}) harvest.counts.push_back(count);
}

std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos) out += '\'';
  for (char const sign : text) {
    if (sign == '"') out += '"';
    out += sign;
  }
  return out + '"';
}

// The JSON is for programs and says things as the wire does; who opens a CSV reads Dutch.
std::string_view in_dutch(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"hall", "zaal"},
      {"spoken", "gesproken"},
      {"typed", "getypt"},
      {"people", "mensen"},
      {"people_without_phone", "mensen zonder telefoon"},
      {"people_with_a_turn", "mensen met een beurt"},
      {"turns", "beurten"},
      {"seconds_spoken", "seconden gesproken"},
      {"cards", "kaartjes"},
      {"cards_by_phone", "kaartjes van een eigen telefoon"},
      {"cards_entered", "kaartjes ingetypt voor iemand"},
      {"cards_from_paper", "kaartjes van papier"}};
  for (auto const& [english, dutch] : words) {
    if (name == english) return dutch;
  }
  return name;
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

template <class... Cells>
void row(std::string& out, Cells const&... cells) {
  bool is_first = true;
  // Semicolons: a spreadsheet set to Dutch takes a comma for the sign in 1,5 and puts all of a row in one cell.
  ((out += is_first ? "" : ";", out += cell(cells), is_first = false), ...);
  out += "\r\n";
}

}  // namespace

api::Harvest harvest_of(room::Room const& room, std::string const& library) {
  room::Presence const nobody;
  Harvest harvest;
  harvest.library = library;
  harvest.place = room.place.value;
  harvest.question = room.question.value;
  harvest.opened_at = iso_time(room.opened_at);
  add_turns(room, nobody, harvest);
  add_dots(room, add_cards(room, harvest), harvest);
  add_counts(room, harvest);
  add_origins(room, harvest);
  add_proposals(room, harvest);
  return harvest;
}

api::RoomSummary summary_of(room::Room const& room, Millis keep_ms) {
  int people = 0;
  for (auto const& [id, seat] : room.seats) people += !seat.has_ended && is_resident(seat) ? 1 : 0;
  // While an evening runs this day would tell when the last thing happened in it, a draft as well.
  auto const to_erase_at = room.is_closed ? room::to_erase_at(room, keep_ms) : std::nullopt;
  return {
      room.code, room.place.value, room.question.value, room.script.running.has_value(), room.is_closed, room.opened_at,
      people,    room.is_erased,   to_erase_at};
}

api::OfficePeople people_of(room::Room const& room) {
  std::vector<room::Seat const*> seats;
  for (auto const& [id, seat] : room.seats) {
    if (!seat.is_erased && room::is_person(seat.role)) seats.push_back(&seat);
  }
  std::ranges::sort(seats, {}, &room::Seat::number);
  room::Presence const nobody;
  api::OfficePeople list;
  for (auto const* seat : seats) {
    // Who left without a word is on no screen, and may still have written.
    auto const thing = room::seen(room, nobody, {}, {"seat", seat->id.value}, View::staff);
    auto label = thing ? std::get<SeatThing>(*thing).label : seat->name;
    list.people.push_back({seat->id, std::move(label), seat->role, seat->has_ended});
  }
  return list;
}

std::string talk_csv(Harvest const& harvest) {
  std::string out{byte_order_mark};
  row(out, "tijd", "onderdeel", "soort", "waar", "persoon", "seconden", "woorden", "kort gezegd", "namens");
  for (auto const& turn : harvest.talk) {
    row(out, text::local_time(millis_of(turn.at)), turn.phase, in_dutch(turn.kind), in_dutch(turn.side),
        std::to_string(turn.person), std::to_string(turn.seconds), turn.words, turn.gist, turn.speaks_for.value_or(""));
  }
  return out;
}

std::string cards_csv(Harvest const& harvest) {
  std::string out{byte_order_mark};
  row(out, "onderdeel", "kolom", "kaartje", "waar", "tafel", "nummer", "bouwt voort op", "thema");
  for (auto const& card : harvest.cards) {
    row(out, card.phase, card.column, card.text, in_dutch(card.side), card.table, std::to_string(card.number),
        card.builds_on ? std::to_string(*card.builds_on) : "", card.theme);
  }
  return out;
}

// One row each, and one more for every objection beyond the first: a cell holds one reason.
std::string proposals_csv(Harvest const& harvest) {
  std::string out{byte_order_mark};
  row(out, "onderdeel", "voorstel", "mensen", "mee eens", "kan ermee leven", "bezwaar", "gaat door",
      "reden van bezwaar");
  for (auto const& one : harvest.proposals) {
    row(out, one.phase, one.text, std::to_string(one.people), std::to_string(one.agree), std::to_string(one.live_with),
        std::to_string(one.object), one.goes_through ? "ja" : "nee",
        one.objections.empty() ? std::string{} : one.objections.front());
    for (std::size_t at = 1; at < one.objections.size(); ++at)
      row(out, one.phase, one.text, "", "", "", "", "", one.objections[at]);
  }
  return out;
}

std::string dots_csv(Harvest const& harvest) {
  std::string out{byte_order_mark};
  row(out, "keer", "onderdeel", "kaartje", "nummer", "stippen", "stickers zaal", "stickers online",
      "stippen per persoon", "mensen", "mensen met stippen gezet");
  for (auto const& one : harvest.dots) {
    row(out, std::to_string(one.ballot), one.phase, one.card, std::to_string(one.number), std::to_string(one.dots),
        std::to_string(one.stickers_hall), std::to_string(one.stickers_online), std::to_string(one.budget),
        std::to_string(one.people), std::to_string(one.sets));
  }
  return out;
}

std::string counts_csv(Harvest const& harvest) {
  std::string out{byte_order_mark};
  row(out, "wat", "zaal", "online");
  for (auto const& count : harvest.counts) {
    row(out, in_dutch(count.what), std::to_string(count.hall), std::to_string(count.online));
  }
  return out;
}

}  // namespace engine
