#include "tests/isolation/cast.hpp"

#include <sodium.h>

#include "protocol/api.hpp"
#include "server/engine/frame.hpp"
#include "server/engine/harvest.hpp"
#include "tests/support/usual_rules.hpp"

namespace isolation {
namespace {

using stage::Phone;
using stage::Stage;

// Two worlds must draw the same epochs and device ids, so here libsodium's source of chance is a counter.
std::uint64_t drawn = 0;

std::uint32_t draw() {
  drawn = drawn * 6364136223846793005u + 1442695040888963407u;
  return static_cast<std::uint32_t>(drawn >> 32);
}

void draw_into(void* bytes, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) static_cast<unsigned char*>(bytes)[at] = static_cast<unsigned char>(draw());
}

char const* name_of_source() { return "a counter, for tests"; }

randombytes_implementation source_of_chance{name_of_source, draw, nullptr, nullptr, draw_into, nullptr};

room::NewRoomPlan plan_of_worlds() {
  auto plan = evening::usual_plan();
  auto letters = plan.phases.at(3);  // silent writing, never revealed
  letters.id = PhaseId{"brieven"};
  letters.columns = {{ColumnId{"brief-a"}, {"a"}}, {ColumnId{"brief-b"}, {"b"}}};
  plan.phases.push_back(letters);
  return plan;
}

std::unique_ptr<Stage> opened() {
  randombytes_set_implementation(&source_of_chance);
  drawn = 1;
  return std::make_unique<Stage>(plan_of_worlds());
}

}  // namespace

Cast::Cast() : stage_(opened()) {
  stage_->surroundings.policy = support::usual_rules();
  begin_step();
  auto& ada = stage_->leads("Ada");
  comes("ada", ada, View::staff);
  comes("rik", stage_->leads("Rik", Role::remote_host), View::staff);
  comes("uli", stage_->leads("Uli", Role::usher), View::participant);
  comes("tom", stage_->leads("Tom", Role::table_host), View::participant);
  comes("nel", stage_->leads("Nel", Role::note_taker), View::participant);
  comes("olga", stage_->leads("Olga", Role::observer), View::observer);
  for (auto const* name : {"bob", "cem", "els"}) comes(name, stage_->joins(name), View::participant);
  comes("hal", stage_->joins("hal", Side::hall), View::participant);
  // Two at a table of their own, and somebody at the next one; nobody else sits down there.
  for (auto const& [name, table] : {std::pair{"tia", 98}, std::pair{"tim", 98}, std::pair{"vic", 99}}) {
    auto& line = stage_->joins(name, Side::hall);
    stage_->ask(line, ChangeSide{Side::hall, TableNumber{table}}, std::string{name} + "-sits-down");
    comes(name, line, View::participant);
  }
  comes("scherm", stage_->screen(), View::hall_screen);
  auto& door = stage_->phone();
  stage_->says_hello(door);
  comes("deur", door, View::participant);
  stage_->ask(ada, AddProxy{{"Opa"}, std::nullopt}, "opa-comes-in");
  comes("tab", stage_->tablet(ada, TableNumber{3}), View::participant);
  stage_->ask(ada, AddProxy{{"Griet"}, TableNumber{3}, HandCard{17}}, "griet-comes-in");
  stage_->office(TakeStaffSeat{Role::facilitator, {"Lot"}, {limits::house_rules_version}}, "lot-comes-in-later");
  for (auto const& [id, seat] : state().seats) {
    if (seat.is_proxied) (seat.table ? griet_ : opa_) = id;
    if (seat.name == "Lot") spare_device_ = seat.devices.at(0);
  }
  end_step();
}

Person& Cast::comes(std::string const& name, Phone& line, View view) {
  auto& person = people_[name];
  person.name = name;
  person.view = view;
  person.line = &line;
  if (view == View::staff) person.cookie = stage_->last_cookie;
  if (view == View::hall_screen || name == "deur") return person;
  person.token = stage_->token_of(line);
  person.seat = stage_->seat_of(line);
  return person;
}

Person* Cast::by_seat(SeatId const& seat) {
  for (auto& [name, person] : people_)
    if (!person.seat.empty() && person.seat == seat) return &person;
  return nullptr;
}

std::optional<PhaseId> Cast::phase() const {
  auto const& script = state().script;
  return script.running ? std::optional{script.phases.at(*script.running).plan.id} : std::nullopt;
}

void Cast::begin_step() {
  ++step_;
  asked_ = 0;
  done_now.clear();
  drawn = static_cast<std::uint64_t>(step_);
  stage_->seed_from(static_cast<std::uint64_t>(step_) * 1000);
}

// Also what kind of frames, and that none came, is heard: one entry per step whatever happened.
void Cast::listen(Person& who) {
  std::string now;
  if (who.line) {
    now += who.line->bytes.substr(who.bytes_taken);
    who.bytes_taken = who.line->bytes.size();
    for (; who.fleeting_taken < who.line->fleeting_pushes.size(); ++who.fleeting_taken)
      now += " fleeting " + encode(who.line->fleeting_pushes[who.fleeting_taken]);
    if (who.line->closed) now += " closed " + std::to_string(who.line->closed->code);
  }
  if (!is_secret_step) who.later.push_back(now);
  who.heard.push_back(std::move(now));
}

void Cast::end_step() {
  for (auto& [name, person] : people_) listen(person);
}

