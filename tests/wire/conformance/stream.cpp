#include "tests/wire/conformance/stream.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

namespace conformance {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

int left(Clock::time_point until) {
  auto const ms = std::chrono::duration_cast<milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::max<std::int64_t>(ms, 0));
}

}  // namespace

Stream::Stream(Target const& target, From from) : target_(target), from_(from) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int const yes = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(target.port)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  has_ended_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0;
}

Stream::~Stream() { ::close(socket_); }

std::string Stream::start() {
  if (has_ended_) return "could not connect";
  if (from_ == From::bare) return {};
  send(upgrade("/ws/" + target_.room));
  auto const answer = http();
  if (!answer || answer->status != 101) return "the line did not open";
  if (from_ == From::open) return {};
  send(text(hello()));
  auto const lobby = frame_of(1);
  if (!lobby || lobby->payload.find("\"type\":\"lobby\"") == std::string::npos) return "no lobby at the door";
  if (from_ == From::door) return {};
  // A join id is a secret of this phone; the socket's number and the clock make it another one each time.
  auto const id = "join-" + std::to_string(Clock::now().time_since_epoch().count()) + '-' + std::to_string(socket_);
  send(text(R"({"type":"command","id":")" + id +
            R"(","body":{"type":"join","name":"Truus","side":"online",)"
            R"("accepts":1}})"));
  while (auto const frame = frame_of(1)) {
    if (frame->payload.find("\"type\":\"own\"") != std::string::npos) return {};
  }
  return "no seat";
}

void Stream::wait(int ms) {
  // A wrong peer has no deadlines: there is nothing to wait for.
  std::this_thread::sleep_for(milliseconds{target_.is_wrong_on_purpose ? std::min(ms, 1) : ms});
}

void Stream::play(Sends const& sends) {
  for (auto const& step : sends) {
    for (int turn = 0; turn < step.times && !has_ended_; ++turn) {
      switch (step.kind) {
        case Send::Kind::pause: wait(step.pause_ms); break;
        case Send::Kind::half_close: ::shutdown(socket_, SHUT_WR); break;
        case Send::Kind::bytes: {
          auto all = step.bytes;
          if (auto const at = all.find(room_mark); at != std::string::npos)
            all.replace(at, room_mark.size(), target_.room);
          std::string_view rest = all;
          while (!rest.empty()) {
            auto const part = rest.substr(0, step.slice == 0 ? rest.size() : step.slice);
            if (!send(part)) return;
            rest.remove_prefix(part.size());
            if (step.pause_ms > 0) wait(step.pause_ms);
          }
        }
      }
    }
  }
}

bool Stream::send(std::string_view bytes) {
  if (sent_.empty()) sent_ = bytes.substr(0, 4096);
  auto const until = Clock::now() + milliseconds{target_.patience_ms};
  while (!bytes.empty() && !has_ended_) {
    auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    pollfd writable{socket_, POLLOUT, 0};
    bool const is_full = sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (!is_full || ::poll(&writable, 1, left(until)) <= 0) return false;
  }
  last_sent_ = Clock::now();
  return !has_ended_;
}

int Stream::ms_since_last_byte() const {
  return static_cast<int>(std::chrono::duration_cast<milliseconds>(Clock::now() - last_sent_).count());
}

bool Stream::more(int limit_ms) {
  if (has_ended_) return false;
  pollfd wait{socket_, POLLIN, 0};
  if (::poll(&wait, 1, limit_ms) <= 0) return false;
  char part[64 * 1024];
  auto const got = ::recv(socket_, part, sizeof part, 0);
  if (got <= 0) {
    has_ended_ = true;
    was_reset_ = got < 0;
    return false;
  }
  bytes_.append(part, static_cast<std::size_t>(got));
  return true;
}

bool Stream::fill(std::size_t size, Clock::time_point until) {
  while (bytes_.size() < size) {
    if (!more(left(until))) return false;
  }
  return true;
}

std::optional<HttpAnswer> Stream::http(bool has_body) {
  auto const until = Clock::now() + milliseconds{target_.patience_ms};
  std::size_t end = 0;
  while ((end = bytes_.find("\r\n\r\n")) == std::string::npos) {
    if (!more(left(until))) return std::nullopt;
  }
  HttpAnswer answer;
  answer.head = bytes_.substr(0, end + 2);
  if (!answer.head.starts_with("HTTP/1.1 ") || end < 12) return std::nullopt;
  answer.status = std::atoi(answer.head.c_str() + 9);
  bytes_.erase(0, end + 4);
  bool const has_none = !has_body || answer.status == 101 || answer.status == 204 || answer.status == 304;
  auto const size = has_none ? 0 : std::strtoul(answer.header("content-length").c_str(), nullptr, 10);
  if (!fill(size, until)) return std::nullopt;
  answer.body = bytes_.substr(0, size);
  bytes_.erase(0, size);
  return answer;
}

std::optional<Arrived> Stream::frame(int limit_ms) {
  auto const until = Clock::now() + milliseconds{limit_ms == 0 ? target_.patience_ms : limit_ms};
  auto const byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at])); };
  if (!fill(2, until)) return std::nullopt;
  auto const short_length = byte(1) & 0x7F;
  std::size_t const length_bytes = short_length == 126 ? 2 : short_length == 127 ? 8 : 0;
  if (!fill(2 + length_bytes, until)) return std::nullopt;
  std::uint64_t size = length_bytes == 0 ? short_length : 0;
  for (std::size_t i = 0; i < length_bytes; ++i) size = size << 8 | byte(2 + i);
  auto const head = 2 + length_bytes;
  constexpr std::uint64_t more_than_we_are_sent = 64 * 1024 * 1024;
  if (size > more_than_we_are_sent || !fill(head + size, until)) return std::nullopt;
  Arrived arrived{static_cast<int>(byte(0)), (byte(1) & 0x80) != 0, bytes_.substr(head, size)};
  bytes_.erase(0, head + size);
  return arrived;
}

std::optional<Arrived> Stream::frame_of(int opcode) {
  while (auto arrived = frame()) {
    if (arrived->opcode() == opcode) return arrived;
  }
  return std::nullopt;
}

bool Stream::ended(int limit_ms) {
  auto const until = Clock::now() + milliseconds{limit_ms == 0 ? target_.patience_ms : limit_ms};
  while (more(left(until))) bytes_.clear();
  return has_ended_;
}

std::string play(Row const& row, Target const& target) {
  Stream stream{target, row.from};
  if (auto problem = stream.start(); !problem.empty()) return problem;
  stream.play(row.sends);
  return row.out.judge(stream);
}

}  // namespace conformance
