// What must come out of a line: the judges that rows name. Each reads what came, and says "" or what was wrong.

#include <algorithm>
#include <array>
#include <cctype>

#include "tests/wire/conformance/stream.hpp"

namespace conformance {

namespace {

std::string listed(std::vector<int> const& numbers) {
  std::string all;
  for (auto const number : numbers) all += (all.empty() ? "" : " or ") + std::to_string(number);
  return all;
}

bool has(std::vector<int> const& numbers, int number) { return std::ranges::find(numbers, number) != numbers.end(); }

// Our own rule (guide reliability section 9): on every answer whatever it says.
std::string unsafe_headers(HttpAnswer const& answer) {
  for (auto const& [name, value] :
       {std::pair{"X-Content-Type-Options", "nosniff"}, std::pair{"X-Frame-Options", "DENY"},
        std::pair{"Referrer-Policy", "no-referrer"}, std::pair{"Cross-Origin-Opener-Policy", "same-origin"},
        std::pair{"Cross-Origin-Resource-Policy", "same-origin"}}) {
    if (answer.header(name) != value || answer.count(name) != 1) {
      return std::to_string(answer.status) + " without " + name + ": " + value;
    }
  }
  if (answer.header("Content-Security-Policy").find("default-src 'none'") == std::string::npos) return "no policy";
  if (!answer.header("Server").empty() || answer.count("X-Powered-By") > 0) return "names its program";
  return {};
}

// A frame of the server: never masked (RFC 6455 5.1), no reserved bits, control frames whole and short (5.5).
std::string unlawful(Arrived const& arrived) {
  if (arrived.is_masked) return "a masked frame from a server";
  if ((arrived.first_byte & 0x70) != 0) return "reserved bits from a server";
  bool const is_control = arrived.opcode() >= 8;
  if (is_control && ((arrived.first_byte & 0x80) == 0 || arrived.payload.size() > 125)) return "a long control frame";
  return {};
}

// The next text that answers us: what the room tells everybody meanwhile is passed over.
std::optional<Arrived> answer_in(Stream& stream) {
  while (auto arrived = stream.frame_of(1)) {
    bool const is_for_all = std::ranges::any_of(
        std::array{"update", "presence", "typing", "own", "own_cards"},
        [&](char const* type) { return arrived->payload.starts_with("{\"type\":\"" + std::string{type} + '"'); });
    if (!is_for_all) return arrived;
  }
  return std::nullopt;
}

std::string close_came(Stream& stream, std::function<std::string(int code, std::string_view reason)> const& judge) {
  while (auto const arrived = stream.frame()) {
    if (auto wrong = unlawful(*arrived); !wrong.empty()) return wrong;
    if (arrived->opcode() != 8) continue;
    auto const& payload = arrived->payload;
    int const code =
        payload.size() < 2 ? 0 : static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
    if (auto wrong = judge(code, std::string_view{payload}.substr(std::min<std::size_t>(2, payload.size())));
        !wrong.empty()) {
      return wrong;
    }
    stream.send(frame(0x88, std::string_view{payload}.substr(0, 2)));
    return stream.ended() ? std::string{} : "closed, but the line stays";
  }
  return stream.is_gone() ? "the line ended without a close frame" : "no close frame";
}

}  // namespace

Out answers(std::initializer_list<int> statuses) {
  std::vector<int> const wanted{statuses};
  bool const is_refusal = std::ranges::all_of(wanted, [](int status) { return status >= 400; });
  bool const is_service = std::ranges::all_of(wanted, [](int status) { return status < 400; });
  return {is_refusal   ? Wants::refusal
          : is_service ? Wants::service
                       : Wants::either,
          [wanted](Stream& stream) {
            auto const answer = stream.http(!stream.sent().starts_with("HEAD "));
            if (!answer) return std::string{"no answer"};
            if (!has(wanted, answer->status)) {
              return "answered " + std::to_string(answer->status) + ", not " + listed(wanted);
            }
            return unsafe_headers(*answer);
          }};
}

Out answers_with(int status, std::string header, std::string value) {
  return {status < 400 ? Wants::service : Wants::refusal, [=](Stream& stream) {
            auto const answer = stream.http(!stream.sent().starts_with("HEAD "));
            if (!answer) return std::string{"no answer"};
            if (answer->status != status) return "answered " + std::to_string(answer->status);
            if (auto wrong = unsafe_headers(*answer); !wrong.empty()) return wrong;
            auto const found = answer->header(header);
            // "" asks that it be absent; "=value" that it be just this.
            bool const is_right = value.empty()            ? found.empty()
                                  : value.starts_with('=') ? found == value.substr(1)
                                                           : found.find(value) != std::string::npos;
            return is_right ? std::string{} : header + " is '" + found + "'";
          }};
}

Out answers_saying(int status, std::string word) {
  return {status < 400 ? Wants::service : Wants::refusal, [=](Stream& stream) {
            auto const answer = stream.http();
            if (!answer) return std::string{"no answer"};
            if (answer->status != status) return "answered " + std::to_string(answer->status);
            if (auto wrong = unsafe_headers(*answer); !wrong.empty()) return wrong;
            return answer->body.find(word) != std::string::npos ? std::string{} : "said " + answer->body;
          }};
}

Out refuses() {
  return {Wants::refusal,
          [](Stream& stream) {
            auto const answer = stream.http(!stream.sent().starts_with("HEAD "));
            if (!answer) return stream.is_gone() ? std::string{} : std::string{"neither an answer nor the end"};
            if (answer->status < 400) return "answered " + std::to_string(answer->status);
            return unsafe_headers(*answer);
          },
          true};
}

Out upgrades(std::string header, std::string value) {
  return {Wants::service, [=](Stream& stream) {
            auto const answer = stream.http();
            if (!answer) return std::string{"no answer"};
            if (answer->status != 101) return "answered " + std::to_string(answer->status);
            if (answer->header("sec-websocket-accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") return std::string{"accept"};
            auto lower = answer->head;
            std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(tolower(c)); });
            if (lower.find("\r\nupgrade: websocket\r\n") == std::string::npos) return std::string{"no Upgrade"};
            if (lower.find("\r\nconnection: upgrade\r\n") == std::string::npos) return std::string{"no Connection"};
            if (answer->header("sec-websocket-protocol") != "plekberaad.v1") return std::string{"no subprotocol"};
            if (answer->count("sec-websocket-extensions") != 0) return std::string{"an extension"};
            if (!answer->header("server").empty()) return std::string{"names its program"};
            if (!header.empty() && answer->header(header) != value) return header + " is " + answer->header(header);
            stream.send(text(hello()));
            auto const lobby = stream.frame_of(1);
            bool const is_there = lobby && lobby->payload.find("\"lobby\"") != std::string::npos;
            return is_there ? std::string{} : "no lobby after it";
          }};
}

