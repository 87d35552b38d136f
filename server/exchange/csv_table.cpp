#include "server/exchange/csv_table.hpp"

#include <charconv>
#include <cmath>

#include "server/exchange/utf8.hpp"

namespace exchange {

namespace {

constexpr std::size_t shown_bytes_max = 40;

std::string listed(std::vector<std::string> const& names) {
  std::string all;
  for (auto const& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

void feed_all(Source const& source, CsvReader& reader) {
  std::int64_t bytes = 0;
  bool is_whole = true;
  for (auto piece = source.next(); is_whole && !piece.empty(); piece = source.next()) {
    bytes += static_cast<std::int64_t>(piece.size());
    if (bytes > limits::file_bytes_max) {
      throw Unreadable{source.name + " is larger than " + std::to_string(limits::file_bytes_max / 1024 / 1024) +
                       " MiB, which is the most that is read."};
    }
    is_whole = reader.feed(piece);
  }
  if (is_whole) is_whole = reader.finish();
  if (is_whole) return;
  auto const& fault = *reader.fault();
  throw Unreadable{place(source.name, fault.line) + fault.what + ". Mend the file there, or export it anew."};
}

}  // namespace

std::string place(std::string_view file, std::int64_t line, std::string_view column) {
  auto where = std::string{file} + ", line " + std::to_string(line);
  if (!column.empty()) where += ", column " + shown(column);
  return where + ": ";
}

std::string shown(std::string_view text) {
  std::string out = "\"";
  for (char const sign : text.substr(0, shown_bytes_max)) {
    auto const byte = static_cast<unsigned char>(sign);
    out += byte < 0x20 || byte >= 0x7f || sign == '"' ? '?' : sign;
  }
  return out + (text.size() > shown_bytes_max ? "...\"" : "\"");
}

void CsvTable::Row::refuse(std::string_view column, std::string const& why) const {
  throw Unreadable{place(table_.file_, line(), column) + why};
}

std::string const& CsvTable::Row::text(std::string_view column) const {
  static std::string const nothing;
  auto const found = table_.places_.find(column);
  return found == table_.places_.end() ? nothing : row_.cells[found->second];
}

std::int64_t CsvTable::Row::whole(std::string_view column) const {
  auto const& cell = text(column);
  std::int64_t number = 0;
  auto const* const end = cell.data() + cell.size();
  auto const read = std::from_chars(cell.data(), end, number);
  if (cell.empty() || read.ec != std::errc{} || read.ptr != end || number > limits::number_max ||
      number < -limits::number_max) {
    refuse(column, shown(cell) + " is not a whole number. Mend this row, or export the conversation anew.");
  }
  return number;
}

double CsvTable::Row::number(std::string_view column) const {
  auto const& cell = text(column);
  double number = 0;
  auto const* const end = cell.data() + cell.size();
  auto const read = std::from_chars(cell.data(), end, number);
  if (cell.empty() || read.ec != std::errc{} || read.ptr != end || !std::isfinite(number)) {
    refuse(column, shown(cell) + " is not a number. Mend this row, or export the conversation anew.");
  }
  return number;
}

bool CsvTable::Row::truth(std::string_view column) const {
  auto const& cell = text(column);
  if (cell == "true" || cell == "True" || cell == "1") return true;
  if (cell.empty() || cell == "false" || cell == "False" || cell == "0") return false;
  refuse(column, shown(cell) + " is neither true nor false.");
}

void CsvTable::take_headings(CsvRow& row, std::vector<std::string> const& columns) {
  headings_ = std::move(row.cells);
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    if (!places_.emplace(headings_[i], i).second) {
      throw Unreadable{place(file_, row.line, headings_[i]) + "this heading stands here twice."};
    }
  }
  for (auto const& column : columns) {
    if (has(column)) continue;
    throw Unreadable{place(file_, row.line) + "there is no column \"" + column + "\". Wanted are " + listed(columns) +
                     "; the names of columns are those of a Polis export, in any order, with commas between them."};
  }
}

void CsvTable::fit(CsvRow& row, bool last_takes_rest) const {
  auto& cells = row.cells;
  if (last_takes_rest && !headings_.empty()) {
    while (cells.size() > headings_.size()) {
      cells[headings_.size() - 1] += ',' + cells[headings_.size()];
      cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(headings_.size()));
    }
  }
  if (cells.size() != headings_.size()) {
    throw Unreadable{place(file_, row.line) + std::to_string(cells.size()) + " cells, but there are " +
                     std::to_string(headings_.size()) +
                     " columns. Perhaps a quote is missing here or just above. Mend this row, or export the "
                     "conversation anew."};
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!is_utf8(cells[i])) {
      throw Unreadable{place(file_, row.line, headings_[i]) +
                       "these bytes are no UTF-8. Save the file as UTF-8 and try again."};
    }
  }
}

void CsvTable::read(Source const& source, std::vector<std::string> const& columns, bool last_takes_rest,
                    std::function<void(CsvTable const&)> const& take_headings, Taker const& take) {
  CsvTable table{source.name};
  bool has_headings = false;
  CsvReader reader{[&](CsvRow& row) {
    if (!has_headings) {
      has_headings = true;
      table.take_headings(row, columns);
      return take_headings(table);
    }
    table.fit(row, last_takes_rest);
    take(Row{table, row});
  }};
  feed_all(source, reader);
  if (!has_headings) {
    throw Unreadable{source.name + " is empty. Wanted is a row of headings: " + listed(columns) + "."};
  }
}

}  // namespace exchange
