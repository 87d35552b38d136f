// The program: reads the command line, builds objects by hand, runs one verb. Exit codes: 0 done, 1 a rehearsal that
// was not whole, an export that is not understood or a text that could not be judged, 2 wrong use, 70 the disk cannot
// be trusted, no memory, or an error that nobody expected, 71 something outside stands in the way.

#include <sodium.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

#include "clients/rehearsal/settings.hpp"
#include "moderation/policy.hpp"
#include "server/analyse.hpp"
#include "server/care.hpp"
#include "server/ending.hpp"
#include "server/moderate.hpp"
#include "server/net/server.hpp"
#include "server/provision.hpp"
#include "server/settings.hpp"

namespace {

bool is_loopback(std::string const& address) {
  boost::system::error_code error;
  auto const parsed = boost::asio::ip::make_address(address, error);
  return !error && parsed.is_loopback();
}

// Every person is an open file; ask for as many as we may have.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

journal::Options journal_options(std::string const& data, std::string const& server_key) {
  journal::Options options;
  options.folder = data;
  options.server_key_file = server_key.empty() ? data + "/server.key" : server_key;
  return options;
}

int run_serve(ServeFlags const& flags) {
  net::ServerSettings settings;
  std::tie(settings.address, settings.port) = read_listen(flags.listen);
  settings.data = flags.data;
  if (!flags.admin_listen.empty()) {
    std::tie(settings.metrics_address, settings.metrics_port) = read_listen(flags.admin_listen);
  }
  settings.public_url = flags.public_url;
  while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
  for (auto const& text : flags.trusted_proxies) {
    auto const network = net::read_network(text);
    if (!network) throw CLI::ValidationError("--trusted-proxy", "'" + text + "' is not a network like 127.0.0.1/32");
    settings.trusted_proxies.push_back(*network);
  }
  settings.reactors = flags.reactors;
  settings.has_demo = flags.has_demo;
  settings.keep_ms = flags.keep_days * protocol::limits::day_ms;
  settings.wants_password_link = flags.wants_password_link;
  settings.hurry = flags.hurry;
  settings.is_relaxed = flags.limits == "relaxed";
  if (settings.is_relaxed) {
    if (!is_loopback(settings.address)) {
      return say_why_not("--limits relaxed is for load tests on this machine: listen on 127.0.0.1, or leave it out.");
    }
    spdlog::warn(
        "LIMITS ARE RELAXED: no rate limits, and anybody on this machine may make rooms. For load tests only.");
  }
  // Load tests compare with servers that judge nothing; there the rules come by name.
  if (flags.rules != "none" && !(settings.is_relaxed && flags.rules.empty())) {
    auto policy = moderation::Policy::read(flags.rules);
    if (auto const* bad = std::get_if<moderation::BadRules>(&policy)) return say_why_not(bad->why);
    settings.policy = std::make_shared<moderation::Policy const>(std::move(std::get<moderation::Policy>(policy)));
  }
  auto options = journal_options(flags.data, flags.server_key);
  options.synchronous = flags.synchronous == "full"     ? journal::Synchronous::full
                        : flags.synchronous == "normal" ? journal::Synchronous::normal
                                                        : journal::Synchronous::off;
  if (flags.synchronous != "full")
    spdlog::warn("synchronous is not FULL: a power cut may lose the last words, or all.");
  auto opened = journal::open_sqlite(options);
  if (auto const* no = std::get_if<journal::CannotOpen>(&opened)) return say_why_not(no->why);
  settings.secret = token_secret(options.server_key_file);
  return net::serve(settings, std::move(std::get<std::unique_ptr<journal::Journal>>(opened)));
}

int run(int argc, char** argv) {
  CLI::App app{"Plekberaad: a hybrid room for a neighbourhood evening"};
  app.require_subcommand(1);

  ServeFlags serve_flags;
  auto* serve = app.add_subcommand("serve", "run the server");
  add_serve_options(*serve, serve_flags);

  rehearsal::Settings rehearsal_settings;
  auto* rehearse = app.add_subcommand("rehearse", "rehearsed people join a room over real WebSockets");
  rehearse->add_option("--server", rehearsal_settings.server, "ws://HOST:PORT")->required();
  rehearse->add_option("--room", rehearsal_settings.room, "code of the room; without: make one (relaxed server)");
  rehearse->add_option("--people", rehearsal_settings.people, "how many neighbours")->check(CLI::Range(1, 500));
  rehearse->add_option("--script", rehearsal_settings.script_file, "play this script")->check(CLI::ExistingFile);
  rehearse->add_option("--turns", rehearsal_settings.turns_file, "replay this recorded meeting")
      ->check(CLI::ExistingFile);
  rehearse->add_option("--speed", rehearsal_settings.speed, "of the recording")->check(CLI::Range(1.0, 1000.0));
  rehearse->add_option("--minutes", rehearsal_settings.minutes, "0: until stopped")->check(CLI::Range(0.0, 1440.0));

  ProvisionSettings provision_settings;
  auto* provisioning = app.add_subcommand("provision", "make rooms and seats for load tests, before serve");
  provisioning->add_option("--data", provision_settings.data, "data folder, not in use")->required();
  provisioning->add_option("--server-key", provision_settings.server_key, "file with the key of keys");
  provisioning->add_option("--rooms", provision_settings.rooms, "how many")->check(CLI::Range(1, 10'000));
  provisioning->add_option("--members", provision_settings.members, "in each")->check(CLI::Range(1, 2'000));
  provisioning->add_option("--out", provision_settings.out, "folder for rooms.txt and tokens.txt")->required();

  std::string data, server_key;
  auto* verify = app.add_subcommand("verify", "check every row of a data folder, also while its server runs");
  verify->add_option("--data", data, "data folder")->required();
  verify->add_option("--server-key", server_key, "file with the key of keys");

  BackupSettings backup_settings;
  auto* backup = app.add_subcommand("backup", "copy a data folder, also while its server runs");
  backup->add_option("--data", backup_settings.data, "data folder")->required();
  backup->add_option("--server-key", backup_settings.server_key, "file with the key of keys (when no server runs)");
  backup->add_option("--to", backup_settings.to, "folder for copies of the journal");
  backup->add_option("--keys-to", backup_settings.keys_to, "another folder, for copies of the keys");
  backup->add_option("--keep-keys", backup_settings.keep_keys_days, "days after which copies of keys are removed")
      ->check(CLI::Range(1, 30));

  RestoreSettings restore_settings;
  auto* restore = app.add_subcommand("restore", "make a data folder of a copied journal and copied keys");
  restore->add_option("--data", restore_settings.data, "data folder, new or empty")->required();
  restore->add_option("--server-key", restore_settings.server_key, "file with the key of keys")->required();
  restore->add_option("--from", restore_settings.from, "a folder that backup made")->required();
  restore->add_option("--keys", restore_settings.keys, "a file that backup made")->required();

  AnalyseSettings analyse_settings;
  auto const* analyse = add_analyse(app, analyse_settings);
  ModerateSettings moderate_settings;
  auto const* moderating = add_moderate(app, moderate_settings);

  try {
    app.parse(argc, argv);
    if (analyse->parsed()) return run_analyse(analyse_settings);
    if (serve->parsed()) return run_serve(serve_flags);
    if (rehearse->parsed()) return rehearsal::rehearse(rehearsal_settings);
    if (provisioning->parsed()) return provision(provision_settings);
    if (backup->parsed()) return run_backup(backup_settings);
    if (restore->parsed()) return run_restore(restore_settings);
    if (moderating->parsed()) return moderate(moderate_settings, std::cin, std::cout);
    return run_verify(data, server_key);
  } catch (CLI::ParseError const& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
}

}  // namespace

int main(int argc, char** argv) {
  end_clearly_when_stuck();
  umask(0077);  // journals and keys are nobody else's business
  auto log = spdlog::stderr_logger_mt("plekberaad");
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
  spdlog::set_default_logger(log);
  raise_descriptor_limit();
  if (sodium_init() < 0) return say_why_not("The system has no randomness to give.");
  return run(argc, argv);
}
