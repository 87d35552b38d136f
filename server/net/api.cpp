#include "server/net/api.hpp"

#include <algorithm>

#include "server/net/head_forms.hpp"

namespace net {

using namespace protocol;

namespace {
constexpr std::string_view prefix = "/api/v1/";
}

Response json(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

Response api_error(int status, std::string error, std::optional<std::string> path, std::optional<std::string> detail) {
  return json(api::encode_body(api::ApiError{std::move(error), std::move(path), std::move(detail)}), status);
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
         Reactors& reactors, Budget& budget, Origins origins, bool is_relaxed)
    : directory_(directory),
      credentials_(credentials),
      clock_(clock),
      reactors_(reactors),
      budget_(budget),
      origins_(std::move(origins)),
      is_relaxed_(is_relaxed) {
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

  auto const rest = request.path.substr(std::min(prefix.size(), request.path.size()));
  auto const is = [&](std::string_view method, std::string_view path) {
    return request.method == method && rest == path;
  };
  if (is("GET", "office")) return office_state(request, with_headers);
  if (is("POST", "office/password")) return set_password(request, with_headers);
  if (is("POST", "office/session")) return sign_in(request, with_headers);
  if (is("DELETE", "office/session")) return sign_out(request, with_headers);
  if (is("GET", "formats")) return list_formats(with_headers);
  if (is("GET", "rooms") || is("POST", "rooms")) {
    if (!is_signed_in(request)) return with_headers(api_error(401, "not_signed_in"));
    return request.method == "GET" ? list_rooms(with_headers) : new_room(request, with_headers);
  }
  if (rest.starts_with("rooms/")) {
    auto const room = rest.substr(6);
    auto const slash = room.find('/');
    if (slash != std::string::npos) {
      return in_room(request, room.substr(0, slash), room.substr(slash + 1), with_headers);
    }
  }
  with_headers(api_error(404, "not_found"));
}

}  // namespace net
