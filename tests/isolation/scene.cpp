#include "tests/isolation/scene.hpp"

#include <algorithm>
#include <stdexcept>

#include "protocol/describe.hpp"
#include "server/room/circle.hpp"
#include "server/room/floors.hpp"
#include "tests/support/usual_rules.hpp"

namespace isolation {
namespace {

using stage::Phone;
using stage::Stage;

constexpr auto roles = describe::names<Role>;
constexpr TableNumber tablet_stands_at{3};

room::NewRoomPlan plan_of_moments() {
  auto plan = evening::usual_plan();
  plan.starts_at_once = false;
  // All in one: a circle with a chair for everybody, a proposal, and the voice of who is not here.
  auto& circle = *std::ranges::find(plan.phases, PhaseId{"kring"}, &PhasePlan::id);
  circle.chairs = CircleChairs{limits::circle_chairs_max};
  circle.proposal = QuestionText{};
  circle.voice = TitleText{"Iemand uit 2050"};
  return plan;
}

// Plays one evening; a person is a phone with a seat.
class Play {
 public:
  Play(Busy busy, Role who) : busy_(busy), who_(who), stage_(plan_of_moments()), ada_(stage_.leads("Ada")) {
    scene_.ada = person(ada_);
    for (std::size_t at = 0; at < roles.size(); ++at) {
      auto const role = static_cast<Role>(at);
      auto const name = "Rol " + std::to_string(at);
      phones_[role] = role == Role::participant    ? &stage_.joins(name)
                      : role == Role::table_tablet ? &stage_.tablet(ada_, tablet_stands_at)
                                                   : &stage_.leads(name, role);
      scene_.people[role] = person(*phones_[role]);
    }
    sam_ = &stage_.joins("Sam");
    scene_.sam = person(*sam_);
    wil_ = &stage_.joins("Wil");
    scene_.wil = person(*wil_);
    for (auto const& [role, phone] : phones_) stage_.ask(*phone, SignalTrouble{Trouble::no_sound});
    stage_.ask(*sam_, SignalTrouble{Trouble::no_sound});
    invite();
    must(ada_, ComposeTables{});
  }

  Scene at(std::string const& moment) {
    if (moment != "begin") {
      what_came_before();
      if (moment == "tafels") all_sit_down();
      goes_to(phase_of(moment));
      if (moment == "tafels") hands_go_up();
      if (moment == "tafels") must(*sam_, CallForHelp{});
      if (moment == "kring") sit_in_the_circle();
      if (moment == "onthuld") must(ada_, RevealCards{PhaseId{"schrijven"}});
      if (moment == "rondje") begin_round();
      somebody_speaks();
      finish(moment);
    }
    scene_.phase = phase();
    auto const& floor = floor_of(scene_.sam.seat);
    if (auto const& speaker = floor.speaker) scene_.running = speaker->turn;
    for (auto const& hand : floor.queue) scene_.queue.push_back(hand.seat);
    scene_.queue_revision = floor.revision;
    scene_.seating = stage_.state().proposal->revision;
    scene_.table_round = stage_.state().sittings;
    scene_.voice = stage_.state().floor.voice.bearer.value_or(scene_.sam.seat);
    scene_.now = stage_.clock.now();
    scene_.disk = std::make_shared<journal::MemoryDisk const>(*stage_.disk);
    return scene_;
  }

 private:
  Scene::Person person(Phone const& phone) {
    bool const is_staff = phone.last<Snapshot>() && phone.last<Snapshot>()->view == View::staff;
    return {stage_.seat_of(phone), stage_.token_of(phone), is_staff ? stage_.last_cookie : "", CardId{"none"},
            CardId{"none"}};
  }

  room::Floor const& floor_of(SeatId const& seat) const {
    auto const* floor = room::floor_of(stage_.state(), seat);
    return floor ? *floor : stage_.state().floor;
  }

  void all_sit_down() {
    for (auto const& [role, phone] : phones_)
      if (role != Role::table_tablet) must(*phone, ChangeSide{Side::hall, TableNumber{4}});
    for (auto* phone : {sam_, wil_}) must(*phone, ChangeSide{Side::hall, TableNumber{4}});
  }

  void must(Phone& phone, Command const& command) {
    auto const id = stage_.ask(phone, command);
    if (!phone.was_done(id)) throw std::runtime_error("the play stops: a command was not done");
  }

  void invite() {
    must(ada_, AddProxy{{"Opa"}, std::nullopt});
    must(ada_, AddProxy{{"Griet"}, tablet_stands_at});
    for (auto const& [id, seat] : stage_.state().seats)
      if (seat.is_proxied) (seat.table ? scene_.griet : scene_.opa) = id;
    stage_.ask(ada_, OfferClaim{scene_.opa});
    scene_.opas_ticket = ada_.last<Ticket>()->secret;
    stage_.ask(ada_, OfferTablet{tablet_stands_at});
    scene_.tablet_ticket = ada_.last<Ticket>()->secret;
    stage_.ask(ada_, OfferStaffSeat{Role::facilitator});
    scene_.staff_ticket = *stage_.credentials.read_ticket(1, ada_.last<Ticket>()->secret);
    scene_.device = stage_.state().seats.at(scene_.ada.seat).devices.at(0);
  }

  std::optional<PhaseId> phase() const {
    auto const& script = stage_.state().script;
    return script.running ? std::optional{script.phases.at(*script.running).plan.id} : std::nullopt;
  }
  void goes_to(std::string const& next) {
    if (phase() != PhaseId{next}) must(ada_, StartPhase{PhaseId{next}, phase()});
  }
  static std::string phase_of(std::string const& moment) {
    if (moment == "gesprek" || moment == "rij dicht") return "praten";
    if (moment == "stil" || moment == "onthuld") return "schrijven";
    if (moment == "welkom" || moment == "rondje" || moment == "tafels" || moment == "kring") return moment;
    return "bord";
  }

