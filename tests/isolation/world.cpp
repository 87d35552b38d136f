#include "tests/isolation/world.hpp"

#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "tests/isolation/everyday.hpp"

namespace isolation {
namespace {

class World : public Everyday {
 public:
  World(Secret secret, bool is_other) : secret_(secret), is_other_(is_other) {}

  void go(Step const& step) {
    begin_step();
    stage().wait(step.seconds * 1000);
    step_ = step;
    is_secret_step = step.what == everyday_acts + static_cast<int>(secret_);
    if (step.what < everyday_acts) {
      everyday_act();
      everyday.insert(done_now.begin(), done_now.end());
    } else {
      secret_act(static_cast<Secret>(step.what - everyday_acts));
      all_look_back();
    }
    end_step();
    is_secret_step = false;
  }

  int secret_acts = 0;
  std::set<std::string> everyday;

 private:
  bool otherwise() const { return is_other_ && kind_ == secret_; }
  std::string secret_text() const { return otherwise() ? "iets heel anders, en langer" : "een woord"; }
  Person& one_of(char const* one, char const* other) { return person(otherwise() ? other : one); }

  void secret_act(Secret kind) {
    kind_ = kind;
    if (kind == secret_) ++secret_acts;
    switch (kind) {
      case Secret::draft_text: return draft(person("bob"), "brief-a", secret_text());
      case Secret::draft_column: return draft(person("cem"), otherwise() ? "brief-b" : "brief-a", "een brief");
      case Secret::draft_exists: return draft_that_may_not_exist();
      case Secret::draft_author: return draft_of_somebody();
      case Secret::hidden_card_text: return edit_in_hiding();
      case Secret::hide_reason: return hide_a_card_of(person("hal"), person("ada"), secret_text());
      case Secret::who_hid: return hide_a_card_of(person("els"), one_of("ada", "rik"), "grof");
      case Secret::hidden_card_moved: return move_in_hiding();
      case Secret::built_on_hidden_card: return builds_on_what_goes();
      case Secret::dots_before_closing: return puts_dots(person("cem"), true);
      case Secret::whose_dots: return puts_dots(one_of("bob", "hal"), false);
      case Secret::dots_on_tablet: return puts_dots_on_tablet();
      case Secret::words_in_hidden_turn: return words_in_hiding();
      case Secret::gist_of_hidden_turn: return gist_in_hiding();
      case Secret::removed_name:
        return unseen_by_some(
            [this] { guest((otherwise() ? "Gast Zwerver van ver" : "Gast Vlegel") + id("naam"), "grof"); });
      case Secret::removal_reason: return unseen_by_some([this] { guest("Gast" + id("naam"), secret_text()); });
      case Secret::erased_words: return unseen_by_some([this] { erased_with_words(); });
      case Secret::trouble: return trouble(person("bob"), otherwise() ? Trouble::needs_help : Trouble::no_sound);
      case Secret::who_has_trouble: return trouble(one_of("cem", "els"), Trouble::no_sound);
      case Secret::stretch: return more_time(otherwise() ? Stretch::twice : Stretch::half_more);
      case Secret::nudges: return may_be_nudged();
      case Secret::who_entered: return enter(one_of("uli", "tom"), opa());
      case Secret::who_entered_at_table: return enter(one_of("uli", "tab"), griet());
      case Secret::draft_on_tablet: return written_on_tablet();
      case Secret::refused_join: return refused_join();
      case Secret::wrong_ticket:
        if (otherwise()) ask(person("deur"), ClaimSeat{{"geraden.geraden"}, {limits::house_rules_version}});
        return;
      case Secret::revoked_device:
        if (otherwise()) ask(person("ada"), RevokeDevice{spare_device()});
        return;
      case Secret::ticket_offered: return offer();
      case Secret::refused_command:
        if (otherwise()) ask(person("bob"), CloseRoom{});
        return;
      case Secret::talk_at_table: return talk_at_table();
      case Secret::line_at_table: return line_at_table();
      case Secret::consent_answer: return answers_a_proposal();
      case Secret::sits_with: return wants_to_sit_with();
      case Secret::held_card_text: return held_text();
      case Secret::held_card_exists: return unseen_by_some([this] { held_card_that_may_not_exist(); });
    }
  }

  // Letters are never shown: the phase of letters has no reveal.
  void draft(Person& author, char const* column, std::string const& text) {
    goes_to("brieven");
    if (step_.on % 3 == 0 && !letters_[author.name].empty()) {
      ask(author, EditCard{letters_[author.name].back(), {text + "!" + id("")}});
    } else if (step_.on % 7 == 1 && !letters_[author.name].empty()) {
      ask(author, RetractCard{letters_[author.name].back()});
      letters_[author.name].pop_back();
    } else if (auto const card = posts(author, column, text)) {
      letters_[author.name].push_back(*card);
    }
  }

