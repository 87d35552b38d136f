#pragma once
// The real data beside the checkout, as the tests and the report read it. Everything is empty when it is not there.

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "moderation/policy.hpp"
#include "protocol/json_reader.hpp"
#include "tests/support/csv.hpp"

namespace real_data {

struct Annotation {
  std::string text;
  int start_char = 0;
  int end_char = 0;
  std::string tag;
};
BOOST_DESCRIBE_STRUCT(Annotation, (), (text, start_char, end_char, tag))
struct Example {
  int id = 0;
  std::string text;
  std::vector<Annotation> annotations;
};
BOOST_DESCRIBE_STRUCT(Example, (), (id, text, annotations))
struct Examples {
  std::vector<Example> examples;
};
BOOST_DESCRIBE_STRUCT(Examples, (), (examples))

inline std::string read(std::string const& file) {
  std::ifstream in(SHARED_DATA "/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Labelled texts of pii-nl: "phone_numbers", "emails", "urls", ...
inline std::vector<Example> labelled(std::string const& kind) {
  auto const text = read("pii-nl/deduce_" + kind + ".json");
  if (text.empty()) return {};
  auto decoded = protocol::json::decode<Examples>(text, protocol::json::from_server);
  if (auto const* bad = std::get_if<protocol::BadInput>(&decoded)) throw std::runtime_error(bad->path + bad->detail);
  return std::get<Examples>(decoded).examples;
}

// Rows of a file with tabs, without its heading.
inline std::vector<std::vector<std::string>> table(std::string const& file) {
  std::istringstream in(read(file));
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    auto& row = rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

inline moderation::Policy const& plain_policy() {
  static auto const made = moderation::Policy::make({});
  return std::get<moderation::Policy>(made);
}

struct Count {
  int passed = 0;
  int held = 0;
  int refused = 0;
  int all() const { return passed + held + refused; }
};

// Per functionality of HateCheck what becomes of its cases.
inline std::map<std::string, Count> hatecheck() {
  std::map<std::string, Count> counts;
  auto const rows = support::read_csv(read("hatecheck-nl/hatecheck_cases_final_dutch.part.csv"));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    auto& count = counts[rows[i].at(1)];
    switch (plain_policy().judge({rows[i].at(2)}).outcome) {
      case protocol::Outcome::pass: ++count.passed; break;
      case protocol::Outcome::hold: ++count.held; break;
      case protocol::Outcome::refuse: ++count.refused; break;
    }
  }
  return counts;
}

inline bool is_harmless(std::string const& functionality) { return functionality.ends_with("_nh"); }

}  // namespace real_data