  void writes(Phone& phone, Scene::Person& person, char const* column, CardId Scene::Person::*which) {
    stage_.ask(phone, PostCard{ColumnId{column}, {"van " + person.seat.value}, {}});
    auto const& cards = stage_.state().board.by_author;
    if (cards.contains(person.seat)) person.*which = cards.at(person.seat).back();
  }
  void all_write(char const* column, CardId Scene::Person::*which) {
    for (auto& [role, phone] : phones_) writes(*phone, scene_.people.at(role), column, which);
    writes(*sam_, scene_.sam, column, which);
  }

  void grant(SeatId const& seat) {
    auto const& speaker = floor_of(seat).speaker;
    must(ada_, GrantFloor{seat, speaker ? std::optional{speaker->turn} : std::nullopt});
  }
  TurnId speaks_for_a_moment(Phone& phone, SeatId const& seat) {
    grant(seat);
    stage_.wait(20'000);
    auto const turn = stage_.state().floor.speaker->turn;
    must(phone, YieldFloor{});
    return turn;
  }

  void what_came_before() {
    goes_to("bord");
    all_write("acties", &Scene::Person::card);
    writes(*wil_, scene_.wil, "acties", &Scene::Person::card);
    scene_.hidden_card = scene_.wil.card;
    must(ada_, HideItem{{ItemKind::card, scene_.hidden_card.value}, {"reden"}});
    stage_.surroundings.policy = support::usual_rules();
    stage_.ask(*wil_, PostCard{ColumnId{"acties"}, {"bel 06-12345678"}, {}});
    scene_.held_card = stage_.state().board.by_author.at(scene_.wil.seat).back();
    for (auto* theme : {&scene_.green, &scene_.blue, &scene_.red}) {
      must(ada_, MakeTheme{ColumnId{"acties"}, {"Thema"}});
      *theme = stage_.state().board.themes.back().id;
    }
    must(ada_, MergeThemes{scene_.red, scene_.blue, {0}});
    must(ada_, OpenDots{PhaseId{"bord"}, {}, {3}});
    scene_.hidden_turn = speaks_for_a_moment(*wil_, scene_.wil.seat);
    must(ada_, HideItem{{ItemKind::turn, scene_.hidden_turn.value}, {"reden"}});
    scene_.turn_of_sam = speaks_for_a_moment(*sam_, scene_.sam.seat);
    hands_go_up();
    goes_to("schrijven");
    all_write("dromen", &Scene::Person::secret_card);
  }

  void hands_go_up() {
    stage_.ask(*wil_, RequestFloor{});
    if (busy_ == Busy::waits) stage_.ask(*phones_.at(who_), RequestFloor{});
  }

  // Who is called first by the draw has no hand any more: so all go up again, in the same order as always.
  void begin_round() {
    must(ada_, StartRound{});
    if (stage_.state().floor.speaker->seat != scene_.sam.seat) grant(scene_.sam.seat);
    must(ada_, OpenQueue{});
    for (auto const& hand : std::vector(stage_.state().floor.queue)) must(ada_, LowerHand{hand.seat});
    hands_go_up();
    must(ada_, CloseQueue{});
  }

  // Sam and Wil, and who speaks or sits; Sam carries the voice of who is not here.
  void sit_in_the_circle() {
    for (auto* phone : {sam_, wil_}) must(*phone, TakeChair{});
    if (busy_ == Busy::sits || busy_ == Busy::speaks) stage_.ask(*phones_.at(who_), TakeChair{});
    must(ada_, AskConsent{{"Een bank bij de haven"}});
    stage_.wait(1'000);  // the room draws the first by itself
    auto const& bearer = stage_.state().floor.voice.bearer;
    while (bearer != scene_.sam.seat) must(ada_, PassVoice{bearer.value_or(SeatId{"none"})});
  }

  void somebody_speaks() {
    bool const speaks = busy_ == Busy::speaks && who_ != Role::table_tablet;  // a device never does
    auto seat = speaks ? scene_.people.at(who_).seat : scene_.sam.seat;
    if (!room::floor_of(stage_.state(), seat)) seat = scene_.sam.seat;  // at no table nobody can be given the floor
    if (room::circle::keeps_out(stage_.state(), floor_of(seat), seat)) seat = scene_.sam.seat;
    auto const& speaker = floor_of(seat).speaker;
    if (!speaker || speaker->seat != seat) grant(seat);
  }

  void finish(std::string const& moment) {
    if (moment == "rij dicht") must(ada_, CloseQueue{});
    if (moment == "kring") stage_.wait(limits::free_turn_ms_min);  // so long nobody takes over
    if (moment == "pauze") must(ada_, PauseRoom{});
    if (moment == "deur dicht") must(ada_, FreezeJoins{});
    if (moment == "voorbij") must(ada_, CloseRoom{});
  }

  Busy busy_;
  Role who_;
  Stage stage_;
  Phone& ada_;
  Phone* sam_ = nullptr;
  Phone* wil_ = nullptr;
  std::map<Role, Phone*> phones_;
  Scene scene_;
};

}  // namespace

Scene scene_at(std::string const& moment, Busy busy, Role who) { return Play{busy, who}.at(moment); }

std::unique_ptr<Stage> stage_of(Scene const& scene) {
  return std::make_unique<Stage>(std::make_shared<journal::MemoryDisk>(*scene.disk), scene.now);
}

}  // namespace isolation
