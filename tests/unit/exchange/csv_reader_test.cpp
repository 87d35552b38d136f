// CSV as people and programs write it: a table of texts and the rows they mean, each also cut at every byte.

#include "server/exchange/csv_reader.hpp"

#include <gtest/gtest.h>

#include "server/exchange/source.hpp"

namespace exchange {
namespace {

// Rows as "line: cell|cell" each; a fault as "fault at line: what".
std::string rows_of(std::string_view text, std::size_t piece) {
  std::string out;
  CsvReader reader{[&](CsvRow& row) {
    out += std::to_string(row.line) + ": ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) out += (i ? "|" : "") + row.cells[i];
    out += '\n';
  }};
  bool is_whole = true;
  for (std::size_t at = 0; is_whole && at < text.size(); at += piece) is_whole = reader.feed(text.substr(at, piece));
  if (is_whole) is_whole = reader.finish();
  if (!is_whole) out += "fault at " + std::to_string(reader.fault()->line) + ": " + reader.fault()->what;
  return out;
}

struct Row {
  char const* what;
  std::string text;
  std::string expected;
};

TEST(CsvReader, reads_what_is_meant_however_it_is_cut) {
  using namespace std::string_literals;
  std::vector<Row> const rows = {
      {"plain", "a,b\n1,2\n", "1: a|b\n2: 1|2\n"},
      {"no line end at the end", "a,b\n1,2", "1: a|b\n2: 1|2\n"},
      {"returns and line ends", "a\r\nb\r\n", "1: a\n2: b\n"},
      {"returns alone", "a\rb\r", "1: a\n2: b\n"},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\n",
       "1: a|b\n"},
      {"half a mark is text",
       "\xEF\xBB"
       "a\n",
       "1: \xEF\xBB"
       "a\n"},
      {"nothing but half a mark", "\xEF", "1: \xEF\n"},
      {"nothing", "", ""},
      {"empty lines", "\n\na\n\n\nb\n", "3: a\n6: b\n"},
      {"empty cells", ",\n,,x\n", "1: |\n2: ||x\n"},
      {"an empty quoted cell", "\"\"\n", "1: \n"},
      {"comma in quotes", "\"a,b\",c\n", "1: a,b|c\n"},
      {"doubled quotes", "\"say \"\"no\"\"\"\n", "1: say \"no\"\n"},
      {"line end in quotes", "\"a\nb\",c\nd\n", "1: a\nb|c\n3: d\n"},
      {"return and line end in quotes", "\"a\r\nb\"\r\nc\n", "1: a\r\nb\n3: c\n"},
      {"a quote in a bare cell", "5\" pipe,x\n", "1: 5\" pipe|x\n"},
      {"a quote that was not doubled", "\"he said \"no\" to me\",x\n", "1: he said \"no\" to me|x\n"},
      {"spaces stay", " a , b \n", "1:  a | b \n"},
      {"open quote", "a\nb,\"c\nd\n", "1: a\nfault at 2: a quote opens here and never closes"},
      {"NUL", "a\nb\0c\n"s, "1: a\nfault at 2: a sign that is no text (NUL)"},
  };
  for (auto const& row : rows) {
    for (std::size_t piece = 1; piece <= row.text.size() + 1; ++piece) {
      EXPECT_EQ(rows_of(row.text, piece), row.expected) << row.what << ", in pieces of " << piece;
    }
  }
}

TEST(CsvReader, has_limits_with_an_answer) {
  std::string const long_cell(limits::cell_bytes_max, 'x');
  EXPECT_EQ(rows_of(long_cell + "\n", 1000), "1: " + long_cell + "\n");
  EXPECT_EQ(rows_of("a\n" + long_cell + "x\n", 1000), "1: a\nfault at 2: a cell of more than 65536 bytes");
  EXPECT_EQ(rows_of("a\n\"\n\n" + long_cell + "\"\n", 1000), "1: a\nfault at 2: a cell of more than 65536 bytes");
  EXPECT_EQ(rows_of(std::string(limits::cells_max, ',') + "\n", 1000), "fault at 1: more than 1100 cells in a row");
}

}  // namespace
}  // namespace exchange
