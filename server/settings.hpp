#pragma once
// What `serve` is told: flags over environment (PLEKBERAAD_*) over a TOML file. One clear sentence per bad value.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "protocol/limits.hpp"

struct ServeFlags {
  std::string listen = "127.0.0.1:8080";
  std::string data;
  std::string server_key;  // default: DATA/server.key
  std::string public_url;
  std::string admin_listen;  // "": no metrics
  std::vector<std::string> trusted_proxies;
  unsigned reactors = 0;
  std::string limits = "normal";
  std::string rules;  // a rules file for texts; "": the rules that come with the program; "none"
  std::string synchronous = "full";
  int hurry = 1;
  int keep_days = protocol::limits::keep_days_default;  // after the end of an evening
  bool has_demo = false;
  bool wants_password_link = false;  // somebody lost the library's password
};

// Adds the options of `serve` to its command; --config is read by CLI11's own configuration through toml++.
void add_serve_options(CLI::App& command, ServeFlags& flags);

// "ADDR:PORT", "[v6]:PORT"; throws CLI::ValidationError with a sentence.
std::pair<std::string, unsigned short> read_listen(std::string const& text);
