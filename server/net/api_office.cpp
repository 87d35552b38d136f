// The library's office: first visit, sign in, sign out.

#include <sodium.h>

#include <array>
#include <cerrno>
#include <optional>

#include "server/net/api.hpp"
#include "server/text/gate.hpp"

namespace net {

using namespace protocol;

namespace {

constexpr std::size_t password_bytes_min = 10;
constexpr Millis session_ms = 12LL * 3600 * 1000;
constexpr char const* cookie_name = "pb_office";

std::string hash_of(std::string const& password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return {};
  }
  return hash.data();
}

// none: there is no memory for it now, which says nothing about the password.
std::optional<bool> is_right(std::string const& hash, std::string const& password) {
  if (hash.empty()) return false;
  errno = 0;
  if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
  if (errno == ENOMEM) return std::nullopt;
  return false;
}

std::string cookie(std::string const& value, Request const& request, bool is_end) {
  return std::string{cookie_name} + "=" + value + "; Path=/api/; HttpOnly; SameSite=Strict" +
         (request.is_secure ? "; Secure" : "") + (is_end ? "; Max-Age=0" : "; Max-Age=43200");
}

}  // namespace

bool Api::is_signed_in(Request const& request) const {
  // Load tests on loopback make their own rooms; `serve` says loudly that it runs so.
  if (is_relaxed_ && request.is_loopback) return true;
  auto const found = request.cookies.find(cookie_name);
  auto const hash = directory_.password_hash();
  if (found == request.cookies.end() || hash.empty()) return false;
  {
    std::lock_guard const hold{lock_};
    if (ended_sessions_.contains(found->second)) return false;
  }
  return credentials_.session_is_good(found->second, clock_.now(), hash);
}

Response Api::session_started(Request const& request) const {
  auto const session =
      credentials_.session(clock_.now() + session_ms, engine::random_signs(16), directory_.password_hash());
  auto response = json_text("{}");
  response.headers.emplace_back("Set-Cookie", cookie(session, request, false));
  return response;
}

void Api::office_state(Call const& call) {
  call.respond(
      json(api::OfficeState{directory_.library(), directory_.password_hash().empty(), is_signed_in(call.request)}));
}

void Api::set_password(Call const& call) {
  auto const& request = call.request;
  auto const& respond = call.respond;
  if (!budget_.may_try_secret(request.address, clock_.now())) return respond(api_error(429, "too_many_tries"));
  auto const body = body_of<api::SetPassword>(request, respond);
  if (!body) return;
  if (body->password.value.size() < password_bytes_min)
    return respond(api_error(400, "password_too_short", "password"));
  if (auto const fault = text::check(CorrectPhase{{}, body->library, {}, {}})) {
    return respond(denied({fault->reason, "library"}));
  }
  {
    std::lock_guard const hold{lock_};
    if (first_visit_ticket_.empty() || body->ticket.value != first_visit_ticket_) {
      return respond(api_error(403, "ticket_unknown", "ticket"));
    }
    first_visit_ticket_.clear();  // one use, also when two tabs race
  }
  boost::asio::post(slow_, [this, request, body = *body, respond] {
    auto const hash = hash_of(body.password.value);
    if (hash.empty()) {
      give_ticket_back(body.ticket.value);
      return respond(api_error(503, "busy"));
    }
    auto const ticket = body.ticket.value;
    directory_.set_office(body.library.value, hash, [this, request, respond, ticket](journal::Outcome outcome) {
      if (outcome == journal::Outcome::committed) return respond(session_started(request));
      give_ticket_back(ticket);
      respond(api_error(503, "retry"));
    });
  });
}

// The password could not be kept, so the link has not been used.
void Api::give_ticket_back(std::string const& ticket) {
  std::lock_guard const hold{lock_};
  first_visit_ticket_ = ticket;
}

void Api::sign_in(Call const& call) {
  auto const& request = call.request;
  auto const& respond = call.respond;
  if (!budget_.may_try_secret(request.address, clock_.now())) return respond(api_error(429, "too_many_tries"));
  auto const body = body_of<api::SignIn>(request, respond);
  if (!body) return;
  boost::asio::post(slow_, [this, request, body = *body, respond] {
    auto const right = is_right(directory_.password_hash(), body.password.value);
    if (!right) return respond(api_error(503, "busy"));
    respond(*right ? session_started(request) : api_error(403, "wrong_password", "password"));
  });
}

void Api::sign_out(Call const& call) {
  auto const& request = call.request;
  // Only sessions that are good are remembered, so that nobody can fill the list with rubbish.
  if (auto const found = request.cookies.find(cookie_name);
      found != request.cookies.end() &&
      credentials_.session_is_good(found->second, clock_.now(), directory_.password_hash())) {
    std::lock_guard const hold{lock_};
    ended_sessions_.insert(found->second);
  }
  auto response = json_text("{}");
  response.headers.emplace_back("Set-Cookie", cookie("", request, true));
  call.respond(std::move(response));
}

}  // namespace net
