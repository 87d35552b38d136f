// What people do in a story, in Dutch: each verb is a pattern and the command it stands for.

#include <boost/describe.hpp>
#include <stdexcept>

#include "server/room/floors.hpp"
#include "tests/scenarios/scenario_verbs.hpp"

namespace story {

std::optional<SeatId> maybe_seat(Story const& story, std::string const& name) {
  return name.empty() ? std::nullopt : std::optional(story.seat(name));
}

namespace {

RulesVersion const accepts{limits::house_rules_version};

std::optional<TurnId> running(room::Floor const* floor) {
  return floor && floor->speaker ? std::optional(floor->speaker->turn) : std::nullopt;
}

// Where this person takes part, or at the table that is named.
std::optional<TurnId> running(Story const& story, SeatId const& seat) {
  return running(room::floor_of(story.evening.room, seat));
}

TableNumber table_named(std::string const& number) { return {std::stoi(number)}; }

TurnId turn_of(Story const& story, SeatId const& me, std::string const& table) {
  auto const& room = story.evening.room;
  auto const turn = table.empty() ? running(story, me) : running(room::find_floor(room, table_named(table)));
  return turn.value_or(TurnId{"geen"});
}

room::Where maybe_table(std::string const& number) {
  return number.empty() ? std::nullopt : room::Where(table_named(number));
}

PhaseId phase_now(Story const& story) {
  return story.evening.room.script.phases.at(*story.evening.room.script.running).plan.id;
}

Role role_named(std::string const& name) {
  static std::map<std::string, Role> const roles{
      {"deelnemer", Role::participant},       {"tafelbegeleider", Role::table_host}, {"facilitator", Role::facilitator},
      {"online gastheer", Role::remote_host}, {"coordinator", Role::coordinator},    {"helper", Role::usher},
      {"griffier", Role::note_taker},         {"gemeente", Role::municipality},      {"waarnemer", Role::observer}};
  return roles.at(name);
}

Stretch stretch_named(std::string const& name) {
  return name == "twee" ? Stretch::twice : name == "anderhalf" ? Stretch::half_more : Stretch::usual;
}

RequestKind kind_named(std::string const& name) {
  static std::map<std::string, RequestKind> const kinds{{"reactie", RequestKind::reply},
                                                        {"vraag", RequestKind::question},
                                                        {"voorstel van orde", RequestKind::point_of_order},
                                                        {"technische melding", RequestKind::technical}};
  return kinds.at(name);
}

MoveReason reason_named(std::string const& name) {
  static std::map<std::string, MoveReason> const reasons{{"hoort erbij", MoveReason::ties_in},
                                                         {"moet weg", MoveReason::has_to_go},
                                                         {"vroeg erom", MoveReason::asked_to},
                                                         {"evenwicht", MoveReason::balance},
                                                         {"anders", MoveReason::other}};
  return reasons.at(name);
}

// `seen`: the queue as it is now; else as somebody saw it before.
MoveHand move(Story const& story, std::string const& who, std::string const& behind, std::string const& why,
              bool seen = true) {
  auto const* floor = room::floor_of(story.evening.room, story.seat(who));
  return {story.seat(who), maybe_seat(story, behind), {seen && floor ? floor->revision : 0}, reason_named(why)};
}

// Place in the list of the running phase; one that is not in the list has the last place there can be.
SpeakFor speak_for(Story const& story, std::string const& who, std::string const& whom) {
  auto const& script = story.evening.room.script;
  auto const& list = script.phases.at(*script.running).plan.speaks_for;
  std::int64_t at = limits::spoken_for_max - 1;
  for (std::size_t i = 0; list && i < list->size(); ++i)
    if ((*list)[i].value == whom) at = static_cast<std::int64_t>(i);
  return {Whole<0, limits::spoken_for_max - 1>{at}, maybe_seat(story, who)};
}

SideMix mix_named(std::string const& said) { return said.empty() ? SideMix::apart : SideMix::mixed; }

ProposalNumber newest_proposal(Story const& story) {
  return {std::max<std::int64_t>(1, static_cast<std::int64_t>(story.evening.room.put_proposals.size()))};
}

AnswerConsent answer(Story const& story, std::string const& what, std::string const& why, std::string const& whose) {
  static std::map<std::string, Consent> const words{
      {"is het eens", Consent::agree}, {"kan ermee leven", Consent::live_with}, {"heeft bezwaar", Consent::object}};
  auto text = why.empty() ? std::nullopt : std::optional(GistText{why});
  return {newest_proposal(story), words.at(what), std::move(text), maybe_seat(story, whose)};
}

// More of a card than its words and where it hangs.
PostCard post(std::string const& text, std::string const& column, std::optional<CardId> builds_on, bool is_private) {
  PostCard ask{ColumnId{column}, {text}, {}};
  ask.builds_on = std::move(builds_on);
  if (is_private) ask.is_private = true;
  return ask;
}

Item card_item(Story const& story, std::string const& text) { return {ItemKind::card, story.card(text).value}; }

std::vector<Verb> floor_verbs() {
  return {
      VERB("steekt hand op(?: voor (\\w+))?", RequestFloor{maybe_seat(S, w[1])}),
      VERB("steekt hand op voor een (.*)", RequestFloor{{}, kind_named(w[1])}),
      VERB("gaat achter (\\w+) staan(?: voor (\\w+))?", StepBack{S.seat(w[1]), maybe_seat(S, w[2])}),
      VERB("zet (\\w+) achter (\\w+) want (.*)", move(S, w[1], w[2], w[3])),
      VERB("zet (\\w+) vooraan want (.*)", move(S, w[1], "", w[2])),
      VERB("zet (\\w+) vooraan in een oude rij", move(S, w[1], "", "anders", false)),
      VERB("laat (\\w+) een vraag stellen", Interpose{S.seat(w[1]), turn_of(S, S.seat(w[1]), "")}),
      VERB("neemt het woord(?: aan tafel (\\d+))? terug", UndoGrant{turn_of(S, me, w[1])}),
      VERB("laat hand zakken(?: van (\\w+))?", LowerHand{maybe_seat(S, w[1])}),
      VERB("is klaar(?: voor (\\w+))?", YieldFloor{maybe_seat(S, w[1])}),
      VERB("past(?: voor (\\w+))?", Pass{maybe_seat(S, w[1])}),
      VERB("zegt \"(.*)\"(?: voor (\\w+))?", Say{{w[1]}, maybe_seat(S, w[2])}),
      VERB("geeft (\\w+) het woord", GrantFloor{S.seat(w[1]), running(S, S.seat(w[1]))}),
      VERB("geeft (\\w+) het woord na (\\w+)", GrantFloor{S.seat(w[1]), S.last_turn_of(w[2])}),
      VERB("geeft (\\w+) het woord als niemand spreekt", GrantFloor{S.seat(w[1]), std::nullopt}),
      VERB("rondt de beurt(?: aan tafel (\\d+))? af", EndTurn{turn_of(S, me, w[1])}),
      VERB("geeft (\\d+)s erbij", ExtendTurn{turn_of(S, me, ""), {std::stoi(w[1])}}),
      VERB("geeft evenveel als de andere kant", Equalise{turn_of(S, me, "")}),
      VERB("krijgt geen antwoord", SkipUnanswered{turn_of(S, me, "")}),
      VERB("opent de rij(?: aan tafel (\\d+))?", OpenQueue{maybe_table(w[1])}),
      VERB("sluit de rij(?: aan tafel (\\d+))?", CloseQueue{maybe_table(w[1])}),
      VERB("start een rondje(?: aan tafel (\\d+))?", StartRound{maybe_table(w[1])}),
      VERB("stopt het rondje(?: aan tafel (\\d+))?", EndRound{maybe_table(w[1])}),
      VERB("spreekt namens \"(.*)\"", speak_for(S, "", w[1])),
      VERB("laat (\\w+) spreken namens \"(.*)\"", speak_for(S, w[1], w[2])),
      VERB("spreekt weer voor zichzelf", SpeakFor{}),
      VERB("noteert bij (\\w+) \"(.*)\"", AddGist{S.last_turn_of(w[1]), {w[2]}}),
  };
}

std::vector<Verb> form_verbs() {
  return {
      VERB("begint te praten(?: voor (\\w+))?", BeginTalking{running(S, me), maybe_seat(S, w[1])}),
      VERB("begint te praten als niemand spreekt", BeginTalking{}),
      VERB("gaat in de kring zitten", TakeChair{}),
      VERB("zet (\\w+) in de kring", TakeChair{S.seat(w[1])}),
      VERB("gaat uit de kring", LeaveChair{}),
      VERB("stelt voor \"(.*)\"", AskConsent{{w[1]}}),
      VERB("(is het eens|kan ermee leven|heeft bezwaar)(?: want \"(.*)\")?", answer(S, w[1], w[2], "")),
      VERB("meldt dat (\\w+) (is het eens|kan ermee leven|heeft bezwaar)", answer(S, w[2], "", w[1])),
      VERB("opent de antwoorden", OpenAnswers{newest_proposal(S)}),
      VERB("vindt dat het klopt", ConfirmHeard{turn_of(S, me, ""), true}),
      VERB("vindt het niet helemaal", ConfirmHeard{turn_of(S, me, ""), false}),
      VERB("geeft de stoel van (\\w+) door", PassVoice{S.seat(w[1])}),
  };
}

std::vector<Verb> board_verbs() {
  return {
      VERB("plakt \"(.*)\" bij (\\w+)(?: voor (\\w+))?", PostCard{ColumnId{w[2]}, {w[1]}, maybe_seat(S, w[3])}),
      VERB("plakt \"(.*)\" bij (\\w+) als vervolg op \"(.*)\"", post(w[1], w[2], S.card(w[3]), false)),
      VERB("plakt \"(.*)\" bij (\\w+), niet in het verslag", post(w[1], w[2], {}, true)),
      VERB("maakt van \"(.*)\" \"(.*)\"", EditCard{S.card(w[1]), {w[2]}}),
      VERB("houdt \"(.*)\" buiten het verslag", EditCard{S.card(w[1]), {w[1]}, true}),
      VERB("laat \"(.*)\" in het verslag", EditCard{S.card(w[1]), {w[1]}, false}),
      VERB("trekt \"(.*)\" in", RetractCard{S.card(w[1])}),
      VERB("hangt \"(.*)\" bij (\\w+)", MoveCard{S.card(w[1]), ColumnId{w[2]}}),
      VERB("onthult (\\w+)", RevealCards{PhaseId{w[1]}}),
      VERB("verbergt \"(.*)\" want \"(.*)\"", HideItem{card_item(S, w[1]), {w[2]}}),
      VERB("toont \"(.*)\" weer", RestoreItem{card_item(S, w[1])}),
      VERB("laat \"(.*)\" alsnog zien", PublishCard{S.card(w[1]), edition_of(S, S.card(w[1]))}),
      VERB("laat wat eerder op \"(.*)\" stond alsnog zien", PublishCard{S.card(w[1]), {0}}),
      VERB("geeft \"(.*)\" terug met \"(.*)\"", ReturnCard{S.card(w[1]), edition_of(S, S.card(w[1])), {w[2]}}),
      VERB("verbergt de beurt van (\\w+)", HideItem{{ItemKind::turn, S.last_turn_of(w[1]).value}, {"grof"}}),
      VERB("toont de beurt van (\\w+) weer", RestoreItem{{ItemKind::turn, S.last_turn_of(w[1]).value}}),
  };
}

std::vector<Verb> leading_verbs() {
  return {
      VERB("gaat naar (\\w+)", StartPhase{PhaseId{w[1]}, phase_now(S)}),
      VERB("verlengt de fase (\\d+)s", ExtendPhase{phase_now(S), {std::stoi(w[1])}}),
      VERB("zet (\\w+) op (\\d+) minuten", CorrectPhase{PhaseId{w[1]}, {}, {}, PhaseMinutes{std::stoi(w[2])}}),
      VERB("pauzeert", PauseRoom{}),
      VERB("hervat", ResumeRoom{}),
      VERB("sluit de deur", FreezeJoins{}),
      VERB("opent de deur", OpenJoins{}),
      VERB("haalt (\\w+) weg", RemoveSeat{S.seat(w[1]), {"grof"}}),
      VERB("maakt (\\w+) ([a-z ]+)", AssignRole{S.seat(w[1]), role_named(w[2])}),
      VERB("verbetert de vraag tot \"(.*)\"", CorrectRoom{{}, QuestionText{w[1]}, {}}),
      VERB("sluit de avond", CloseRoom{}),
  };
}

std::vector<Verb> people_verbs() {
  return {
      VERB("gaat naar de zaal", ChangeSide{Side::hall, {}}),
      VERB("gaat online", ChangeSide{Side::online, {}}),
      VERB("gaat naar tafel (\\d+)", ChangeSide{Side::hall, TableNumber{std::stoi(w[1])}}),
      VERB("vertrekt", LeaveRoom{}),
      VERB("hoort niets", SignalTrouble{}),
      VERB("helpt (\\w+)", ClearTrouble{S.seat(w[1])}),
      VERB("wil (gewoon|anderhalf|twee) keer de tijd", SetStretch{me, stretch_named(w[1])}),
      VERB("geeft (\\w+) (gewoon|anderhalf|twee) keer de tijd", SetStretch{S.seat(w[1]), stretch_named(w[2])}),
      VERB("wil (geen|weer een) seintje", SetNudges{w[1] != "geen"}),
      VERB("biedt (\\w+) de eigen telefoon aan", OfferClaim{S.seat(w[1])}),
      VERB("geeft (\\w+) kaart (\\d+)", GiveHandCard{S.seat(w[1]), HandCard{std::stoi(w[2])}}),
      VERB("neemt de kaart van (\\w+) terug", GiveHandCard{S.seat(w[1]), {}}),
      VERB("zet een tablet klaar voor tafel (\\d+)", OfferTablet{{std::stoi(w[1])}}),
      VERB("laat zich wissen", EraseSeat{me}),
      VERB("wist (\\w+)", EraseSeat{S.seat(w[1])}),
      VERB("nodigt een (.*) uit", OfferStaffSeat{role_named(w[1])}),
  };
}
std::vector<Verb> table_verbs() {
  return {
      VERB("zet (\\w+) aan (?:tafel|groepje) (\\d+)", SeatAtTable{S.seat(w[1]), {std::stoi(w[2])}}),
      VERB("wil bij (\\w+) zitten", SitTogether{S.seat(w[1]), {}}),
      VERB("wil nergens bij zitten", SitTogether{}),
      VERB("laat (\\w+) bij (\\w+) zitten", SitTogether{S.seat(w[2]), S.seat(w[1])}),
      VERB("stelt (\\d+) tafels voor(, gemengd)?",
           ComposeTables{Whole<1, limits::table_number_max>{std::stoi(w[1])}, {}, mix_named(w[2])}),
      VERB("stelt tafels van (\\d+) voor(, gemengd)?",
           ComposeTables{{}, Whole<2, limits::tables_size_max>{std::stoi(w[1])}, mix_named(w[2])}),
      VERB("neemt het voorstel over", ApplyTables{{S.evening.room.proposal ? S.evening.room.proposal->revision : 0}}),
      VERB("neemt een oud voorstel over", ApplyTables{{0}}),
      VERB("laat iedereen wisselen", RotateTables{{S.evening.room.sittings}}),
      VERB("laat iedereen wisselen, nog eens getikt", RotateTables{{S.evening.room.sittings - 1}}),
      VERB("roept hulp", CallForHelp{}),
      VERB("komt naar tafel (\\d+)", AnswerHelp{{std::stoi(w[1])}}),
      VERB("zegt dat tafel (\\d+) geholpen is", EndHelp{{std::stoi(w[1])}}),
      VERB("zegt tegen alle tafels \"(.*)\"", MessageTables{{w[1]}}),
      VERB("schrijft voor de zaal \"(.*)\"(?: voor (\\w+))?", WriteLine{{w[1]}, maybe_seat(S, w[2])}),
  };
}

std::vector<Verb> const& verbs() {
  static std::vector<Verb> const all = [] {
    std::vector<Verb> list;
    for (auto part :
         {floor_verbs(), form_verbs(), board_verbs(), theme_verbs(), leading_verbs(), people_verbs(), table_verbs()})
      list.insert(list.end(), part.begin(), part.end());
    return list;
  }();
  return all;
}

std::optional<std::string> outcome(room::Decision const& decision) {
  auto const refused = evening::refusal(decision);
  if (!refused) return std::nullopt;
  return std::string(refusal_names.at(static_cast<std::size_t>(*refused)).second);
}

// Doors and lines are not commands of a seat: they have their own forms.
std::optional<std::optional<std::string>> at_the_door(Story& story, std::string const& who, std::string const& does) {
  static std::regex const joins("komt binnen (?:als (\\w+) )?(zaal|online)(?: tafel (\\d+))?");
  static std::regex const adds(
      R"re(voegt (\w+) toe(?: als (\w+|"[^"]*"))?(?: aan tafel (\d+))?(?: met kaart (\d+))?)re");
  static std::regex const claims("gaat verder op eigen telefoon");
  static std::regex const leads("neemt de leiding(?: als (.*))?");
  auto& evening = story.evening;
  std::smatch said;
  auto const seated = [&](std::string const& name, room::Decision const& decision) {
    if (auto const* events = std::get_if<std::vector<Event>>(&decision)) {
      auto const& taken = std::get<SeatTaken>(events->front());
      story.people[name] = taken.seat;
      if (!taken.is_proxied) evening.presence.here.insert(taken.seat);
    }
    return outcome(decision);
  };
  if (std::regex_match(does, said, joins)) {
    Join join{{}, said[2] == "zaal" ? Side::hall : Side::online, {}, accepts};
    if (said[3].matched) join.table = TableNumber{std::stoi(said[3])};
    return seated(who, evening.ask(room::AtTheDoor{}, join, said[1].matched ? said[1].str() : who));
  }
  if (std::regex_match(does, said, leads)) {
    auto const role = said[1].matched ? role_named(said[1]) : Role::facilitator;
    return seated(who, evening.ask(room::Office{}, TakeStaffSeat{role, {}, accepts}, who));
  }
  if (std::regex_match(does, said, adds)) {
    auto name = said[2].matched ? said[2].str() : said[1].str();
    std::erase(name, '"');
    AddProxy add;
    if (said[3].matched) add.table = TableNumber{std::stoi(said[3])};
    if (said[4].matched) add.hand_card = HandCard{std::stoi(said[4])};
    return seated(said[1], evening.ask(story.seat(who), add, name));
  }
  if (does == "gaat aan het werk")
    return seated(who, evening.ask(room::AtTheDoor{story.tablet_ticket}, ClaimSeat{{}, accepts}));
  if (std::regex_match(does, said, claims)) {
    auto const seat = story.seat(who);
    room::AtTheDoor door;
    if (auto const ticket = story.claims.find(seat); ticket != story.claims.end()) door.ticket = ticket->second;
    auto const decision = evening.ask(door, ClaimSeat{{}, accepts});
    if (!evening::refusal(decision)) evening.presence.here.insert(seat);
    return outcome(decision);
  }
  return std::nullopt;
}

void line_changes(Story& story, SeatId const& seat, bool is_here) {
  auto& evening = story.evening;
  if (is_here)
    evening.presence.here.insert(seat);
  else
    evening.presence.here.erase(seat);
}

}  // namespace

