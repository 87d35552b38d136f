// Rooms from outside: make, list, invite, come in as staff, close, take the harvest home.

#include <algorithm>
#include <atomic>

#include "server/engine/harvest.hpp"
#include "server/net/api.hpp"
#include "server/net/static_files.hpp"
#include "server/room/opening.hpp"
#include "server/text/gate.hpp"

namespace net {

using namespace protocol;

namespace {

constexpr int wrong_pins_max = 5;
constexpr std::size_t rooms_listed_max = 200;

// Texts of a plan pass the same gate as corrections during the evening.
std::optional<Response> gate_plan(api::NewRoom const& plan) {
  auto const fault = text::check_plan(plan.place, plan.question, plan.listen_here, plan.phases);
  if (fault) return denied({fault->reason, fault->path});
  return std::nullopt;
}

// Gathers summaries from rooms on several threads; answers once, when the last has come.
struct Gathering {
  std::mutex lock;
  std::vector<api::RoomSummary> rooms;
  std::size_t to_come = 0;
  Respond respond;

  void take(std::optional<api::RoomSummary> summary) {
    std::unique_lock hold{lock};
    if (summary) rooms.push_back(std::move(*summary));
    if (--to_come > 0) return;
    std::ranges::sort(rooms, std::greater{}, &api::RoomSummary::opened_at);
    auto list = api::RoomList{std::move(rooms)};
    hold.unlock();
    respond(json(list));
  }
};

// What the room is now, told once that is durable. Made before it waits: by then the room may be further than its disk.
void tell_when_durable(engine::RoomActor& room, Respond const& respond, Response response) {
  room.when_durable([respond, response = std::move(response)](bool is_kept) {
    respond(is_kept ? response : api_error(503, "retry"));
  });
}

}  // namespace

void Api::list_formats(Call const& call) {
  api::FormatList list;
  for (std::size_t i = 0; i < embedded_files_count; ++i) {
    if (!embedded_files[i].path.starts_with("/formats/") || embedded_files[i].path == demo_script) continue;
    auto decoded = api::decode_body<api::Format>(embedded_files[i].bytes);
    if (auto* format = std::get_if<api::Format>(&decoded)) list.formats.push_back(std::move(*format));
  }
  call.respond(json(list));
}

void Api::list_rooms(Call const& call) {
  auto const& respond = call.respond;
  auto numbers = directory_.rooms();
  if (numbers.size() > rooms_listed_max) numbers.erase(numbers.begin(), numbers.end() - rooms_listed_max);
  if (numbers.empty()) return respond(json(api::RoomList{}));
  auto const gathering = std::make_shared<Gathering>();
  gathering->to_come = numbers.size();
  gathering->respond = respond;
  for (auto const number : numbers) {
    auto& home = reactors_.home(number);
    home.post([&home, number, gathering, keep = keep_ms_] {
      home.with_room(number, [gathering, keep](engine::RoomActor* room) {
        if (!room) return gathering->take(std::nullopt);
        room->when_durable([gathering, summary = engine::summary_of(room->state(), keep)](bool is_kept) {
          gathering->take(is_kept ? std::optional{summary} : std::nullopt);
        });
      });
    });
  }
}

void Api::make_room(api::NewRoom const& plan, RoomMadeThen then) {
  auto const [number, code] = directory_.reserve();
  auto& home = reactors_.home(number);
  home.post([this, &home, plan, then = std::move(then), number = number, code = code] {
    room::Presence const nobody;
    room::Context context;
    context.now = clock_.now();
    context.actor = room::Office{};
    context.presence = &nobody;
    context.dice = room::Dice{engine::random_seed()};
    auto decision = room::open_room(
        code, {plan.place, plan.question, plan.listen_here, plan.phases, plan.starts_at_once.value_or(false)}, context);
    if (auto const* no = std::get_if<room::Denied>(&decision)) return then(std::nullopt, *no);
    home.open_room(number, code, std::get<std::vector<Event>>(decision), [this, then, number, code](bool is_kept) {
      if (!is_kept) return then(std::nullopt, std::nullopt);
      directory_.add(code, number);
      then(code, std::nullopt);
    });
  });
}

void Api::new_room(Call const& call) {
  auto const& respond = call.respond;
  auto const plan = body_of<api::NewRoom>(call.request, respond);
  if (!plan) return;
  if (auto problem = gate_plan(*plan)) return respond(std::move(*problem));
  make_room(*plan, [respond](std::optional<RoomCode> code, std::optional<room::Denied> no) {
    if (no) return respond(denied(*no));
    if (!code) return respond(api_error(503, "retry"));
    respond(json(api::RoomMade{*code}, 201));
  });
}

// Finds the room, goes to its thread, and answers when there is none. `use` may answer later.
void Api::with_room(std::string const& code, Respond const& respond, UseRoom use) {
  auto const number = directory_.find(code);
  if (!number) return respond(api_error(404, "not_found"));
  auto& home = reactors_.home(*number);
  home.post([&home, number = *number, respond, use = std::move(use)] {
    home.with_room(number,
                   [respond, use](engine::RoomActor* room) { room ? use(*room) : respond(api_error(503, "retry")); });
  });
}

void Api::invite(Call const& call) {
  auto const body = body_of<api::Invite>(call.request, call.respond);
  if (!body) return;
  offer(call.code, OfferStaffSeat{body->role}, call.respond);
}

void Api::open_screen(Call const& call) { offer(call.code, OfferScreen{}, call.respond); }

// Makes a one-time ticket in the room and answers with its secret.
void Api::offer(std::string const& code, Command const& command, Respond const& respond) {
  with_room(code, respond, [respond, command](engine::RoomActor& room) {
    room.ask_from_outside(room::Office{}, command, CommandId{engine::random_signs(20)},
                          [respond](engine::OutsideAnswer const& answer) {
                            auto const* invited = std::get_if<engine::Invited>(&answer);
                            if (!invited) return respond(outside_problem(answer));
                            respond(json(api::Invitation{invited->secret, invited->pin, invited->expires_at}));
                          });
  });
}

bool Api::pin_is_right(engine::RoomNumber room, TicketId const& ticket, std::string const& pin) {
  std::lock_guard const hold{lock_};
  auto& wrong = wrong_pins_[ticket.value];
  if (wrong >= wrong_pins_max) return false;
  bool const is_right = pin == credentials_.pin(room, ticket);
  if (!is_right) ++wrong;
  if (is_right) wrong_pins_.erase(ticket.value);
  return is_right;
}

void Api::enter_as_staff(Call const& call) {
  auto const& request = call.request;
  auto const& code = call.code;
  auto const& respond = call.respond;
  if (!budget_.may_try_secret(request.address, clock_.now())) return respond(api_error(429, "too_many_tries"));
  auto const body = body_of<api::EnterAsStaff>(request, respond);
  if (!body) return;
  if (body->id.value.size() < limits::join_id_length_min) return respond(api_error(400, "join_id_too_short", "id"));
  auto const number = directory_.find(code);
  room::Actor actor = room::Office{};
  if (body->ticket) {
    auto const ticket = number ? credentials_.read_ticket(*number, body->ticket->value) : std::nullopt;
    if (!ticket) return respond(api_error(403, "ticket_unknown", "ticket"));
    if (!body->pin || !pin_is_right(*number, *ticket, body->pin->value)) {
      return respond(api_error(403, "pin_is_wrong", "pin"));
    }
    actor = room::AtTheDoor{*ticket};
  } else if (!is_signed_in(request)) {
    return respond(api_error(401, "not_signed_in"));
  }
  with_room(code, respond, [respond, actor, body = *body, code = code, is_secure = request.is_secure](auto& room) {
    TakeStaffSeat const take{body.role, body.name, body.accepts};
    room.ask_from_outside(actor, take, body.id, [respond, code, is_secure](engine::OutsideAnswer const& answer) {
      auto const* entered = std::get_if<engine::Entered>(&answer);
      if (!entered) return respond(outside_problem(answer));
      auto response = json(api::StaffSeat{entered->seat, entered->token});
      response.headers.emplace_back("Set-Cookie", "pb_lead_" + code + "=" + entered->device_cookie + "; Path=/ws/" +
                                                      code + "; HttpOnly; SameSite=Strict; Max-Age=604800" +
                                                      (is_secure ? "; Secure" : ""));
      respond(std::move(response));
    });
  });
}

void Api::close_room(Call const& call) { ask_office(call, CloseRoom{}); }

// Something that is done or refused, and tells nothing more.
void Api::ask_office(Call const& call, Command const& command) {
  with_room(call.code, call.respond, [respond = call.respond, command](engine::RoomActor& room) {
    room.ask_from_outside(room::Office{}, command, CommandId{engine::random_signs(20)},
                          [respond](engine::OutsideAnswer const& answer) {
                            bool const is_done = std::holds_alternative<engine::JustDone>(answer);
                            respond(is_done ? json_text("{}") : outside_problem(answer));
                          });
  });
}

void Api::list_people(Call const& call) {
  with_room(call.code, call.respond, [respond = call.respond](engine::RoomActor& room) {
    tell_when_durable(room, respond, json(engine::people_of(room.state())));
  });
}

void Api::erase_person(Call const& call) {
  auto const body = body_of<api::ErasePerson>(call.request, call.respond);
  if (!body) return;
  ask_office(call, EraseSeat{body->seat});
}

void Api::harvest(Call const& call) {
  auto const form = call.path.substr(call.path.find("harvest"));
  with_room(call.code, call.respond, [this, respond = call.respond, form, code = call.code](engine::RoomActor& room) {
    auto const harvest = engine::harvest_of(room.state(), directory_.library());
    auto const csv = [&](std::string body, std::string const& name) {
      Response response;
      response.type = "text/csv; charset=utf-8";
      response.body = std::move(body);
      response.headers.emplace_back("Content-Disposition",
                                    "attachment; filename=\"plekberaad-" + code + "-" + name + ".csv\"");
      tell_when_durable(room, respond, std::move(response));
    };
    if (form == "harvest/talk.csv") return csv(engine::talk_csv(harvest), "gesprek");
    if (form == "harvest/cards.csv") return csv(engine::cards_csv(harvest), "kaartjes");
    if (form == "harvest/counts.csv") return csv(engine::counts_csv(harvest), "aantallen");
    if (form == "harvest/proposals.csv") return csv(engine::proposals_csv(harvest), "voorstellen");
    if (form == "harvest/dots.csv") return csv(engine::dots_csv(harvest), "stippen");
    tell_when_durable(room, respond, json(harvest));
  });
}

}  // namespace net
