#include "tests/simulation/player.hpp"

#include <algorithm>
#include <cstring>

#include "tests/simulation/habits.hpp"
#include "tests/simulation/world.hpp"

namespace sim {

using namespace protocol;

namespace {

constexpr std::size_t answered_max = 30;

// Eight bytes at a time; the rest with its length.
std::uint64_t print_of_bytes(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL ^ text.size();
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), sizeof hash))) {
    std::uint64_t part = 0;
    std::memcpy(&part, text.data(), std::min(text.size(), sizeof part));
    hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

Player::Player(World& in, int at, Part what, std::uint64_t seed)
    : world(in), evening(at), part(what), chance(seed), name(some_name(chance)) {
  weather.latency = chance.between(2 * ms, 60 * ms);
  // Some phones take little at a time, so that the pen often stops in the middle of a frame.
  if (chance.one_in(4)) weather.capacity = static_cast<std::size_t>(chance.between(1'500, 8'000));
}

std::unique_ptr<rehearsal::Line> Player::open_line(rehearsal::Line::Where where, rehearsal::Line::Calls calls) {
  rehearsal::Line::Calls watched;
  watched.opened = [this, opened = std::move(calls.opened)] {
    listener.line_began = world.agenda.now();
    listener.has_room = false;
    listener.looked_at.reset();
    // What was under way on the lost line goes again on this one; the server may hear both.
    if (person) {
      for (auto const& [id, ask] : person->conversation().open()) listener.doubled.insert(id.value);
    }
    opened();
  };
  watched.text = [this, text = std::move(calls.text)](std::string_view bytes) {
    listener.print = print_of_bytes(bytes);
    text(bytes);
  };
  watched.closed = [this, closed = std::move(calls.closed)](rehearsal::Closing const& closing) {
    world.tally.resets += closing.detail == Link::reset_words;
    if (world.tells()) {
      world.tell(*this, "loses the line: " + (closing.reason.empty() ? closing.detail : closing.reason));
    }
    closed(closing);
  };
  auto const made = std::make_shared<Link>(world.agenda, Chance{chance.roll()}, weather, std::move(watched));
  link = made;
  world.keep(made);
  made->connect(world.process(), std::move(where.target), std::move(where.cookie));
  return std::make_unique<PhoneLine>(made);
}

void Player::after(std::chrono::microseconds delay, rehearsal::Life life, std::function<void()> task) {
  world.agenda.after(delay.count(), [life = std::move(life), task = std::move(task)] {
    if (auto const alive = life.lock()) task();
  });
}

bool Player::run_until(std::function<bool()> const& is_done, std::chrono::milliseconds limit) {
  world.agenda.run_until(world.agenda.now() + limit.count() * ms, is_done);
  return is_done();
}

rehearsal::Outside::Read Player::read(std::string_view text) { return world.readings.read(text, listener.print); }

void Player::sit_down(rehearsal::Door to, rehearsal::Who who) {
  if (person && !person->faults().empty()) world.history.complain("client: " + person->faults().front());
  door = to;
  who.takes_no = true;
  auto const room = listener.room;
  listener = {};
  listener.room = room;
  listener.view = to.view;
  answered.clear();
  person = std::make_unique<rehearsal::Person>(*this, std::move(to), std::move(who));
  person->on_push = [this](Push const& push) {
    if (auto const* seated = std::get_if<Seated>(&push)) door->token = seated->token;
    world.history.heard(listener, *person, push);
  };
  wants_in = true;
  person->come_in();
}

void Player::ask(Command const& command) {
  auto const asked = std::make_shared<Ask>();
  asked->body = command;
  asked->id = person->ask(command, [this, asked](rehearsal::Answer const& answer) {
    // What was refused is not asked again under its id: the next time it might be done (protocol, Commands).
    if (rehearsal::is_done(answer)) answered.push_back(*asked);
    if (answered.size() > answered_max) answered.pop_front();
    world.note_answer(*this, *asked, answer);
  });
  world.note_asked(*this, *asked);
}

void Player::ask_again(Ask const& ask) {
  listener.doubled.insert(ask.id.value);
  person->ask_again(ask);
}

}  // namespace sim
