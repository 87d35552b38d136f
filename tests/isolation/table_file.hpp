#pragma once
// Reads wie-mag-wat.md: the tables of groups, moments, answers and wishes, as a facilitator wrote them. Knows nothing
// of the server. A page that cannot be understood ends with an exception that names the line. For tests, one thread.

#include <map>
#include <string>
#include <vector>

namespace isolation {

struct WishRow {
  int line = 0;                           // in the file
  std::vector<std::string> who;           // role keys, "deur", "kantoor"; those of earlier rows left out
  std::map<std::string, std::string> at;  // moment -> answer
};

struct TableFile {
  std::map<std::string, std::vector<std::string>> groups;
  std::vector<std::string> moments;
  std::map<std::string, std::string> answers;                        // word -> refusal
  std::vector<std::pair<std::string, std::vector<WishRow>>> wishes;  // in order, each with the rows of its people
};

// `everybody`: every key that "de rest" may stand for.
TableFile read_table(std::string const& path, std::vector<std::string> const& everybody);

}  // namespace isolation