  void draft_that_may_not_exist() {
    goes_to("brieven");
    if (!otherwise()) return;
    auto const card = posts(person("els"), "brief-a", "er is een brief");
    if (card && step_.on % 2) ask(person("els"), RetractCard{*card});
  }

  void draft_of_somebody() {
    goes_to("schrijven");
    auto& author = one_of("bob", "cem");
    if (step_.on % 3 == 0 && !nameless_.empty()) {
      ask(author, EditCard{nameless_.back(), {"zonder naam, verbeterd " + id("")}});
    } else if (auto const card = posts(author, "dromen", "zonder naam " + id(""))) {
      nameless_.push_back(*card);
      cards_.push_back(*card);
    }
  }

  void hide_a_card_of(Person& author, Person& by, std::string const& reason) {
    goes_to("bord");
    auto const card = posts(author, "acties", "straks weg " + id(""));
    if (!card) return;
    ask(by, HideItem{{ItemKind::card, card->value}, {reason}});
    hidden_.push_back(*card);
  }

  void edit_in_hiding() {
    hide_a_card_of(person("hal"), person("rik"), "grof");
    if (!hidden_.empty()) ask(person("hal"), EditCard{hidden_.back(), {secret_text()}});
  }

  void move_in_hiding() {
    hide_a_card_of(person("hal"), person("rik"), "grof");
    if (hidden_.empty() || !otherwise()) return;
    auto const& themes = state().board.themes;
    bool const has_theme = !themes.empty() && !themes.back().merged_into;
    ask(person("ada"), has_theme && step_.on % 2 ? Command{PutInTheme{hidden_.back(), themes.back().id, {}}}
                                                 : Command{MoveCard{hidden_.back(), ColumnId{"zorgen"}}});
  }

  // On one card or on the other, in silence; both are hidden before it is shown.
  void builds_on_what_goes() {
    if (room::find_phase(state(), PhaseId{"schrijven"})->is_revealed) return;
    goes_to("bord");
    auto const one = posts(person("hal"), "acties", "de een " + id(""));
    auto const other = posts(person("hal"), "acties", "de ander " + id(""));
    if (!one || !other) return;
    goes_to("schrijven");
    posts(person("bob"), "dromen", "ja, en " + id(""), otherwise() ? one : other);
    for (auto const& card : {*one, *other}) ask(person("rik"), HideItem{{ItemKind::card, card.value}, {"grof"}});
    if (step_.on % 2) ask(person("ada"), RevealCards{PhaseId{"schrijven"}});
  }

  struct Weighing {
    BallotNumber number;
    CardId one, other;
  };

  std::optional<Weighing> opens_dots() {
    if (!state().board.ballots.empty() && !state().board.ballots.back().is_closed) return {};
    goes_to("bord");
    auto const one = posts(person("els"), "acties", "weeg dit " + id(""));
    auto const other = posts(person("els"), "acties", "of dat " + id(""));
    if (!one || !other) return {};
    ask(person("ada"), OpenDots{PhaseId{"bord"}, {}, {3}});
    return Weighing{{std::max<std::int64_t>(1, std::ssize(state().board.ballots))}, *one, *other};
  }

  // On one card or on another, and both are taken back before it is closed. Or the same dots, by one person or by
  // another, and all are shown.
  void puts_dots(Person& who, bool is_lost) {
    auto const on = opens_dots();
    if (!on) return;
    ask(who, PlaceDots{on->number, is_lost && otherwise() ? on->other : on->one, {2}, {}});
    for (auto const& card : {on->one, on->other})
      if (is_lost) ask(person("els"), RetractCard{card});
    ask(person("ada"), CloseDots{on->number});
  }

  // On one card or on another, for who has no phone; then anew, on the same one in either world. The tablet is told no
  // more of it than anybody.
  void puts_dots_on_tablet() {
    auto const on = opens_dots();
    if (!on) return;
    ask(person("tab"), PlaceDots{on->number, otherwise() ? on->other : on->one, {2}, griet()});
    ask(person("tab"), PlaceDots{on->number, on->one, {2}, griet(), true});
    ask(person("ada"), CloseDots{on->number});
  }

  void words_in_hiding() {
    if (!phase()) return;
    auto& ada = person("ada");
    auto const& now = state().floor.speaker;
    ask(ada, GrantFloor{person("hal").seat, now ? std::optional{now->turn} : std::nullopt});
    if (!now || now->seat != person("hal").seat) return;
    auto const turn = now->turn;
    ask(ada, HideItem{{ItemKind::turn, turn.value}, {"grof"}});
    secret_turns_.insert(turn);
    ask(person("hal"), Say{{secret_text()}});
    if (step_.on % 2) ask(person("hal"), YieldFloor{});
  }

