#include "tests/bench/room_load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "tests/bench/client_frames.hpp"
#include "tests/bench/process.hpp"
#include "tests/bench/speech.hpp"

namespace bench {

namespace {

constexpr std::size_t connecting_max = 256;  // at once; a hall, not an attack
constexpr double connect_seconds_max = 60;
constexpr double drain_seconds_max = 5;

double own_cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto const seconds = [](timeval const& time) { return static_cast<double>(time.tv_sec) + time.tv_usec / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::int64_t number_after(std::string_view text, std::string_view key) {
  auto const found = text.find(key);
  std::int64_t value = -1;
  if (found != std::string_view::npos)
    std::from_chars(text.data() + found + key.size(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

RoomLoad::RoomLoad(Place place) : place_(std::move(place)), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  members_.resize(place_.rooms.size() * static_cast<std::size_t>(place_.members));
  for (std::size_t i = 0; i < members_.size(); ++i) members_[i].room = static_cast<int>(i) / place_.members;
  seen_.resize(members_.size() * static_cast<std::size_t>(place_.members));
  turn_.resize(place_.rooms.size());
  epochs_.resize(place_.rooms.size());
}

RoomLoad::~RoomLoad() {
  cut_all();
  ::close(epoll_);
}

// --- lines ---------------------------------------------------------------------------------------------------------

double RoomLoad::connect(int missed) {
  missed_ = missed;
  resumed_ = snapshots_ = 0;
  auto const begun = now_ns();
  std::size_t next = 0;
  while (ready_ < members_.size()) {
    while (next < members_.size() && next - ready_ < connecting_max) start_connecting(next++);
    pump(5'000'000);
    if (now_ns() - begun > static_cast<std::int64_t>(connect_seconds_max * 1e9)) {
      throw std::runtime_error("only " + std::to_string(ready_) + " of " + std::to_string(members_.size()) +
                               " members came in");
    }
  }
  return static_cast<double>(now_ns() - begun) / 1e9;
}

void RoomLoad::start_connecting(std::size_t index) {
  auto& member = members_[index];
  member.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (member.socket < 0) throw std::runtime_error("no more sockets: raise `ulimit -n`");
  member.state = State::connecting;
  int const yes = 1;
  ::setsockopt(member.socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(place_.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(member.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS) {
    throw std::runtime_error("cannot connect to the server");
  }
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT;
  event.data.u64 = index;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, member.socket, &event);
}

// The line stands: from here on only what comes in is waited for; the few bytes that we say always fit.
void RoomLoad::writable(std::size_t index) {
  auto& member = members_[index];
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = index;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, member.socket, &event);
  if (member.state != State::connecting) return send_out(member);
  member.state = State::upgrading;
  member.outbox = upgrade_of(place_, static_cast<std::size_t>(member.room));
  send_out(member);
}

void RoomLoad::cut_all() {
  for (auto& member : members_) {
    if (member.socket < 0) continue;
    linger const hard{1, 0};
    ::setsockopt(member.socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(member.socket);
    member.socket = -1;
    member.state = State::none;
    member.rest = {};
    member.outbox = {};
    member.has_own = false;
  }
  ready_ = 0;
}

void RoomLoad::send_out(Member& member) {
  while (!member.outbox.empty()) {
    auto const n = ::send(member.socket, member.outbox.data(), member.outbox.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n <= 0) {
      epoll_event event{};
      event.events = EPOLLIN | EPOLLOUT;
      event.data.u64 = static_cast<std::uint64_t>(&member - members_.data());
      ::epoll_ctl(epoll_, EPOLL_CTL_MOD, member.socket, &event);
      return;
    }
    member.outbox.erase(0, static_cast<std::size_t>(n));
  }
}

void RoomLoad::pump(std::int64_t wait_ns) {
  static std::array<epoll_event, 512> events;
  timespec const wait{wait_ns / 1'000'000'000, wait_ns % 1'000'000'000};
  int const ready = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
  for (int i = 0; i < ready; ++i) {
    auto const& event = events[static_cast<std::size_t>(i)];
    if (event.events & EPOLLOUT) writable(event.data.u64);
    if (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(event.data.u64);
  }
}

void RoomLoad::wait(double seconds) {
  for (auto const end = now_ns() + static_cast<std::int64_t>(seconds * 1e9); now_ns() < end;) pump(20'000'000);
}

// --- what comes in ---------------------------------------------------------------------------------------------------

void RoomLoad::readable(std::size_t index) {
  static std::array<char, 1 << 18> chunk;
  auto& member = members_[index];
  auto const n = ::recv(member.socket, chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) throw std::runtime_error("the server closed a member's line");
  ++figures_.reads;
  std::string_view rest{chunk.data(), static_cast<std::size_t>(n)}, payload;
  std::string both;
  if (!member.rest.empty()) {
    both = std::exchange(member.rest, {}).append(rest);
    rest = both;
  }
  if (member.state == State::upgrading) rest = take_upgrade(index, rest);
  if (member.state == State::upgrading) return;
  while (auto const size = first_frame(rest, payload)) {
    take_frame(index, payload);
    rest.remove_prefix(size);
  }
  if (!rest.empty()) member.rest = rest;
}

std::string_view RoomLoad::take_upgrade(std::size_t index, std::string_view bytes) {
  auto& member = members_[index];
  auto const end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    member.rest = bytes;
    return {};
  }
  if (!bytes.starts_with("HTTP/1.1 101")) throw std::runtime_error("no upgrade: " + std::string{bytes});
  member.state = State::greeting;
  greet(index);
  return bytes.substr(end + 4);
}

void RoomLoad::greet(std::size_t index) {
  auto& member = members_[index];
  if (place_.speaks != Speaks::plekberaad) {
    member.state = State::ready;
    ++ready_;
    return;
  }
  member.wants_n = missed_ > 0 ? member.n : -1;
  if (missed_ > 0) member.n -= missed_;
  append_masked_frame(member.outbox, hello_of(place_.tokens[index], epochs_[static_cast<std::size_t>(member.room)],
                                              missed_ > 0 ? member.n : -1));
  send_out(member);
}

void RoomLoad::take_frame(std::size_t index, std::string_view text) {
  auto& member = members_[index];
  bool const was_ready = member.state == State::ready;
  if (place_.speaks == Speaks::plekberaad) {
    constexpr std::string_view update = R"({"type":"update","n":)";
    if (text.starts_with(update)) {
      auto const n = number_after(text, R"("n":)");
      if (n != member.n + 1) ++figures_.out_of_order;
      member.n = n;
    } else {
      take_greeting(member, text);
    }
    if (member.state == State::greeting && member.has_own && member.n >= member.wants_n) {
      member.state = State::ready;
      ++ready_;
    }
  }
  if (!was_ready) return;  // what was missed has been counted before
  auto const mark = mark_of(place_);
  if (auto const found = text.find(mark); found != std::string_view::npos) take_post(index, text, found + mark.size());
}

void RoomLoad::take_greeting(Member& member, std::string_view text) {
  if (text.starts_with(R"({"type":"own")")) {
    member.has_own = true;
  } else if (text.starts_with(R"({"type":"resumed")")) {
    ++resumed_;
  } else if (text.starts_with(R"({"type":"snapshot")")) {
    ++snapshots_;
    member.n = number_after(text, R"("n":)");
    constexpr std::string_view key = R"("epoch":")";
    auto const epoch = text.substr(text.find(key) + key.size());
    epochs_[static_cast<std::size_t>(member.room)] = epoch.substr(0, epoch.find('"'));
  } else if (text.starts_with(R"({"type":"re)") || text.starts_with(R"({"type":"bad)")) {
    throw std::runtime_error("the server refused: " + std::string{text});
  }
}

void RoomLoad::take_post(std::size_t index, std::string_view text, std::size_t found) {
  std::size_t sender = 0;
  std::uint32_t seq = 0;
  auto const* end = text.data() + text.size();
  auto const [colon, bad] = std::from_chars(text.data() + found, end, sender);
  if (bad != std::errc{} || sender >= members_.size() || colon + 1 >= end) return;
  std::from_chars(colon + 1, end, seq);
  count(index, sender, seq);
}

void RoomLoad::count(std::size_t reader, std::size_t sender, std::uint32_t seq) {
  auto& author = members_[sender];
  if (author.room != members_[reader].room) {
    ++figures_.astray;
    return;
  }
  auto const members = static_cast<std::size_t>(place_.members);
  auto& newest = seen_[reader * members + sender % members];
  if (seq == newest)
    ++figures_.repeated;
  else if (seq != newest + 1)
    ++figures_.out_of_order;
  newest = seq;
  auto& order = members_[reader].order;
  order = (order ^ (sender * 1'000'003 + seq)) * 0x9E3779B97F4A7C15ULL;
  ++arrived_;
  if (counts_) ++figures_.deliveries;
  int const everybody = place_.members - (hears_itself(place_.speaks) ? 0 : 1);
  if (seq != author.seq || author.asked_at == 0 || ++author.receivers < everybody) return;
  if (counts_) {
    ++figures_.messages;
    figures_.last_member_ms.push_back(static_cast<double>(now_ns() - author.asked_at) / 1e6);
  }
  author.asked_at = 0;
  free_rooms_.push_back(author.room);
}

// --- posting ---------------------------------------------------------------------------------------------------------

void RoomLoad::post(std::size_t index, std::int64_t asked_at) {
  auto& member = members_[index];
  member.asked_at = asked_at;
  member.receivers = 0;
  ++sent_;
  append_masked_frame(member.outbox, post_of(place_, index, ++member.seq));
  send_out(member);
}

// Nobody leads these rooms, so each gives the floor to the first hand by itself, and the others wait behind it.
void RoomLoad::give_floor_to_first() {
  for (std::size_t index = 0; index < members_.size(); index += static_cast<std::size_t>(place_.members))
    if (members_[index].seq == 0) post(index, now_ns());
  wait(0.3);
}

bool RoomLoad::may_post(std::size_t index) const {
  bool const speaks = place_.raises_hands && index % static_cast<std::size_t>(place_.members) == 0;
  return members_[index].asked_at == 0 && !speaks;
}

// The next member of the room who has nothing under way; false: all have.
bool RoomLoad::post_in(int room, std::int64_t asked_at) {
  auto& turn = turn_[static_cast<std::size_t>(room)];
  for (int tries = 0; tries < place_.members; ++tries) {
    auto const index = static_cast<std::size_t>(room * place_.members + turn);
    turn = (turn + 1) % place_.members;
    if (!may_post(index)) continue;
    post(index, asked_at);
    return true;
  }
  return false;
}

void RoomLoad::load(Work const& work, std::int64_t begin, std::int64_t until) {
  auto const rooms = static_cast<std::int64_t>(place_.rooms.size());
  for (auto now = now_ns(); now < until; now = now_ns()) {
    if (work.in_flight > 0) {
      for (int const room : std::exchange(free_rooms_, {})) post_in(room, now_ns());
      pump(10'000'000);
      continue;
    }
    free_rooms_.clear();
    auto const due_at = [&] {
      return begin + static_cast<std::int64_t>(static_cast<double>(posted_) * 1e9 / work.per_second);
    };
    for (; due_at() <= now; ++posted_) {
      figures_.lag_ms_max = std::max(figures_.lag_ms_max, static_cast<double>(now - due_at()) / 1e6);
      post_in(static_cast<int>(posted_ % rooms), due_at());
    }
    pump(std::clamp<std::int64_t>(due_at() - now_ns(), 0, 10'000'000));
  }
}

void RoomLoad::drain() {
  auto const receivers = place_.members - (hears_itself(place_.speaks) ? 0 : 1);
  auto const until = now_ns() + static_cast<std::int64_t>(drain_seconds_max * 1e9);
  while (arrived_ < sent_ * receivers && now_ns() < until) pump(10'000'000);
  wait(0.1);  // what comes twice comes now
  figures_.lost = sent_ * receivers - arrived_;
}

// Where everybody hears everything, everybody must have heard it in the same order.
void RoomLoad::judge(Figures& figures) const {
  if (!hears_itself(place_.speaks)) return;
  for (auto const& member : members_) {
    if (member.order != members_[static_cast<std::size_t>(member.room * place_.members)].order) ++figures.told_apart;
  }
}

Figures RoomLoad::run(Work const& work, std::vector<int> const& server_pids) {
  if (place_.raises_hands) give_floor_to_first();
  figures_ = {};
  sent_ = arrived_ = posted_ = 0;
  free_rooms_.clear();
  auto const begin = now_ns();
  auto const warm = begin + static_cast<std::int64_t>(work.warm_seconds * 1e9);
  for (int room = 0; work.in_flight > 0 && room < static_cast<int>(place_.rooms.size()); ++room) {
    for (int i = 0; i < work.in_flight; ++i) post_in(room, now_ns());
  }
  load(work, begin, warm);
  counts_ = true;
  figures_.reads = 0;
  figures_.lag_ms_max = 0;
  auto const own = own_cpu_seconds(), cpu = cpu_seconds_of(server_pids);
  auto const measured_from = now_ns();
  load(work, begin, measured_from + static_cast<std::int64_t>(work.seconds * 1e9));
  counts_ = false;
  figures_.seconds = static_cast<double>(now_ns() - measured_from) / 1e9;
  figures_.server_cpu_seconds = cpu_seconds_of(server_pids) - cpu;
  figures_.own_cpu_share = (own_cpu_seconds() - own) / figures_.seconds;
  auto const reads = figures_.reads;
  drain();
  figures_.reads = reads;
  for (auto& member : members_) member.asked_at = 0;
  judge(figures_);
  std::ranges::sort(figures_.last_member_ms);
  return figures_;
}

}  // namespace bench
