#include "tests/simulation/habits.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "tests/simulation/dot_habits.hpp"

namespace sim {

using namespace protocol;

namespace {

std::string_view const ideas[] = {
    "een bankje bij de haven",  "minder auto's", "bomen die schaduw geven", "een jeugdhonk", "de bus tot middernacht",
    "Friese les voor iedereen", "een moestuin",  "kom eens langs"};

class Hand {
 public:
  Hand(rehearsal::Person const& person, Chance& chance) : person_(person), store_(person.store()), chance_(chance) {}

  // --- coming in
  Command make(Join*) { return Join{{some_name(chance_)}, side(), table(), accepts(), chance_.one_in(3)}; }
  Command make(ClaimSeat*) { return ClaimSeat{{"kaartje.onzin"}, accepts()}; }
  Command make(TakeStaffSeat*) { return TakeStaffSeat{Role::facilitator, {some_name(chance_)}, accepts()}; }
  Command make(Rename*) {
    if (chance_.one_in(8)) return Rename{{std::string(chance_.below(80), 'x')}};
    return Rename{{some_name(chance_)}};
  }
  Command make(ChangeSide*) { return ChangeSide{side(), table()}; }
  Command make(LeaveRoom*) { return LeaveRoom{}; }

  // --- floor
  Command make(RequestFloor*) {
    static std::vector<RequestKind> const kinds{RequestKind::contribution, RequestKind::reply, RequestKind::question,
                                                RequestKind::point_of_order, RequestKind::technical};
    return RequestFloor{for_whom(), chance_.one_in(2) ? std::nullopt : std::optional{chance_.pick(kinds)}};
  }
  Command make(StepBack*) { return StepBack{waiting(), for_whom()}; }
  Command make(MoveHand*) {
    static std::vector<MoveReason> const reasons{MoveReason::ties_in, MoveReason::has_to_go, MoveReason::balance};
    auto const* at = floor();
    auto const behind = chance_.one_in(3) ? std::nullopt : std::optional{waiting(at)};
    auto const revision = at && !chance_.one_in(10) ? at->revision : 0;
    return MoveHand{waiting(at), behind, {revision}, chance_.pick(reasons)};
  }
  Command make(Interpose*) { return Interpose{chance_.one_in(2) ? waiting() : seat(), turn_now()}; }
  Command make(UndoGrant*) { return UndoGrant{turn_now()}; }
  Command make(LowerHand*) { return LowerHand{for_whom()}; }
  Command make(YieldFloor*) { return YieldFloor{speaks_for()}; }
  Command make(Pass*) { return Pass{speaks_for()}; }
  Command make(Say*) { return Say{{text()}, speaks_for()}; }
  Command make(GrantFloor*) {
    auto const* at = floor();
    auto const next = at && at->next && !chance_.one_in(5) ? *at->next : seat();
    auto const running = at && at->speaker ? std::optional{at->speaker->turn} : std::nullopt;
    return GrantFloor{next, chance_.one_in(12) ? std::nullopt : running};
  }
  Command make(EndTurn*) { return EndTurn{turn_now()}; }
  Command make(ExtendTurn*) { return ExtendTurn{turn_now(), {chance_.between(10, 120)}}; }
  Command make(SkipUnanswered*) { return SkipUnanswered{turn_now()}; }
  Command make(OpenQueue*) { return OpenQueue{one_table()}; }
  Command make(CloseQueue*) { return CloseQueue{one_table()}; }
  Command make(StartRound*) { return StartRound{one_table()}; }
  Command make(EndRound*) { return EndRound{one_table()}; }
  Command make(SpeakFor*) {
    using Whom = Whole<0, limits::spoken_for_max - 1>;
    return SpeakFor{chance_.one_in(4) ? std::nullopt : std::optional{Whom{chance_.between(0, 3)}}, for_whom()};
  }
  Command make(AddGist*) { return AddGist{some_turn(), {text()}}; }

