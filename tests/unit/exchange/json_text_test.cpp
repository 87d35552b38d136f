// JSON that people read: order, lines, signs, numbers.

#include "server/exchange/json_text.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace exchange {
namespace {

TEST(JsonText, stands_in_lines_down_to_the_rows_of_a_list) {
  JsonText text;
  text.open('{');
  text.put("a", 1);
  text.open("empty", '[');
  text.close();
  text.open("rows", '[');
  for (int i = 0; i < 2; ++i) {
    text.open('{');
    text.put("b", true);
    text.put("c", 0.5);
    text.close();
  }
  text.close();
  text.close();
  EXPECT_EQ(text.take(),
            "{\n  \"a\": 1,\n  \"empty\": [],\n  \"rows\": [\n    {\"b\": true, \"c\": 0.5},\n    {\"b\": true, \"c\": "
            "0.5}\n  ]\n}\n");
}

TEST(JsonText, escapes_what_a_terminal_or_a_parser_would_obey) {
  JsonText text;
  text.open('[');
  text.put("\x1b[31m\"\\\n\x7f é");
  text.put(-0.0);
  text.put(1.0 / 3);
  text.put(std::numeric_limits<double>::quiet_NaN());
  text.put(1e308 * 10);
  text.close();
  EXPECT_EQ(text.take(),
            "[\n  \"\\u001b[31m\\\"\\\\\\u000a\\u007f é\",\n  0,\n  0.3333333333333333,\n  null,\n  null\n]\n");
}

}  // namespace
}  // namespace exchange
