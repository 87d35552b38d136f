#pragma once
// One person at a line: comes in, keeps the line alive through restarts and lost networks, asks commands and hears
// answers. Strict: everything that breaks the protocol's promises ends up in faults(). Also used by live tests, and by
// the simulator with lines that never were sockets. One thread: everything happens inside Outside::run_until().

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/rehearsal/conversation.hpp"
#include "clients/rehearsal/outside.hpp"

namespace rehearsal {

// Where a person goes in. With a token: to the own seat; without: to the lobby, and a join follows when it has a name.
struct Door {
  Address address;
  protocol::RoomCode room;
  protocol::View view = protocol::View::participant;
  std::optional<std::string> token{};
  std::string cookie{};  // staff: the device cookie
};

struct Who {
  std::string name;  // "": only look (hall screen, or stay in the lobby)
  protocol::Side side = protocol::Side::online;
  std::optional<int> table{};
  std::optional<std::string> claims{};  // ticket of a proxied seat that this phone goes on with
  bool takes_no = false;                // being turned away is part of the story, not a fault
};

class Person {
 public:
  Person(Outside& outside, Door door, Who who);
  ~Person();
  Person(Person const&) = delete;
  Person& operator=(Person const&) = delete;

  // --- coming and going
  void come_in();    // opens the line; comes back by itself from then on
  void leave();      // closes the line in order and stays away
  void lose_line();  // as a lost network; does not come back until come_in()
  bool is_in() const { return line_ != nullptr && conversation_.is_ready(); }
  bool is_refused_entry() const { return is_turned_away_; }  // told to stay away: a 44xx code, a refused join

  // --- asking. The call comes once, with the answer; a Retry or a lost line is handled inside.
  using OnAnswer = std::function<void(Answer const&)>;
  protocol::CommandId ask(protocol::Command body, OnAnswer on_answer = {});
  // Waits for the answer; none when there was none in time.
  std::optional<Answer> ask_and_wait(protocol::Command body,
                                     std::chrono::milliseconds limit = std::chrono::seconds(10));
  bool wait_until(std::function<bool()> const& is_so, std::chrono::milliseconds limit = std::chrono::seconds(10));
  // The same command once more under its old id, as a page does that doubts whether it was heard.
  void ask_again(protocol::Ask const& ask);
  void send_raw(std::string text);  // whatever the bytes are; for tests of bad input
  void send_typing(bool is_typing);
  void look_back(protocol::TurnId const& before);

  // --- knowing
  std::string const& name() const { return who_.name; }
  Who const& who() const { return who_; }
  Store const& store() const { return conversation_.store(); }
  // The words on an own card: from the board when it is shown there, else from the own cards.
  std::string text_of(protocol::OwnCard const& card) const {
    auto const* shown = store().find<protocol::CardThing>(card.id.value);
    return card.text.value_or(shown ? shown->text : std::string{});
  }
  Conversation const& conversation() const { return conversation_; }
  Conversation& conversation() { return conversation_; }
  std::optional<protocol::Own> const& own() const { return conversation_.own(); }
  std::vector<protocol::OwnCard> const& own_cards() const { return conversation_.own_cards(); }
  std::optional<protocol::SeatId> seat() const;
  std::string const& token() const;
  bool can(std::string_view command) const;  // the server says that this command is open to this person
  bool is_speaking() const;
  std::vector<std::string> const& faults() const { return conversation_.faults(); }
  std::optional<Closing> const& last_closing() const { return last_closing_; }
  int times_back() const { return times_back_; }  // lines after the first
  int answers_heard() const { return answers_heard_; }

  // Called after each push has been taken in.
  std::function<void(protocol::Push const&)> on_push;

 private:
  void open_line();
  void say_hello();
  void hear(std::string_view text);
  void take(Conversation::Heard const& heard);
  void resend_open();
  void ended(Closing const& closing);
  void come_back_after(std::chrono::milliseconds delay);
  void join();
  void send_again_after(protocol::Retry const& retry);

  int below(int bound);

  Outside& outside_;
  Door door_;
  Who who_;
  Conversation conversation_;
  std::unique_ptr<Line> line_;
  std::shared_ptr<int> life_ = std::make_shared<int>(0);
  std::map<protocol::CommandId, OnAnswer> waiting_;
  std::optional<protocol::CommandId> join_id_;
  std::optional<Closing> last_closing_;
  bool wants_in_ = false;
  bool is_turned_away_ = false;
  int tries_in_a_row_ = 0;
  int times_back_ = -1;
  int answers_heard_ = 0;
};

// 22 signs of chance: a command id nobody can guess.
protocol::CommandId fresh_id(std::function<std::uint32_t()> const& roll);

}  // namespace rehearsal
