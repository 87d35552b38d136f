#include "tests/simulation/guest.hpp"

#include "protocol/json.hpp"
#include "server/text/gate.hpp"

namespace sim {

using namespace protocol;

namespace {

std::string close_frame_of(CloseCode code) {
  std::string frame;
  frame += static_cast<char>(0x88);
  frame += static_cast<char>(2 + code.reason.size());
  frame += static_cast<char>(code.code >> 8);
  frame += static_cast<char>(code.code & 0xFF);
  return frame.append(code.reason);
}

}  // namespace

ssize_t Guest::Pen::write(iovec* pieces, std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) {
    bytes.append(static_cast<char const*>(pieces[i].iov_base), pieces[i].iov_len);
  }
  return guest_.link_->from_server(bytes);
}

void Guest::Pen::drop() {
  guest_.link_->reset_by_server();
  guest_.after(0, [](Guest& guest) { guest.lost(); });  // as the failing read notices, later
}

Guest::Guest(Process& process, std::shared_ptr<Link> link, std::optional<RoomNumber> room, engine::Visitor visitor)
    : process_(process), link_(std::move(link)), number_(room), visitor_(std::move(visitor)) {}

void Guest::start() {
  link_->accepted(process_.weak_from_this(), weak_from_this());
  after(limits::hello_seconds_max * second, [](Guest& guest) {
    if (!guest.has_said_hello_) guest.close(close_codes::hello_too_late);
  });
}

void Guest::after(Micros delay, std::function<void(Guest&)> task) {
  process_.agenda.after(delay, [weak = weak_from_this(), task = std::move(task)] {
    auto const alive = weak.lock();
    if (alive && !alive->is_over_) alive->process_.later([alive, task] { task(*alive); });
  });
}

void Guest::close(CloseCode code) {
  pen_.close_with(close_frame_of(code));
  after(5 * second, [](Guest& guest) { guest.pen_.reset(); });
}

void Guest::hear(std::string text) {
  if (is_over_ || pen_.is_closing()) return;
  if (is_entering_) return waiting_.push_back(std::move(text));
  take(text);
}

void Guest::lost() {
  if (std::exchange(is_over_, true)) return;
  if (room_) std::exchange(room_, nullptr)->leave(member_);
  process_.let_go(*this);
}

void Guest::take(std::string const& text) {
  if (!text::is_utf8(text)) return close(close_codes::not_utf8);
  auto decoded = decode_client_frame(text);
  if (auto const* bad = std::get_if<BadInput>(&decoded)) return bad_message(*bad);
  auto& frame = std::get<ClientFrame>(decoded);
  if (auto const* hello = std::get_if<Hello>(&frame)) return take_hello(*hello);
  if (!room_) return bad_message({"type", Problem::hello_expected, "the first frame is hello", {}});
  if (auto const* ask = std::get_if<Ask>(&frame)) return room_->ask(member_, *ask);
  if (auto const* look = std::get_if<LookBack>(&frame)) return room_->look_back(member_, look->before);
  room_->typing(member_, std::get<Typing>(frame).is_typing);
}

void Guest::bad_message(BadInput const& bad) {
  if (room_) return room_->bad_message(member_, bad);
  if (++strikes_ >= limits::bad_messages_max) return close(close_codes::unreadable);
  privately(engine::frame_of(BadMessage{bad.id, bad.path, bad.problem, bad.detail}));
  flush();
}

void Guest::take_hello(Hello const& hello) {
  if (room_) return room_->hello(member_, hello);
  has_said_hello_ = true;
  if (!number_) return close(close_codes::room_unknown);
  is_entering_ = true;
  process_.rooms.with_room(*number_,
                           [self = shared_from_this(), hello](engine::RoomActor* room) { self->entered(room, hello); });
}

void Guest::entered(engine::RoomActor* room, Hello const& hello) {
  is_entering_ = false;
  if (is_over_) return;
  if (!room) return close(close_codes::resync);
  room_ = room;
  member_ = room->enter(*this, std::move(visitor_));
  room->hello(member_, hello);
  for (auto& text : std::exchange(waiting_, {})) hear(std::move(text));
}

}  // namespace sim