  // Somebody who writes gists tries the one that stands there in the first world.
  void gist_in_hiding() {
    words_in_hiding();
    if (secret_turns_.empty()) return;
    ask(person("ada"), AddGist{*secret_turns_.begin(), {secret_text()}});
    ask(person("nel"), AddGist{*secret_turns_.begin(), {"een woord"}});
  }

  void unseen_by_some(auto const& act) {
    for (auto const* away : {"els", "olga", "scherm"}) loses_line(person(away));
    act();
    for (auto const* away : {"els", "olga", "scherm"}) comes_back(person(away), true);
  }

  // Comes, speaks, so that the talk stream keeps the seat, and is removed.
  void guest(std::string const& name, std::string const& reason) {
    if (state().joins_are_frozen) return;
    auto const seat = joins_and_stays_silent(name);
    if (seat && phase()) {
      auto const& now = state().floor.speaker;
      ask(person("ada"), GrantFloor{*seat, now ? std::optional{now->turn} : std::nullopt});
    }
    if (seat) ask(person("ada"), RemoveSeat{*seat, {reason}});
  }

  // Comes, speaks and writes, and is erased. As many words in either world: how many
  // there were stays known, for speaking time counts them.
  void erased_with_words() {
    if (state().joins_are_frozen) return;
    if (auto* const who = comes_by("Gast" + id("gewist"))) {
      auto const& now = state().floor.speaker;
      if (phase()) ask(person("ada"), GrantFloor{who->seat, now ? std::optional{now->turn} : std::nullopt});
      std::string const words = otherwise() ? "onze buurvrouw verderop zweeg" : "ik zeg iets liefs";
      ask(*who, Say{{words}});
      ask(*who, PostCard{ColumnId{phase() == PhaseId{"schrijven"} ? "dromen" : "acties"}, {words}, {}});
      is_erased(*who);
    }
  }

  void trouble(Person& who, Trouble what) {
    ask(who, SignalTrouble{what});
    if (step_.on % 2) ask(who, ClearTrouble{who.seat});
  }

  // The length of a turn that runs is on every screen, whatever made it longer; so it is set while she does not speak,
  // and back to usual before she can.
  void more_time(Stretch stretch) {
    auto& els = person("els");
    if (room::has_the_floor(state().floor, els.seat)) return;
    ask(person(step_.on % 2 ? "ada" : "els"), SetStretch{els.seat, stretch});
    ask(els, SetStretch{els.seat, Stretch::usual});
  }