  // --- board
  Command make(PostCard*) {
    PostCard body{column(), {text()}, for_whom()};
    if (chance_.one_in(4)) body.builds_on = some_card();
    if (chance_.one_in(5)) body.is_private = true;
    return body;
  }
  Command make(EditCard*) {
    auto const is_private = chance_.one_in(3) ? std::optional{chance_.one_in(2)} : std::nullopt;
    return EditCard{own_card(), {text()}, is_private};
  }
  Command make(RetractCard*) { return RetractCard{own_card()}; }
  Command make(MoveCard*) {
    auto const* card = store_.find<CardThing>(some_card().value);
    if (!card) return MoveCard{CardId{"geen"}, column()};
    return MoveCard{card->id, column(), chance_.one_in(2) ? std::optional{card->column} : std::nullopt};
  }
  Command make(MakeTheme*) { return MakeTheme{column(), {text()}}; }
  Command make(RenameTheme*) {
    auto const* one = some_theme();
    if (!one) return RenameTheme{ThemeId{"geen"}, {text()}, {0}};
    return RenameTheme{one->id, {text()}, {one->revision}};
  }
  Command make(PutInTheme*) {
    auto const* theme = some_theme();
    auto const* card = store_.find<CardThing>(some_card().value);
    if (!card) return PutInTheme{CardId{"geen"}, {}, {}};
    auto const into = theme && !chance_.one_in(4) ? std::optional{theme->id} : std::nullopt;
    return PutInTheme{card->id, into, chance_.one_in(12) ? std::nullopt : card->theme};
  }
  Command make(MergeThemes*) {
    auto const* one = some_theme();
    auto const* into = some_theme();
    if (!one || !into) return MergeThemes{ThemeId{"geen"}, ThemeId{"geen"}, {0}};
    return MergeThemes{one->id, into->id, {one->revision}};
  }
  Command make(OpenDots*) { return dots().open(); }
  Command make(PlaceDots*) { return dots().place(speaks_for_proxied()); }
  Command make(AdmitSeat*) { return dots().admit(seat()); }
  Command make(CountStickers*) { return dots().count_stickers(); }
  Command make(CloseDots*) { return CloseDots{dots().newest()}; }
  Command make(UndoMerge*) {
    auto const* one = some_theme();
    return UndoMerge{one ? one->id : ThemeId{"geen"}};
  }
  Command make(FreezeBoard*) { return FreezeBoard{some_phase()}; }
  Command make(OpenBoard*) {
    for (auto const* one : store_.all<PhaseThing>())
      if (one->board_is_frozen) return OpenBoard{one->id};
    return OpenBoard{some_phase()};
  }
  Command make(PublishCard*) { return PublishCard{held_card().first, {held_card().second}}; }
  Command make(ReturnCard*) { return ReturnCard{held_card().first, {held_card().second}, {"liever niet" + number()}}; }
  Command make(RevealCards*) { return RevealCards{phase_now().value_or(some_phase())}; }

  // --- leading
  Command make(StartPhase*) { return StartPhase{some_phase(), chance_.one_in(10) ? std::nullopt : phase_now()}; }
  Command make(ExtendPhase*) { return ExtendPhase{phase_now().value_or(some_phase()), {chance_.between(10, 600)}}; }
  Command make(PauseRoom*) { return PauseRoom{}; }
  Command make(ResumeRoom*) { return ResumeRoom{}; }
  Command make(FreezeJoins*) { return FreezeJoins{}; }
  Command make(OpenJoins*) { return OpenJoins{}; }
  Command make(HideItem*) { return HideItem{item(), {"even kijken" + number()}}; }
  Command make(RestoreItem*) { return RestoreItem{hidden_item()}; }
  Command make(RemoveSeat*) { return RemoveSeat{seat(), {"stoorde" + number()}}; }
  Command make(AssignRole*) {
    static std::vector<Role> const roles{Role::participant, Role::usher,      Role::observer,
                                         Role::note_taker,  Role::table_host, Role::facilitator};
    return AssignRole{seat(), chance_.pick(roles)};
  }
  Command make(CorrectRoom*) {
    CorrectRoom body;
    body.place = PlaceText{"Plein " + std::to_string(chance_.below(9))};
    if (chance_.one_in(2)) body.question = QuestionText{text()};
    return body;
  }
  Command make(CorrectPhase*) {
    CorrectPhase body{some_phase(), std::nullopt, std::nullopt, std::nullopt};
    if (chance_.one_in(2))
      body.title = TitleText{text()};
    else
      body.minutes = PhaseMinutes{chance_.between(1, 40)};
    return body;
  }
  Command make(CloseRoom*) { return CloseRoom{}; }

