// Coming and going: the first frame of a line, graces, presence, and ends.

#include <algorithm>

#include "server/engine/frame.hpp"
#include "server/engine/room_actor.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"
#include "server/room/seats.hpp"

namespace engine {

using namespace protocol;

MemberId RoomActor::enter(Outlet& outlet, Visitor visitor) {
  auto const id = next_member_++;
  auto& member = members_[id];
  member.outlet = &outlet;
  member.visitor = std::move(visitor);
  lines_.push_back({id, &outlet});
  surroundings_.counts->lines.add();
  return id;
}

void RoomActor::leave(MemberId id) {
  auto const found = members_.find(id);
  if (found == members_.end()) return;
  auto const seat = found->second.seat;
  bool const was_seated = found->second.kind == Kind::seated;
  become(found->second, Kind::silent);
  found->second.outlet->unfollow();
  surroundings_.counts->lines.add(-1);
  members_.erase(found);
  drop_unread_tables();
  std::erase_if(lines_, [id](Line const& line) { return line.member == id; });
  look_at_screens();
  if (!was_seated) return;
  drop_line(seat, id);
  if (!lines_of_.contains(seat)) seat_lost(seat);
}

void RoomActor::drop_line(SeatId const& seat, MemberId id) {
  auto [line, last] = lines_of_.equal_range(seat);
  while (line != last && line->second != id) ++line;
  if (line != last) lines_of_.erase(line);
}

void RoomActor::hello(MemberId id, Hello const& hello) {
  auto const found = members_.find(id);
  if (found == members_.end() || found->second.is_closing) return;
  if (found->second.kind != Kind::silent || found->second.waiting_hello) {
    return bad_message(id, BadInput{"type", Problem::hello_twice, "hello was said before on this line", {}});
  }
  if (is_reloading_) {  // what is in memory now may not have been kept
    found->second.waiting_hello = std::make_unique<Hello>(hello);
    return;
  }
  if (hello.view == View::hall_screen) {
    hello_of_screen(id, hello);
  } else {
    hello.token ? hello_with_token(id, hello) : hello_without_token(id, hello);
  }
  // Refused, perhaps on what will not be kept: then it is answered again.
  if (found->second.kind == Kind::silent) found->second.waiting_hello = std::make_unique<Hello>(hello);
}

void RoomActor::hello_without_token(MemberId id, Hello const& hello) {
  // A closed room answers a stranger exactly as a room that does not exist.
  if (room_.is_closed) return close_member(id, close_codes::room_unknown);
  if (hello.view != View::participant) return close_member(id, close_codes::token_unknown);
  stand_at_the_door(id);
}

// A ticket opens the hall screen always. Without one it wants an open door; and once in, it is given what brings it
// back when its line is lost while the door is closed.
void RoomActor::hello_of_screen(MemberId id, Hello const& hello) {
  auto& member = members_.at(id);
  auto const& secrets = surroundings_.credentials;
  auto const ticket = hello.token ? secrets.read_ticket(number_, hello.token->value) : std::nullopt;
  auto const known = ticket ? room_.tickets.find(*ticket) : room_.tickets.end();
  bool const has_ticket = known != room_.tickets.end() && known->second.purpose == TicketPurpose::hall_screen &&
                          known->second.expires_at > surroundings_.clock.now();
  bool const was_in = hello.token && secrets.is_screen_token(number_, hello.token->value);
  if (!has_ticket && room_.is_closed) return close_member(id, close_codes::room_unknown);
  if (!has_ticket && !was_in && room_.joins_are_frozen) return close_member(id, close_codes::token_unknown);
  become(member, Kind::screen);
  member.eyes = View::hall_screen;
  catch_up(id, hello.epoch ? std::optional{hello.epoch->value} : std::nullopt,
           hello.n ? std::optional{hello.n->value} : std::nullopt);
  if (!has_ticket && !was_in) push(id, ScreenKnown{secrets.screen_token(number_)});
  look_at_screens();
}

void RoomActor::become(Member& member, Kind kind) {
  if (member.kind == Kind::lobby) --at_the_door_;
  if (kind == Kind::lobby) ++at_the_door_;
  if (member.kind == Kind::screen) --screens_;
  if (kind == Kind::screen) ++screens_;
  member.kind = kind;
}

void RoomActor::stand_at_the_door(MemberId id) {
  become(members_.at(id), Kind::lobby);
  last_lobby_ = shown_at_the_door();
  push(id, lobby());
}

// The room was read again from its journal: everybody gets a snapshot; whose seat was not kept stands at the door
// again, with the same line and the same join id to send once more.
void RoomActor::find_place_again(MemberId id) {
  auto& member = members_.at(id);
  if (member.waiting_hello) return hello(id, *std::exchange(member.waiting_hello, nullptr));
  if (member.kind == Kind::lobby) return stand_at_the_door(id);
  if (member.kind == Kind::seated) {
    auto const seat = room_.seats.find(member.seat);
    if (seat == room_.seats.end() || seat->second.generation < member.generation) {
      drop_line(member.seat, id);
      member.seat = {};
      return stand_at_the_door(id);
    }
    // Going to another table, or getting another role, may be what was lost.
    member.eyes = room::eyes_of(room_, seat->second);
  }
  if (member.kind != Kind::silent) catch_up(id, std::nullopt, std::nullopt);
}

// The device that a staff seat is held on must be one that the room still knows.
bool RoomActor::may_hold_staff_seat(Member const& member, room::Seat const& seat, DeviceId& device) const {
  auto const cookie = member.visitor.device_cookies.find(room_.code.value);
  if (cookie == member.visitor.device_cookies.end()) return false;
  auto const shown = surroundings_.credentials.read_device(number_, seat.id, cookie->second);
  if (!shown || std::ranges::find(seat.devices, *shown) == seat.devices.end()) return false;
  device = *shown;
  return true;
}

void RoomActor::hello_with_token(MemberId id, Hello const& hello) {
  auto& member = members_.at(id);
  auto const& secrets = surroundings_.credentials;
  auto const epoch = hello.epoch ? std::optional{hello.epoch->value} : std::nullopt;
  auto const n = hello.n ? std::optional{hello.n->value} : std::nullopt;
  auto const token = secrets.read_seat_token(number_, hello.token->value);
  auto const seat = token ? room_.seats.find(token->seat) : room_.seats.end();
  if (seat == room_.seats.end() || seat->second.generation != token->generation) {
    return close_member(id, room_.is_closed ? close_codes::room_unknown : close_codes::token_unknown);
  }
  if (seat->second.is_erased) return close_member(id, close_codes::seat_erased);
  if (seat->second.has_ended) {
    // A page that was away when it happened still has to read why.
    if (seat->second.was_removed) push(id, OwnChanged{room::own(room_, presence_, token->seat)});
    return close_member(id, close_codes::seat_removed);
  }
  auto const view = room::view_of(seat->second.role);
  if (view == View::staff && !may_hold_staff_seat(member, seat->second, member.device)) {
    return close_member(id, close_codes::token_unknown);
  }
  become(member, Kind::seated);
  member.eyes = room::eyes_of(room_, seat->second);
  member.seat = token->seat;
  member.generation = token->generation;
  lines_of_.emplace(token->seat, id);
  // Resume is for the same view only; a page that asks for another view starts anew.
  catch_up(id, hello.view == view ? epoch : std::nullopt, n);
  seat_here(token->seat);
}

Lobby RoomActor::lobby() const {
  return Lobby{room_.code,
               surroundings_.library(),
               room_.place.value,
               room_.question.value,
               room_.joins_are_frozen,
               room::seats::is_full(room_),
               limits::house_rules_version,
               surroundings_.clock.now()};
}

std::string RoomActor::shown_at_the_door() const {
  auto shown = lobby();
  shown.now = 0;
  return encode(Push{shown});
}

// People at the door see when it opens or closes.
void RoomActor::tell_lobby() {
  if (at_the_door_ == 0) return;  // asked after each command: do not walk over a full hall
  std::vector<MemberId> at_the_door;
  for (auto const& [id, member] : members_) {
    if (member.kind == Kind::lobby && !member.is_closing) at_the_door.push_back(id);
  }
  if (at_the_door.empty()) return;
  auto text = shown_at_the_door();
  if (last_lobby_ == text) return;
  last_lobby_ = std::move(text);
  for (auto const id : at_the_door) push(id, lobby());
}

// Who is being closed is told nothing more of what the room does meanwhile.
void RoomActor::set_closing(MemberId id, Member& member, bool is_closing) {
  member.is_closing = is_closing;
  std::ranges::find(lines_, id, &Line::member)->is_closing = is_closing;
}

void RoomActor::close_member(MemberId id, CloseCode code) {
  set_closing(id, members_.at(id), true);
  for (std::size_t i = 0; i < close_codes::all.size(); ++i) {
    if (close_codes::all[i].code == code.code) surroundings_.counts->closed[i].add();
  }
  Held held;
  held.member = id;
  held.is_close = true;
  held.tell = [code](Member& to) {
    to.outlet->flush();  // the push that says why, and the "done" of who asked for it
    to.outlet->privately(std::exchange(to.last_words, {}));
    to.outlet->close(code);
  };
  hold(std::move(held));
}

// Tokens and devices die at once: the lines that hold them are told and closed as soon as it is durable.
void RoomActor::close_who_lost_power(Event const& event) {
  auto const close_all = [this](SeatId const& seat, auto const& ends, CloseCode code) {
    std::vector<MemberId> lines;
    auto const [first, last] = lines_of_.equal_range(seat);
    for (auto line = first; line != last; ++line) lines.push_back(line->second);
    for (auto const id : lines) {
      if (auto& member = members_.at(id); !member.is_closing && ends(member)) close_member(id, code);
    }
  };
  auto const everybody = [](Member const&) { return true; };
  if (auto const* left = std::get_if<SeatLeft>(&event)) {
    close_all(left->seat, everybody, close_codes::seat_removed);
  } else if (auto const* removed = std::get_if<SeatRemoved>(&event)) {
    close_all(removed->seat, everybody, close_codes::seat_removed);
  } else if (auto const* erased = std::get_if<SeatErased>(&event)) {
    close_all(erased->seat, everybody, close_codes::seat_erased);
  } else if (std::holds_alternative<RoomErased>(event)) {
    for (auto const& [id, seat] : room_.seats) close_all(id, everybody, close_codes::seat_erased);
  } else if (auto const* claimed = std::get_if<SeatClaimed>(&event)) {
    auto const is_old = [&](Member const& member) { return member.generation < claimed->generation; };
    close_all(claimed->seat, is_old, close_codes::device_replaced);
  } else if (auto const* revoked = std::get_if<DeviceRevoked>(&event)) {
    auto const is_it = [&](Member const& member) { return member.device == revoked->device; };
    close_all(revoked->seat, is_it, close_codes::device_revoked);
  } else if (auto const* assigned = std::get_if<RoleAssigned>(&event)) {
    // Another role may see other things: the line comes back at once and starts with its own view.
    auto const sees_otherwise = [&](Member const& member) { return member.eyes.view != room::view_of(assigned->role); };
    close_all(assigned->seat, sees_otherwise, close_codes::resync);
    look_from(assigned->seat);
  } else if (auto const* moved = std::get_if<SeatMoved>(&event)) {
    look_from(moved->seat);
  } else if (auto const* seated = std::get_if<PeopleSeated>(&event)) {
    for (auto const& one : seated->seats) look_from(one.seat);
  } else if (std::holds_alternative<PhaseStarted>(event)) {
    for (auto const& [number, seat] : room_.live) look_from(seat);  // pairs come or part
  }
}

void RoomActor::seat_here(SeatId const& seat) {
  lost_at_.erase(seat);
  if (awaited_.erase(seat) > 0) presence_is_new_ = true;
  if (presence_.here.contains(seat)) return arm();
  auto before = presence_;
  presence_.here.insert(seat);
  presence_changed(std::move(before));
}

// People in a moving bus lose their line for half a minute: until the grace ends they count as here.
void RoomActor::seat_lost(SeatId const& seat) {
  lost_at_[seat] = surroundings_.clock.now();
  arm();
}

// The facilitator has to know when nobody in the hall sees anything any more; a line that comes back in a moment is
// none of their business.
void RoomActor::look_at_screens() {
  if (screens_ == 0) {
    if (presence_.screen != ScreenState::here || screen_lost_at_) return;
    screen_lost_at_ = surroundings_.clock.now();
    return arm();
  }
  screen_lost_at_.reset();
  if (presence_.screen == ScreenState::here) return;
  auto before = presence_;
  presence_.screen = ScreenState::here;
  presence_changed(std::move(before));
}

void RoomActor::end_graces(Millis now) {
  auto before = presence_;
  bool has_ended = false;
  std::erase_if(lost_at_, [&](auto const& lost) {
    if (lost.second + limits::grace_ms > now) return false;
    presence_.here.erase(lost.first);
    awaited_.erase(lost.first);
    return has_ended = true;
  });
  if (screen_lost_at_ && *screen_lost_at_ + limits::screen_grace_ms <= now) {
    screen_lost_at_.reset();
    presence_.screen = ScreenState::lost;
    has_ended = true;
  }
  if (has_ended) presence_changed(std::move(before));
}

// Fleeting: who is connected, the newest value only, to whoever is up to date. It names seats, so it waits like all
// else until those are on disk.
void RoomActor::send_presence(Millis now) {
  presence_is_new_ = false;
  presence_sent_at_ = now;
  Presence presence;
  for (auto const& [number, id] : room_.live) {
    auto const& seat = room_.seats.at(id);
    bool const is_here = presence_.here.contains(id) && !awaited_.contains(id);
    if (!is_here && !seat.is_proxied) continue;
    // Neither who leads nor a tablet is counted among the residents.
    if (room::is_person(seat.role) && room::view_of(seat.role) != View::staff)
      (seat.side == Side::hall ? presence.hall : presence.online) += 1;
    if (is_here) presence.here.push_back(id);
  }
  Held held;
  held.then = [this, frame = std::make_shared<std::string const>(frame_of(presence))](bool is_kept) {
    if (!is_kept) return;  // catching up after reloaded() asks for it again
    for (auto& [id, member] : members_) {
      if (member.is_live && !member.is_closing) member.outlet->fleeting(Fleeting::presence, frame);
    }
  };
  hold(std::move(held));
}

void RoomActor::typing(MemberId id, bool is_typing) {
  auto const found = members_.find(id);
  if (found == members_.end() || found->second.kind != Kind::seated || found->second.is_closing) return;
  auto const* floor = room::floor_of(room_, found->second.seat);
  if (!surroundings_.relaxed && !found->second.asides.take(surroundings_.clock.now())) return;
  if (!floor || !room::is_speaking(*floor, found->second.seat)) return;
  if (room_.paused_at || is_reloading_ || has_undurable()) return;
  auto const frame = std::make_shared<std::string const>(frame_of(TypingShown{found->second.seat, is_typing}));
  // What is typed at a table is for that table and the staff.
  auto const may_know = [&](Member const& member) {
    return !floor->table || member.eyes.view == View::staff || member.eyes.table == floor->table;
  };
  for (auto& [other, member] : members_) {
    if (other != id && member.is_live && !member.is_closing && may_know(member))
      member.outlet->fleeting(Fleeting::typing, frame);
  }
}

// The answer waits for what is not durable yet, as any private word does. Asked too often there is none, as for notes
// of typing.
void RoomActor::look_back(MemberId id, TurnId const& before) {
  auto const found = members_.find(id);
  if (found == members_.end() || found->second.kind != Kind::seated || found->second.is_closing) return;
  if (!surroundings_.relaxed && !found->second.asides.take(surroundings_.clock.now())) return;
  if (is_reloading_) return;
  auto earlier = room::turns_before(room_, presence_, {surroundings_.library()}, before, found->second.eyes);
  push(id, EarlierTurns{before, std::move(earlier.things), earlier.is_all});
}

}  // namespace engine
