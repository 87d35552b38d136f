// Every file of the JSON parsing suite as a raw frame to a real server: at the door and in a seat. Each one gets an
// answer (bad_message, or the line is closed with a code); the server lives, and the next person can come in.

#include <algorithm>

#include "protocol/close_codes.hpp"
#include "protocol/json.hpp"
#include "tests/rehearsal/live_world.hpp"

namespace rehearsal {
namespace {

using namespace protocol;

// A line without manners: says what it is told, and remembers what it hears.
class RawLine {
 public:
  RawLine(Loop& loop, Address const& address, RoomCode const& room) : loop_(loop) {
    line_ = loop.open_line(
        Line::Where{address, "/ws/" + room.value, ""},
        Line::Calls{[this] { is_open_ = true; }, [this](std::string_view text) { heard_.emplace_back(text); },
                    [this](Closing const& closing) { closing_ = closing; }});
    loop_.run_until([this] { return is_open_ || closing_; }, std::chrono::seconds(10));
  }

  bool is_open() const { return is_open_ && !closing_; }
  void send(std::string text) { line_->send(std::move(text)); }
  bool waits_for_more() {
    auto const before = heard_.size();
    return loop_.run_until([&] { return heard_.size() > before || closing_; }, std::chrono::seconds(10));
  }
  std::optional<Closing> const& closing() const { return closing_; }
  std::vector<std::string> const& heard() const { return heard_; }

  // bad_message with its problem, or the code with which the line was closed; "" for neither.
  std::string answer() const {
    if (closing_) return "closed " + std::to_string(closing_->code) + (closing_->code ? "" : ": " + closing_->detail);
    if (heard_.empty()) return "";
    auto const push = decode_push(heard_.back());
    if (!std::holds_alternative<Push>(push)) return "unreadable: " + heard_.back();
    auto const* bad = std::get_if<BadMessage>(&std::get<Push>(push));
    return bad ? in_words(*bad) : heard_.back();
  }

 private:
  Loop& loop_;
  std::unique_ptr<Line> line_;
  bool is_open_ = false;
  std::optional<Closing> closing_;
  std::vector<std::string> heard_;
};

class JsonSuiteLive : public LiveWorld {
 protected:
  std::vector<std::filesystem::path> files(char const* folder) {
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::directory_iterator(data_folder() / "json-suite" / folder)) {
      found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  // None of the suite's files is a frame of ours, so none may be taken as one.
  void expect_turned_down(std::string const& answer, std::filesystem::path const& file) {
    bool const is_named = answer.starts_with("bad_message ");
    bool const is_closed =
        answer.starts_with("closed 1007") || answer.starts_with("closed 1009") || answer.starts_with("closed 4400");
    EXPECT_TRUE(is_named || is_closed) << file.filename() << ": " << answer;
  }

  void expect_open_door() {
    auto next = come_in("Truus");
    EXPECT_TRUE(next->is_in());
    EXPECT_TRUE(server.is_running()) << server.log();
  }

  void send_all(char const* folder, bool says_hello) {
    auto const suite = data_folder() / "json-suite";
    NEEDS_DATA(suite);
    open_room();
    auto bystander = come_in("Henk");
    auto const all = files(folder);
    ASSERT_FALSE(all.empty());
    for (auto const& file : all) {
      RawLine line(loop, address, room);
      ASSERT_TRUE(line.is_open()) << file;
      if (says_hello) {
        Hello hello;
        hello.protocol.value = 1;
        line.send(encode(ClientFrame{hello}));
        ASSERT_TRUE(line.waits_for_more());
        ASSERT_FALSE(line.closing()) << file;
      }
      line.send(contents(file));
      ASSERT_TRUE(line.waits_for_more()) << "silence after " << file;
      expect_turned_down(line.answer(), file);
    }
    EXPECT_TRUE(bystander->is_in());
    EXPECT_EQ(bystander->times_back(), 0);
    expect_no_faults(*bystander);
    expect_open_door();
  }
};

TEST_F(JsonSuiteLive, parsing_files_as_first_frame) { send_all("test_parsing", false); }
TEST_F(JsonSuiteLive, parsing_files_in_the_lobby) { send_all("test_parsing", true); }
TEST_F(JsonSuiteLive, odd_but_legal_files_in_the_lobby) { send_all("test_transform", true); }

TEST_F(JsonSuiteLive, who_sends_nothing_but_junk_is_closed_with_a_code) {
  open_room();
  RawLine line(loop, address, room);
  for (int i = 0; i < limits::bad_messages_max + 1 && !line.closing(); ++i) {
    line.send("{\"type\":");
    ASSERT_TRUE(line.waits_for_more());
  }
  ASSERT_TRUE(line.closing().has_value());
  EXPECT_EQ(line.closing()->code, close_codes::unreadable.code);
  expect_open_door();
}

}  // namespace
}  // namespace rehearsal
