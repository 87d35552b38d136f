// Prints protocol/openapi.gen.json: the routes under /api/v1 with their bodies, as OpenAPI 3.1. The table below says
// what they carry; the server's own table stands in server/net/api.cpp, and tests/unit/net/routes_test.cpp compares the
// two. Runs in the export program only.

#include <map>

#include "protocol/api.hpp"
#include "protocol/export.hpp"
#include "protocol/schema.hpp"

namespace protocol {
namespace {

// `nothing` also where a secret in the body opens the door.
enum class Needs { nothing, office };

struct Route {
  std::string path;
  std::string method;
  std::string summary;
  Needs needs = Needs::nothing;
  Shape const* request = nullptr;
  int status = 200;
  Shape const* answer = nullptr;
  std::string content = "application/json";
};

std::vector<Route> routes() {
  std::string const json = "application/json";
  std::string const room = "/rooms/{code}/";
  return {
      {"/office", "get", "What the sign-in page needs to know", Needs::nothing, nullptr, 200,
       &shape_of<api::OfficeState>(), json},
      {"/office/password", "post", "Sets the password, with the ticket of the one-time link", Needs::nothing,
       &shape_of<api::SetPassword>(), 200, nullptr, json},
      {"/office/session", "post", "Signs in: sets the cookie", Needs::nothing, &shape_of<api::SignIn>(), 200, nullptr,
       json},
      {"/office/session", "delete", "Signs out", Needs::nothing, nullptr, 200, nullptr, json},
      {"/formats", "get", "Scripts to start from", Needs::nothing, nullptr, 200, &shape_of<api::FormatList>(), json},
      {"/rooms", "get", "Rooms, newest first", Needs::office, nullptr, 200, &shape_of<api::RoomList>(), json},
      {"/rooms", "post", "Makes a room; empty phase and column ids are filled in", Needs::office,
       &shape_of<api::NewRoom>(), 201, &shape_of<api::RoomMade>(), json},
      {room + "invitations", "post", "A one-time link with a PIN for who leads", Needs::office,
       &shape_of<api::Invite>(), 200, &shape_of<api::Invitation>(), json},
      {room + "screens", "post", "A link for a hall screen that also works while the door is shut", Needs::office,
       nullptr, 200, &shape_of<api::Invitation>(), json},
      {room + "staff", "post", "A staff seat, with ticket and PIN or signed in; sets the device cookie", Needs::nothing,
       &shape_of<api::EnterAsStaff>(), 200, &shape_of<api::StaffSeat>(), json},
      {room + "people", "get", "Everybody of whom something is kept", Needs::office, nullptr, 200,
       &shape_of<api::OfficePeople>(), json},
      {room + "erase", "post", "Erases a person: name and words are gone for good", Needs::office,
       &shape_of<api::ErasePerson>(), 200, nullptr, json},
      {room + "close", "post", "Closes the room", Needs::office, nullptr, 200, nullptr, json},
      {room + "harvest", "get", "The harvest, without names", Needs::office, nullptr, 200, &shape_of<api::Harvest>(),
       json},
      {room + "harvest/talk.csv", "get", "The talk stream", Needs::office, nullptr, 200, nullptr, "text/csv"},
      {room + "harvest/cards.csv", "get", "The cards", Needs::office, nullptr, 200, nullptr, "text/csv"},
      {room + "harvest/counts.csv", "get", "The counts", Needs::office, nullptr, 200, nullptr, "text/csv"},
      {room + "harvest/proposals.csv", "get", "Proposals, with the reasons of objections", Needs::office, nullptr, 200,
       nullptr, "text/csv"},
      {room + "harvest/dots.csv", "get", "What was weighed with dots", Needs::office, nullptr, 200, nullptr,
       "text/csv"},
  };
}

Tree body(std::string const& content, Tree schema) {
  auto media = Tree::object().set("schema", std::move(schema));
  return Tree::object().set(content, std::move(media));
}

Tree parameters(Route const& route) {
  auto list = Tree::list();
  if (route.path.find("{code}") != std::string::npos) list.add(Tree::ref("#/components/parameters/code"));
  if (route.method != "get") list.add(Tree::ref("#/components/parameters/ours"));
  return list;
}

Tree operation(Route const& route, Schemas& schemas) {
  auto tree = Tree::object().set("summary", route.summary);
  tree.set("parameters", parameters(route));
  if (route.needs == Needs::office) {
    tree.set("security", Tree::list().add(Tree::object().set("office", Tree::list())));
  }
  if (route.request) {
    auto request = Tree::object().set("required", Tree::truth(true));
    tree.set("requestBody", request.set("content", body("application/json", schemas.of(*route.request, true))));
  }
  auto answer = Tree::object().set("description", route.summary);
  if (route.answer) answer.set("content", body(route.content, schemas.of(*route.answer, false)));
  if (!route.answer && route.content == "application/json") {
    answer.set("content", body(route.content, Tree::object().set("type", "object")));
  }
  if (route.content == "text/csv") answer.set("content", body(route.content, Tree::object().set("type", "string")));
  auto answers = Tree::object().set(std::to_string(route.status), std::move(answer));
  answers.set("default", Tree::ref("#/components/responses/error"));
  return tree.set("responses", std::move(answers));
}

Tree paths(Schemas& schemas) {
  auto tree = Tree::object();
  std::vector<std::string> order;
  std::map<std::string, Tree> by_path;
  for (auto const& route : routes()) {
    auto const [found, is_new] = by_path.try_emplace(route.path, Tree::object());
    if (is_new) order.push_back(route.path);
    found->second.set(route.method, operation(route, schemas));
  }
  for (auto const& path : order) tree.set("/api/v1" + path, by_path.at(path));
  return tree;
}

Tree components(Schemas& schemas) {
  auto code = Tree::object().set("name", "code").set("in", "path").set("required", Tree::truth(true));
  code.set("schema", Tree::object().set("type", "string"));
  auto ours = Tree::object().set("name", "X-Plekberaad").set("in", "header").set("required", Tree::truth(true));
  ours.set("schema", Tree::object().set("const", "1"));
  auto error = Tree::object().set("description", "Refused, or not found; `error` names the reason");
  error.set("content", body("application/json", schemas.of(shape_of<api::ApiError>(), false)));
  auto office = Tree::object().set("type", "apiKey").set("in", "cookie").set("name", "pb_office");
  return Tree::object()
      .set("parameters", Tree::object().set("code", std::move(code)).set("ours", std::move(ours)))
      .set("responses", Tree::object().set("error", std::move(error)))
      .set("securitySchemes", Tree::object().set("office", std::move(office)))
      .set("schemas", schemas.take());
}

}  // namespace

std::string export_openapi() {
  Schemas schemas{true};
  auto info = Tree::object().set("title", "Plekberaad").set("version", "1.0.0");
  info.set("license", Tree::object().set("name", "EUPL-1.2").set("identifier", "EUPL-1.2"));
  auto tree = Tree::object().set("openapi", "3.1.0").set("info", std::move(info));
  tree.set("paths", paths(schemas));
  return tree.set("components", components(schemas)).print();
}

}  // namespace protocol
