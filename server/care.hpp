#pragma once
// The verbs of who keeps the machine: verify, backup, restore. They ask the running server through its admin socket,
// and open the folder themselves when no server runs. Print what they did or why not; return an exit code.

#include <string>

int run_verify(std::string const& data, std::string const& server_key);

struct BackupSettings {
  std::string data;
  std::string server_key;
  std::string to;           // a folder per backup of the journal is made in here; "": no journal
  std::string keys_to;      // a file per backup of the keys; "": no keys
  int keep_keys_days = 14;  // older copies of keys in keys_to are removed, 1..30
};
int run_backup(BackupSettings const& settings);

struct RestoreSettings {
  std::string data;  // new or empty
  std::string server_key;
  std::string from;  // a folder that backup made
  std::string keys;  // a file that backup made
};
int run_restore(RestoreSettings const& settings);
