#pragma once
// The HTTP interface under /api/v1 (bodies: protocol/api.hpp): the library's office, coming in as staff, the harvest.
// Runs on any thread; work in a room is posted to that room's reactor, password hashing to a thread of its own.

#include <array>
#include <boost/asio/thread_pool.hpp>
#include <compare>
#include <memory>
#include <mutex>
#include <set>

#include "protocol/api.hpp"
#include "server/engine/directory.hpp"
#include "server/engine/reactor.hpp"
#include "server/net/budget.hpp"
#include "server/net/web.hpp"

namespace net {

// The threads of the server; a room lives on exactly one.
struct Reactors {
  std::vector<std::unique_ptr<engine::Reactor>> all;
  engine::Reactor& home(engine::RoomNumber room) { return *all[static_cast<std::size_t>(room) % all.size()]; }
};

// The script of the demo room: shows everything at once and makes no evening, so the office does not offer it.
inline constexpr std::string_view demo_script = "/formats/voorbeeld.json";

// One line of the interface as it is served, for comparing it with protocol/openapi.gen.json.
struct ServedRoute {
  std::string method;
  std::string path;            // "/api/v1/rooms/{code}/close"
  bool is_for_office = false;  // signed in, or 401
  auto operator<=>(ServedRoute const&) const = default;
};

class Api {
 public:
  Api(engine::Directory& directory, engine::Credentials const& credentials, engine::Clock const& clock,
      Reactors& reactors, Budget& budget, Origins origins, bool is_relaxed, protocol::Millis keep_ms);
  ~Api();

  void handle(Request const& request, Respond respond);
  static std::vector<ServedRoute> served();

  // Waits for slow work; afterwards nothing of it calls back. Before the journal closes.
  void finish() { slow_.join(); }

  // The one-time ticket of the set-password link; "" once a password is set.
  std::string first_visit_ticket() const;
  // Makes one although a password is set: somebody lost it. Call before requests come in.
  void offer_password_link();

  // --- also used by the demo and by provisioning ---------------------------------------------------------------------
  using RoomMadeThen = std::function<void(std::optional<protocol::RoomCode>, std::optional<room::Denied>)>;
  void make_room(protocol::api::NewRoom const& plan, RoomMadeThen then);

 private:
  using UseRoom = std::function<void(engine::RoomActor&)>;
  enum class Door { open, office };
  struct Route;
  static std::array<Route, 19> const routes;

  // A request on its way to the one who answers it.
  struct Call {
    Request const& request;
    std::string code;  // of the room; "" outside rooms
    std::string path;  // behind /api/v1/
    Respond respond;
  };

  // api_office.cpp
  void office_state(Call const& call);
  void set_password(Call const& call);
  void sign_in(Call const& call);
  void sign_out(Call const& call);
  void give_ticket_back(std::string const& ticket);
  bool is_signed_in(Request const& request) const;
  Response session_started(Request const& request) const;

  // api_rooms.cpp
  void list_formats(Call const& call);
  void list_rooms(Call const& call);
  void new_room(Call const& call);
  void invite(Call const& call);
  void open_screen(Call const& call);
  void offer(std::string const& code, protocol::Command const& command, Respond const& respond);
  void enter_as_staff(Call const& call);
  void close_room(Call const& call);
  void ask_office(Call const& call, protocol::Command const& command);
  void list_people(Call const& call);
  void erase_person(Call const& call);
  void harvest(Call const& call);
  void with_room(std::string const& code, Respond const& respond, UseRoom use);
  bool pin_is_right(engine::RoomNumber room, protocol::TicketId const& ticket, std::string const& pin);

  engine::Directory& directory_;
  engine::Credentials const& credentials_;
  engine::Clock const& clock_;
  Reactors& reactors_;
  Budget& budget_;
  Origins origins_;
  bool is_relaxed_;
  protocol::Millis keep_ms_;          // how long an evening is kept; for the office to see
  boost::asio::thread_pool slow_{1};  // Argon2id never runs on a reactor
  mutable std::mutex lock_;
  std::string first_visit_ticket_;
  std::map<std::string, int> wrong_pins_;  // per ticket; a ticket dies after five
  std::set<std::string> ended_sessions_;
};

Response api_error(int status, std::string error, std::optional<std::string> path = {},
                   std::optional<std::string> detail = {});
Response json_text(std::string body, int status = 200);
// An answer, every field of which is marked with who sees it: what is not, does not compile (protocol/marks.hpp).
template <class T>
Response json(T const& body, int status = 200) {
  static_assert(protocol::describe::Described<T> && protocol::marks::hold_for<T>());
  return json_text(protocol::api::encode_body(body), status);
}
Response denied(room::Denied const& reason);
Response outside_problem(engine::OutsideAnswer const& answer);

// Decodes a body or answers what is wrong with it.
template <class Body>
std::optional<Body> body_of(Request const& request, Respond const& respond) {
  auto decoded = protocol::api::decode_body<Body>(request.body);
  if (auto* body = std::get_if<Body>(&decoded)) return std::move(*body);
  auto const& bad = std::get<protocol::BadInput>(decoded);
  respond(api_error(400, "bad_body", bad.path, bad.detail));
  return std::nullopt;
}

}  // namespace net