  // --- helping
  Command make(AddProxy*) { return AddProxy{{some_name(chance_)}, table(), hand_card()}; }
  Command make(GiveHandCard*) { return GiveHandCard{proxied().value_or(seat()), hand_card()}; }
  Command make(OfferTablet*) { return OfferTablet{{chance_.between(1, 3)}}; }
  Command make(OfferClaim*) { return OfferClaim{proxied().value_or(seat())}; }
  Command make(OfferStaffSeat*) { return OfferStaffSeat{chance_.one_in(2) ? Role::remote_host : Role::observer}; }
  Command make(OfferScreen*) { return OfferScreen{}; }
  Command make(RevokeDevice*) { return RevokeDevice{device()}; }
  Command make(SignalTrouble*) { return SignalTrouble{chance_.one_in(3) ? Trouble::needs_help : Trouble::no_sound}; }
  Command make(ClearTrouble*) {
    for (auto const* one : store_.all<SeatThing>()) {
      if (one->trouble && chance_.one_in(2)) return ClearTrouble{one->id};
    }
    return ClearTrouble{person_.seat().value_or(SeatId{"niemand"})};
  }
  Command make(SetStretch*) {
    static std::vector<Stretch> const all{Stretch::usual, Stretch::half_more, Stretch::twice};
    return SetStretch{chance_.one_in(3) ? seat() : person_.seat().value_or(seat()), chance_.pick(all)};
  }
  Command make(Equalise*) { return Equalise{turn_now()}; }
  Command make(SetNudges*) { return SetNudges{chance_.one_in(2)}; }

  // --- tables
  Command make(SeatAtTable*) { return SeatAtTable{seat(), some_table()}; }
  Command make(SitTogether*) {
    auto const with = chance_.one_in(8) ? std::nullopt : std::optional(seat());
    return SitTogether{with, chance_.one_in(20) ? for_whom() : speaks_for_proxied()};
  }
  Command make(ComposeTables*) {
    ComposeTables body;
    if (chance_.one_in(2))
      body.tables = Whole<1, limits::table_number_max>{chance_.between(1, 8)};
    else
      body.size = Whole<2, limits::tables_size_max>{chance_.between(2, 8)};
    body.sides = chance_.one_in(2) ? SideMix::apart : SideMix::mixed;
    return body;
  }
  Command make(ApplyTables*) {
    auto const* proposal = store_.find<SeatingThing>("seating");
    return ApplyTables{{proposal && !chance_.one_in(10) ? proposal->revision : 0}};
  }
  Command make(RotateTables*) {
    return RotateTables{{store_.room() && !chance_.one_in(10) ? store_.room()->table_round.value_or(0) : 0}};
  }
  Command make(CallForHelp*) { return CallForHelp{}; }
  Command make(AnswerHelp*) { return AnswerHelp{table_in_need()}; }
  Command make(EndHelp*) { return EndHelp{table_in_need()}; }
  Command make(MessageTables*) { return MessageTables{{"Nog even" + number()}}; }
  Command make(WriteLine*) { return WriteLine{{text()}, for_whom()}; }
  Command make(EraseSeat*) { return EraseSeat{chance_.one_in(5) ? seat() : person_.seat().value_or(seat())}; }

  // --- forms of talk
  Command make(BeginTalking*) {
    auto const* at = floor();
    auto const running = at && at->speaker ? std::optional{at->speaker->turn} : std::nullopt;
    return BeginTalking{chance_.one_in(12) ? std::nullopt : running, for_whom()};
  }
  Command make(TakeChair*) { return TakeChair{for_whom()}; }
  Command make(LeaveChair*) { return LeaveChair{for_whom()}; }
  Command make(AskConsent*) { return AskConsent{{text()}}; }
  Command make(AnswerConsent*) {
    static std::vector<Consent> const all{Consent::agree, Consent::live_with, Consent::object};
    auto const answer = chance_.pick(all);
    auto why = answer == Consent::object && !chance_.one_in(8) ? std::optional{GistText{text()}} : std::nullopt;
    return AnswerConsent{proposal(), answer, std::move(why), chance_.one_in(40) ? for_whom() : speaks_for_proxied()};
  }
  Command make(OpenAnswers*) { return OpenAnswers{proposal()}; }
  Command make(ConfirmHeard*) { return ConfirmHeard{turn_now(), !chance_.one_in(4)}; }
  Command make(PassVoice*) {
    for (auto const* one : store_.all<FloorThing>())
      if (one->voice && !chance_.one_in(8)) return PassVoice{*one->voice};
    return PassVoice{seat()};
  }

