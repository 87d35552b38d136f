#include "tests/bench/room_load.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace bench {

namespace {

constexpr std::string_view mark = "\"text\":\"@";             // in front of sender:seq

void append_masked_frame(std::string& out, std::string_view text) {
  out += static_cast<char>(0x81);
  if (text.size() < 126) {
    out += static_cast<char>(0x80 | text.size());
  } else {
    out += static_cast<char>(0x80 | 126);
    out += static_cast<char>(text.size() >> 8);
    out += static_cast<char>(text.size() & 0xFF);
  }
  out.append(4, '\0');                                        // a mask of zeros is a mask
  out += text;
}

// Length of the first whole frame and its payload; 0: not whole yet.
std::size_t first_frame(std::string_view bytes, std::string_view& payload) {
  if (bytes.size() < 2) return 0;
  auto const byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])); };
  std::uint64_t length = byte(1) & 0x7F;
  std::size_t head = 2;
  if (length >= 126) {
    int const more = length == 126 ? 2 : 8;
    head += static_cast<std::size_t>(more);
    if (bytes.size() < head) return 0;
    length = 0;
    for (int i = 0; i < more; ++i) length = length << 8 | byte(2 + static_cast<std::size_t>(i));
  }
  if (bytes.size() < head + length) return 0;
  payload = bytes.substr(head, length);
  return head + length;
}

std::int64_t number_after(std::string_view text, std::string_view key) {
  auto const found = text.find(key);
  if (found == std::string_view::npos) return -1;
  std::int64_t value = -1;
  std::from_chars(text.data() + found + key.size(), text.data() + text.size(), value);
  return value;
}

std::string read_until(int socket, std::string_view end) {
  std::string got;
  std::array<char, 4096> chunk{};
  while (got.find(end) == std::string::npos) {
    auto const n = ::recv(socket, chunk.data(), chunk.size(), 0);
    if (n <= 0) throw std::runtime_error("the server closed the line instead of letting a member in: " + got);
    got.append(chunk.data(), static_cast<std::size_t>(n));
  }
  return got;
}

}  // namespace

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

RoomLoad::RoomLoad(Place place) : place_(std::move(place)), epoll_(epoll_create1(0)) {
  members_.resize(place_.tokens.size());
  for (std::size_t i = 0; i < members_.size(); ++i) connect_one(i);
}

RoomLoad::~RoomLoad() {
  for (auto const& member : members_) {
    if (member.socket >= 0) ::close(member.socket);
  }
  ::close(epoll_);
}

