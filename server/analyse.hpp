#pragma once
// The verb `analyse`: reads a conversation that Polis exported and prints what people agree on. Needs no data folder
// and no server. Returns an exit code.

#include <CLI/CLI.hpp>
#include <string>

struct AnalyseSettings {
  std::string path;  // a folder
  std::string mode = "room";
  std::string groups = "auto";  // "auto", "published", or how many
  std::string agree_is = "auto";
  bool has_people = false;
};

CLI::App* add_analyse(CLI::App& app, AnalyseSettings& settings);

// 0 done; 1 the export cannot be understood, and stderr says where and what to do; 2 wrong use; 71 no such folder, or a
// file that cannot be opened.
int run_analyse(AnalyseSettings const& settings);
