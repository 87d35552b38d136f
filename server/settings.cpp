#include "server/settings.hpp"

#include <charconv>

void add_serve_options(CLI::App& command, ServeFlags& flags) {
  command.set_config("--config", "", "settings file (TOML): the same names as these options, without --");
  command.add_option("--listen", flags.listen, "address and port, e.g. 127.0.0.1:8080; port 0 takes any")
      ->envname("PLEKBERAAD_LISTEN");
  command.add_option("--data", flags.data, "folder that holds the journal")->required()->envname("PLEKBERAAD_DATA");
  command
      .add_option("--server-key", flags.server_key,
                  "file with the key of keys (default: server.key in the data folder; better elsewhere)")
      ->envname("PLEKBERAAD_SERVER_KEY");
  command.add_option("--public-url", flags.public_url, "how people reach this server, e.g. https://plek.example.org")
      ->envname("PLEKBERAAD_PUBLIC_URL");
  command
      .add_option("--admin-listen", flags.admin_listen,
                  "address and port of /metrics, e.g. 127.0.0.1:9090 (default: none)")
      ->envname("PLEKBERAAD_ADMIN_LISTEN");
  command
      .add_option("--trusted-proxy", flags.trusted_proxies,
                  "believe forwarded addresses from this network only, e.g. 127.0.0.1/32; may be given again")
      ->envname("PLEKBERAAD_TRUSTED_PROXY")
      ->delimiter(',');
  command.add_option("--reactors", flags.reactors, "threads for rooms (default: one per core)")
      ->envname("PLEKBERAAD_REACTORS")
      ->check(CLI::Range(0, 256));
  command.add_option("--limits", flags.limits, "normal, or relaxed for load tests on loopback")
      ->check(CLI::IsMember({"normal", "relaxed"}));
  command
      .add_option("--rules", flags.rules,
                  "rules file for texts (TOML); moderation/data/rules.example.toml shows all; none: no rules")
      ->envname("PLEKBERAAD_RULES");
  command
      .add_option("--synchronous", flags.synchronous,
                  "full; normal and off are for measurements and tests only, and lose words at a power cut")
      ->check(CLI::IsMember({"full", "normal", "off"}));
  command
      .add_option("--hurry", flags.hurry,
                  "for tests: deadlines of lines (handshake, hello, silence) this many times shorter")
      ->check(CLI::Range(1, 20));
  command.add_option("--keep-days", flags.keep_days, "days after its end that an evening's names and words are kept")
      ->envname("PLEKBERAAD_KEEP_DAYS")
      ->check(CLI::Range(1, protocol::limits::keep_days_max));
  command.add_flag("--new-password-link", flags.wants_password_link,
                   "print a one-time link with which the library sets a new password");
  command.add_flag("--demo", flags.has_demo, "make a demo library with one room and print its links");
}

std::pair<std::string, unsigned short> read_listen(std::string const& text) {
  auto const colon = text.rfind(':');
  unsigned port = 0;
  auto const digits = colon == std::string::npos ? std::string{} : text.substr(colon + 1);
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  bool const is_number = !digits.empty() && error == std::errc{} && end == digits.data() + digits.size();
  if (!is_number || port > 65'535) {
    throw CLI::ValidationError("--listen", "'" + text + "' is not ADDR:PORT, like 127.0.0.1:8080");
  }
  auto address = text.substr(0, colon);
  if (address.size() > 1 && address.front() == '[' && address.back() == ']') {
    address = address.substr(1, address.size() - 2);
  }
  return {address.empty() ? "0.0.0.0" : address, static_cast<unsigned short>(port)};
}
