#include "server/net/metrics.hpp"

#include <unistd.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <memory>

namespace net {

namespace {

using asio::ip::tcp;
using Socket = Accepting<tcp>::Socket;
using boost::system::error_code;

constexpr std::size_t request_bytes_max = 8 * 1024;
constexpr auto request_time_max = std::chrono::seconds{10};

class Page {
 public:
  void head(char const* name, char const* kind, char const* help) {
    name_ = name;
    text_ += std::string("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + kind + '\n';
  }
  template <class Number>
  void value(Number number) {
    text_ += name_ + ' ' + std::to_string(number) + '\n';
  }
  void value(std::string_view label, std::string_view of, std::int64_t number) {
    text_.append(name_).append("{").append(label).append("=\"").append(of).append("\"} ");
    text_ += std::to_string(number) + '\n';
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::string name_;
};

std::int64_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::int64_t pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

// One request and its answer. HTTP as far as a watcher needs it: it asks, reads to the end, and goes.
struct Visit : std::enable_shared_from_this<Visit> {
  explicit Visit(Socket opened) : socket(std::move(opened)), timer(socket.get_executor()) {}

  void start(MetricsDoor::Text const& text) {
    timer.expires_after(request_time_max);
    timer.async_wait([self = shared_from_this()](error_code error) {
      error_code ignored;
      if (!error) self->socket.close(ignored);
    });
    asio::async_read_until(socket, asio::dynamic_buffer(bytes, request_bytes_max), "\r\n\r\n",
                           [self = shared_from_this(), text](error_code error, std::size_t) {
                             if (!error) self->answer(text);
                           });
  }

  void answer(MetricsDoor::Text const& text) {
    bool const is_ours = bytes.starts_with("GET /metrics ");
    auto const body = is_ours ? text() : std::string("Only GET /metrics is here.\n");
    bytes = std::string("HTTP/1.1 ") + (is_ours ? "200 OK" : "404 Not Found") +
            "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nCache-Control: no-store\r\n"
            "Connection: close\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body;
    asio::async_write(socket, asio::buffer(bytes), [self = shared_from_this()](error_code, std::size_t) {
      error_code ignored;
      self->timer.cancel();
      self->socket.shutdown(tcp::socket::shutdown_send, ignored);
    });
  }

  Socket socket;
  asio::steady_timer timer;
  std::string bytes;
};

}  // namespace

std::string metrics_text(engine::Counts const& counts, ProcessState const& state) {
  Page page;
  page.head("plekberaad_up", "gauge", "1; 0 while it says goodbye to everybody");
  page.value(state.is_stopping ? 0 : 1);
  page.head("plekberaad_uptime_seconds", "gauge", "since the start");
  page.value(state.seconds_up);
  page.head("plekberaad_resident_bytes", "gauge", "memory of the process");
  page.value(resident_bytes());
  page.head("plekberaad_reactors", "gauge", "threads that own rooms");
  page.value(state.threads);
  page.head("plekberaad_rooms", "gauge", "rooms in the journal");
  page.value(state.rooms);
  page.head("plekberaad_lines", "gauge", "open WebSocket lines in rooms");
  page.value(counts.lines.value());
  page.head("plekberaad_seats_taken_total", "counter", "people who came in");
  page.value(counts.seats_taken.value());
  page.head("plekberaad_commands_total", "counter", "commands by answer");
  page.value("answer", "done", counts.commands_done.value());
  page.value("answer", "repeated", counts.commands_repeated.value());
  page.value("answer", "retry", counts.to_retry.value());
  page.value("answer", "bad_message", counts.bad_messages.value());
  page.head("plekberaad_refused_total", "counter", "commands refused, by reason");
  for (std::size_t i = 0; i < counts.refused.size(); ++i) {
    page.value("reason", protocol::refusal_names[i].second, counts.refused[i].value());
  }
  page.head("plekberaad_catch_ups_total", "counter", "lines that came up to date, by how");
  page.value("how", "resumed", counts.resumed.value());
  page.value("how", "snapshot", counts.snapshots.value());
  page.head("plekberaad_groups_total", "counter", "groups of events handed to the journal, by outcome");
  page.value("outcome", "committed", counts.groups_committed.value());
  page.value("outcome", "disk_full", counts.groups_that_did_not_fit.value());
  page.head("plekberaad_rooms_stopped_total", "counter", "rooms whose journal could not be trusted");
  page.value(counts.rooms_stopped.value());
  page.head("plekberaad_erased_total", "counter", "people and rooms of whom nothing is kept any more");
  page.value("what", "seat", counts.seats_erased.value());
  page.value("what", "room", counts.rooms_erased.value());
  page.head("plekberaad_too_slow_total", "counter", "lines that were reset because they took nothing");
  page.value(counts.too_slow.value());
  page.head("plekberaad_closed_total", "counter", "lines that rooms ended, by reason");
  for (std::size_t i = 0; i < counts.closed.size(); ++i) {
    page.value("reason", protocol::close_codes::all[i].reason, counts.closed[i].value());
  }
  return page.take();
}

MetricsDoor::MetricsDoor(asio::io_context& context, tcp::endpoint const& endpoint, Text text)
    : accepting_(context, endpoint) {
  accepting_.listen();
  accepting_.start(
      [text = std::move(text)](Socket socket) { std::make_shared<Visit>(std::move(socket))->start(text); });
}

}  // namespace net
