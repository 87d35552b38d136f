#pragma once
// Rooms and seats for load tests, written straight into a data folder that no server has open.

#include <array>
#include <string>

struct ProvisionSettings {
  std::string data;
  std::string server_key;
  int rooms = 1;     // 1..10,000
  int members = 60;  // a room, 1..limits::seats_max
  std::string out;   // rooms.txt and tokens.txt go here
};

// Returns an exit code; prints what it made or why not.
int provision(ProvisionSettings const& settings);

// The secret from which tokens and tickets are derived; the key file must exist.
std::array<unsigned char, 32> token_secret(std::string const& server_key_file);
