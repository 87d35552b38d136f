#include "server/net/server.hpp"

#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <future>
#include <thread>

#include "server/engine/log.hpp"
#include "server/engine/retention.hpp"
#include "server/net/care_desk.hpp"
#include "server/net/listener.hpp"
#include "server/net/metrics.hpp"

namespace net {

namespace {

using namespace protocol;

constexpr auto retention_every = std::chrono::hours{1};

void print_line(std::string const& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

// Everything that lives as long as the server, in the order in which it is built.
class Server {
 public:
  Server(ServerSettings const& settings, journal::Journal& journal)
      : settings_(settings), journal_(journal), credentials_(settings.secret),
        directory_(journal), surroundings_{clock_, credentials_, [this] { return directory_.library(); },
                                           engine::random_seed, settings.is_relaxed},
        budget_({18'000, 1'500, settings.is_relaxed}),
        retention_(directory_, journal.rooms(), clock_, settings.keep_ms) {
    surroundings_.wait_to_join = [this](std::string const& address, Millis now) {
      return budget_.wait_to_join(address, now);
    };
    surroundings_.policy = settings.policy;
    unsigned const cores = std::max(1u, std::thread::hardware_concurrency());
    unsigned const count = settings.reactors == 0 ? cores : settings.reactors;
    for (unsigned i = 0; i < count; ++i) {
      reactors_.all.push_back(std::make_unique<engine::Reactor>(journal, surroundings_));
    }
    Origins const origins{settings.public_url};
    api_ = std::make_unique<Api>(directory_, credentials_, clock_, reactors_, budget_, origins, settings.is_relaxed,
                                 settings.keep_ms);
    if (settings.wants_password_link) api_->offer_password_link();
    front_.reset(new Front{*api_, files_, directory_, clock_, reactors_, budget_, origins, settings.trusted_proxies,
                           [this] { return is_ready(); }, Deadlines{settings.hurry}});
  }

  int run() {
    auto const address = asio::ip::make_address(settings_.address);
    listener_.emplace(*front_, *reactors_.all[0], asio::ip::tcp::endpoint{address, settings_.port});
    asio::signal_set signals{reactors_.all[0]->context(), SIGTERM, SIGINT};
    signals.async_wait([this](boost::system::error_code error, int) {
      if (!error) stop();
    });
    listener_->start();
    admin_.emplace(reactors_.all[0]->context(), settings_.data, care_desk(journal_, directory_));
    open_metrics();
    keep_clock_.emplace(reactors_.all[0]->context());
    look_what_is_due();
    port_ = listener_->endpoint().port();
    print_line("listening on " + settings_.address + ":" + std::to_string(port_));
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < reactors_.all.size(); ++i) {
      threads.emplace_back([&reactor = *reactors_.all[i]] { reactor.run(); });
    }
    std::thread greeting{[this] { greet(); }};
    reactors_.all[0]->run();
    for (auto& thread : threads) thread.join();
    greeting.join();
    // What was handed in is finished while everything that it calls back to still stands.
    api_->finish();
    journal_.close();
    return 0;
  }

 private:
  // Red as well while something asks for the keeper of the machine: a full disk, a room that cannot go on (guide R5).
  bool is_ready() const {
    auto const& counts = *surroundings_.counts;
    return !is_stopping_ && !journal_.is_full() && counts.rooms_stopped.value() == 0;
  }

  void stop() {
    engine::log::info("stopping: everybody is told to come back");
    is_stopping_ = true;
    keep_clock_->cancel();
    listener_->stop();
    for (auto& reactor : reactors_.all) reactor->stop();
  }

  void open_metrics() {
    if (settings_.metrics_address.empty()) return;
    asio::ip::tcp::endpoint const endpoint{asio::ip::make_address(settings_.metrics_address), settings_.metrics_port};
    metrics_.emplace(reactors_.all[0]->context(), endpoint, [this, started_at = clock_.now()] {
      auto const seconds = static_cast<double>(clock_.now() - started_at) / 1000;
      return metrics_text(*surroundings_.counts,
                          {directory_.rooms().size(), reactors_.all.size(), seconds, is_stopping_});
    });
    print_line("metrics on " + settings_.metrics_address + ":" + std::to_string(metrics_->port()));
  }

  // At the start and every hour. The first reactor.
  void look_what_is_due() {
    retention_.begin();
    erase_next();
    keep_clock_->expires_after(retention_every);
    keep_clock_->async_wait([this](boost::system::error_code error) {
      if (!error) look_what_is_due();
    });
  }

  // One room after another, so that reading old evenings takes nothing from who is in one now.
  void erase_next() {
    auto const number = is_stopping_ ? std::nullopt : retention_.next();
    if (!number) return;
    auto const then = [this, number = *number](bool is_erased) {
      reactors_.all[0]->post([this, number, is_erased] {
        if (is_erased) {
          retention_.was_erased(number);
          engine::log::info("room {}: kept for its time, names and words are erased", number);
        }
        erase_next();
      });
    };
    auto& home = reactors_.home(*number);
    home.post([&home, number = *number, then, keep = retention_.keep_ms()] {
      home.with_room(number,
                     [then, keep](engine::RoomActor* room) { room ? room->erase_when_due(keep, then) : then(false); });
    });
  }

  std::string base_url() const {
    if (!settings_.public_url.empty()) return settings_.public_url;
    auto const host = settings_.address == "0.0.0.0" || settings_.address == "::" ? "127.0.0.1" : settings_.address;
    return "http://" + host + ":" + std::to_string(port_);
  }

  void greet() {
    if (settings_.has_demo) return make_demo();
    if (auto const ticket = api_->first_visit_ticket(); !ticket.empty()) {
      print_line("set the library's password with this one-time link:");
      print_line("  " + base_url() + "/bibliotheek#" + ticket);
    }
  }

  std::optional<RoomCode> make_demo_room() {
    std::promise<std::optional<RoomCode>> made;
    for (std::size_t i = 0; i < embedded_files_count; ++i) {
      if (embedded_files[i].path != demo_script) continue;
      auto decoded = api::decode_body<api::Format>(embedded_files[i].bytes);
      auto* format = std::get_if<api::Format>(&decoded);
      if (!format) return std::nullopt;
      api::NewRoom plan;
      plan.place.value = "Het Zwaanplein";
      plan.question.value = "Hoe ziet het mooiste Zwaanplein eruit, voor ons en voor wie na ons komt?";
      plan.listen_here.value = "";
      plan.phases = std::move(format->phases);
      plan.starts_at_once = true;  // the demo lives before anybody leads it
      api_->make_room(plan, [&made](std::optional<RoomCode> code, std::optional<room::Denied> const&) {
        made.set_value(std::move(code));
      });
      return made.get_future().get();
    }
    return std::nullopt;
  }

  // A library that needs no password to look around: the demo is for loopback and for one evening.
  void make_demo() {
    if (!directory_.password_hash().empty()) {
      return engine::log::error("this data folder belongs to a real library: --demo leaves it as it is");
    }
    std::promise<void> named;
    directory_.set_office("Bibliotheek De Zwaan", "", [&named](journal::Outcome) { named.set_value(); });
    named.get_future().wait();
    auto const code = make_demo_room();
    auto const number = code ? directory_.find(code->value) : std::nullopt;
    if (!number) return engine::log::error("the demo room could not be made");
    auto& home = reactors_.home(*number);
    home.post([this, &home, number = *number, code = *code] {
      home.with_room(number, [this, code](engine::RoomActor* room) {
        if (room) invite_to_demo(*room, code);
      });
    });
  }

  void invite_to_demo(engine::RoomActor& room, RoomCode const& code) {
    room.ask_from_outside(room::Office{}, OfferStaffSeat{Role::facilitator}, CommandId{engine::random_signs(20)},
                          [this, code](engine::OutsideAnswer const& answer) {
                            auto const* invited = std::get_if<engine::Invited>(&answer);
                            if (!invited) return;
                            print_line("participant: " + base_url() + "/k/" + code.value);
                            print_line("facilitator: " + base_url() + "/leiding/" + code.value + "#" + invited->secret +
                                       "  (PIN " + invited->pin + ")");
                            print_line("hall screen: " + base_url() + "/zaal/" + code.value);
                          });
  }

  ServerSettings const& settings_;
  journal::Journal& journal_;
  engine::RealClock clock_;
  engine::Credentials credentials_;
  engine::Directory directory_;
  engine::Surroundings surroundings_;
  Budget budget_;
  engine::Retention retention_;
  StaticFiles files_;
  Reactors reactors_;
  // What waits on a reactor ends before it.
  std::optional<asio::steady_timer> keep_clock_;
  std::optional<Admin> admin_;
  std::optional<MetricsDoor> metrics_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<Front> front_;
  std::optional<Listener> listener_;
  unsigned short port_ = 0;  // remembered: the greeting may come when it is closed
  std::atomic<bool> is_stopping_{false};
};

}  // namespace

int serve(ServerSettings const& settings, std::unique_ptr<journal::Journal> journal) {
  int code = 0;
  {
    Server server{settings, *journal};
    try {
      code = server.run();
    } catch (boost::system::system_error const& problem) {
      std::fprintf(stderr, "plekberaad cannot listen on %s:%u: %s. Is another server running there?\n",
                   settings.address.c_str(), settings.port, problem.code().message().c_str());
      code = 71;
    }
  }
  journal->close();
  return code;
}

}  // namespace net
