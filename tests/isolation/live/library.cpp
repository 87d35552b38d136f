#include "tests/isolation/live/library.hpp"

#include <fstream>
#include <sstream>

namespace isolation {

std::string field(std::string const& json, std::string const& name) {
  auto const at = json.find("\"" + name + "\":\"");
  if (at == std::string::npos) return {};
  auto const start = at + name.size() + 4;
  return json.substr(start, json.find('"', start) - start);
}

bool Library::open() {
  if (!server.start()) return false;
  auto const said = server.said("bibliotheek#");
  auto const at = said.find('#');
  if (at == std::string::npos) return false;
  auto const answer = ask("POST", "office/password",
                          R"({"ticket":")" + said.substr(at + 1, 28) +
                              R"(","password":"een lang wachtwoord","library":"Bibliotheek De Zwaan"})");
  cookie = cookie_of(answer);
  code = make_room(server.port(), cookie);
  return code.size() == 8;
}

Answer Library::ask(std::string const& method, std::string const& path, std::string const& body) {
  return as_page(server.port(), method, "/api/v1/" + path, body, cookie);
}

Library::Link Library::invitation() {
  auto const answer = ask("POST", "rooms/" + code + "/invitations", R"({"role":"facilitator"})");
  return {field(answer.body, "secret"), field(answer.body, "pin")};
}

Answer Library::enter(Link const& link, std::string const& page_id) {
  return as_page(server.port(), "POST", "/api/v1/rooms/" + code + "/staff",
                 R"({"id":")" + page_id + R"(","ticket":")" + link.secret + R"(","pin":")" + link.pin +
                     R"(","role":"facilitator","name":"Lotte","accepts":1})");
}

std::optional<Library::Staff> Library::leads(std::string const& page_id) {
  auto const answer = enter(invitation(), page_id);
  if (answer.status != 200) return std::nullopt;
  return Staff{field(answer.body, "token"), cookie_of(answer)};
}

bool Library::opens(RawLine& line, Staff const& staff) {
  if (line.upgrade("/ws/" + code, {{"Cookie", staff.cookie}}).status != 101) return false;
  line.say(hello(staff.token, View::staff));
  return line.until<OwnChanged>().has_value();
}

std::size_t memory_of(int process) {
  std::ifstream status{"/proc/" + std::to_string(process) + "/status"};
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("VmRSS:")) continue;
    std::size_t kib = 0;
    std::istringstream{line.substr(6)} >> kib;
    return kib;
  }
  return 0;
}

}  // namespace isolation
