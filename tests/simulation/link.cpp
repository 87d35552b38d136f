#include "tests/simulation/link.hpp"

#include <algorithm>
#include <utility>

#include "tests/simulation/guest.hpp"

namespace sim {

using rehearsal::Closing;

namespace {

constexpr std::size_t taken_max = 64 * 1024;  // bytes that were read may stay in front of what was not

}  // namespace

Link::Link(Agenda& agenda, Chance chance, Weather const& weather, rehearsal::Line::Calls calls)
    : agenda_(agenda), chance_(chance), weather_(weather), calls_(std::move(calls)) {}

Micros Link::delay() {
  auto const late = agenda_.now() < weather_.late_until ? chance_.between(weather_.late_by / 4, weather_.late_by) : 0;
  return weather_.latency + chance_.between(0, weather_.latency) + late;
}

// --- the phone's end ----------------------------------------------------------------------------------------------

void Link::connect(std::weak_ptr<Process> process, std::string target, std::string cookie) {
  after(delay(), [process, target = std::move(target), cookie = std::move(cookie)](Link& link) {
    auto const alive = process.lock();
    if (!alive || alive->is_stopping) return link.end_phone({0, "", "connection refused", 0});
    if (!link.phone_is_over_) alive->take_line(link.shared_from_this(), target, cookie);
  });
  after(10 * second, [](Link& link) {
    if (!link.is_open_) link.end_phone({0, "", "no answer", 0});
  });
}

void Link::accepted(std::weak_ptr<Process> process, std::weak_ptr<Guest> guest) {
  process_ = std::move(process);
  guest_ = std::move(guest);
  if (phone_is_over_) return end_server(0);
  after(delay(), [](Link& link) {
    if (link.phone_is_over_) return;
    link.is_open_ = true;
    if (auto const opened = link.calls_.opened) opened();
  });
}

void Link::from_phone(std::string text) {
  if (phone_is_over_ || is_silent_) return;
  auto const arrives = std::max(agenda_.now() + delay(), up_.empty() ? 0 : up_.back().arrives);
  up_.push_back({std::move(text), arrives});
  after(arrives - agenda_.now(), [](Link& link) {
    if (link.up_.empty() || link.up_.front().arrives > link.agenda_.now()) return;
    auto flight = std::move(link.up_.front());
    link.up_.pop_front();
    auto const process = link.process_.lock();
    if (!process || link.server_is_over_) return;
    process->later([guest = link.guest_, text = std::move(flight.bytes)] {
      if (auto const alive = guest.lock()) alive->hear(text);
    });
  });
}

void Link::close_by_phone(bool is_orderly) {
  end_server(delay());
  after(is_orderly ? delay() : 0, [is_orderly](Link& link) {
    link.end_phone({static_cast<std::uint16_t>(is_orderly ? 1000 : 0), "", "left", 0});
  });
}

void Link::forget_phone() {
  if (std::exchange(phone_is_over_, true)) return;
  calls_ = {};
  if (!is_silent_) end_server(delay());
}

void Link::end_phone(Closing closing) {
  if (std::exchange(phone_is_over_, true)) return;
  auto const last = std::move(calls_.closed);
  calls_ = {};
  if (last) last(closing);
}

void Link::end_server(Micros delay) {
  after(delay, [](Link& link) {
    if (std::exchange(link.server_is_over_, true)) return;
    if (auto const process = link.process_.lock()) {
      process->later([guest = link.guest_] {
        if (auto const alive = guest.lock()) alive->lost();
      });
    }
  });
}

// Of what is on its way some arrives, up to any byte.
void Link::lose_what_flies() {
  std::string flying;
  for (auto const& flight : down_) flying += flight.bytes;
  down_.clear();
  arrived_ += flying.substr(0, chance_.below(flying.size() + 1));
  while (!phone_is_over_ && take_frame()) {
  }
  auto const keeps = chance_.below(up_.size() + 1);
  while (up_.size() > keeps) up_.pop_back();
}

bool Link::cut(Cut how) {
  if (phone_is_over_) return false;
  if (how == Cut::silent) {
    bool const was_silent = std::exchange(is_silent_, true);
    end_server(chance_.between(20, 30) * second);
    after(chance_.between(3, 45) * second, [](Link& link) { link.end_phone({0, "", "no sign of life", 0}); });
    return !was_silent;
  }
  end_server(delay());
  auto const self = shared_from_this();
  lose_what_flies();
  end_phone({0, "", "line lost", 0});
  return true;
}

// --- the server's end ---------------------------------------------------------------------------------------------

ssize_t Link::from_server(std::string const& bytes) {
  if (phone_is_over_ && !is_silent_) return -1;
  auto const space = weather_.capacity > in_pipe_ ? weather_.capacity - in_pipe_ : 0;
  auto const taken = std::min(space, bytes.size());
  if (taken == 0) return 0;
  in_pipe_ += taken;
  if (is_silent_) return static_cast<ssize_t>(taken);  // into a socket that nobody empties
  auto const arrives = std::max(agenda_.now() + delay(), down_.empty() ? 0 : down_.back().arrives);
  down_.push_back({bytes.substr(0, taken), arrives});
  after(arrives - agenda_.now(), [](Link& link) { link.land(); });
  return static_cast<ssize_t>(taken);
}

void Link::reset_by_server() {
  server_is_over_ = true;
  after(delay(), [](Link& link) {
    if (link.phone_is_over_) return;
    link.lose_what_flies();
    link.end_phone({0, "", std::string(reset_words), 0});
  });
}

void Link::land() {
  while (!down_.empty() && down_.front().arrives <= agenda_.now() && !is_silent_) {
    arrived_ += down_.front().bytes;
    down_.pop_front();
  }
  read();
}

void Link::read() {
  if (agenda_.now() < weather_.stalled_until) {
    return after(weather_.stalled_until - agenda_.now(), [](Link& link) { link.read(); });
  }
  auto const self = shared_from_this();
  std::size_t waiting_in_flight = 0;
  while (!phone_is_over_ && take_frame()) {
  }
  for (auto const& flight : down_) waiting_in_flight += flight.bytes.size();
  in_pipe_ = waiting_in_flight;  // what arrived was read, whole frame or not
  if (!std::exchange(guest_waits_, false)) return;
  if (auto const process = process_.lock()) {
    process->later([guest = guest_] {
      if (auto const alive = guest.lock()) alive->writable();
    });
  }
}

bool Link::take_frame() {
  auto const waiting = std::string_view{arrived_}.substr(taken_);
  auto const byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<unsigned char>(waiting[at])); };
  if (waiting.size() < 2) return false;
  std::size_t head = 2;
  std::uint64_t size = byte(1);
  if (size >= 126) {
    std::size_t const more = size == 126 ? 2 : 8;
    if (waiting.size() < 2 + more) return false;
    size = 0;
    for (std::size_t i = 0; i < more; ++i) size = size << 8 | byte(2 + i);
    head += more;
  }
  if (waiting.size() < head + size) return false;
  auto const first = byte(0);
  std::string const body{waiting.substr(head, size)};
  taken_ += head + size;
  if (taken_ == arrived_.size() || taken_ > taken_max) {
    arrived_.erase(0, taken_);
    taken_ = 0;
  }
  if (first == 0x88) {
    Closing closing;
    if (body.size() >= 2) {
      closing.code =
          static_cast<std::uint16_t>(static_cast<unsigned char>(body[0]) << 8 | static_cast<unsigned char>(body[1]));
      closing.reason = body.substr(2);
    }
    end_server(delay());
    end_phone(closing);
    return false;
  }
  if (first != 0x81) {  // we are in the middle of something: bytes were lost
    end_phone({1002, "", "not a whole text frame", 0});
    return false;
  }
  if (auto const text = calls_.text) text(body);
  return true;
}

}  // namespace sim
