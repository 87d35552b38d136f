// See raw_line.hpp.

#include "tests/live/raw_line.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "protocol/api.hpp"

namespace live {

using namespace protocol;

namespace {

constexpr std::size_t line_end = 2;

}  // namespace

RawLine::RawLine(std::string const& port, int receive_buffer, std::string const& from) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  int const yes = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in own{};
  own.sin_family = AF_INET;
  inet_pton(AF_INET, from.c_str(), &own.sin_addr);
  int const late = 1;  // the port is chosen when it connects, so that many ends share one
  setsockopt(socket_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
  has_ended_ = ::bind(socket_, reinterpret_cast<sockaddr const*>(&own), sizeof own) != 0;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  has_ended_ = has_ended_ || ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0;
}

RawLine::~RawLine() { ::close(socket_); }

std::size_t RawLine::waiting() const {
  int bytes = 0;
  return ::ioctl(socket_, FIONREAD, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

bool RawLine::send(std::string_view bytes) {
  while (!bytes.empty() && !has_ended_) {
    auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return !has_ended_;
}

bool RawLine::more(int limit_ms) {
  if (has_ended_) return false;
  pollfd wait{socket_, POLLIN, 0};
  if (::poll(&wait, 1, limit_ms) <= 0) return false;
  char part[16 * 1024];
  auto const got = ::recv(socket_, part, sizeof part, 0);
  if (got <= 0) has_ended_ = true;
  if (got > 0) bytes_.append(part, static_cast<std::size_t>(got));
  return got > 0;
}

bool RawLine::is_ended(int limit_ms) {
  while (more(limit_ms)) {
  }
  return has_ended_;
}

std::optional<Answer> RawLine::answer(int limit_ms) {
  auto end = bytes_.find("\r\n\r\n");
  while (end == std::string::npos && more(limit_ms)) end = bytes_.find("\r\n\r\n");
  if (end == std::string::npos || bytes_.size() < 12) return std::nullopt;
  Answer answer;
  answer.head = bytes_.substr(0, end + line_end);
  answer.status = std::atoi(bytes_.substr(9, 3).c_str());
  bytes_.erase(0, end + 2 * line_end);
  auto const length = answer.header("content-length");
  auto const size = length.empty() ? 0 : static_cast<std::size_t>(std::stoul(length));
  while (bytes_.size() < size && more(limit_ms)) {
  }
  answer.body = bytes_.substr(0, size);
  bytes_.erase(0, std::min(size, bytes_.size()));
  return answer;
}

Answer RawLine::upgrade(std::string const& target, Headers const& more_headers) {
  std::string request = "GET " + target +
                        " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        "Sec-WebSocket-Protocol: plekberaad.v1\r\n";
  for (auto const& [name, value] : more_headers) request += name + ": " + value + "\r\n";
  send(request + "\r\n");
  return answer().value_or(Answer{});
}

bool RawLine::frame(int first_byte, std::string_view payload) {
  std::string bytes(1, static_cast<char>(first_byte));
  auto const size = payload.size();
  if (size < 126) {
    bytes += static_cast<char>(0x80 | size);
  } else {
    int const length_bytes = size <= 0xFFFF ? 2 : 8;
    bytes += static_cast<char>(0x80 | (length_bytes == 2 ? 126 : 127));
    for (int shift = (length_bytes - 1) * 8; shift >= 0; shift -= 8) bytes += static_cast<char>((size >> shift) & 0xFF);
  }
  std::string_view constexpr mask = "\x12\x34\x56\x78";
  bytes += mask;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
  return send(bytes);
}

std::optional<Frame> RawLine::next(int limit_ms) {
  auto const byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at])); };
  auto const have = [&](std::size_t size) {
    while (bytes_.size() < size) {
      if (!more(limit_ms)) return false;
    }
    return true;
  };
  if (!have(2)) return std::nullopt;
  std::size_t const length_bytes = byte(1) == 126 ? 2 : byte(1) == 127 ? 8 : 0;
  std::uint64_t size = byte(1);
  if (!have(2 + length_bytes)) return std::nullopt;
  if (length_bytes > 0) size = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) size = size << 8 | byte(2 + i);
  auto const head = 2 + length_bytes;
  if (!have(head + size)) return std::nullopt;
  Frame frame{static_cast<int>(byte(0)), bytes_.substr(head, size)};
  bytes_.erase(0, head + size);
  if (frame.first_byte == 0x88 && size >= 2) {
    code_ = static_cast<unsigned char>(frame.payload[0]) << 8 | static_cast<unsigned char>(frame.payload[1]);
  }
  return frame;
}

std::optional<Push> RawLine::push(int limit_ms) {
  while (auto frame = next(limit_ms)) {
    if (frame->first_byte == 0x88) return std::nullopt;
    if (frame->first_byte == 0x89) this->frame(0x8A, frame->payload);
    if (frame->first_byte != 0x81) continue;
    auto decoded = decode_push(frame->payload);
    if (auto* push = std::get_if<Push>(&decoded)) return std::move(*push);
  }
  return std::nullopt;
}

