#include "tests/isolation/everyday.hpp"

namespace isolation {
namespace {

std::vector<std::string> const people{"bob", "cem", "els", "hal", "uli", "tom", "nel", "olga", "ada"};
std::vector<std::string> const phases{"praten", "bord", "schrijven", "brieven", "rondje", "eerlijk", "parlement"};

template <class List>
auto& pick(List& list, int on) {
  return list[static_cast<std::size_t>(on) % list.size()];
}

std::string text_of(Step const& step) { return "tekst " + std::to_string(step.on); }

}  // namespace

void Everyday::everyday_act() {
  if (step_.what < 9) return talks();
  if (step_.what < 20) return comes_goes_and_writes();
  step_.what < 30 ? leads_the_floor() : leads_the_rest();
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
  auto const card = posts(author, column, text_of(step_));
  if (!card) return;
  mine_.push_back({author.name, *card});
  cards_.push_back(*card);
}

void Everyday::mends_or_retracts() {
  if (mine_.empty()) return;
  auto const& [who, card] = pick(mine_, step_.on);
  ask(person(who), step_.on % 3 ? Command{EditCard{card, {text_of(step_)}}} : Command{RetractCard{card}});
}

void Everyday::talks() {
  auto const& queue = state().floor.queue;
  if (step_.what < 3 && step_.on % 4 == 0 && !queue.empty()) return void(ask(me(), StepBack{queue.back().seat, {}}));
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
  if (step_.what < 23) {
    if (floor.queue.empty()) return;
    if (step_.on % 4 == 0)
      ask(ada, MoveHand{floor.queue.back().seat, {}, {floor.revision}, MoveReason::balance});
    else
      ask(ada, GrantFloor{floor.queue.front().seat, running});
    return;
  }
  if (step_.what == 26 && step_.on % 2 == 0) return one_side_runs_over();
  if (step_.what == 29 || (step_.what == 28 && step_.on % 2 == 0)) return a_round_is_held();
  bool const third = step_.on % 3 == 0;
  std::vector<Command> const acts{third ? Command{Interpose{me().seat, turn}} : Command{GrantFloor{me().seat, running}},
                                  third               ? Command{UndoGrant{turn}}
                                  : step_.on % 3 == 1 ? Command{Equalise{turn}}
                                                      : Command{EndTurn{turn}},
                                  SkipUnanswered{turn},
                                  OpenQueue{},
                                  CloseQueue{},
                                  StartRound{}};
  ask(ada, acts.at(static_cast<std::size_t>(step_.what - 23)));
}

// Somebody online speaks far too long, and then it is the turn of the hall: what could be given shows to the staff.
void Everyday::one_side_runs_over() {
  for (auto const* name : {"els", "hal"}) {
    auto const& speaker = state().floor.speaker;
    ask(person("ada"), GrantFloor{person(name).seat, speaker ? std::optional{speaker->turn} : std::nullopt});
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
  if (step_.what < 33) return goes_to(pick(phases, step_.on));
  bool const seldom = step_.on % 4 == 0;
  std::vector<std::pair<char const*, Command>> const acts{
      {"ada", RevealCards{PhaseId{"schrijven"}}},
      {"ada", seldom ? Command{PauseRoom{}} : Command{ResumeRoom{}}},
      {"rik", HideItem{some_item(), {"grof"}}},
      {"ada", RestoreItem{some_item()}},
      {"ada", MoveCard{some_card(), ColumnId{step_.on % 2 ? "dromen" : "zorgen"}}},
      {"nel", AddGist{some_turn(), {text_of(step_)}}},
      {"ada", seldom ? Command{FreezeJoins{}} : Command{OpenJoins{}}}};
  auto const& [who, act] = acts.at(static_cast<std::size_t>(step_.what - 33));
  ask(person(who), act);
}

}  // namespace isolation