  // In one world she wants to be asked and is, in the other not: twenty minutes pass in a talk.
  void may_be_nudged() {
    goes_to("praten");
    if (otherwise()) ask(person("els"), SetNudges{false});
    stage().wait(limits::nudge_ms + 1'000);
    if (otherwise()) ask(person("els"), SetNudges{true});
    stage().wait(1'000);  // what is due is done in this step, in either world
  }

  void enter(Person& helper, SeatId const& whose) {
    if (step_.on % 2) {
      ask(helper, RequestFloor{whose});
    } else {
      goes_to("bord");
      ask(helper, PostCard{ColumnId{"acties"}, {"van " + whose.value + id("")}, whose});
    }
  }

  // The tablet goes on to the next person: it is told no more of it than anybody.
  void written_on_tablet() {
    goes_to("brieven");
    ask(person("tab"), PostCard{ColumnId{"brief-a"}, {secret_text()}, griet()});
  }

  void refused_join() {
    auto const name = otherwise() ? "Rik" : "J\u202Ean";  // of the staff; with a sign that is not shown
    ask(person("deur"), Join{{name}, Side::online, {}, {limits::house_rules_version}});
  }

  void offer() {
    if (!otherwise()) return;
    if (step_.on % 3 == 0) ask(person("ada"), OfferScreen{});
    if (step_.on % 3 == 1) ask(person("ada"), OfferClaim{opa()});
    if (step_.on % 3 == 2) ask(person("ada"), OfferStaffSeat{Role::facilitator});
  }

  // At their table something else is said, by another hand, in a queue that was closed meanwhile. As long and as many
  // words in either world: how long somebody spoke counts for everybody, also later in the whole room.
  void talk_at_table() {
    auto const before = phase();
    goes_to("tafels");
    auto& ada = person("ada");
    auto& tia = person("tia");
    auto& tim = person("tim");
    auto const running = [&]() -> std::optional<TurnId> {
      auto const* floor = room::floor_of(state(), tia.seat);
      return floor && floor->speaker ? std::optional{floor->speaker->turn} : std::nullopt;
    };
    ask(ada, GrantFloor{tia.seat, running()});
    ask(tia, Say{{otherwise() ? "iets anders en veel langer" : "wat er gezegd werd ook"}});
    auto const table = state().seats.at(tia.seat).table;
    if (otherwise()) {
      types(tia);
      ask(tim, RequestFloor{});
      ask(ada, CloseQueue{table});
      ask(ada, OpenQueue{table});
      ask(tim, LowerHand{});
    } else {
      for (int as_many = 0; as_many < 4; ++as_many) ask(tim, LowerHand{});  // later causes bear the same numbers
    }
    ask(tia, YieldFloor{});
    if (before && step_.on % 4) goes_to(before->value);  // most evenings go on with all together
  }

  // What they write down is something else, and there they call for help; both are gone before all are together again.
  void line_at_table() {
    auto const before = phase();
    goes_to("tafels");
    auto& tia = person("tia");
    ask(tia, WriteLine{{secret_text()}, {}});
    ask(person("ada"), MessageTables{{"Nog " + std::to_string(step_.on) + " minuten"}});
    ask(tia, otherwise() ? Command{CallForHelp{}} : Command{LowerHand{}});
    auto const& now = state().board.by_author;
    if (auto const lines = now.find(tia.seat); lines != now.end()) ask(tia, RetractCard{lines->second.back()});
    ask(tia, otherwise() ? Command{EndHelp{*state().seats.at(tia.seat).table}} : Command{LowerHand{}});
    if (before && step_.on % 4) goes_to(before->value);
  }

  // What he says to a proposal of which nobody opens the answers: a later one is another.
  void answers_a_proposal() {
    goes_to("besluit");
    if (step_.on % 3) ask(person("ada"), AskConsent{{"een bank" + id("")}});
    if (state().put_proposals.empty() || state().put_proposals.back().is_open) return;
    auto const number = ProposalNumber{static_cast<std::int64_t>(state().put_proposals.size())};
    auto const answer = otherwise() ? Consent::agree : Consent::object;
    auto why = otherwise() ? std::nullopt : std::optional{GistText{secret_text()}};
    ask(person("bob"), AnswerConsent{number, answer, std::move(why), {}});
  }

  // With whom she wants to sit; that person reads it, and nobody is seated by it.
  void wants_to_sit_with() {
    ask(person("els"), SitTogether{one_of("cem", "hal").seat, {}});
    if (step_.on % 2) ask(person("els"), SitTogether{});
  }

  // Words that a rule stops, written anew, and given back with a note: none of it ever comes on the board.
  void held_text() {
    goes_to("bord");
    auto& hal = person("hal");
    auto const number = "bel 06-12345678 " + id("");
    auto const card = posts(hal, "acties", number + secret_text());
    if (!card) return;
    if (step_.on % 2) ask(hal, EditCard{*card, {number + "!" + secret_text()}});
    auto const edition = state().board.cards.at(*card).edition;
    if (step_.on % 3) ask(person("rik"), ReturnCard{*card, {edition}, {secret_text()}});
    if (step_.on % 3 == 2) ask(hal, EditCard{*card, {"nu zonder nummer, " + secret_text()}});
  }

  // It waits, or is hidden then, behind one that everybody sees: who comes back missed something in either world.
  void held_card_that_may_not_exist() {
    goes_to("bord");
    posts(person("bob"), "acties", "een bankje " + id("open"));
    if (!otherwise()) return;
    auto const card = posts(person("hal"), "acties", "mail mij op hal@voorbeeld.nl");
    if (card && step_.on % 2) ask(person("rik"), HideItem{{ItemKind::card, card->value}, {"grof"}});
  }

  Secret secret_;
  bool is_other_;
  Secret kind_ = Secret::draft_text;  // of the act that is going on
  std::vector<CardId> nameless_, hidden_;
  std::map<std::string, std::vector<CardId>> letters_;
};

}  // namespace

Told play(std::vector<Step> const& evening, Secret secret, bool is_other_world) {
  World world{secret, is_other_world};
  for (auto const& step : evening) world.go(step);
  auto told = world.goes_home();
  told.secret_acts = world.secret_acts;
  told.everyday = world.everyday;
  return told;
}

PlayedBack play_back(std::vector<Step> const& evening, int times) {
  World world{Secret::draft_author, false};
  for (auto const& step : evening) world.go(step);
  PlayedBack result;
  for (int time = 0; time < times && result.difference.empty(); ++time)
    result.difference = world.replay(result.commands);
  return result;
}

}  // namespace isolation
