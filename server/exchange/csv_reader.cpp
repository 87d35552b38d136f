#include "server/exchange/csv_reader.hpp"

#include <utility>

#include "server/exchange/source.hpp"

namespace exchange {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

bool CsvReader::feed(std::string_view bytes) {
  for (char const one : bytes) {
    if (fault_) return false;
    if (is_first_) {
      if (one == byte_order_mark[static_cast<std::size_t>(mark_signs_)]) {
        if (++mark_signs_ == static_cast<int>(byte_order_mark.size())) is_first_ = false;
        continue;
      }
      is_first_ = false;
      for (int i = 0; i < mark_signs_; ++i) sign(byte_order_mark[static_cast<std::size_t>(i)]);
    }
    sign(one);
  }
  return !fault_;
}

bool CsvReader::finish() {
  if (is_first_) {
    is_first_ = false;
    for (int i = 0; i < mark_signs_; ++i) sign(byte_order_mark[static_cast<std::size_t>(i)]);
  }
  if (fault_) return false;
  if (at_ == At::quoted) {
    refuse(quote_line_, "a quote opens here and never closes");
  } else if (at_ != At::row_start) {
    end_row();
  }
  return !fault_;
}

void CsvReader::sign(char sign) {
  if (fault_) return;
  if (sign == '\0') return refuse(line_, "a sign that is no text (NUL)");
  bool const is_second_half = sign == '\n' && std::exchange(was_return_, false);
  was_return_ = sign == '\r';
  bool const is_line_end = sign == '\n' || sign == '\r';
  if (is_line_end && !is_second_half) ++line_;
  if (at_ == At::quoted) {
    if (sign == '"') {
      at_ = At::after_quote;
      return;
    }
    return put(sign);
  }
  if (is_second_half) return;  // the row, or a cell of nothing, ended at the return
  if (at_ == At::after_quote) {
    at_ = At::quoted;
    if (sign == '"') return put('"');
    if (sign != ',' && !is_line_end) {  // not the end after all: the quote was part of the text
      put('"');
      return put(sign);
    }
    at_ = At::bare;
  }
  if (is_line_end) {
    if (at_ != At::row_start) end_row();
    return;
  }
  if (at_ == At::row_start) row_.line = line_;
  if (sign == ',') {
    end_cell();
    at_ = At::cell_start;
  } else if (sign == '"' && (at_ == At::row_start || at_ == At::cell_start)) {
    at_ = At::quoted;
    quote_line_ = line_;
  } else {
    at_ = At::bare;
    put(sign);
  }
}

void CsvReader::put(char sign) {
  if (cell_.size() >= limits::cell_bytes_max) {
    return refuse(at_ == At::quoted ? quote_line_ : line_,
                  "a cell of more than " + std::to_string(limits::cell_bytes_max) + " bytes");
  }
  cell_ += sign;
}

void CsvReader::end_cell() {
  if (row_.cells.size() >= limits::cells_max) {
    return refuse(row_.line, "more than " + std::to_string(limits::cells_max) + " cells in a row");
  }
  row_.cells.push_back(std::move(cell_));
  cell_.clear();
}

void CsvReader::end_row() {
  end_cell();
  at_ = At::row_start;
  if (!fault_) take_(row_);
  row_.cells.clear();
}

void CsvReader::refuse(std::int64_t line, std::string what) {
  if (!fault_) fault_ = CsvFault{line, std::move(what)};
}

}  // namespace exchange
