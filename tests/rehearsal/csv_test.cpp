// The reader of real CSV files that the tests use: a test tool that reads wrongly would prove nothing.

#include "tests/support/csv.hpp"

#include <gtest/gtest.h>

namespace support {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(Csv, quotes_commas_and_line_ends) {
  EXPECT_EQ(read_csv("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\n"),
            (Rows{{"a", "b"}, {"x, y", "say \"hi\""}, {"two\nlines", ""}}));
  EXPECT_EQ(read_csv("last,row"), (Rows{{"last", "row"}}));
  EXPECT_EQ(read_csv(""), Rows{});
}

}  // namespace
}  // namespace support