 private:
  // Where this person can speak; who leads looks at one of the tables while the talk is at them.
  FloorThing const* floor() {
    if (auto const& own = person_.own(); own && own->floor) return store_.find<FloorThing>(*own->floor);
    auto const floors = store_.all<FloorThing>();
    return floors.empty() ? nullptr : floors[chance_.below(floors.size())];
  }
  // Of all tables at once, or of one that has a floor.
  std::optional<TableNumber> one_table() {
    auto const floors = store_.all<FloorThing>();
    return floors.size() < 2 || chance_.one_in(2) ? std::nullopt : floors[chance_.below(floors.size())]->table;
  }
  // One that has a floor, a group as well, or any.
  TableNumber some_table() { return one_table().value_or(TableNumber{chance_.between(1, 9)}); }
  TableNumber table_in_need() {
    for (auto const* one : store_.all<FloorThing>())
      if (one->help && one->table && !chance_.one_in(10)) return *one->table;
    return some_table();
  }
  Side side() { return chance_.one_in(2) ? Side::hall : Side::online; }
  RulesVersion accepts() { return {limits::house_rules_version}; }
  std::optional<TableNumber> table() {
    return chance_.one_in(2) ? std::nullopt : std::optional{TableNumber{chance_.between(1, 9)}};
  }
  std::optional<HandCard> hand_card() {
    return chance_.one_in(2) ? std::nullopt : std::optional{HandCard{chance_.between(1, 12)}};
  }
  std::optional<PhaseId> phase_now() const { return store_.room() ? store_.room()->phase : std::nullopt; }
  std::optional<TurnId> running_turn() {
    auto const* at = floor();
    return at && at->speaker ? std::optional{at->speaker->turn} : std::nullopt;
  }
  TurnId turn_now() { return chance_.one_in(10) ? some_turn() : running_turn().value_or(TurnId{"geen"}); }

