#pragma once
// Comma-separated values as RFC 4180 writes them: quotes around a field, doubled quotes inside, line ends inside
// quotes. For tests that read real files. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace support {

inline std::vector<std::vector<std::string>> read_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string field;
  bool is_quoted = false;
  auto const end_field = [&] {
    row.push_back(std::move(field));
    field.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const sign = text[i];
    if (is_quoted) {
      if (sign != '"') {
        field += sign;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field += text[++i];
      } else {
        is_quoted = false;
      }
    } else if (sign == '"') {
      is_quoted = true;
    } else if (sign == ',') {
      end_field();
    } else if (sign == '\n') {
      if (field.ends_with('\r')) field.pop_back();
      end_field();
      rows.push_back(std::move(row));
      row.clear();
    } else {
      field += sign;
    }
  }
  if (!row.empty() || !field.empty()) {
    end_field();
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace support