std::optional<std::string> act(Story& story, std::string const& who, std::string const& does) {
  if (auto const came = at_the_door(story, who, does)) return *came;
  if (who == "kantoor") {
    std::smatch erases;
    if (std::regex_match(does, erases, std::regex("wist (\\w+)"))) {
      return outcome(story.evening.ask(room::Office{}, EraseSeat{story.seat(erases[1])}));
    }
    auto const close = does == "sluit de avond";
    if (!close) throw std::runtime_error("the office does not know: " + does);
    return outcome(story.evening.ask(room::Office{}, CloseRoom{}));
  }
  auto const me = story.seat(who);
  if (does == "is weg" || does == "is terug") return line_changes(story, me, does == "is terug"), std::nullopt;
  if (does == "kijkt") return std::nullopt;
  static std::regex const renames("heet voortaan (\\w+)");
  static std::regex const renames_other("noemt (\\w+) voortaan (\\w+)");
  std::smatch said;
  if (std::regex_match(does, said, renames_other))
    return outcome(story.evening.ask(me, Rename{{said[2]}, story.seat(said[1])}, said[2]));
  if (std::regex_match(does, said, renames)) return outcome(story.evening.ask(me, Rename{{said[1]}}, said[1]));
  if (does == "tikt nog eens") return outcome(story.evening.ask(me, story.last_asked.at(who)));
  static std::regex const as_other("tikt hetzelfde als (\\w+)");  // both saw the same
  if (std::regex_match(does, said, as_other)) return outcome(story.evening.ask(me, story.last_asked.at(said[1])));
  static std::regex const stops("(.*), maar een regel houdt dat op \\((\\w+)\\)");
  auto words = does;
  if (std::regex_match(does, said, stops)) {
    TextReason reason{};
    if (!boost::describe::enum_from_string(said[2].str().c_str(), reason)) throw std::runtime_error("no such rule");
    story.evening.stopped_by_rule = reason;
    words = said[1];
  }
  for (auto const& verb : verbs()) {
    if (!std::regex_match(words, said, verb.pattern)) continue;
    auto const command = verb.command(story, me, said);
    story.last_asked.insert_or_assign(who, command);
    auto const decision = story.evening.ask(me, command);
    if (auto const* events = std::get_if<std::vector<Event>>(&decision))
      if (auto const* offered = std::get_if<TicketOffered>(&events->front())) {
        if (offered->seat) story.claims[*offered->seat] = offered->ticket;
        if (offered->table) story.tablet_ticket = offered->ticket;
      }
    return outcome(decision);
  }
  throw std::runtime_error("nobody knows the verb: " + does);
}

}  // namespace story