Out closes(std::initializer_list<int> codes) {
  std::vector<int> const wanted{codes};
  return {Wants::refusal, [wanted](Stream& stream) {
            return close_came(stream, [&](int code, std::string_view reason) {
              if (!has(wanted, code)) return "closed " + std::to_string(code) + ", not " + listed(wanted);
              bool const is_word = std::ranges::all_of(reason, [](char sign) {
                return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '_';
              });
              return is_word ? std::string{} : "the reason is free text: " + std::string{reason};
            });
          }};
}

Out opens_or_refuses() {
  return {Wants::either,
          [](Stream& stream) {
            auto const answer = stream.http();
            if (!answer) return std::string{"no answer"};
            if (answer->status == 101)
              return answer->count("sec-websocket-extensions") == 0 ? std::string{} : "an extension";
            return answer->status >= 400 ? unsafe_headers(*answer) : "answered " + std::to_string(answer->status);
          },
          true};
}

Out opens_and_closes(int code) {
  return {Wants::service, [code](Stream& stream) {
            auto const answer = stream.http();
            if (!answer || answer->status != 101) return std::string{"the line did not open"};
            stream.send(text(hello()));
            return closes({code}).judge(stream);
          }};
}

Out echoes_close(int code) {
  return {Wants::service, [code](Stream& stream) {
            return close_came(stream, [&](int came, std::string_view) {
              return came == code ? std::string{} : "answered the close with " + std::to_string(came);
            });
          }};
}

Out closed_plainly() {
  return {Wants::service, [](Stream& stream) {
            return close_came(stream, [](int code, std::string_view) {
              return code == 0 || code == 1000 ? std::string{} : "answered the close with " + std::to_string(code);
            });
          }};
}

Out ends() {
  return {Wants::refusal, [](Stream& stream) { return stream.ended() ? std::string{} : "the line stays"; }, true};
}

Out lives() {
  return {
      Wants::service, [](Stream& stream) {
        bool const is_seated = stream.from() == From::seated;
        stream.send(text(is_seated ? R"({"type":"command","id":"the-probe","body":{"type":"lower_hand"}})" : hello()));
        std::string_view const wanted = is_seated                     ? "\"the-probe\""
                                        : stream.from() == From::door ? "\"hello_twice\""
                                                                      : "\"lobby\"";
        while (auto const arrived = stream.frame()) {
          if (auto wrong = unlawful(*arrived); !wrong.empty()) return wrong;
          if (arrived->opcode() == 8) return std::string{"closed"};
          if (arrived->opcode() == 1 && arrived->payload.find(wanted) != std::string::npos) return std::string{};
        }
        return std::string{"no answer to what was said last"};
      }};
}

