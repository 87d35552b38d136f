#include "server/net/api.hpp"

#include <algorithm>

#include "server/net/head_forms.hpp"

namespace net {

using namespace protocol;

namespace {

constexpr std::string_view prefix = "/api/v1/";
constexpr std::string_view code_place = "{code}";

// The room's code when `path` fits the pattern ("" when the pattern has none); none when it does not fit.
std::optional<std::string_view> code_in(std::string_view path, std::string_view pattern) {
  auto const place = pattern.find(code_place);
  if (place == std::string_view::npos) return path == pattern ? std::optional{std::string_view{}} : std::nullopt;
  auto const before = pattern.substr(0, place);
  auto const after = pattern.substr(place + code_place.size());
  if (path.size() < before.size() + after.size()) return std::nullopt;
  if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
  auto const code = path.substr(before.size(), path.size() - before.size() - after.size());
  return code.empty() || code.find('/') != std::string_view::npos ? std::nullopt : std::optional{code};
}

}  // namespace

// Everything under /api/v1, and who may come there: the only place that sends a request on.
struct Api::Route {
  std::string_view method;
  std::string_view path;
  Door door;  // open: what is in the body opens it
  void (Api::*serve)(Call const&);
};

std::array<Api::Route, 19> const Api::routes{{
    {"GET", "office", Door::open, &Api::office_state},
    {"POST", "office/password", Door::open, &Api::set_password},
    {"POST", "office/session", Door::open, &Api::sign_in},
    {"DELETE", "office/session", Door::open, &Api::sign_out},
    {"GET", "formats", Door::open, &Api::list_formats},
    {"GET", "rooms", Door::office, &Api::list_rooms},
    {"POST", "rooms", Door::office, &Api::new_room},
    {"POST", "rooms/{code}/invitations", Door::office, &Api::invite},
    {"POST", "rooms/{code}/screens", Door::office, &Api::open_screen},
    {"POST", "rooms/{code}/staff", Door::open, &Api::enter_as_staff},
    {"POST", "rooms/{code}/close", Door::office, &Api::close_room},
    {"GET", "rooms/{code}/people", Door::office, &Api::list_people},
    {"POST", "rooms/{code}/erase", Door::office, &Api::erase_person},
    {"GET", "rooms/{code}/harvest", Door::office, &Api::harvest},
    {"GET", "rooms/{code}/harvest/talk.csv", Door::office, &Api::harvest},
    {"GET", "rooms/{code}/harvest/cards.csv", Door::office, &Api::harvest},
    {"GET", "rooms/{code}/harvest/counts.csv", Door::office, &Api::harvest},
    {"GET", "rooms/{code}/harvest/proposals.csv", Door::office, &Api::harvest},
    {"GET", "rooms/{code}/harvest/dots.csv", Door::office, &Api::harvest},
}};

Response json_text(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

Response api_error(int status, std::string error, std::optional<std::string> path, std::optional<std::string> detail) {
  return json(api::ApiError{std::move(error), std::move(path), std::move(detail)}, status);
}

Response denied(room::Denied const& reason) {
  for (auto const& [refusal, name] : refusal_names) {
    if (refusal == reason.reason) return api_error(409, std::string{name}, reason.path);
  }
  return api_error(409, "not_allowed");
}

Response outside_problem(engine::OutsideAnswer const& answer) {
  if (auto const* no = std::get_if<room::Denied>(&answer)) return denied(*no);
  if (std::holds_alternative<RetryReason>(answer)) return api_error(503, "retry");
  return api_error(500, "busy");
}

Api::Api(engine::Directory& directory, engine::Credentials const& credentials, engine::Clock const& clock,
         Reactors& reactors, Budget& budget, Origins origins, bool is_relaxed, Millis keep_ms)
    : directory_(directory), credentials_(credentials), clock_(clock), reactors_(reactors), budget_(budget),
      origins_(std::move(origins)), is_relaxed_(is_relaxed), keep_ms_(keep_ms) {
  if (directory_.password_hash().empty()) first_visit_ticket_ = engine::random_signs(28);
}

Api::~Api() { slow_.join(); }

void Api::offer_password_link() {
  std::lock_guard const hold{lock_};
  first_visit_ticket_ = engine::random_signs(28);
}

std::string Api::first_visit_ticket() const {
  std::lock_guard const hold{lock_};
  return first_visit_ticket_;
}

void Api::handle(Request const& request, Respond respond) {
  auto const with_headers = [request, respond = std::move(respond)](Response response) {
    for (auto& header : security_headers(request, false)) response.headers.push_back(std::move(header));
    response.headers.emplace_back("Cache-Control", "no-store");
    respond(std::move(response));
  };
  bool const changes = request.method != "GET" && request.method != "HEAD";
  if (!origins_.is_ours(request)) return with_headers(api_error(403, "wrong_origin"));
  if (changes && !is_json_type(request.header("content-type"))) {
    return with_headers(api_error(415, "wrong_content_type"));
  }
  if (changes && request.header("x-plekberaad") != "1") return with_headers(api_error(403, "wrong_origin"));

  auto const rest = std::string_view{request.path}.substr(std::min(prefix.size(), request.path.size()));
  for (auto const& route : routes) {
    auto const code = request.method == route.method ? code_in(rest, route.path) : std::nullopt;
    if (!code) continue;
    if (route.door == Door::office && !is_signed_in(request)) return with_headers(api_error(401, "not_signed_in"));
    return (this->*route.serve)(Call{request, std::string{*code}, std::string{rest}, with_headers});
  }
  with_headers(api_error(404, "not_found"));
}

std::vector<ServedRoute> Api::served() {
  std::vector<ServedRoute> list;
  for (auto const& route : routes) {
    list.push_back({std::string{route.method}, std::string{prefix}.append(route.path), route.door == Door::office});
  }
  return list;
}

}  // namespace net
