// See every_command.hpp. Each person has one command under way at a time.

#include "tests/faults/every_command.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "clients/rehearsal/line.hpp"
#include "clients/rehearsal/person.hpp"
#include "protocol/api.hpp"
#include "tests/live/raw_line.hpp"
#include "tests/simulation/habits.hpp"
#include "tests/simulation/plan.hpp"
#include "tests/simulation/script.hpp"

namespace faults {

using namespace protocol;
using sim::Part;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds limit{60'000};
constexpr int asks_per_phase = 40;
constexpr int endings_are_rare = 6;   // leaving, or removing somebody, costs a person
constexpr int erasings_are_rare = 3;  // and is most of the work
constexpr std::size_t tickets_used_max = 6;

// By another way than asking in the room, or at a time of their own.
bool is_apart(std::string_view command) {
  static std::set<std::string_view> const all{Join::type, ClaimSeat::type, TakeStaffSeat::type, StartPhase::type,
                                              CloseRoom::type};
  return all.contains(command);
}
bool ends_somebody(std::string_view command) {
  return command == LeaveRoom::type || command == RemoveSeat::type || command == AssignRole::type;
}

std::size_t index_of(std::string_view command) {
  for (std::size_t at = 0; at < sim::commands; ++at)
    if (sim::command_name(at) == command) return at;
  return sim::commands;
}

struct Somebody {
  Part part = Part::online;
  std::unique_ptr<rehearsal::Person> person;
  bool is_asking = false;
  bool is_resident() const { return part == Part::hall || part == Part::online; }
};

class Evening {
 public:
  Evening(std::string const& port, std::string office, std::uint64_t seed, Heard& heard)
      : address_{"127.0.0.1", port}, office_(std::move(office)), chance_(seed), heard_(heard) {}

  void play(int asks) {
    if (!open()) return;
    auto const until = loop_.now_us() + std::chrono::microseconds{limit}.count();
    while (asked_ < asks && loop_.now_us() < until && !is_gone()) {
      for (std::size_t at = 0; at < people_.size(); ++at) {
        replace_who_is_out(*people_[at]);
        act(*people_[at]);
      }
      use_tickets();
      loop_.run_for(milliseconds{2});
    }
    auto const is_asking = [](auto const& one) { return one->is_asking && one->person->is_in(); };
    loop_.run_until([&] { return std::ranges::none_of(people_, is_asking); }, milliseconds{2'000});
  }

 private:
  bool open() {
    api::NewRoom plan;
    plan.place.value = "Dorpsplein";
    plan.question.value = "Hoe wordt het plein weer van ons?";
    plan.phases = sim::evening_script();
    plan.starts_at_once = true;
    auto const answer = live::as_page(address_.port, "POST", "/api/v1/rooms", api::encode_body(plan), office_);
    auto const made = api::decode_body<api::RoomMade>(answer.body);
    if (!std::holds_alternative<api::RoomMade>(made)) return false;
    room_ = std::get<api::RoomMade>(made).code;
    heard_.everything = room_.value;
    // Who leads can do most, and each of them does one thing at a time.
    static std::vector<std::pair<Part, Role>> const staff{
        {Part::leader, Role::facilitator},    {Part::leader, Role::facilitator},      {Part::leader, Role::facilitator},
        {Part::leader, Role::facilitator},    {Part::remote_host, Role::remote_host}, {Part::usher, Role::usher},
        {Part::note_taker, Role::note_taker}, {Part::table_host, Role::table_host},   {Part::observer, Role::observer}};
    for (auto const& [part, role] : staff)
      if (!seat_staff(part, role)) return false;
    for (int at = 0; at < 4; ++at) seat(at % 2 ? Part::hall : Part::online);
    sit({address_, room_, View::hall_screen}, {}, Part::screen);
    return true;
  }

  bool seat_staff(Part part, Role role) {
    api::EnterAsStaff ask;
    ask.id = rehearsal::fresh_id([this] { return loop_.roll(); });
    ask.role = role;
    ask.name.value = sim::some_name(chance_);
    ask.accepts.value = limits::house_rules_version;
    auto const answer =
        live::as_page(address_.port, "POST", "/api/v1/rooms/" + room_.value + "/staff", api::encode_body(ask), office_);
    auto const made = api::decode_body<api::StaffSeat>(answer.body);
    auto const* seat = std::get_if<api::StaffSeat>(&made);
    if (!seat) return false;
    ++heard_.done[std::string{TakeStaffSeat::type}];
    rehearsal::Door door{address_, room_, View::participant, seat->token, live::cookie_of(answer)};
    if (part == Part::leader || part == Part::remote_host) door.view = View::staff;
    if (part == Part::observer) door.view = View::observer;
    sit(std::move(door), {}, part);
    return true;
  }

  void seat(Part part) {
    sit({address_, room_}, {sim::some_name(chance_), part == Part::hall ? Side::hall : Side::online}, part);
  }

  void sit(rehearsal::Door door, rehearsal::Who who, Part part) {
    who.takes_no = true;
    auto const& one = people_.emplace_back(std::make_unique<Somebody>());
    one->part = part;
    come_in(*one, std::move(door), std::move(who));
  }
  void come_in(Somebody& one, rehearsal::Door door, rehearsal::Who who) {
    bool const claims = who.claims.has_value();
    one.is_asking = false;
    one.person = std::make_unique<rehearsal::Person>(loop_, std::move(door), std::move(who));
    one.person->on_push = [this, claims](Push const& push) {
      if (std::holds_alternative<Seated>(push)) ++heard_.done[std::string{claims ? ClaimSeat::type : Join::type}];
      if (auto const* ticket = std::get_if<Ticket>(&push)) tickets_.push_back(*ticket);
    };
    one.person->come_in();
  }

  // Who left, was removed or erased: somebody else comes.
  void replace_who_is_out(Somebody& one) {
    if (!one.person->is_refused_entry()) return;
    if (one.is_resident() || one.part == Part::tablet)
      come_in(
          one, {address_, room_},
          {.name = sim::some_name(chance_), .side = chance_.one_in(2) ? Side::hall : Side::online, .takes_no = true});
    if (one.part == Part::tablet) one.part = Part::online;
  }

  // A ticket that somebody offered opens a seat for a phone, or a tablet.
  void use_tickets() {
    for (auto const& ticket : std::exchange(tickets_, {})) {
      bool const opens_seat =
          ticket.purpose == TicketPurpose::claim_seat || ticket.purpose == TicketPurpose::table_tablet;
      if (!opens_seat || used_ >= tickets_used_max) continue;
      ++used_;
      rehearsal::Who who;
      who.name = "Kaart";
      who.claims = ticket.secret;
      sit({address_, room_}, std::move(who),
          ticket.purpose == TicketPurpose::table_tablet ? Part::tablet : Part::online);
    }
  }

  // The leader's line is open for as long as there is a server.
  bool is_gone() {
    if (people_.front()->person->is_in()) last_in_us_ = loop_.now_us();
    return loop_.now_us() - last_in_us_ > 3'000'000;
  }

  void act(Somebody& one) {
    if (one.is_asking || !one.person->is_in() || !one.person->own()) return;
    if (&one == people_.front().get() && asked_ >= phases_begun_ * asks_per_phase) return next_phase(one);
    auto const command = choose(one);
    if (!command.empty()) ask(one, body_of(one, command));
  }

  void next_phase(Somebody& leader) {
    auto phases = leader.person->store().all<PhaseThing>();
    auto const* room = leader.person->store().room();
    if (phases.empty() || !room) return;
    std::ranges::sort(phases, {}, &PhaseThing::position);
    auto const& next = *phases[static_cast<std::size_t>(++phases_begun_) % phases.size()];
    ask(leader, StartPhase{next.id, room->phase});
  }

  // Of what this person can do: anything, or what was done least.
  std::string choose(Somebody const& one) {
    auto can = one.person->own()->can;
    std::erase_if(can, [&](auto const& command) {
      return is_apart(command) || (command == LeaveRoom::type && !one.is_resident()) ||
             (command == EraseSeat::type && !one.is_resident());
    });
    if (can.empty()) return {};
    if (chance_.one_in(4)) {
      auto const any = chance_.pick(can);
      return ends_somebody(any) || any == EraseSeat::type ? std::string{} : any;
    }
    return *std::ranges::min_element(can, {}, [&](auto const& command) { return weight_of(command); });
  }

  long weight_of(std::string const& command) {
    auto const done = heard_.done.find(command);
    auto const rare = ends_somebody(command) ? endings_are_rare : command == EraseSeat::type ? erasings_are_rare : 1;
    return (4 * (done == heard_.done.end() ? 0 : done->second) + tried_[command]) * rare;
  }

  // Who is removed or gets another role is a resident, so that somebody goes on leading.
  Command body_of(Somebody const& one, std::string const& command) {
    auto body = sim::make_command(index_of(command), *one.person, chance_);
    auto const other = some_resident(one);
    if (auto* remove = std::get_if<RemoveSeat>(&body); remove && other) remove->seat = *other;
    if (auto* assign = std::get_if<AssignRole>(&body); assign && other) assign->seat = *other;
    if (auto* erase = std::get_if<EraseSeat>(&body)) erase->seat = *one.person->seat();
    return body;
  }
  std::optional<SeatId> some_resident(Somebody const& but) {
    std::vector<SeatId> all;
    for (auto const& one : people_)
      if (one.get() != &but && one->is_resident() && one->person->seat()) all.push_back(*one->person->seat());
    return all.empty() ? std::nullopt : std::optional{chance_.pick(all)};
  }

  void ask(Somebody& one, Command body) {
    std::string const command{std::visit([](auto const& what) { return what.type; }, body)};
    auto const* erase = std::get_if<EraseSeat>(&body);
    auto const seat = erase ? erase->seat : SeatId{};
    ++tried_[command];
    ++asked_;
    ++heard_.sent;
    one.is_asking = true;
    auto* const person = one.person.get();
    auto const id = std::make_shared<CommandId>();
    *id = person->ask(std::move(body), [this, &one, person, command, id](rehearsal::Answer const& answer) {
      if (one.person.get() == person) one.is_asking = false;
      if (!rehearsal::is_done(answer)) return;
      ++heard_.done[command];
      heard_.answered.insert(id->value);
    });
    if (erase) heard_.erasing[id->value] = {room_.value, seat.value};
  }

  rehearsal::Loop loop_;
  rehearsal::Address address_;
  std::string office_;
  sim::Chance chance_;
  Heard& heard_;
  RoomCode room_;
  std::vector<std::unique_ptr<Somebody>> people_;  // the leader first
  std::vector<Ticket> tickets_;
  std::map<std::string, long> tried_;
  std::size_t used_ = 0;
  int asked_ = 0;
  int phases_begun_ = 0;
  std::int64_t last_in_us_ = loop_.now_us();
};

}  // namespace

void ask_everything(std::string const& port, std::string const& office, int asks, std::uint64_t seed, Heard& heard) {
  Evening{port, office, seed, heard}.play(asks);
}

}  // namespace faults