void RoomLoad::connect_one(std::size_t index) {
  auto& member = members_[index];
  member.room = static_cast<int>(index) / place_.members;
  member.socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(place_.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(member.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to the server (too few file descriptors?)");
  }
  int const yes = 1;
  ::setsockopt(member.socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  auto const request = "GET /ws/" + place_.rooms[static_cast<std::size_t>(member.room)] +
                       " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Protocol: plekberaad.v1\r\n\r\n";
  if (::send(member.socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("cannot send");
  if (!read_until(member.socket, "\r\n\r\n").starts_with("HTTP/1.1 101")) throw std::runtime_error("no upgrade");
  std::string hello;
  append_masked_frame(hello, "{\"type\":\"hello\",\"protocol\":1,\"view\":\"participant\",\"token\":\"" +
                                 place_.tokens[index] + "\"}");
  if (::send(member.socket, hello.data(), hello.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("cannot send");
  // The own object is the last of the greeting; presence may follow, so keep frames whole from its start.
  auto const greeting = read_until(member.socket, "\"type\":\"own\"");
  std::string_view rest{greeting}, payload;
  while (auto const size = first_frame(rest, payload)) rest.remove_prefix(size);
  member.inbox = rest;
  ::fcntl(member.socket, F_SETFL, O_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = index;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, member.socket, &event);
}

void RoomLoad::post(std::size_t index, std::int64_t now) {
  auto& member = members_[index];
  member.asked_at = now;
  member.receivers = 0;
  ++member.seq;
  auto const who = std::to_string(index) + ":" + std::to_string(member.seq);
  std::string text = "{\"type\":\"command\",\"id\":\"" + std::to_string(index) + "-" + std::to_string(member.seq) +
                     "-" + std::to_string(now) + "\",\"body\":{\"type\":\"edit_card\",\"card\":\"k" +
                     std::to_string(static_cast<int>(index) % place_.members) + "\",\"text\":\"@" + who + " ";
  text.append(200 - std::min<std::size_t>(199, who.size() + 2), 'x');
  append_masked_frame(member.outbox, text + "\"}}");
  send_out(member);
}

void RoomLoad::send_out(Member& member) {
  while (!member.outbox.empty()) {
    auto const n = ::send(member.socket, member.outbox.data(), member.outbox.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n <= 0) return;
    member.outbox.erase(0, static_cast<std::size_t>(n));
  }
}

void RoomLoad::take_frame(Member& reader, std::string_view text, Figures& figures) {
  auto const found = text.find(mark);
  if (found == std::string_view::npos) return;
  auto const n = number_after(text, "\"n\":");
  if (reader.n >= 0 && n != reader.n + 1) ++figures.disorders;
  reader.n = n;
  std::size_t sender = 0;
  int seq = 0;
  auto const who = text.substr(found + mark.size());
  auto const [colon, bad] = std::from_chars(who.data(), who.data() + who.size(), sender);
  if (bad != std::errc{} || sender >= members_.size()) return;
  std::from_chars(colon + 1, who.data() + who.size(), seq);
  if (counts_) ++figures.deliveries;
  auto& author = members_[sender];
  if (seq != author.seq || author.asked_at == 0 || ++author.receivers < place_.members) return;
  if (counts_) {
    ++figures.messages;
    figures.last_member_ms.push_back(static_cast<double>(now_ns() - author.asked_at) / 1e6);
  }
  author.asked_at = 0;
  waiting_rooms_.push_back(author.room);
}

void RoomLoad::read_from(std::size_t index, Figures& figures) {
  static std::array<char, 1 << 18> chunk;
  auto& member = members_[index];
  auto const n = ::recv(member.socket, chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (n == 0) throw std::runtime_error("the server closed a member's line under load");
  if (n < 0) return;
  member.inbox.append(chunk.data(), static_cast<std::size_t>(n));
  std::string_view rest{member.inbox}, payload;
  while (auto const size = first_frame(rest, payload)) {
    take_frame(member, payload, figures);
    rest.remove_prefix(size);
  }
  member.inbox.erase(0, member.inbox.size() - rest.size());
}

void RoomLoad::pump(int timeout_ms, Figures& figures) {
  std::array<epoll_event, 512> events;
  int const ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), timeout_ms);
  for (int i = 0; i < ready; ++i) read_from(events[static_cast<std::size_t>(i)].data.u64, figures);
}

Figures RoomLoad::run(Work const& work) {
  Figures figures;
  std::vector<int> turn(place_.rooms.size(), 0);
  auto const next_of = [&](int room) {
    for (int tries = 0; tries < place_.members; ++tries) {
      auto& at = turn[static_cast<std::size_t>(room)];
      auto const index = static_cast<std::size_t>(room * place_.members + at);
      at = (at + 1) % place_.members;
      if (members_[index].asked_at == 0) return index;
    }
    return members_.size();
  };
  auto const post_in = [&](int room) {
    if (auto const index = next_of(room); index < members_.size()) post(index, now_ns());
  };
  auto const start = now_ns();
  auto const warm = start + 1'000'000'000;
  auto const end = warm + static_cast<std::int64_t>(work.seconds * 1e9);
  for (int room = 0; work.in_flight > 0 && room < static_cast<int>(place_.rooms.size()); ++room) {
    for (int i = 0; i < work.in_flight; ++i) post_in(room);
  }
  std::int64_t posted = 0;
  for (auto now = start; now < end; now = now_ns()) {
    counts_ = now >= warm;
    if (work.in_flight > 0) {
      auto const rooms = std::exchange(waiting_rooms_, {});
      for (int const room : rooms) post_in(room);
    } else {
      waiting_rooms_.clear();
      auto const due = static_cast<std::int64_t>(static_cast<double>(now - start) / 1e9 * work.per_second);
      for (; posted < due; ++posted) post_in(static_cast<int>(posted % static_cast<std::int64_t>(place_.rooms.size())));
    }
    pump(work.in_flight > 0 ? 10 : 0, figures);
  }
  counts_ = false;
  figures.seconds = work.seconds;
  for (auto const drained = now_ns() + 500'000'000; now_ns() < drained;) pump(10, figures);
  for (auto& member : members_) member.asked_at = 0;
  waiting_rooms_.clear();
  std::ranges::sort(figures.last_member_ms);
  return figures;
}

}  // namespace bench
