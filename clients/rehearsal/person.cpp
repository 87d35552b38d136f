// The shell around Conversation: line, hello, resume, resending, coming back. See person.hpp.

#include "clients/rehearsal/person.hpp"

#include <algorithm>

#include "protocol/json.hpp"

namespace rehearsal {

using namespace protocol;
using std::chrono::milliseconds;

CommandId fresh_id(std::function<std::uint32_t()> const& roll) {
  static constexpr std::string_view signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  std::string id;
  for (int i = 0; i < 22; ++i) id += signs[roll() % signs.size()];
  return {id};
}

Person::Person(Outside& outside, Door door, Who who)
    : outside_(outside), door_(std::move(door)), who_(std::move(who)) {}
Person::~Person() = default;

int Person::below(int bound) { return static_cast<int>(outside_.roll() % static_cast<std::uint32_t>(bound)); }

// --- coming and going ---------------------------------------------------------------------------------------------

void Person::come_in() {
  wants_in_ = true;
  is_turned_away_ = false;
  if (!line_) open_line();
}

void Person::leave() {
  wants_in_ = false;
  if (line_) line_->close();
}

void Person::lose_line() {
  wants_in_ = false;
  if (line_) line_->cut();
}

void Person::open_line() {
  ++times_back_;
  line_ = outside_.open_line(Line::Where{door_.address, "/ws/" + door_.room.value, door_.cookie},
                             Line::Calls{[this] { say_hello(); }, [this](std::string_view text) { hear(text); },
                                         [this](Closing const& closing) { ended(closing); }});
}

void Person::say_hello() {
  tries_in_a_row_ = 0;
  conversation_.line_opened();
  Hello hello;
  hello.protocol.value = 1;
  hello.view = door_.view;
  if (door_.token) hello.token = SecretText{*door_.token};
  // Resume only with a token: the store of a lobby visitor is empty.
  if (conversation_.store().is_filled()) {
    hello.epoch = Text<36>{conversation_.store().epoch()};
    hello.n = Whole<0, limits::whole_number_max>{conversation_.store().n()};
  }
  line_->send(encode(ClientFrame{hello}));
}

// The same id again gives the same seat.
void Person::join() {
  if (!join_id_) join_id_ = fresh_id([this] { return outside_.roll(); });
  RulesVersion const accepts{conversation_.lobby()->house_rules};
  Command body;
  if (who_.claims) {
    body = ClaimSeat{{*who_.claims}, accepts};
  } else {
    body = Join{{who_.name}, who_.side, who_.table ? std::optional{TableNumber{*who_.table}} : std::nullopt, accepts};
  }
  Ask const ask{*join_id_, std::nullopt, std::move(body)};
  conversation_.sent(ask);
  waiting_[*join_id_] = [this](Answer const& answer) {
    if (is_done(answer)) return;
    is_turned_away_ = true;
    wants_in_ = false;
    if (!who_.takes_no) conversation_.blame(who_.name + " could not join: " + in_words(answer));
  };
  line_->send(encode(ClientFrame{ask}));
}

void Person::ended(Closing const& closing) {
  last_closing_ = closing;
  line_.reset();
  conversation_.line_opened();  // nothing is whole until the next line says so
  if (!wants_in_) return;
  bool const is_told_to_stay_away = (closing.code >= 4400 && closing.code < 4500) || closing.http_status == 404;
  if (is_told_to_stay_away) {
    is_turned_away_ = true;
    wants_in_ = false;
    if (who_.takes_no) return;
    return conversation_.blame("turned away: " + std::to_string(closing.code ? closing.code : closing.http_status) +
                               " " + closing.reason);
  }
  if (closing.code == 1002 || closing.code == 1003 || closing.code == 1007 || closing.code == 1009) {
    conversation_.blame("line closed with " + std::to_string(closing.code) + " " + closing.reason);
  }
  // 4000-4099 at once; a restart spread over two seconds; a lost network and the rest with growing patience.
  if (closing.code >= 4000 && closing.code < 4100) return come_back_after(milliseconds(below(50)));
  if (closing.code == 1012) return come_back_after(milliseconds(200 + below(1'800)));
  auto const base = std::min(5'000, 200 << std::min(tries_in_a_row_, 5));
  ++tries_in_a_row_;
  come_back_after(milliseconds(base / 2 + below(base)));
}

void Person::come_back_after(milliseconds delay) {
  outside_.after(delay, life_, [this] {
    if (wants_in_ && !line_) open_line();
  });
}

// --- asking -------------------------------------------------------------------------------------------------------

CommandId Person::ask(Command body, OnAnswer on_answer) {
  Ask const ask{fresh_id([this] { return outside_.roll(); }), std::nullopt, std::move(body)};
  if (on_answer) waiting_[ask.id] = std::move(on_answer);
  if (is_in()) {
    conversation_.sent(ask);
    line_->send(encode(ClientFrame{ask}));
  } else {
    conversation_.keep(ask);  // goes as soon as the person is in
  }
  return ask.id;
}

std::optional<Answer> Person::ask_and_wait(Command body, milliseconds limit) {
  // Shared, because the answer may still come after the waiting has ended.
  auto const answer = std::make_shared<std::optional<Answer>>();
  ask(std::move(body), [answer](Answer const& heard) { *answer = heard; });
  outside_.run_until([&] { return answer->has_value(); }, limit);
  return *answer;
}

bool Person::wait_until(std::function<bool()> const& is_so, milliseconds limit) {
  return outside_.run_until(is_so, limit);
}

void Person::ask_again(Ask const& ask) {
  if (!is_in()) return;
  conversation_.sent(ask);
  line_->send(encode(ClientFrame{ask}));
}

void Person::send_raw(std::string text) {
  if (line_) line_->send(std::move(text));
}

void Person::send_typing(bool is_typing) {
  if (is_in()) line_->send(encode(ClientFrame{Typing{is_typing}}));
}

void Person::look_back(TurnId const& before) {
  if (is_in()) line_->send(encode(ClientFrame{LookBack{before}}));
}

void Person::resend_open() {
  for (auto const& [id, ask] : std::map(conversation_.open())) {
    conversation_.sent(ask);
    line_->send(encode(ClientFrame{ask}));
  }
}

void Person::send_again_after(Retry const& retry) {
  outside_.after(milliseconds(retry.after_ms), life_, [this, id = retry.id] {
    auto const found = conversation_.open().find(id);
    if (found == conversation_.open().end() || !line_) return;
    bool const is_join = join_id_ == id;
    if (!is_in() && !is_join) return;  // it goes again by itself when the person is back in
    auto const ask = found->second;
    conversation_.sent(ask);
    line_->send(encode(ClientFrame{ask}));
  });
}

// --- hearing ------------------------------------------------------------------------------------------------------

void Person::hear(std::string_view text) {
  auto const read = outside_.read(text);
  if (auto const* bad = std::get_if<BadInput>(read.get())) {
    return conversation_.blame("a push could not be read: " + bad->path + " " + bad->detail);
  }
  auto const& push = std::get<Push>(*read);
  auto const heard = conversation_.heard(push);
  if (std::holds_alternative<Lobby>(push) && !who_.name.empty() && !door_.token) join();
  if (auto const* seated = std::get_if<Seated>(&push)) door_.token = seated->token;
  if (auto const* known = std::get_if<ScreenKnown>(&push)) door_.token = known->token;
  take(heard);
  if (on_push) on_push(push);
}

void Person::take(Conversation::Heard const& heard) {
  if (heard.is_ready && line_) resend_open();
  if (heard.retry) send_again_after(*heard.retry);
  for (auto const& [id, answer] : heard.answers) {
    ++answers_heard_;
    auto node = waiting_.extract(id);
    if (!node.empty()) node.mapped()(answer);
  }
}

// --- knowing ------------------------------------------------------------------------------------------------------

std::optional<SeatId> Person::seat() const {
  if (own()) return own()->seat;
  if (conversation_.seated()) return conversation_.seated()->seat;
  return std::nullopt;
}

std::string const& Person::token() const {
  static std::string const none;
  return door_.token ? *door_.token : none;
}

bool Person::can(std::string_view command) const {
  return own() && std::find(own()->can.begin(), own()->can.end(), command) != own()->can.end();
}

bool Person::is_speaking() const {
  auto const* floor = store().floor();
  return is_in() && floor != nullptr && floor->speaker && seat() == floor->speaker->seat;
}

}  // namespace rehearsal
