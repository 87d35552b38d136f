// See stage.hpp.

#include "tests/unit/engine/stage.hpp"

#include <cassert>

#include "server/room/evolve.hpp"

namespace stage {

void Phone::take(std::string_view frames) {
  bytes += frames;
  while (!frames.empty()) {
    auto const byte = [&](std::size_t at) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(frames[at]));
    };
    assert(byte(0) == 0x81 && "a whole text frame begins here");
    std::size_t head = 2;
    std::uint64_t size = byte(1);
    if (size >= 126) {
      std::size_t const more = size == 126 ? 2 : 8;
      size = 0;
      for (std::size_t i = 0; i < more; ++i) size = size << 8 | byte(2 + i);
      head += more;
    }
    assert(frames.size() >= head + size && "frames are whole");
    auto decoded = decode_push(frames.substr(head, size));
    assert(std::holds_alternative<Push>(decoded));
    pushes.push_back(std::move(std::get<Push>(decoded)));
    frames.remove_prefix(head + size);
  }
}

void Phone::privately(std::string frame) {
  if (!closed) take(frame);
}

void Phone::snapshot(engine::Pages pages) {
  for (auto const& page : *pages) privately(page);
  snapshots.push_back(std::move(pages));
}

void Phone::follow(engine::ViewLog const& log, std::uint64_t offset) {
  log_ = &log;
  cursor_ = offset;
}

void Phone::fleeting(engine::Fleeting, std::shared_ptr<std::string const> frame) {
  if (closed) return;
  Phone aside;
  aside.take(*frame);
  fleeting_pushes.push_back(aside.pushes.front());
}

void Phone::flush() {
  if (!log_ || closed || is_stuck) return;
  assert(log_->reaches(cursor_));
  auto const more = log_->from(cursor_);
  cursor_ += more.size();
  take(more);
}

void Phone::close(CloseCode code) {
  if (!closed) closed = code;
  log_ = nullptr;
}

bool Phone::was_done(CommandId const& id) const {
  for (auto const& done : all<Done>()) {
    if (done.id == id) return true;
  }
  for (auto const& update : all<Update>()) {
    if (update.cause == id) return true;
  }
  return false;
}

void Phone::forget() {
  pushes.clear();
  bytes.clear();
  fleeting_pushes.clear();
}

namespace {
room::NewRoomPlan only(std::string const& phase_id) {
  auto plan = evening::usual_plan();
  std::erase_if(plan.phases, [&](PhasePlan const& phase) { return phase.id.value != phase_id; });
  return plan;
}
}  // namespace

Stage::Stage(std::string const& first_phase) : Stage(only(first_phase)) {}

Stage::Stage(std::shared_ptr<journal::MemoryDisk> on_disk, Millis now)
    : clock(now), credentials(engine::Credentials::Key{1, 2, 3}), disk(std::move(on_disk)),
      journal(std::make_unique<journal::MemoryJournal>(disk)),
      surroundings{clock, credentials, [] { return std::string{"Bibliotheek De Zwaan"}; },
                   [this] {
                     return std::array<std::uint64_t, 4>{next_seed_++, 2, 3, 4};
                   },
                   false} {
  if (disk->rooms.contains(1)) restart();
}

Stage::Stage(room::NewRoomPlan plan) : Stage(std::make_shared<journal::MemoryDisk>(), evening::start_at) {
  room::Presence const nobody;
  room::Context context;
  context.now = clock.now();
  context.actor = room::Office{};
  context.presence = &nobody;
  auto const opened = room::open_room(code, std::move(plan), context);
  actor = std::make_unique<engine::RoomActor>(1, room::Room{}, surroundings, *this);
  actor->open(code, std::get<std::vector<Event>>(opened), [](bool is_kept) { assert(is_kept); });
  round();
}

Stage::~Stage() { actor.reset(); }  // while its phones still stand

void Stage::reload(engine::RoomActor& room) {
  ++next_group_;
  auto const state = std::make_shared<room::Room>();
  journal->read(room.number(), 1, [this, state](auto slice) {
    posted_.push_back([this, state, slice = std::move(slice)] { read_again(slice, *state); });
  });
}

void Stage::read_again(std::variant<journal::Slice, journal::Corruption> slice, room::Room& into) {
  auto const& good = std::get<journal::Slice>(slice);
  for (auto const& record : good.records) room::evolve(into, record);
  if (good.is_last) actor->reloaded(std::move(into));
}

