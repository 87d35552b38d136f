// The library's office: first visit, sign in, sign out.

#include <sodium.h>

#include <array>

#include "server/net/api.hpp"

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

bool is_right(std::string const& hash, std::string const& password) {
  return !hash.empty() && crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
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
  auto response = json("{}");
  response.headers.emplace_back("Set-Cookie", cookie(session, request, false));
  return response;
}

void Api::office_state(Request const& request, Respond const& respond) {
  respond(json(api::encode_body(
      api::OfficeState{directory_.library(), directory_.password_hash().empty(), is_signed_in(request)})));
}

void Api::set_password(Request const& request, Respond const& respond) {
  if (!budget_.may_try_secret(request.address, clock_.now())) return respond(api_error(429, "too_many_tries"));
  auto const body = body_of<api::SetPassword>(request, respond);
  if (!body) return;
  if (body->password.value.size() < password_bytes_min) return respond(api_error(400, "password_too_short", "password"));
  {
    std::lock_guard const hold{lock_};
    if (first_visit_ticket_.empty() || body->ticket.value != first_visit_ticket_) {
      return respond(api_error(403, "ticket_unknown", "ticket"));
    }
    first_visit_ticket_.clear();                              // one use, also when two tabs race
  }
  boost::asio::post(slow_, [this, request, body = *body, respond] {
    auto const hash = hash_of(body.password.value);
    if (hash.empty()) return respond(api_error(503, "busy"));
    directory_.set_office(body.library.value, hash, [this, request, respond](journal::Outcome outcome) {
      respond(outcome == journal::Outcome::committed ? session_started(request) : api_error(503, "retry"));
    });
  });
}

void Api::sign_in(Request const& request, Respond const& respond) {
  if (!budget_.may_try_secret(request.address, clock_.now())) return respond(api_error(429, "too_many_tries"));
  auto const body = body_of<api::SignIn>(request, respond);
  if (!body) return;
  boost::asio::post(slow_, [this, request, body = *body, respond] {
    respond(is_right(directory_.password_hash(), body.password.value) ? session_started(request)
                                                                      : api_error(403, "wrong_password", "password"));
  });
}

void Api::sign_out(Request const& request, Respond const& respond) {
  if (auto const found = request.cookies.find(cookie_name); found != request.cookies.end()) {
    std::lock_guard const hold{lock_};
    if (ended_sessions_.size() < 10'000) ended_sessions_.insert(found->second);
  }
  auto response = json("{}");
  response.headers.emplace_back("Set-Cookie", cookie("", request, true));
  respond(std::move(response));
}

}  // namespace net