int RawLine::close_code(int limit_ms) {
  while (code_ == 0 && next(limit_ms)) {
  }
  return code_;
}

Answer http(std::string const& port, std::string const& method, std::string const& target, Headers const& headers,
            std::string const& body) {
  RawLine line{port};
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n";
  for (auto const& [name, value] : headers) request += name + ": " + value + "\r\n";
  if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  line.send(request + "\r\n" + body);
  return line.answer().value_or(Answer{});
}

Answer as_page(std::string const& port, std::string const& method, std::string const& target, std::string const& body,
               std::string const& cookie) {
  Headers headers{{"Content-Type", "application/json"}, {"X-Plekberaad", "1"}, {"Origin", "http://127.0.0.1:" + port}};
  if (!cookie.empty()) headers.emplace_back("Cookie", cookie);
  return http(port, method, target, headers, method == "GET" ? std::string{} : body);
}

std::string cookie_of(Answer const& answer) {
  auto const cookie = answer.header("set-cookie");
  return cookie.substr(0, cookie.find(';'));
}

std::string make_room(std::string const& port, std::string const& cookie, std::vector<PhasePlan> const& others) {
  api::NewRoom plan;
  plan.place.value = "Het Zwaanplein";
  plan.question.value = "Hoe wordt het plein mooier?";
  PhasePlan phase;
  phase.id.value = "bord";
  phase.key.value = "bord";
  phase.title.value = "Bord";
  phase.minutes.value = 60;
  phase.floor = FloorMode::open;
  phase.proposal = QuestionText{};
  phase.writing = WritingMode::open;
  phase.columns.push_back({ColumnId{"acties"}, {"Acties"}});
  plan.phases.push_back(phase);
  plan.phases.insert(plan.phases.end(), others.begin(), others.end());
  plan.starts_at_once = true;
  auto const answer = as_page(port, "POST", "/api/v1/rooms", api::encode_body(plan), cookie);
  auto const at = answer.body.find("\"code\":\"");
  return answer.status == 201 && at != std::string::npos ? answer.body.substr(at + 8, 8) : std::string{};
}

Hello hello(std::optional<std::string> token, View view) {
  Hello hello;
  hello.protocol.value = 1;
  hello.view = view;
  if (token) hello.token = SecretText{*token};
  return hello;
}

Ask asking(std::string id, Command body) { return {CommandId{std::move(id)}, std::nullopt, std::move(body)}; }

std::optional<Seat> join(RawLine& line, std::string const& code, std::string const& name, std::string const& join_id) {
  if (line.upgrade("/ws/" + code).status != 101 || !line.say(hello()) || !line.until<Lobby>()) return std::nullopt;
  line.say(asking(join_id, Join{{name}, Side::online, std::nullopt, {limits::house_rules_version}}));
  auto const seated = line.until<Seated>();
  if (!seated) return std::nullopt;
  auto const snapshot = line.until<Snapshot>();
  if (!snapshot || !line.until<OwnCards>()) return std::nullopt;
  return Seat{seated->token, snapshot->epoch, snapshot->n, seated->seat};
}

std::optional<Seat> come_back(RawLine& line, std::string const& code, std::string const& token) {
  if (line.upgrade("/ws/" + code).status != 101 || !line.say(hello(token))) return std::nullopt;
  auto const snapshot = line.until<Snapshot>();
  if (!snapshot) return std::nullopt;
  auto const own = line.until<OwnChanged>();
  if (!own) return std::nullopt;
  return Seat{token, snapshot->epoch, snapshot->n, own->own.seat};
}

std::optional<std::vector<Thing>> things_seen(std::string const& port, std::string const& code,
                                              std::optional<std::string> const& token) {
  RawLine line{port};
  auto const view = token ? View::participant : View::hall_screen;
  if (line.upgrade("/ws/" + code).status != 101 || !line.say(hello(token, view))) return std::nullopt;
  std::vector<Thing> things;
  while (auto const page = line.until<Snapshot>()) {
    things.insert(things.end(), page->things.begin(), page->things.end());
    if (page->is_last) return things;
  }
  return std::nullopt;
}

std::vector<std::string> cards_among(std::vector<Thing> const& things) {
  std::vector<std::string> texts;
  for (auto const& thing : things) {
    if (auto const* card = std::get_if<CardThing>(&thing)) texts.push_back(card->text);
  }
  return texts;
}

std::optional<std::vector<std::string>> cards_seen(std::string const& port, std::string const& code,
                                                   std::optional<std::string> const& token) {
  auto const things = things_seen(port, code, token);
  return things ? std::optional{cards_among(*things)} : std::nullopt;
}

}  // namespace live
