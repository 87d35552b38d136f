#pragma once
// A CSV file with a row of headings, read by the names of its columns, never by their place. Whatever is wrong is said
// with file, line and column. Throws Unreadable; internal to exchange and its tests.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/csv_reader.hpp"
#include "server/exchange/source.hpp"

namespace exchange {

// "votes.csv, line 7, column \"vote\": "
std::string place(std::string_view file, std::int64_t line, std::string_view column = {});

// What a stranger wrote, quoted for a sentence: short, on one line.
std::string shown(std::string_view text);

class CsvTable {
 public:
  // One row below the headings.
  class Row {
   public:
    Row(CsvTable const& table, CsvRow const& row) : table_(table), row_(row) {}

    std::int64_t line() const { return row_.line; }
    std::string const& text(std::string_view column) const;  // "" when there is no such column
    std::int64_t whole(std::string_view column) const;
    double number(std::string_view column) const;
    bool truth(std::string_view column) const;  // true, false or nothing
    std::string const& at(std::size_t column) const { return row_.cells[column]; }
    [[noreturn]] void refuse(std::string_view column, std::string const& why) const;

   private:
    CsvTable const& table_;
    CsvRow const& row_;
  };
  using Taker = std::function<void(Row const& row)>;

  // `last_takes_rest`: commas that an exporter forgot to quote in the last column are put back.
  static void read(Source const& source, std::vector<std::string> const& columns, bool last_takes_rest,
                   std::function<void(CsvTable const&)> const& take_headings, Taker const& take);

  std::vector<std::string> const& headings() const { return headings_; }
  bool has(std::string_view column) const { return places_.contains(column); }
  std::string const& file() const { return file_; }

 private:
  explicit CsvTable(std::string file) : file_(std::move(file)) {}
  void take_headings(CsvRow& row, std::vector<std::string> const& columns);
  void fit(CsvRow& row, bool last_takes_rest) const;

  std::string file_;
  std::vector<std::string> headings_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

}  // namespace exchange
