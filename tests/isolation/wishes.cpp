#include "tests/isolation/wishes.hpp"

namespace isolation {
namespace {

using S = Scene const&;
using Me = Scene::Person const&;
using Ask = std::function<Command(S, Me)>;

RulesVersion const newest{limits::house_rules_version};

Ask just(Command command) {
  return [command](S, Me) { return command; };
}

Ask for_the_pond(SeatId Scene::*whose = nullptr) {
  return [whose](S scene, Me) -> Command {
    return SpeakFor{Whole<0, limits::spoken_for_max - 1>{1}, whose ? std::optional(scene.*whose) : std::nullopt};
  };
}

Ask card(SeatId Scene::*whose = nullptr) {
  return [whose](S scene, Me) -> Command {
    auto const* column = scene.phase == PhaseId{"schrijven"} ? "dromen" : "acties";
    return PostCard{ColumnId{column}, {"een idee"}, whose ? std::optional{scene.*whose} : std::nullopt};
  };
}

std::vector<Wish> coming_and_going() {
  return {
      {"binnenkomen met de code", Busy::no, just(Join{{"Nieuw"}, Side::online, {}, newest})},
      {"met een kaartje verder op de plaats van Opa", Busy::no,
       [](S scene, Me) -> Command {
         return ClaimSeat{{scene.opas_ticket}, newest};
       }},
      {"met een kaartje een tablet op tafel zetten", Busy::no,
       [](S scene, Me) -> Command {
         return ClaimSeat{{scene.tablet_ticket}, newest};
       }},
      {"komen leiden, met link of uit het kantoor", Busy::no,
       just(TakeStaffSeat{Role::facilitator, {"Lotte"}, newest})},
      {"anders heten", Busy::no, just(Rename{{"Andere Naam"}})},
      {"aan een andere tafel gaan zitten", Busy::no, just(ChangeSide{Side::hall, TableNumber{7}})},
      {"naar huis gaan", Busy::no, just(LeaveRoom{})},
  };
}

std::vector<Wish> the_floor() {
  return {
      {"hand opsteken", Busy::no, just(RequestFloor{})},
      {"hand opsteken, wie al wacht", Busy::waits, just(RequestFloor{})},
      {"hand opsteken, wie spreekt", Busy::speaks, just(RequestFloor{})},
      {"hand opsteken voor Opa", Busy::no, [](S scene, Me) -> Command { return RequestFloor{scene.opa}; }},
      {"hand opsteken voor Griet, aan de tafel van de tablet", Busy::no,
       [](S scene, Me) -> Command { return RequestFloor{scene.griet}; }},
      {"hand laten zakken, wie wacht", Busy::waits, just(LowerHand{})},
      {"hand laten zakken, wie niet wacht", Busy::no, just(LowerHand{})},
      {"de hand van Wil laten zakken", Busy::no, [](S scene, Me) -> Command { return LowerHand{scene.wil.seat}; }},
      {"hand opsteken omdat je niets hoort", Busy::no, just(RequestFloor{{}, RequestKind::technical})},
      {"Wil voor laten gaan, wie na Wil wacht", Busy::waits,
       [](S scene, Me) -> Command {
         return StepBack{scene.wil.seat, {}};
       }},
      {"de hand van Wil achter de eigen hand zetten, wie na Wil wacht", Busy::waits,
       [](S scene, Me me) -> Command {
         return StepBack{me.seat, scene.wil.seat};
       }},
      {"de achterste hand vooraan zetten, wie na Wil wacht", Busy::waits,
       [](S scene, Me me) -> Command {
         auto const last = scene.queue.empty() ? me.seat : scene.queue.back();
         return MoveHand{last, {}, {scene.queue_revision}, MoveReason::balance};
       }},
      {"klaar zijn, wie spreekt", Busy::speaks, just(YieldFloor{})},
      {"klaar zijn, wie niet spreekt", Busy::no, just(YieldFloor{})},
      {"de beurt overslaan, wie spreekt", Busy::speaks, just(Pass{})},
      {"iets typen, wie spreekt", Busy::speaks, just(Say{{"hallo"}})},
      {"iets typen, wie niet spreekt", Busy::no, just(Say{{"hallo"}})},
      {"Wil het woord geven", Busy::no,
       [](S scene, Me) -> Command {
         bool const is_begin = !scene.phase;
         return GrantFloor{scene.wil.seat, is_begin ? std::nullopt : std::optional{scene.running}};
       }},
      {"Wil een korte vraag laten stellen", Busy::no,
       [](S scene, Me) -> Command {
         return Interpose{scene.wil.seat, scene.running};
       }},
      {"het gegeven woord terugnemen", Busy::no, [](S scene, Me) -> Command { return UndoGrant{scene.running}; }},
      {"de lopende beurt beëindigen", Busy::no, [](S scene, Me) -> Command { return EndTurn{scene.running}; }},
      {"de spreker meer tijd geven", Busy::no,
       [](S scene, Me) -> Command {
         return ExtendTurn{scene.running, {30}};
       }},
      {"de spreker evenveel geven als de andere kant", Busy::no,
       [](S scene, Me) -> Command { return Equalise{scene.running}; }},
      {"geroepen, geen antwoord", Busy::no, [](S scene, Me) -> Command { return SkipUnanswered{scene.running}; }},
      {"de rij openzetten", Busy::no, just(OpenQueue{})},
      {"de rij dichtzetten", Busy::no, just(CloseQueue{})},
      {"een rondje beginnen", Busy::no, just(StartRound{})},
      {"het rondje stoppen", Busy::no, just(EndRound{})},
      {"namens de vijver spreken", Busy::no, for_the_pond()},
      {"Opa namens de vijver laten spreken", Busy::no, for_the_pond(&Scene::opa)},
      {"Griet namens de vijver laten spreken", Busy::no, for_the_pond(&Scene::griet)},
      {"de kern van een beurt opschrijven", Busy::no,
       [](S scene, Me) -> Command {
         return AddGist{scene.turn_of_sam, {"de kern"}};
       }},
      {"de kern van een verborgen beurt opschrijven", Busy::no,
       [](S scene, Me) -> Command {
         return AddGist{scene.hidden_turn, {"de kern"}};
       }},
  };
}

std::vector<Wish> for_somebody_without_a_phone() {
  return {
      {"klaar zijn namens Griet, die niet spreekt", Busy::no,
       [](S scene, Me) -> Command { return YieldFloor{scene.griet}; }},
      {"de beurt overslaan namens Griet, die niet spreekt", Busy::no,
       [](S scene, Me) -> Command { return Pass{scene.griet}; }},
      {"iets typen namens Griet, die niet spreekt", Busy::no,
       [](S scene, Me) -> Command {
         return Say{{"hallo"}, scene.griet};
       }},
      {"iets typen namens Wil, die een telefoon heeft", Busy::no,
       [](S scene, Me) -> Command {
         return Say{{"hallo"}, scene.wil.seat};
       }},
  };
}

std::vector<Wish> the_board() {
  return {
      {"een kaart schrijven", Busy::no, card()},
      {"een kaart schrijven voor Opa", Busy::no, card(&Scene::opa)},
      {"een kaart schrijven voor Griet, aan de tafel van de tablet", Busy::no, card(&Scene::griet)},
      {"de eigen kaart verbeteren", Busy::no,
       [](S, Me me) -> Command {
         return EditCard{me.card, {"beter"}};
       }},
      {"de eigen geheime kaart verbeteren", Busy::no,
       [](S, Me me) -> Command {
         return EditCard{me.secret_card, {"beter"}};
       }},
      {"de kaart van Sam verbeteren", Busy::no,
       [](S scene, Me) -> Command {
         return EditCard{scene.sam.card, {"beter"}};
       }},
      {"de geheime kaart van Sam verbeteren", Busy::no,
       [](S scene, Me) -> Command {
         return EditCard{scene.sam.secret_card, {"beter"}};
       }},
      {"een verborgen kaart verbeteren", Busy::no,
       [](S scene, Me) -> Command {
         return EditCard{scene.hidden_card, {"beter"}};
       }},
      {"de eigen kaart weghalen", Busy::no, [](S, Me me) -> Command { return RetractCard{me.card}; }},
      {"de kaart van Sam weghalen", Busy::no, [](S scene, Me) -> Command { return RetractCard{scene.sam.card}; }},
      {"de geheime kaart van Sam weghalen", Busy::no,
       [](S scene, Me) -> Command { return RetractCard{scene.sam.secret_card}; }},
      {"een kaart verhangen", Busy::no,
       [](S scene, Me) -> Command {
         return MoveCard{scene.sam.card, ColumnId{"zorgen"}};
       }},
      {"de geheime kaart van Sam verhangen", Busy::no,
       [](S scene, Me) -> Command {
         return MoveCard{scene.sam.secret_card, ColumnId{"zorgen"}};
       }},
      {"de eigen geheime kaart verhangen", Busy::no,
       [](S, Me me) -> Command {
         return MoveCard{me.secret_card, ColumnId{"zorgen"}};
       }},
      {"de geheime kaarten omdraaien", Busy::no, just(RevealCards{PhaseId{"schrijven"}})},
  };
}

std::vector<Wish> themes() {
  return {
      {"een thema maken", Busy::no, just(MakeTheme{ColumnId{"acties"}, {"Water"}})},
      {"een thema anders noemen", Busy::no,
       [](S scene, Me) -> Command {
         return RenameTheme{scene.green, {"Groen"}, {0}};
       }},
      {"de kaart van Sam in een thema doen", Busy::no,
       [](S scene, Me) -> Command {
         return PutInTheme{scene.sam.card, scene.green, {}};
       }},
      {"de geheime kaart van Sam in een thema doen", Busy::no,
       [](S scene, Me) -> Command {
         return PutInTheme{scene.sam.secret_card, scene.green, {}};
       }},
      {"twee thema's samenvoegen", Busy::no,
       [](S scene, Me) -> Command {
         return MergeThemes{scene.green, scene.blue, {0}};
       }},
      {"samengevoegde thema's weer uit elkaar halen", Busy::no,
       [](S scene, Me) -> Command { return UndoMerge{scene.red}; }},
      {"het bord vastzetten", Busy::no, just(FreezeBoard{PhaseId{"bord"}})},
      {"het bord losmaken", Busy::no, just(OpenBoard{PhaseId{"bord"}})},
  };
}

std::vector<Wish> weighing() {
  return {
      {"iedereen stippen geven", Busy::no, just(OpenDots{PhaseId{"bord"}, {}, {3}})},
      {"een stip zetten", Busy::no,
       [](S scene, Me) -> Command {
         return PlaceDots{{1}, scene.sam.card, {1}, {}};
       }},
      {"een stip zetten voor Griet, aan de tafel van de tablet", Busy::no,
       [](S scene, Me) -> Command {
         return PlaceDots{{1}, scene.sam.card, {1}, scene.griet};
       }},
      {"wie later kwam ook stippen geven", Busy::no,
       [](S scene, Me) -> Command {
         return AdmitSeat{{1}, scene.sam.seat};
       }},
      {"stickers tellen", Busy::no,
       [](S scene, Me) -> Command {
         return CountStickers{{1}, scene.sam.card, Side::hall, {4}};
       }},
      {"de stippen tellen", Busy::no, just(CloseDots{{1}})},
  };
}

std::vector<Wish> leading() {
  return {
      {"naar het volgende deel gaan", Busy::no,
       [](S scene, Me) -> Command {
         return StartPhase{PhaseId{scene.phase == PhaseId{"praten"} ? "bord" : "praten"}, scene.phase};
       }},
      {"dit deel langer laten duren", Busy::no,
       [](S scene, Me) -> Command {
         return ExtendPhase{scene.phase.value_or(PhaseId{"welkom"}), {60}};
       }},
      {"pauze beginnen", Busy::no, just(PauseRoom{})},
      {"pauze beëindigen", Busy::no, just(ResumeRoom{})},
      {"de deur dichtdoen", Busy::no, just(FreezeJoins{})},
      {"de deur opendoen", Busy::no, just(OpenJoins{})},
      {"een kaart verbergen", Busy::no,
       [](S scene, Me) -> Command {
         return HideItem{{ItemKind::card, scene.sam.card.value}, {"grof"}};
       }},
      {"een geheime kaart verbergen", Busy::no,
       [](S scene, Me) -> Command {
         return HideItem{{ItemKind::card, scene.sam.secret_card.value}, {"grof"}};
       }},
      {"een beurt verbergen", Busy::no,
       [](S scene, Me) -> Command {
         return HideItem{{ItemKind::turn, scene.turn_of_sam.value}, {"grof"}};
       }},
      {"een verborgen kaart terugzetten", Busy::no,
       [](S scene, Me) -> Command {
         return RestoreItem{{ItemKind::card, scene.hidden_card.value}};
       }},
      {"een kaart die wacht laten zien", Busy::no,
       [](S scene, Me) -> Command {
         return PublishCard{scene.held_card, {0}};
       }},
      {"een kaart die wacht teruggeven", Busy::no,
       [](S scene, Me) -> Command {
         return ReturnCard{scene.held_card, {0}, {"liever zonder nummer"}};
       }},
      {"een kaart die niet wacht laten zien", Busy::no,
       [](S scene, Me) -> Command {
         return PublishCard{scene.sam.card, {0}};
       }},
      {"Wil de kamer uitzetten", Busy::no,
       [](S scene, Me) -> Command {
         return RemoveSeat{scene.wil.seat, {"grof"}};
       }},
      {"Wil een andere rol geven", Busy::no,
       [](S scene, Me) -> Command {
         return AssignRole{scene.wil.seat, Role::usher};
       }},
      {"Wil laten leiden zonder uitnodiging", Busy::no,
       [](S scene, Me) -> Command {
         return AssignRole{scene.wil.seat, Role::facilitator};
       }},
      {"een tekst van de avond verbeteren", Busy::no, just(CorrectRoom{PlaceText{"Holwert"}, {}, {}})},
      {"een tekst van een deel verbeteren", Busy::no,
       just(CorrectPhase{PhaseId{"praten"}, TitleText{"Samen praten"}, {}, {}})},
      {"de avond sluiten", Busy::no, just(CloseRoom{})},
  };
}

std::vector<Wish> helping() {
  return {
      {"iemand zonder telefoon invoeren", Busy::no, just(AddProxy{{"Oma"}, {}})},
      {"een handkaart geven aan Griet", Busy::no,
       [](S scene, Me) -> Command {
         return GiveHandCard{scene.griet, HandCard{17}};
       }},
      {"een tablet voor tafel 4 klaarzetten", Busy::no, just(OfferTablet{{4}})},
      {"een kaartje maken voor Opa", Busy::no, [](S scene, Me) -> Command { return OfferClaim{scene.opa}; }},
      {"een collega uitnodigen", Busy::no, just(OfferStaffSeat{Role::usher})},
      {"een link maken voor het zaalscherm", Busy::no, just(OfferScreen{})},
      {"een apparaat intrekken", Busy::no, [](S scene, Me) -> Command { return RevokeDevice{scene.device}; }},
      {"zeggen dat je niets hoort", Busy::no, just(SignalTrouble{Trouble::needs_help})},
      {"zeggen dat je het weer hoort", Busy::no, [](S, Me me) -> Command { return ClearTrouble{me.seat}; }},
      {"zeggen dat Sam het weer hoort", Busy::no, [](S scene, Me) -> Command { return ClearTrouble{scene.sam.seat}; }},
      {"langer de tijd krijgen in eigen beurten", Busy::no,
       [](S, Me me) -> Command {
         return SetStretch{me.seat, Stretch::twice};
       }},
      {"Sam langer de tijd geven in elke beurt", Busy::no,
       [](S scene, Me) -> Command {
         return SetStretch{scene.sam.seat, Stretch::half_more};
       }},
      {"geen seintje meer willen", Busy::no, just(SetNudges{false})},
      {"de eigen naam en woorden laten wissen", Busy::no, [](S, Me me) -> Command { return EraseSeat{me.seat}; }},
      {"Wil laten wissen", Busy::no, [](S scene, Me) -> Command { return EraseSeat{scene.wil.seat}; }},
  };
}

std::vector<Wish> at_tables() {
  return {
      {"Wil aan tafel 7 zetten", Busy::no,
       [](S scene, Me) -> Command {
         return SeatAtTable{scene.wil.seat, {7}};
       }},
      {"bij Wil willen zitten", Busy::no,
       [](S scene, Me) -> Command {
         return SitTogether{scene.wil.seat, {}};
       }},
      {"Griet bij Wil laten zitten", Busy::no,
       [](S scene, Me) -> Command {
         return SitTogether{scene.wil.seat, scene.griet};
       }},
      {"tafels laten voorstellen", Busy::no, just(ComposeTables{})},
      {"de voorgestelde tafels overnemen", Busy::no,
       [](S scene, Me) -> Command { return ApplyTables{{scene.seating}}; }},
      {"iedereen van tafel laten wisselen", Busy::no,
       [](S scene, Me) -> Command { return RotateTables{{scene.table_round}}; }},
      {"hulp vragen aan de eigen tafel", Busy::no, just(CallForHelp{})},
      {"zeggen dat je naar tafel 4 komt", Busy::no, just(AnswerHelp{{4}})},
      {"zeggen dat tafel 4 geholpen is", Busy::no, just(EndHelp{{4}})},
      {"alle tafels iets zeggen", Busy::no, just(MessageTables{{"Nog vijf minuten"}})},
      {"een regel voor de zaal opschrijven", Busy::no, just(WriteLine{{"meer bomen"}, {}})},
  };
}

std::vector<Wish> forms_of_talk() {
  auto const begin = [](S scene, Me) -> Command {
    return BeginTalking{scene.phase ? std::optional{scene.running} : std::nullopt, {}};
  };
  return {
      {"beginnen te praten", Busy::no, begin},
      {"beginnen te praten, wie in de kring zit", Busy::sits, begin},
      {"in de kring gaan zitten", Busy::no, just(TakeChair{})},
      {"Griet een stoel in de kring geven", Busy::no, [](S scene, Me) -> Command { return TakeChair{scene.griet}; }},
      {"uit de kring gaan, wie erin zit", Busy::sits, just(LeaveChair{})},
      {"een voorstel doen", Busy::no, just(AskConsent{{"Een bank op de dijk"}})},
      {"zeggen dat je met het voorstel kunt leven", Busy::no, just(AnswerConsent{{1}, Consent::live_with, {}, {}})},
      {"doorgeven dat Griet bezwaar heeft", Busy::no,
       [](S scene, Me) -> Command {
         return AnswerConsent{{1}, Consent::object, {}, scene.griet};
       }},
      {"de antwoorden openen", Busy::no, just(OpenAnswers{{1}})},
      {"zeggen dat de spreker het goed terugzei", Busy::no,
       [](S scene, Me) -> Command {
         return ConfirmHeard{scene.running, true};
       }},
      {"de toekomststoel doorgeven, die Sam heeft", Busy::no,
       [](S scene, Me) -> Command { return PassVoice{scene.voice}; }},
      {"Griet een andere naam geven", Busy::no,
       [](S scene, Me) -> Command {
         return Rename{{"Grietje"}, scene.griet};
       }},
  };
}

}  // namespace

std::vector<Wish> wishes() {
  std::vector<Wish> all;
  for (auto const& part : {coming_and_going(), the_floor(), for_somebody_without_a_phone(), the_board(), themes(),
                           weighing(), leading(), helping(), at_tables(), forms_of_talk()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace isolation