void Stage::round() {
  while (is_dirty_ || !posted_.empty()) {
    while (!posted_.empty()) {
      auto const work = std::move(posted_.front());
      posted_.pop_front();
      work();
    }
    if (!std::exchange(is_dirty_, false)) continue;
    if (auto batch = actor->take_batch()) {
      std::vector<journal::Batch> group;
      group.push_back(std::move(*batch));
      auto const number = next_group_++;
      journal->append(std::move(group), [this, number](journal::Outcome outcome) {
        posted_.push_back([this, number, outcome] { actor->committed(number, outcome); });
      });
    }
    actor->flush();
  }
}

void Stage::wait(Millis ms) {
  auto const until = clock.now() + ms;
  round();
  while (wake_at_ && *wake_at_ <= until) {
    clock.advance(std::max<Millis>(0, *std::exchange(wake_at_, std::nullopt) - clock.now()));
    actor->wake(clock.now());
    round();
  }
  clock.advance(until - clock.now());
}

void Stage::restart() {
  actor.reset();
  posted_.clear();
  is_dirty_ = false;
  wake_at_.reset();
  journal = std::make_unique<journal::MemoryJournal>(disk);
  room::Room state;
  journal->read(1, 1, [&](auto slice) {
    for (auto const& record : std::get<journal::Slice>(slice).records) room::evolve(state, record);
  });
  actor = std::make_unique<engine::RoomActor>(1, std::move(state), surroundings, *this);
}

Phone& Stage::phone(std::string const& device_cookie) {
  auto& phone = *phones_.emplace_back(std::make_unique<Phone>());
  engine::Visitor visitor;
  if (!device_cookie.empty()) visitor.device_cookies[code.value] = device_cookie;
  phone.member = actor->enter(phone, std::move(visitor));
  return phone;
}

void Stage::says_hello(Phone& phone, std::optional<std::string> token, View view, std::optional<std::string> epoch,
                       std::optional<std::int64_t> n) {
  Hello hello;
  hello.protocol.value = 1;
  hello.view = view;
  if (token) hello.token = SecretText{*token};
  if (epoch) hello.epoch = Text<36>{*epoch};
  if (n) hello.n.emplace().value = *n;
  actor->hello(phone.member, hello);
  round();
}

CommandId Stage::ask(Phone& phone, Command body, std::string id) {
  if (id.empty()) id = "command-number-" + std::to_string(1000 + next_id_++);
  actor->ask(phone.member, Ask{CommandId{id}, std::nullopt, std::move(body)});
  round();
  return CommandId{id};
}

Phone& Stage::joins(std::string const& name, Side side) {
  auto& who = phone();
  says_hello(who);
  ask(who, Join{{name}, side, std::nullopt, {limits::house_rules_version}});
  if (auto const seated = who.last<Seated>()) tokens_[&who] = seated->token;
  return who;
}

Phone& Stage::leads(std::string const& name, Role role) {
  auto const answer = office(TakeStaffSeat{role, {name}, {limits::house_rules_version}});
  auto const& entered = std::get<engine::Entered>(answer);
  last_cookie = entered.device_cookie;
  auto& who = phone(entered.device_cookie);
  tokens_[&who] = entered.token;
  says_hello(who, entered.token, View::staff);
  return who;
}

Phone& Stage::tablet(Phone& lead, TableNumber table) {
  ask(lead, OfferTablet{table});
  auto const ticket = lead.last<Ticket>();
  auto& device = phone();
  says_hello(device);
  ask(device, ClaimSeat{{ticket->secret}, {limits::house_rules_version}});
  if (auto const seated = device.last<Seated>()) tokens_[&device] = seated->token;
  return device;
}

Phone& Stage::screen() {
  auto& who = phone();
  says_hello(who, std::nullopt, View::hall_screen);
  return who;
}

engine::OutsideAnswer Stage::office(Command const& command, std::string id) {
  if (id.empty()) id = "from-the-office-" + std::to_string(1000 + next_id_++);
  engine::OutsideAnswer answer = room::Denied{Refusal::not_allowed, "no answer came"};
  actor->ask_from_outside(room::Office{}, command, CommandId{id},
                          [&answer](engine::OutsideAnswer given) { answer = std::move(given); });
  round();
  return answer;
}

SeatId Stage::seat_of(Phone const& phone) const { return credentials.read_seat_token(1, token_of(phone))->seat; }

std::string Stage::token_of(Phone const& phone) const { return tokens_.at(&phone); }

PostCard card(std::string text) { return {ColumnId{"acties"}, {std::move(text)}, std::nullopt}; }

}  // namespace stage