Out says(std::string part) {
  return {Wants::service, [part](Stream& stream) {
            auto const arrived = stream.frame_of(1);
            if (!arrived) return std::string{"no text came"};
            if (auto wrong = unlawful(*arrived); !wrong.empty()) return wrong;
            return arrived->payload.find(part) != std::string::npos ? std::string{} : "said " + arrived->payload;
          }};
}

Out bad_at_one_of(std::vector<std::string> paths, std::vector<std::string_view> problems) {
  std::vector<std::string> const wanted{problems.begin(), problems.end()};
  return {Wants::refusal, [=](Stream& stream) {
            auto const arrived = answer_in(stream);
            if (!arrived) return std::string{"no text came"};
            auto const& said = arrived->payload;
            auto const is_said = [&](std::string const& name, std::vector<std::string> const& values) {
              return std::ranges::any_of(values, [&](std::string const& value) {
                return said.find('"' + name + "\":\"" + value + '"') != std::string::npos;
              });
            };
            bool const is_right =
                is_said("type", {"bad_message"}) && is_said("path", paths) && is_said("problem", wanted);
            return is_right ? std::string{} : "said " + said;
          }};
}

Out bad(std::string path, std::initializer_list<std::string_view> problems) {
  return bad_at_one_of({std::move(path)}, {problems.begin(), problems.end()});
}

Out answers_command(std::string type, std::string word) {
  return {type == "refused" || type == "bad_message" ? Wants::refusal : Wants::service, [=](Stream& stream) {
            if (auto const arrived = answer_in(stream)) {
              auto const& said = arrived->payload;
              bool const is_right =
                  said.find("\"type\":\"" + type + "\"") != std::string::npos && said.find(word) != std::string::npos;
              return is_right ? std::string{} : "said " + said;
            }
            return std::string{"no answer"};
          }};
}

Out short_answer(std::size_t bytes_max) {
  return {Wants::refusal,
          [bytes_max](Stream& stream) {
            auto const arrived = stream.frame_of(1);
            if (!arrived || arrived->payload.find("\"bad_message\"") == std::string::npos)
              return std::string{"no answer"};
            return arrived->payload.size() <= bytes_max ? std::string{}
                                                        : std::to_string(arrived->payload.size()) + " bytes";
          },
          true};
}

Out no_staff_view() {
  return {Wants::either,
          [](Stream& stream) {
            auto const arrived = stream.frame();
            if (!arrived) return std::string{"no answer"};
            bool const is_door = arrived->payload.find("\"type\":\"lobby\"") != std::string::npos;
            return is_door || arrived->opcode() == 8 ? std::string{} : "said " + arrived->payload;
          },
          true};
}

Out result_before_own(std::string cause) {
  return {Wants::service, [cause](Stream& stream) {
            bool has_result = false;
            while (auto const arrived = stream.frame_of(1)) {
              auto const& said = arrived->payload;
              has_result = has_result || said.find("\"cause\":\"" + cause + '"') != std::string::npos;
              bool const is_own = said.find("\"type\":\"own_cards\"") != std::string::npos;
              if (!is_own || said.find("\"changed\":[{") == std::string::npos) continue;
              return has_result ? std::string{} : "own came before the update it follows from";
            }
            return std::string{"no own"};
          }};
}

Out pongs(std::string payload) {
  return {Wants::service, [payload](Stream& stream) {
            auto const arrived = stream.frame_of(10);
            if (!arrived) return std::string{"no pong"};
            if (auto wrong = unlawful(*arrived); !wrong.empty()) return wrong;
            return arrived->payload == payload ? std::string{} : std::string{"another payload"};
          }};
}

Out pongs_end_with(std::string payload) {
  return {Wants::service, [payload](Stream& stream) {
            while (auto const arrived = stream.frame_of(10)) {
              if (arrived->payload == payload) return std::string{};
            }
            return std::string{"no pong for the last ping"};
          }};
}

Out lives_already() { return says("\"lobby\""); }

Out both(Out first, Out second) {
  auto const wants = first.wants == Wants::refusal ? Wants::refusal : second.wants;
  return {wants,
          [first = std::move(first.judge), second = std::move(second.judge)](Stream& stream) {
            auto wrong = first(stream);
            return wrong.empty() ? second(stream) : wrong;
          },
          first.is_free && second.is_free};
}

Out but(Wants wants, Out out) {
  out.wants = wants;
  return out;
}

}  // namespace conformance
