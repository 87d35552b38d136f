#include "tests/isolation/everyday.hpp"

namespace isolation {
namespace {

std::vector<std::string> const people{"bob", "cem", "els", "hal", "uli", "tom", "nel", "olga", "ada"};
std::vector<std::string> const phases{"praten",    "bord",    "schrijven", "brieven", "rondje",    "eerlijk",
                                      "parlement", "kletsen", "kring",     "besluit", "luisteren", "toekomst"};

template <class List>
auto& pick(List& list, int on) {
  return list[static_cast<std::size_t>(on) % list.size()];
}

std::string text_of(Step const& step) { return "tekst " + std::to_string(step.on); }

}  // namespace

void Everyday::everyday_act() {
  if (step_.what < 9) return talks();
  if (step_.what < 20) return comes_goes_and_writes();
  if (step_.what < 30) return leads_the_floor();
  step_.what < 40 ? leads_the_rest() : corrects_and_passes_by();
}

Person& Everyday::me() { return person(pick(people, step_.who)); }

TurnId Everyday::some_turn() const {
  std::vector<TurnId> open;
  for (auto const& turn : state().talk.turns)
    if (!secret_turns_.contains(turn.id)) open.push_back(turn.id);
  return open.empty() ? TurnId{"none"} : pick(open, step_.on);
}

CardId Everyday::some_card() const { return cards_.empty() ? CardId{"none"} : pick(cards_, step_.on); }

Item Everyday::some_item() const {
  return step_.on % 2 ? Item{ItemKind::card, some_card().value} : Item{ItemKind::turn, some_turn().value};
}

void Everyday::writes(Person& author) {
  auto const* column = phase() == PhaseId{"schrijven"} ? "dromen" : "acties";
  auto const below = step_.on % 3 == 1 && !cards_.empty() ? std::optional{some_card()} : std::nullopt;
  auto const is_private = step_.on % 5 == 2 ? std::optional{true} : std::nullopt;
  auto const card = posts(author, column, text_of(step_), below, is_private);
  if (!card) return;
  mine_.push_back({author.name, *card});
  cards_.push_back(*card);
}

void Everyday::mends_or_retracts() {
  if (mine_.empty()) return;
  auto const& [who, card] = pick(mine_, step_.on);
  ask(person(who), step_.on % 3 ? Command{EditCard{card, {text_of(step_)}}} : Command{RetractCard{card}});
}

// Two hands at least, where hands can go up.
void Everyday::some_wait() {
  if (state().floor.queue.size() > 1) return;
  goes_to("praten");
  for (auto const* name : {"cem", "hal", "els"}) ask(person(name), RequestFloor{});
}

TurnId Everyday::somebody_speaks() {
  if (!state().floor.speaker) {
    goes_to("praten");
    ask(person("ada"), GrantFloor{person("els").seat, {}});
  }
  auto const& speaker = state().floor.speaker;
  return speaker ? speaker->turn : TurnId{"none"};
}

// In a free talk, in its circle, or to say whether something was heard rightly. Else nothing.
bool Everyday::talks_in_another_form() {
  auto const& speaker = state().floor.speaker;
  if (speaker && speaker->says_back_to && step_.on % 2) {
    auto* const who = by_seat(*speaker->says_back_to);
    if (who) ask(*who, ConfirmHeard{speaker->turn, step_.on % 3 > 0});
    return who != nullptr;
  }
  if (phase() != PhaseId{"kletsen"} && phase() != PhaseId{"kring"}) return false;
  if (step_.on % 4 == 0) return ask(me(), TakeChair{}), true;
  if (step_.on % 7 == 0) return ask(me(), LeaveChair{}), true;
  if (step_.on % 4 == 3) return false;
  ask(me(), BeginTalking{speaker ? std::optional{speaker->turn} : std::nullopt, {}});
  return true;
}

// A proposal, somebody who objects, and the answers are opened: why shows to the staff.
void Everyday::a_proposal_is_put() {
  goes_to("besluit");
  auto& ada = person("ada");
  ask(ada, AskConsent{{text_of(step_)}});
  auto const number = ProposalNumber{static_cast<std::int64_t>(state().put_proposals.size())};
  ask(person("els"), AnswerConsent{number, Consent::object, GistText{text_of(step_)}, {}});
  ask(ada, OpenAnswers{number});
}

// One after the other, and who spoke first hears what the second heard.
void Everyday::one_says_back() {
  goes_to("luisteren");
  for (auto const* name : {"els", "hal"}) {
    auto const& speaker = state().floor.speaker;
    ask(person("ada"), GrantFloor{person(name).seat, speaker ? std::optional{speaker->turn} : std::nullopt});
    stage().wait(10'000);
  }
  auto const& speaker = state().floor.speaker;
  if (speaker) ask(person("els"), ConfirmHeard{speaker->turn, step_.on % 4 > 0});
}

void Everyday::a_form_is_held() {
  if (step_.on % 4 == 1) return one_says_back();
  if (step_.on % 4 == 2) {
    goes_to("toekomst");
    stage().wait(1'000);
    if (auto const bearer = state().floor.voice.bearer) ask(person("ada"), PassVoice{*bearer});
    return;
  }
  goes_to("kring");
  ask(person("hal"), TakeChair{});
  auto const& speaker = state().floor.speaker;
  stage().wait(limits::free_turn_ms_min);
  ask(person("hal"), BeginTalking{speaker ? std::optional{speaker->turn} : std::nullopt, {}});
  if (step_.on % 4 == 3) ask(person("hal"), LeaveChair{});
}

void Everyday::talks() {
  if (talks_in_another_form()) return;
  auto const& queue = state().floor.queue;
  if (step_.what < 3 && step_.on % 4 == 0) {
    some_wait();
    auto* const first = queue.empty() ? nullptr : by_seat(queue.front().seat);
    if (first) ask(*first, StepBack{queue.back().seat, {}});
    return;
  }
  auto const kind = step_.on % 3 ? std::nullopt : std::optional{RequestKind::technical};
  if (step_.what < 3 && step_.on % 5 == 1) return void(ask(person("tab"), RequestFloor{griet(), kind}));
  if (step_.what < 3) return void(ask(me(), RequestFloor{{}, kind}));
  if (step_.what < 4) return void(ask(me(), LowerHand{}));
  auto const& now = state().floor.speaker;
  bool const is_griet = now && now->seat == griet();
  auto* const speaker = is_griet ? &person("tab") : now ? by_seat(now->seat) : nullptr;
  auto const whose = is_griet ? std::optional{griet()} : std::nullopt;
  if (!speaker) return;
  if (step_.what < 6) return void(ask(*speaker, YieldFloor{whose}));
  if (step_.what < 7) return void(ask(*speaker, Pass{whose}));
  if (step_.what < 8) return types(*speaker);
  ask(*speaker, Say{{text_of(step_)}, whose});
}

void Everyday::comes_goes_and_writes() {
  auto const side = step_.on % 2 ? Side::hall : Side::online;
  auto& screen = person("scherm");
  if (step_.what < 13) return writes(me());
  if (step_.what < 15) return mends_or_retracts();
  if (step_.what < 16 && step_.on % 3 == 1) return gives_a_hand_card();
  if (step_.what < 16 && step_.on % 3 == 0)
    return void(ask(me(), SpeakFor{Whole<0, limits::spoken_for_max - 1>{1}, {}}));
  if (step_.what < 16) return void(ask(me(), Rename{{me().name + " " + std::to_string(step_.on)}}));
  if (step_.what < 17) return void(ask(person("hal"), ChangeSide{side, TableNumber{1 + step_.on % 5}}));
  auto& who = step_.what < 19 ? me() : screen;
  loses_line(who);
  comes_back(who, step_.on % 3 > 0);
}

void Everyday::gives_a_hand_card() {
  auto const number = step_.on % 2 ? std::optional{HandCard{1 + step_.on % 20}} : std::nullopt;
  ask(person("uli"), GiveHandCard{step_.who % 2 ? griet() : opa(), number});
}

void Everyday::leads_the_floor() {
  auto& ada = person("ada");
  auto const& floor = state().floor;
  auto const running = floor.speaker ? std::optional{floor.speaker->turn} : std::nullopt;
  auto const turn = running.value_or(TurnId{"none"});
  bool const is_third = step_.on % 3 == 0;
  switch (step_.what) {
    case 20:
      some_wait();
      if (!floor.queue.empty()) ask(ada, MoveHand{floor.queue.back().seat, {}, {floor.revision}, MoveReason::balance});
      return;
    case 21:
    case 22:
      if (!floor.queue.empty()) ask(ada, GrantFloor{floor.queue.front().seat, running});
      return;
    case 23: return is_third ? puts_a_short_question() : void(ask(ada, GrantFloor{me().seat, running}));
    case 24:
      if (is_third) return takes_back_a_grant();
      return void(ask(ada, step_.on % 3 == 1 ? Command{Equalise{turn}} : Command{EndTurn{turn}}));
    case 25: return void(ask(ada, SkipUnanswered{turn}));
    case 26: return step_.on % 2 ? void(ask(ada, OpenQueue{})) : one_side_runs_over();
    case 27: return void(ask(ada, CloseQueue{}));
    default: break;
  }
  goes_to("rondje");
  step_.what == 29 || step_.on % 2 == 0 ? a_round_is_held() : void(ask(ada, StartRound{}));
}

void Everyday::puts_a_short_question() {
  auto const turn = somebody_speaks();
  ask(person("ada"), Interpose{me().seat, turn});
}

void Everyday::takes_back_a_grant() {
  somebody_speaks();
  auto const& speaker = state().floor.speaker;
  ask(person("ada"), GrantFloor{me().seat, speaker ? std::optional{speaker->turn} : std::nullopt});
  ask(person("ada"), UndoGrant{speaker ? speaker->turn : TurnId{"none"}});
}

// Somebody online speaks far too long, and then it is the turn of the hall: what could be given shows to the staff.
void Everyday::one_side_runs_over() {
  for (auto const* name : {"els", "hal"}) {
    auto const& speaker = state().floor.speaker;
    ask(person("ada"), GrantFloor{person(name).seat, speaker ? std::optional{speaker->turn} : std::nullopt});
    if (step_.on % 4 == 0 && speaker) ask(person("ada"), Equalise{speaker->turn});
    stage().wait(2 * 60'000);
  }
}

// One person speaks in it, and it is over: how many spoke shows to the staff.
void Everyday::a_round_is_held() {
  ask(person("ada"), StartRound{});
  auto const& speaker = state().floor.speaker;
  if (auto* const who = speaker ? by_seat(speaker->seat) : nullptr) ask(*who, YieldFloor{});
  ask(person("ada"), EndRound{});
}

void Everyday::leads_the_rest() {
  if (step_.what == 31) return a_form_is_held();
  if (step_.what == 32 && step_.on % 2) return a_proposal_is_put();
  if (step_.what < 33) return goes_to(pick(phases, step_.on));
  if (step_.on % 6 == 5) return seats_people();
  bool const seldom = step_.on % 4 == 0;
  if (step_.what == 37) {
    goes_to("bord");
    writes(person("cem"));
  }
  auto const item = some_item();
  if (step_.what == 36) ask(person("rik"), HideItem{item, {"even niet"}});
  auto const card = cards_.empty() ? CardId{"none"} : cards_.back();
  std::vector<std::pair<char const*, Command>> const acts{
      {"ada", RevealCards{PhaseId{"schrijven"}}},
      {"ada", seldom ? Command{PauseRoom{}} : Command{ResumeRoom{}}},
      {"rik", HideItem{item, {"grof"}}},
      {"ada", RestoreItem{item}},
      {"ada", MoveCard{card, ColumnId{step_.on % 2 ? "dromen" : "zorgen"}}},
      {"nel", AddGist{some_turn(), {text_of(step_)}}},
      {"ada", seldom ? Command{FreezeJoins{}} : Command{OpenJoins{}}}};
  auto const& [who, act] = acts.at(static_cast<std::size_t>(step_.what - 33));
  ask(person(who), act);
}

void Everyday::corrects_and_passes_by() {
  auto& ada = person("ada");
  auto const& speaker = state().floor.speaker;
  auto const text = text_of(step_);
  switch (step_.what) {
    case 40: return void(ask(ada, ExtendTurn{speaker ? speaker->turn : TurnId{"none"}, {30}}));
    case 41: return void(ask(ada, ExtendPhase{phase().value_or(PhaseId{"praten"}), {60}}));
    case 42: return changes_a_role();
    case 43: return step_.on % 2 ? cards_are_put_together() : void(ask(ada, CorrectRoom{PlaceText{text}, {}, {}}));
    case 44:
      if (step_.on % 3 == 0) return a_card_waits();
      return void(ask(ada, CorrectPhase{PhaseId{pick(phases, step_.on)}, TitleText{text}, {}, {}}));
    case 45:
      if (auto* const who = comes_by("Passant " + std::to_string(passers_by_.size()))) passers_by_.push_back(who);
      return;
    default: break;
  }
  if (passers_by_.empty()) {
    auto* const who = comes_by("Passant voor even");
    if (!who) return;
    passers_by_.push_back(who);
  }
  auto& who = *passers_by_.back();
  passers_by_.pop_back();
  if (step_.what == 46) {
    ask(who, LeaveRoom{});
  } else {
    auto const card = posts(who, phase() == PhaseId{"schrijven"} ? "dromen" : "acties", text);
    if (card) cards_.push_back(*card);
    is_erased(who);
  }
}

// Somebody puts dots, somebody who came later gets them too, stickers are counted, and all show.
void Everyday::weighs_with_dots() {
  auto& ada = person("ada");
  ask(ada, OpenDots{PhaseId{"bord"}, {}, {3}});
  auto const number = BallotNumber{std::max<std::int64_t>(1, std::ssize(state().board.ballots))};
  auto* const late = comes_by("Passant met stippen " + std::to_string(step_.on));
  if (late) ask(ada, AdmitSeat{number, late->seat});
  if (late) passers_by_.push_back(late);
  ask(person("els"), PlaceDots{number, some_card(), {1 + step_.on % 3}, {}});
  ask(ada, CountStickers{number, some_card(), Side::hall, {1 + step_.on % 9}});
  if (step_.on % 3) ask(ada, CloseDots{number});
}

// In two themes that become one, and perhaps two again; the board is frozen for a moment.
void Everyday::cards_are_put_together() {
  auto& ada = person("ada");
  for (auto const* title : {"een ", "ander "}) ask(ada, MakeTheme{ColumnId{"acties"}, {title + text_of(step_)}});
  auto const& all = state().board.themes;
  if (all.size() < 2) return;
  auto const one = all[all.size() - 2].id, other = all.back().id;
  ask(ada, RenameTheme{one, {"nu " + text_of(step_)}, {0}});
  ask(ada, PutInTheme{some_card(), one, {}});
  ask(ada, MergeThemes{one, other, {1}});
  if (step_.on % 4 > 1) ask(ada, UndoMerge{one});
  weighs_with_dots();
  ask(ada, FreezeBoard{PhaseId{"bord"}});
  ask(ada, OpenBoard{PhaseId{"bord"}});
}

// Somebody writes a number down; it is given back, written anew, and shown.
void Everyday::a_card_waits() {
  goes_to("bord");
  auto& cem = person("cem");
  auto const card = posts(cem, "acties", "bel 06-12345678 " + text_of(step_));
  if (!card) return;
  ask(person("ada"), ReturnCard{*card, {0}, {"liever zonder nummer"}});
  ask(cem, EditCard{*card, {"vraag mij maar " + text_of(step_)}});
  ask(person("rik"), PublishCard{*card, {1}});
  mine_.push_back({cem.name, *card});
  cards_.push_back(*card);
}

// Of somebody who came by, also into another view; of hal, who is in the know of some secrets, within the same.
void Everyday::changes_a_role() {
  bool const is_hal = passers_by_.empty() || step_.on % 2;
  auto const seat = is_hal ? person("hal").seat : passers_by_.back()->seat;
  auto const role = step_.on % 4 < 2 ? Role::participant : is_hal ? Role::artist : Role::observer;
  ask(person("ada"), AssignRole{seat, role});
}

// A proposal stays one: at the tables of those who keep a secret nobody is to come and sit.
void Everyday::seats_people() {
  auto& ada = person("ada");
  if (step_.what % 3 == 0) return at_a_table();
  if (step_.what % 3 == 1)
    return void(ask(ada, ComposeTables{Whole<1, limits::table_number_max>{2 + step_.who % 3}, {}, {}}));
  ask(person(step_.who % 2 ? "ada" : "uli"), SeatAtTable{person("hal").seat, {1 + step_.who % 5}});
}

// Hal sits alone at one, calls, is helped, and writes something for the whole room.
void Everyday::at_a_table() {
  auto const before = phase();
  goes_to("tafels");
  auto& hal = person("hal");
  auto& ada = person("ada");
  ask(hal, ChangeSide{Side::hall, TableNumber{5}});
  ask(hal, CallForHelp{});
  ask(ada, AnswerHelp{{5}});
  ask(step_.on % 2 ? ada : hal, EndHelp{{5}});
  ask(ada, MessageTables{{text_of(step_)}});
  ask(hal, WriteLine{{text_of(step_)}, {}});
  if (before) goes_to(before->value);
}

}  // namespace isolation
