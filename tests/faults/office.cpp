// See office.hpp. One request under way at a time, so the answers that name nothing ("{}") come in this order.

#include "tests/faults/office.hpp"

#include <chrono>
#include <thread>

#include "protocol/api.hpp"
#include "tests/live/raw_line.hpp"

namespace faults {

using namespace protocol;

namespace {

constexpr std::chrono::milliseconds pace{300};  // spread over the evening

std::string sign_in(std::string const& port) {
  auto const answer =
      live::as_page(port, "POST", "/api/v1/office/session", api::encode_body(api::SignIn{{office_password}}));
  return answer.status == 200 ? live::cookie_of(answer) : std::string{};
}

std::string enter_by(Invited const& invited) {
  return api::encode_body(api::EnterAsStaff{{"id-of-who-was-invited-" + invited.code},
                                            SecretText{invited.secret},
                                            Text<12>{invited.pin},
                                            Role::facilitator,
                                            {"Douwe"},
                                            {limits::house_rules_version}});
}

class Office {
 public:
  Office(std::string const& port, std::string const& cookie, Heard& heard)
      : port_(port), cookie_(cookie), heard_(heard) {}

  bool has_a_round(int round, std::string const& evening) {
    auto const code = live::make_room(port_, cookie_);
    if (code.empty()) return false;
    counts("new_room");
    heard_.rooms_of_office.insert(code);
    if (ask("GET", "").status == 200) counts("list_rooms");
    if (ask("GET", evening + "/harvest").status == 200) counts("harvest");
    auto const invited = invite(code);
    if (ask("POST", code + "/screens").status == 200) counts("open_screen");
    if (round % 2 == 0) enter(invited);
    receive(code, round);
    if (round % 3 == 0) {
      heard_.invited = invited;  // this room stays open
    } else if (ask("POST", code + "/close").status == 200) {
      counts(CloseRoom::type);
      heard_.office_did.push_back("closed " + code);
    }
    return true;
  }

 private:
  live::Answer ask(char const* method, std::string const& what, std::string const& body = "{}") {
    return live::as_page(port_, method, what.empty() ? "/api/v1/rooms" : "/api/v1/rooms/" + what, body, cookie_);
  }
  void counts(std::string_view what) { ++heard_.done[std::string{what}]; }

  Invited invite(std::string const& code) {
    auto const answer = ask("POST", code + "/invitations", api::encode_body(api::Invite{Role::facilitator}));
    auto const made = api::decode_body<api::Invitation>(answer.body);
    auto const* invitation = std::get_if<api::Invitation>(&made);
    if (!invitation) return {};
    counts("invite");
    return {code, invitation->secret, invitation->pin};
  }
  void enter(Invited const& invited) {
    auto const answer = live::as_page(port_, "POST", "/api/v1/rooms/" + invited.code + "/staff", enter_by(invited));
    if (answer.status == 200) counts(TakeStaffSeat::type);
  }

  // A neighbour comes in, writes, and asks at the counter to be forgotten.
  void receive(std::string const& code, int round) {
    live::RawLine line{port_};
    auto const seat = live::join(line, code, "Gast" + std::to_string(round), "join-id-at-the-office-" + code);
    if (!seat) return;
    line.say(live::asking("card-" + code, live::action_card("Een boom bij de haven")));
    line.until<Update>();
    if (ask("GET", code + "/people").status == 200) counts("list_people");
    if (ask("POST", code + "/erase", api::encode_body(api::ErasePerson{seat->id})).status != 200) return;
    counts("erase_person");
    heard_.office_did.push_back("forgotten " + code + ' ' + seat->id.value);
  }

  std::string const& port_;
  std::string const& cookie_;
  Heard& heard_;
};

}  // namespace

void work_at_the_office(std::string const& port, std::string const& cookie, std::string const& evening, int rounds,
                        Heard& heard) {
  if (rounds == 0) return;
  live::as_page(port, "GET", "/api/v1/office");  // says how the library is called
  if (!sign_in(port).empty()) ++heard.done["sign_in"];
  Office office{port, cookie, heard};
  for (int round = 0; round < rounds && office.has_a_round(round, evening); ++round) std::this_thread::sleep_for(pace);
}

std::string wrong_office(std::string const& port, Reading const& reading, Heard const& heard) {
  auto const cookie = sign_in(port);
  if (cookie.empty()) return "the office's password is not the one that was set";
  auto const list = live::as_page(port, "GET", "/api/v1/rooms", "{}", cookie).body;
  for (auto const& [code, board] : reading.boards) {
    auto const at = list.find("\"code\":\"" + code + '"');
    if (at == std::string::npos) return "the office does not see room " + code;
    bool const is_closed = list.compare(list.find("\"is_closed\":", at) + 12, 4, "true") == 0;
    if (is_closed != reading.kept.contains("closed " + code)) return "the office sees room " + code + " otherwise";
  }
  auto const& invited = heard.invited;
  if (!reading.kept.contains("ticket " + invited.secret.substr(0, invited.secret.find('.')))) return "";
  auto const answer = live::as_page(port, "POST", "/api/v1/rooms/" + invited.code + "/staff", enter_by(invited));
  return answer.status == 200 ? "" : "the last invitation does not open the door: " + answer.body;
}

}  // namespace faults
