#pragma once
// What Polis published of a conversation: its mathematics as JSON, read for comparison; and the conversations that lie
// in the shared data. Tests only.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/exchange/gathered.hpp"

namespace insight {

struct PublishedView {
  std::int64_t statement = 0;
  bool is_agreement = true;
  bool is_best_agreement = false;
  int some = 0, seen = 0;
  double share = 0, share_test = 0, ratio = 0, ratio_test = 0;
};

struct PublishedGroup {
  std::vector<std::int64_t> spots;
  double x = 0, y = 0;
  int people = 0;
  std::map<std::int64_t, Count> votes;
  std::vector<PublishedView> views;
};

struct PublishedSpot {
  std::int64_t id = 0;
  std::vector<std::int64_t> people;
  double x = 0, y = 0;
};

struct PublishedMath {
  std::int64_t people = 0, statements = 0;
  std::vector<std::int64_t> order;     // tids
  std::vector<std::int64_t> left_out;  // mod-out
  std::vector<std::int64_t> counted_in;
  std::vector<std::vector<double>> axes, projection;
  std::vector<double> center, extremity;
  std::map<std::int64_t, double> consensus, priorities;
  std::vector<PublishedGroup> groups;
  std::vector<PublishedSpot> spots;
  std::vector<PublishedView> agree, disagree;
};

PublishedMath read_math(std::string const& json);

std::filesystem::path polis_data();
std::string whole_file(std::filesystem::path const& path);

// A folder of the shared data, read and with its sign checked; fails the test when it cannot be read.
struct Export {
  exchange::PolisConversation conversation;
  exchange::SignCheck sign;
  exchange::Gathered gathered;
};
Export read_conversation(std::string const& name);  // conversations/NAME, CSV
Export read_fixture(std::string const& name);       // math-fixtures/NAME, JSON
Export checked(exchange::PolisRead const& read);

}  // namespace insight