  // Every text is another, so that a checker can tell what it sees.
  std::string text() {
    if (chance_.one_in(60)) return std::string(chance_.below(2'000), 'a');
    if (chance_.one_in(60)) return {};
    if (chance_.one_in(12)) return "bel mij op 06-12345678" + number();  // a rule stops this where others would read it
    return std::string(ideas[chance_.below(std::size(ideas))]) + number();
  }
  std::pair<CardId, std::int64_t> held_card() {
    for (auto const* card : store_.all<CardThing>())
      if (card->held_because && !card->returned_with) return {card->id, card->edition.value_or(0)};
    return {some_card(), 0};
  }
  std::string number() { return " #" + std::to_string(chance_.roll() % 1'000'000'007); }

  template <class Thing, class Id>
  Id some(std::vector<Thing const*> const& things, Id none) {
    return things.empty() ? none : things[chance_.below(things.size())]->id;
  }
  SeatId seat() { return some(store_.all<SeatThing>(), SeatId{"niemand"}); }
  SeatId waiting(FloorThing const* at) {
    if (!at || at->queue.empty() || chance_.one_in(12)) return seat();
    return at->queue[chance_.below(at->queue.size())].seat;
  }
  SeatId waiting() { return waiting(floor()); }
  TurnId some_turn() { return some(store_.all<TurnThing>(), TurnId{"geen"}); }
  CardId some_card() { return some(store_.all<CardThing>(), CardId{"geen"}); }
  ThemeThing const* some_theme() {
    auto const all = store_.all<ThemeThing>();
    return all.empty() ? nullptr : all[chance_.below(all.size())];
  }
  PhaseId some_phase() { return some(store_.all<PhaseThing>(), PhaseId{"geen"}); }

  std::optional<SeatId> proxied() {
    std::vector<SeatThing const*> proxies;
    for (auto const* one : store_.all<SeatThing>()) {
      if (one->is_proxied && !one->has_left && is_within_reach(*one)) proxies.push_back(one);
    }
    return proxies.empty() ? std::nullopt : std::optional{proxies[chance_.below(proxies.size())]->id};
  }
  // A tablet is for its own table; now and then somebody tries another.
  bool is_within_reach(SeatThing const& seat) {
    auto const& own = person_.own();
    if (!own || own->role != Role::table_tablet || chance_.one_in(10)) return true;
    auto const* tablet = store_.find<SeatThing>(own->seat.value);
    return tablet && tablet->table == seat.table;
  }
  // Who helps does it for the speaker, when that is not the own turn.
  std::optional<SeatId> speaks_for() {
    bool const helps = person_.own() && person_.own()->role != Role::participant;
    if (!helps || person_.is_speaking() || chance_.one_in(8)) return std::nullopt;
    auto const* at = floor();
    return at && at->speaker ? std::optional{at->speaker->seat} : proxied();
  }
  std::optional<SeatId> for_whom() {
    if (chance_.one_in(40)) return seat();
    bool const helps = person_.own() && person_.own()->role != Role::participant;
    return helps && !chance_.one_in(4) ? proxied() : std::nullopt;
  }
  ColumnId column() {
    std::vector<ColumnThing const*> here;
    for (auto const* one : store_.all<ColumnThing>()) {
      if (one->phase == phase_now() || chance_.one_in(20)) here.push_back(one);
    }
    return some(here, ColumnId{"nergens"});
  }
  CardId own_card() {
    auto const& cards = person_.own_cards();
    if (cards.empty() || chance_.one_in(10)) return some_card();
    return cards[chance_.below(cards.size())].id;
  }
  ProposalNumber proposal() {
    auto const all = store_.all<ProposalThing>();
    std::int64_t newest = 1;
    for (auto const* one : all) newest = std::max<std::int64_t>(newest, std::stoll(one->id));
    return {chance_.one_in(12) ? chance_.between(1, 3) : newest};
  }
  DotHabits dots() { return {store_, chance_}; }
  std::optional<SeatId> speaks_for_proxied() {
    bool const helps = person_.own() && person_.own()->role != Role::participant;
    return helps ? proxied() : std::nullopt;
  }
  Item item() {
    if (chance_.one_in(3)) return {ItemKind::turn, some_turn().value};
    return {ItemKind::card, some_card().value};
  }
  Item hidden_item() {
    for (auto const* card : store_.all<CardThing>()) {
      if (card->hidden_because && chance_.one_in(2)) return {ItemKind::card, card->id.value};
    }
    for (auto const* turn : store_.all<TurnThing>()) {
      if (turn->hidden_because) return {ItemKind::turn, turn->id.value};
    }
    return item();
  }
  DeviceId device() {
    for (auto const* one : store_.all<SeatThing>()) {
      if (one->devices.size() > 1 && chance_.one_in(3)) return one->devices.front();
    }
    return chance_.one_in(8) ? some_device() : DeviceId{"geen"};
  }
  DeviceId some_device() {
    for (auto const* one : store_.all<SeatThing>()) {
      if (!one->devices.empty()) return one->devices.back();
    }
    return DeviceId{"geen"};
  }

  rehearsal::Person const& person_;
  rehearsal::Store const& store_;
  Chance& chance_;
};

using Maker = Command (*)(Hand&);

template <std::size_t... index>
constexpr auto makers_for(std::index_sequence<index...>) {
  return std::array<Maker, sizeof...(index)>{
      [](Hand& hand) { return hand.make(static_cast<std::variant_alternative_t<index, Command>*>(nullptr)); }...};
}
constexpr auto makers = makers_for(std::make_index_sequence<std::variant_size_v<Command>>{});

}  // namespace

Command make_command(std::size_t index, rehearsal::Person const& person, Chance& chance) {
  Hand hand{person, chance};
  return makers.at(index)(hand);
}

}  // namespace sim
