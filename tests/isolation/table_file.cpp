#include "tests/isolation/table_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <stdexcept>

namespace isolation {
namespace {

using Cells = std::vector<std::string>;

std::string trimmed(std::string const& text) {
  auto const first = text.find_first_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Cells cells_of(std::string const& line) {
  Cells cells;
  std::stringstream rest{line.substr(1)};
  for (std::string cell; std::getline(rest, cell, '|');) cells.push_back(trimmed(cell));
  return cells;
}

std::vector<std::string> words_of(std::string const& text) {
  std::stringstream rest{text};
  return {std::istream_iterator<std::string>{rest}, {}};
}

class Reader {
 public:
  explicit Reader(std::vector<std::string> everybody) : everybody_(std::move(everybody)) {}

  void line(int number, std::string const& text) {
    number_ = number;
    if (!text.starts_with("|")) return head_.clear();
    if (text.starts_with("|--")) return;
    auto cells = cells_of(text);
    if (head_.empty()) return begin(std::move(cells));
    if (cells.size() != head_.size()) fail("this row has " + std::to_string(cells.size()) + " cells");
    if (head_[0] == "groep") table_.groups[cells[0]] = words_of(cells[1]);
    if (head_[0] == "moment") table_.moments.push_back(cells[0]);
    if (head_[0] == "antwoord") table_.answers[cells[0]] = cells[1];
    if (head_[0] == "wens") wish(cells);
  }

  TableFile take() {
    end_wish();
    return std::move(table_);
  }

 private:
  [[noreturn]] void fail(std::string const& what) const {
    throw std::runtime_error("wie-mag-wat.md:" + std::to_string(number_) + ": " + what);
  }

  void begin(Cells cells) {
    head_ = std::move(cells);
    if (head_[0] != "wens") return;
    if (Cells(head_.begin() + 2, head_.end()) != table_.moments) fail("the columns are not all the moments, in order");
  }

  void wish(Cells const& cells) {
    if (!cells[0].empty()) {
      end_wish();
      table_.wishes.push_back({cells[0], {}});
    }
    if (table_.wishes.empty()) fail("a row without a wish");
    WishRow row;
    row.line = number_;
    row.who = left_of(cells[1]);
    if (row.who.empty()) fail("nobody is left for \"" + cells[1] + "\"");
    for (auto const& one : row.who) named_.insert(one);
    for (std::size_t at = 2; at < cells.size(); ++at) row.at[head_[at]] = cells[at];
    table_.wishes.back().second.push_back(std::move(row));
  }

  // Of a group those who stand in no row above.
  std::vector<std::string> left_of(std::string const& who) const {
    std::vector<std::string> all{who};
    if (who == "de rest") all = everybody_;
    if (auto const group = table_.groups.find(who); group != table_.groups.end()) all = group->second;
    for (auto const& one : all)
      if (std::ranges::find(everybody_, one) == everybody_.end()) fail("who is \"" + one + "\"?");
    std::erase_if(all, [&](std::string const& one) { return named_.contains(one); });
    return all;
  }

  void end_wish() {
    if (!table_.wishes.empty() && named_.size() != everybody_.size())
      fail("\"" + table_.wishes.back().first + "\" above has no row for everybody");
    named_.clear();
  }

  std::vector<std::string> everybody_;
  TableFile table_;
  Cells head_;
  std::set<std::string> named_;  // in the wish that is being read
  int number_ = 0;
};

}  // namespace

TableFile read_table(std::string const& path, std::vector<std::string> const& everybody) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error("cannot read " + path);
  Reader reader{everybody};
  int number = 0;
  for (std::string text; std::getline(file, text);) reader.line(++number, text);
  return reader.take();
}

}  // namespace isolation
