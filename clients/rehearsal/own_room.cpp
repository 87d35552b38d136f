// Makes rooms and staff seats over HTTP; see own_room.hpp.

#include "clients/rehearsal/own_room.hpp"

#include <random>

#include "protocol/json.hpp"

namespace rehearsal {

using namespace protocol;

namespace {

std::string why_not(HttpAnswer const& answer) {
  if (answer.status == 0) return "no answer (" + answer.detail + ")";
  return "HTTP " + std::to_string(answer.status) + " " + answer.body.substr(0, 200);
}

template <class T>
std::variant<T, Failed> body_of(HttpAnswer const& answer, std::string const& what) {
  if (answer.status < 200 || answer.status > 299) return Failed{what + ": " + why_not(answer)};
  auto decoded = api::decode_body<T>(answer.body);
  if (auto const* bad = std::get_if<BadInput>(&decoded)) return Failed{what + ": " + bad->path + " " + bad->detail};
  return std::get<T>(std::move(decoded));
}

ColumnPlan column(std::string title) {
  ColumnPlan plan;
  plan.title.value = std::move(title);
  return plan;
}

PhasePlan phase(std::string key, std::string werkvorm, std::string title, int minutes, FloorMode floor,
                WritingMode writing) {
  PhasePlan plan;
  plan.key.value = std::move(key);
  plan.werkvorm.value = std::move(werkvorm);
  plan.title.value = std::move(title);
  plan.minutes.value = minutes;
  plan.floor = floor;
  plan.writing = writing;
  return plan;
}

}  // namespace

std::variant<RoomCode, Failed> make_room(Address const& address, api::NewRoom const& plan) {
  auto const answer = http_post(address, "/api/v1/rooms", api::encode_body(plan));
  auto made = body_of<api::RoomMade>(answer, "make a room");
  if (auto* failed = std::get_if<Failed>(&made)) return std::move(*failed);
  return std::get<api::RoomMade>(std::move(made)).code;
}

std::variant<Door, Failed> enter_as_staff(Address const& address, RoomCode const& room, std::string const& name,
                                          Role role) {
  api::EnterAsStaff ask;
  std::random_device chance;
  ask.id = fresh_id([&] { return chance(); });
  ask.role = role;
  ask.name.value = name;
  ask.accepts.value = limits::house_rules_version;
  auto const answer = http_post(address, "/api/v1/rooms/" + room.value + "/staff", api::encode_body(ask));
  auto seated = body_of<api::StaffSeat>(answer, "take a staff seat");
  if (auto* failed = std::get_if<Failed>(&seated)) return std::move(*failed);
  std::string cookie;
  for (auto const& one : answer.cookies) cookie += (cookie.empty() ? "" : "; ") + one;
  return Door{address, room, View::staff, std::get<api::StaffSeat>(seated).token, cookie};
}

api::NewRoom plan_of_an_evening() {
  api::NewRoom plan;
  plan.starts_at_once = true;
  plan.place.value = "Bibliotheek Oefenplein";
  plan.question.value = "Wat doen we met het plein?";
  plan.listen_here.value = "";
  plan.phases.push_back(phase("welkom", "welkom", "Welkom", 5, FloorMode::closed, WritingMode::none));
  plan.phases.push_back(
      phase("ronde", "rondje", "Rondje: wat is het plein voor jou?", 15, FloorMode::round, WritingMode::none));
  plan.phases.push_back(phase("gesprek", "open gesprek", "Open gesprek", 20, FloorMode::open, WritingMode::none));
  plan.phases.push_back(
      phase("schrijven", "stil schrijven", "Stil schrijven", 8, FloorMode::closed, WritingMode::silent));
  plan.phases.back().columns = {column("Droom"), column("Zorg"), column("Idee")};
  plan.phases.push_back(phase("oogst", "oogst", "Oogst", 15, FloorMode::open, WritingMode::open));
  plan.phases.back().columns = {column("Dit nemen we mee"), column("Dit willen we nog weten")};
  return plan;
}

api::NewRoom plan_of_open_floor() {
  api::NewRoom plan;
  plan.starts_at_once = true;
  plan.place.value = "Oefenkamer";
  plan.question.value = "Wie is aan het woord?";
  plan.phases.push_back(
      phase("gesprek", "open gesprek", "Open gesprek", limits::phase_minutes_max, FloorMode::open, WritingMode::open));
  plan.phases.back().turn_seconds.value = limits::turn_seconds_max;
  plan.phases.back().columns = {column("Alles")};
  return plan;
}

}  // namespace rehearsal
