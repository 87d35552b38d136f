// What goes back to one member, or over HTTP: answers wait for the group they were decided on.

#include <algorithm>

#include "server/engine/frame.hpp"
#include "server/engine/room_actor.hpp"
#include "server/journal/protecting.hpp"
#include "server/room/evolve.hpp"
#include "server/room/floors.hpp"

namespace engine {

using namespace protocol;

std::string frame_of(Push const& push) { return text_frame(encode(push)); }

namespace {

// The room names a field of the command; on the wire the command is the frame's body.
room::Denied in_body(room::Denied denied) {
  if (denied.path) denied.path = "body." + *denied.path;
  return denied;
}

}  // namespace

void RoomActor::hold(Held held) {
  if (has_undurable()) {
    held.group = last_group_;
    held_.push_back(std::move(held));
    return;
  }
  if (held.then) held.then(true);
  auto const member = members_.find(held.member);
  if (member == members_.end() || !held.tell) return;
  held.tell(member->second);
  has_bytes_ = true;
  shell_.dirty(*this);
}

void RoomActor::push(MemberId member, Push const& push, std::optional<CommandId> id) {
  Held held;
  held.member = member;
  held.id = std::move(id);
  held.tell = [frame = frame_of(push)](Member& to) { to.outlet->privately(frame); };
  hold(std::move(held));
}

void RoomActor::when_durable(std::function<void(bool)> then) {
  if (is_reloading_) return then(false);  // what is in memory was not kept
  Held held;
  held.then = std::move(then);
  hold(std::move(held));
}

void RoomActor::refuse(MemberId member, CommandId const& id, room::Denied const& denied) {
  surroundings_.counts->refused[static_cast<std::size_t>(denied.reason)].add();
  if (auto const& seat = members_.at(member).seat; !seat.empty()) {
    auto key = seat.value + '\n' + id.value;
    if (refusals_.try_emplace(key, SaidNo{denied, last_group_}).second) refusals_in_order_.push_back(std::move(key));
    if (refusals_in_order_.size() > refusals_kept) {
      refusals_.erase(refusals_in_order_.front());
      refusals_in_order_.pop_front();
    }
  }
  push(member, Refused{id, denied.reason, denied.path}, id);
}

// A no is final for its id: a second copy of the command, late on a line that its phone has left, must not act after
// all. Only this process needs to know, for lines do not outlive it.
std::optional<room::Denied> RoomActor::refused_before(SeatId const& seat, CommandId const& id) const {
  auto const found = refusals_.find(seat.value + '\n' + id.value);
  return found == refusals_.end() ? std::nullopt : std::optional(found->second.denied);
}

// As we saw a moment ago, or as the journal knows: then nobody has to find it out again by a lost group.
bool RoomActor::is_full() {
  auto const now = surroundings_.clock.now();
  if (shell_.notebook_is_full()) full_until_ = now + full_ms;
  return now < full_until_;
}

// What protects people goes on from what the journal laid aside, and what is kept already gets its answer again.
std::optional<Retry> RoomActor::not_now(CommandId const& id, Command const& command, SeatId const& asker) {
  auto const is_kept = [&] {
    auto const kept_id = asker.empty() ? surroundings_.credentials.join_id(number_, id) : id;
    return room::answered_before(room_, asker, kept_id) != nullptr;
  };
  if (is_full() && !journal::protects(command) && !is_kept()) {
    return Retry{id, RetryReason::notebook_full, static_cast<int>(full_until_ - surroundings_.clock.now())};
  }
  if (is_reloading_) return Retry{id, RetryReason::room_is_loading, 500};
  return std::nullopt;
}

void RoomActor::say_again(MemberId id, Retry const& retry) {
  surroundings_.counts->to_retry.add();
  members_.at(id).outlet->privately(frame_of(retry));
  has_bytes_ = true;
  shell_.dirty(*this);
}

// The allowance belongs to the person, who may have several lines, or come back on a new one again and again.
bool RoomActor::is_too_fast(Member& member) {
  if (surroundings_.relaxed || (member.kind == Kind::seated && member.eyes.view == View::staff)) return false;
  auto& bucket =
      member.kind == Kind::seated
          ? allowances_.try_emplace(member.seat, limits::commands_per_second, limits::commands_burst).first->second
          : member.bucket;
  return !bucket.take(surroundings_.clock.now());
}

void RoomActor::ask(MemberId id, Ask const& ask) {
  auto const found = members_.find(id);
  if (found == members_.end() || found->second.is_closing) return;
  auto& member = found->second;
  member.bad_messages = 0;
  if (auto const retry = not_now(ask.id, ask.body, member.seat)) return say_again(id, *retry);
  if (is_too_fast(member)) {
    if (++member.too_fast >= limits::too_fast_max) return close_member(id, close_codes::too_fast);
    // Never of what is done: a page that comes back with much that was not answered asks all of it at once.
    bool const is_done = member.kind == Kind::seated && room::answered_before(room_, member.seat, ask.id);
    if (!is_done) return refuse(id, ask.id, {Refusal::too_fast, {}});
  } else if (member.too_fast > 0) {
    // What gets through pays one back: a flood lets ten a second through and must not be forgiven for it.
    --member.too_fast;
  }
  if (std::holds_alternative<TakeStaffSeat>(ask.body)) return refuse(id, ask.id, {Refusal::not_allowed, "body.type"});
  switch (member.kind) {
    case Kind::lobby: return ask_at_the_door(id, ask);
    case Kind::seated: return ask_in_seat(id, ask);
    default: return refuse(id, ask.id, {Refusal::not_seated, {}});
  }
}

// Keyed from the server's key and from a secret of each person whose words the command holds: when one of them is
// erased, nobody can guess a short text back from the print that stays behind.
std::string RoomActor::print_for(Command const& command, SeatId const& asker,
                                 std::optional<SeatId> const& about) const {
  auto const salt_of = [&](SeatId const& id) {
    auto const seat = room_.seats.find(id);
    return seat == room_.seats.end() ? std::string_view{} : std::string_view{seat->second.salt};
  };
  return print_of(command, surroundings_.credentials.print_key(number_, salt_of(asker),
                                                               about ? salt_of(*about) : std::string_view{}));
}

// Of a command that has just been decided on, before its first event is in the room.
std::string RoomActor::print_of_new(Command const& command, SeatId const& asker, Event const& first) const {
  auto const* taken = std::get_if<SeatTaken>(&first);
  if (!taken) return print_for(command, asker, room::about_whom(first, asker));
  auto const seat = room_.seats.find(asker);
  auto const own = seat == room_.seats.end() ? std::string{} : seat->second.salt;
  return print_of(command, surroundings_.credentials.print_key(number_, own, taken->salt ? taken->salt->text : ""));
}

std::optional<room::Repeat> RoomActor::repeat(SeatId const& asker, CommandId const& id, Command const& command) const {
  auto const* before = room::answered_before(room_, asker, id);
  if (!before) return std::nullopt;
  return room::repeat(room_, asker, id, print_for(command, asker, before->about));
}

void RoomActor::ask_at_the_door(MemberId id, Ask const& ask) {
  if (ask.id.value.size() < limits::join_id_length_min) return refuse(id, ask.id, {Refusal::join_id_too_short, "id"});
  auto const kept_id = surroundings_.credentials.join_id(number_, ask.id);
  if (repeat(SeatId{}, kept_id, ask.body) == room::Repeat::different) {
    return refuse(id, ask.id, {Refusal::id_used_differently, "id"});
  }
  if (auto const joined = room_.joined.find(kept_id); joined != room_.joined.end()) {
    return seat_member(id, SeatId{joined->second}, ask.id);
  }
  room::AtTheDoor door;
  if (auto const* claim = std::get_if<ClaimSeat>(&ask.body)) {
    door.ticket = surroundings_.credentials.read_ticket(number_, claim->ticket.value);
    if (!door.ticket) return refuse(id, ask.id, {Refusal::ticket_unknown, "body.ticket"});
  }
  do_what_is_due();
  auto context = context_for(door);
  if (auto const denied = gate(ask.body, context)) return refuse(id, ask.id, *denied);
  auto const decision = room::decide(room_, ask.body, context);
  if (auto const* denied = std::get_if<room::Denied>(&decision)) return refuse(id, ask.id, in_body(*denied));
  auto const& events = std::get<std::vector<Event>>(decision);
  SeatId seat;
  for (auto const& event : events) {
    if (auto const* taken = std::get_if<SeatTaken>(&event)) seat = taken->seat;
    if (auto const* claimed = std::get_if<SeatClaimed>(&event)) seat = claimed->seat;
  }
  if (seat.empty()) return refuse(id, ask.id, {Refusal::not_seated, {}});
  // One phone with the code must not fill the room; a ticket is for one seat only.
  if (!door.ticket && surroundings_.wait_to_join) {
    auto const wait = surroundings_.wait_to_join(members_.at(id).visitor.address, surroundings_.clock.now());
    if (wait > 0) return say_again(id, Retry{ask.id, RetryReason::door_is_busy, static_cast<int>(wait)});
  }
  apply(events, Cause{seat, kept_id, print_of_new(ask.body, SeatId{}, events.front())}, std::nullopt);
  seat_member(id, seat, ask.id);
}

void RoomActor::ask_in_seat(MemberId id, Ask const& ask) {
  auto const seat = members_.at(id).seat;
  if (ask.seat && *ask.seat != seat) return refuse(id, ask.id, {Refusal::cannot_act_for, "seat"});
  if (auto const before = repeat(seat, ask.id, ask.body)) {
    surroundings_.counts->commands_repeated.add();
    if (*before == room::Repeat::different) return refuse(id, ask.id, {Refusal::id_used_differently, "id"});
    if (auto const ticket = room::offered_before(room_, seat, ask.id)) {
      auto const& open = room_.tickets.at(*ticket);
      return push(id, ticket_of(ask.id, *ticket, open.purpose, open.expires_at), ask.id);
    }
    return push(id, Done{ask.id}, ask.id);
  }
  if (auto const denied = refused_before(seat, ask.id)) return refuse(id, ask.id, *denied);
  do_what_is_due();
  auto context = context_for(room::InSeat{seat});
  if (auto const denied = gate(ask.body, context)) return refuse(id, ask.id, *denied);
  auto const decision = room::decide(room_, ask.body, context);
  if (auto const* denied = std::get_if<room::Denied>(&decision)) return refuse(id, ask.id, in_body(*denied));
  auto const& events = std::get<std::vector<Event>>(decision);
  answer_done(id, Cause{seat, ask.id, print_of_new(ask.body, seat, events.front())}, events);
}

// Whoever asked learns that it is done from the push that carries the command's id; where no push of the own view shows
// it, from a private one.
void RoomActor::answer_done(MemberId id, Cause const& cause, std::vector<Event> const& events) {
  auto const eyes = members_.at(id).eyes;
  auto const n_before = log_of(eyes).log.n();
  surroundings_.counts->commands_done.add();
  // People go from table to table, and from log to log: an answer in one of them could be missed, or read in two, and
  // would tell who shares a table with whoever asked. There everybody is answered apart.
  bool const is_shown = !room::has_tables(room_);
  apply(events, cause, is_shown ? std::optional{cause.id} : std::nullopt);
  for (auto const& event : events) {
    if (auto const* offered = std::get_if<TicketOffered>(&event)) {
      return push(id, ticket_of(cause.id, offered->ticket, offered->purpose, offered->expires_at), cause.id);
    }
  }
  auto const member = members_.find(id);
  if (member == members_.end()) return;
  bool const is_told_by_log = is_shown && log_of(eyes).log.n() != n_before;
  if (!is_shown && member->second.is_closing) member->second.last_words = frame_of(Push{Done{cause.id}});
  if (!is_told_by_log || member->second.is_closing) return push(id, Done{cause.id}, cause.id);
  Held held;  // answered by the log; kept to say "again" if need be
  held.member = id;
  held.id = cause.id;
  hold(std::move(held));
}

Ticket RoomActor::ticket_of(CommandId const& id, TicketId const& ticket, TicketPurpose purpose,
                            Millis expires_at) const {
  Ticket push{id, purpose, surroundings_.credentials.ticket(number_, ticket), {}, expires_at};
  if (purpose == TicketPurpose::take_staff_seat) push.pin = surroundings_.credentials.pin(number_, ticket);
  return push;
}

// A person at the door has a seat now: the token for this phone alone, then the room.
void RoomActor::seat_member(MemberId id, SeatId const& seat_id, CommandId const& command) {
  auto const seat = room_.seats.find(seat_id);
  if (seat == room_.seats.end() || seat->second.has_ended) return refuse(id, command, {Refusal::seat_removed, {}});
  auto& member = members_.at(id);
  // A staff seat is entered over HTTP; its join id alone opens it on no other device.
  bool const is_staff = room::view_of(seat->second.role) == View::staff;
  if (is_staff && !may_hold_staff_seat(member, seat->second, member.device)) {
    return refuse(id, command, {Refusal::not_allowed, {}});
  }
  become(member, Kind::seated);
  member.seat = seat_id;
  member.generation = seat->second.generation;
  member.eyes = room::eyes_of(room_, seat->second);
  lines_of_.emplace(seat_id, id);
  auto const token = surroundings_.credentials.seat_token(number_, {seat_id, member.generation});
  push(id, Seated{command, seat_id, token}, command);
  catch_up(id, std::nullopt, std::nullopt);
  seat_here(seat_id);
}

Entered RoomActor::entered(SeatId const& seat, std::optional<DeviceId> const& device) const {
  auto const& taken = room_.seats.at(seat);
  Entered answer;
  answer.seat = seat;
  answer.token = surroundings_.credentials.seat_token(number_, {seat, taken.generation});
  if (device) answer.device_cookie = surroundings_.credentials.device(number_, seat, *device);
  return answer;
}

OutsideAnswer RoomActor::outside_answer(std::vector<Event> const& events) const {
  for (auto const& event : events) {
    if (auto const* admitted = std::get_if<DeviceAdmitted>(&event)) return entered(admitted->seat, admitted->device);
    if (auto const* offered = std::get_if<TicketOffered>(&event)) {
      auto ticket = ticket_of({}, offered->ticket, offered->purpose, offered->expires_at);
      return Invited{std::move(ticket.secret), ticket.pin.value_or(""), ticket.expires_at};
    }
  }
  return JustDone{};
}

void RoomActor::ask_from_outside(room::Actor actor, Command const& command, CommandId const& id,
                                 std::function<void(OutsideAnswer)> answer) {
  if (auto const retry = not_now(id, command, SeatId{})) return answer(retry->reason);
  auto const later = [this, &answer](OutsideAnswer what) {
    Held held;
    held.then = [answer, what = std::move(what)](bool is_kept) {
      answer(is_kept ? what : OutsideAnswer{RetryReason::notebook_full});
    };
    hold(std::move(held));
  };
  auto const kept_id = surroundings_.credentials.join_id(number_, id);
  if (repeat(SeatId{}, kept_id, command) == room::Repeat::different) {
    return later(room::Denied{Refusal::id_used_differently, "id"});
  }
  if (auto const joined = room_.joined.find(kept_id); joined != room_.joined.end()) {
    auto const& devices = room_.seats.at(joined->second).devices;
    if (devices.empty()) return later(room::Denied{Refusal::ticket_used, {}});
    return later(entered(joined->second, devices.back()));
  }
  do_what_is_due();
  auto context = context_for(std::move(actor));
  context.device = DeviceId{random_signs(12)};
  if (auto const denied = gate(command, context)) return later(*denied);
  auto const decision = room::decide(room_, command, context);
  if (auto const* denied = std::get_if<room::Denied>(&decision)) return later(*denied);
  auto const& events = std::get<std::vector<Event>>(decision);
  std::optional<Cause> cause;  // only who takes a seat has one to be remembered under
  if (auto const* taken = std::get_if<SeatTaken>(&events.front()))
    cause = Cause{taken->seat, kept_id, print_of_new(command, SeatId{}, events.front())};
  apply(events, cause, std::nullopt);
  later(outside_answer(events));
}

void RoomActor::bad_message(MemberId id, BadInput const& bad) {
  auto const found = members_.find(id);
  if (found == members_.end() || found->second.is_closing) return;
  surroundings_.counts->bad_messages.add();
  push(id, BadMessage{bad.id, bad.path, bad.problem, bad.detail}, bad.id);
  if (++found->second.bad_messages >= limits::bad_messages_max) close_member(id, close_codes::unreadable);
}

}  // namespace engine
