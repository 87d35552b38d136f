#pragma once
// Comma separated values from a stream of bytes, in pieces cut anywhere: quoted cells with commas, line ends and
// doubled quotes, a byte order mark, line ends of any system. What others got wrong is read as it was meant where that
// can be told: a quote inside a bare cell, or one inside a quoted cell that no comma or line end follows, is a sign
// like any other. Empty lines are passed over. No library: those of Debian either cannot take a line end in a cell or
// do not say where a fault is. Pure; one thread.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

struct CsvFault {
  std::int64_t line = 0;  // counted from 1; that of the row's first sign, or of the quote that stays open
  std::string what;
};

struct CsvRow {
  std::int64_t line = 0;
  std::vector<std::string> cells;
};

class CsvReader {
 public:
  // Gets each row in turn, and may stop the reading by throwing.
  using Taker = std::function<void(CsvRow& row)>;
  explicit CsvReader(Taker take) : take_(std::move(take)) {}

  // false: see fault(); nothing more is read.
  bool feed(std::string_view bytes);
  bool finish();
  std::optional<CsvFault> const& fault() const { return fault_; }

 private:
  enum class At { row_start, cell_start, bare, quoted, after_quote };

  void sign(char sign);
  void put(char sign);
  void end_cell();
  void end_row();
  void refuse(std::int64_t line, std::string what);

  Taker take_;
  At at_ = At::row_start;
  CsvRow row_;
  std::string cell_;
  std::int64_t line_ = 1;
  std::int64_t quote_line_ = 1;
  int mark_signs_ = 0;  // of the byte order mark, seen so far
  bool is_first_ = true;
  bool was_return_ = false;
  std::optional<CsvFault> fault_;
};

}  // namespace exchange