CommandId Cast::ask(Person& who, Command const& command) {
  // Of the step, and not of who asks: views are shown the id, and who asks may be the secret.
  auto const id = CommandId{"asked-in-step-" + std::to_string(step_) + "-" + std::to_string(++asked_)};
  if (!who.line || who.line->closed) return id;
  stage_->ask(*who.line, command, id.value);
  if (who.line->was_done(id)) {
    done_.push_back({who.name, id, command});
    done_now.insert(std::visit([](auto const& asked) { return std::string{asked.type}; }, command));
  }
  return id;
}

std::optional<CardId> Cast::posts(Person& author, char const* column, std::string const& text,
                                  std::optional<CardId> builds_on, std::optional<bool> is_private) {
  auto const& all = state().board.by_author;
  auto const count = [&] { return all.contains(author.seat) ? all.at(author.seat).size() : std::size_t{0}; };
  auto const before = count();
  ask(author, PostCard{ColumnId{column}, {text}, std::nullopt, std::move(builds_on), is_private});
  return count() > before ? std::optional{all.at(author.seat).back()} : std::nullopt;
}

void Cast::goes_to(std::string const& next) {
  if (phase() != PhaseId{next}) ask(person("ada"), StartPhase{PhaseId{next}, phase()});
}

void Cast::types(Person& who) {
  if (who.line) stage_->actor->typing(who.line->member, true);
}

void Cast::all_look_back() {
  auto const& turns = state().talk.turns;
  for (auto& [name, person] : people_)
    for (std::size_t back = 1; person.line && back <= std::min<std::size_t>(2, turns.size()); ++back)
      stage_->actor->look_back(person.line->member, turns[turns.size() - back].id);
  stage_->round();
}

void Cast::loses_line(Person& who) {
  if (!who.line) return;
  listen(who);
  for (auto const& push : who.line->pushes) {
    (who.view == View::staff ? for_staff_ : for_others_).over(push);
    if (auto const* snapshot = std::get_if<Snapshot>(&push)) who.epoch = snapshot->epoch, who.n = snapshot->n;
    if (auto const* update = std::get_if<Update>(&push)) who.n = update->n;
  }
  if (!who.line->closed) stage_->actor->leave(who.line->member);
  who.line = nullptr;
  who.bytes_taken = who.fleeting_taken = 0;
}

void Cast::comes_back(Person& who, bool resumes) {
  auto& line = stage_->phone(who.cookie);
  who.line = &line;
  auto const token = who.token.empty() ? std::nullopt : std::optional{who.token};
  auto const epoch = resumes && !who.epoch.empty() ? std::optional{who.epoch} : std::nullopt;
  stage_->says_hello(line, token, who.view, epoch, epoch ? std::optional{who.n} : std::nullopt);
}

Person* Cast::comes_by(std::string const& name) {
  auto const seat = joins_and_stays_silent(name);
  if (!seat) return nullptr;
  auto& who = passers_by_.emplace_back();
  who.name = name;
  who.seat = *seat;
  who.line = last_guest_;
  return &who;
}

void Cast::is_erased(Person& who) {
  stage_->office(EraseSeat{who.seat}, id("erased-by-the-office"));
  if (state().seats.at(who.seat).is_erased) done_now.insert(std::string{EraseSeat::type});
}

std::optional<SeatId> Cast::joins_and_stays_silent(std::string const& name) {
  auto& line = stage_->phone();
  stage_->says_hello(line);
  stage_->ask(line, Join{{name}, Side::online, {}, {limits::house_rules_version}, true}, id("the-join-of-a-guest"));
  auto const seated = line.last<Seated>();
  last_guest_ = &line;
  if (seated) done_now.insert(std::string{Join::type});
  return seated ? std::optional{seated->seat} : std::nullopt;
}

std::string Cast::replay(int& commands) {
  for (auto const& [who, id, command] : done_) {
    if (!people_.contains(who)) continue;  // only came by
    auto& one = person(who);
    stage_->wait(1'000);  // nobody is too fast
    loses_line(one);
    comes_back(one, false);
    // Time goes by, and the room notes by itself who waited long or was not heard; what is asked again changes nothing.
    auto const before = state();
    auto const rows = stage_->disk->rooms.at(1).records.size();
    stage_->ask(*one.line, command, id.value);
    auto const name = std::visit([](auto const& asked) { return std::string{asked.type}; }, command);
    if (!one.line->closed && !one.line->was_done(id)) return who + " was not told that it is done: " + name;
    if (!(state() == before)) return "again, and it happened again: " + name;
    if (stage_->disk->rooms.at(1).records.size() != rows) return "the journal grew: " + name;
    ++commands;
  }
  return "";
}

Told Cast::goes_home() {
  begin_step();
  for (auto& [name, person] : people_) loses_line(person);
  for (auto& [name, person] : people_) comes_back(person, name == "bob");
  end_step();
  begin_step();
  for (auto& [name, person] : people_) loses_line(person);
  stage_->restart();
  for (auto& [name, person] : people_) comes_back(person, false);
  all_look_back();
  end_step();
  Told told;
  for (auto& [name, person] : people_) {
    loses_line(person);
    told.heard[name] = person.heard;
    told.later[name] = person.later;
  }
  auto const harvest = engine::harvest_of(state(), "De Zwaan");
  auto const summary = engine::summary_of(state(), limits::keep_days_default * limits::day_ms);
  told.heard["oogst"] = {api::encode_body(harvest),
                         engine::talk_csv(harvest),
                         engine::cards_csv(harvest),
                         engine::counts_csv(harvest),
                         engine::proposals_csv(harvest),
                         engine::dots_csv(harvest),
                         api::encode_body(api::RoomList{{summary}})};
  told.later["oogst"] = told.heard["oogst"];
  told.breaches = for_others_.breaches;
  told.shown_to_staff = for_staff_.shown;
  return told;
}

}  // namespace isolation
