// `plekberaad moderate`: what goes in, line by line, and what comes out.

#include "server/moderate.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace {

struct Said {
  int code = -1;
  std::vector<std::string> lines;
};

Said say(std::string const& input, ModerateSettings const& settings = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  Said said{moderate(settings, in, out), {}};
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) said.lines.push_back(line);
  return said;
}

TEST(Moderate, answers_plain_lines_and_objects_one_for_one) {
  auto const said =
      say("Goed idee!\n"
          "\n"
          "Bel 06-12345678\r\n"
          "{\"text\":\"Mail jan@example.nl\",\"kind\":\"words\"}");
  EXPECT_EQ(said.code, 0);
  ASSERT_EQ(said.lines.size(), 3U);
  EXPECT_EQ(said.lines[0], R"({"line":1,"verdict":"pass","findings":[]})");
  EXPECT_EQ(said.lines[1],
            R"({"line":3,"verdict":"hold","reason":"has_phone","findings":[{"rule":"phone","reason":"has_phone",)"
            R"("outcome":"hold","span":{"from_byte":4,"to_byte":15,"from_sign":4,"to_sign":15}}],)"
            R"("masked":"Bel [telefoonnummer]"})");
  EXPECT_NE(said.lines[2].find(R"("masked":"Mail [e-mailadres]")"), std::string::npos) << said.lines[2];
}

TEST(Moderate, counts_places_in_bytes_and_in_code_points) {
  auto const said = say("Eén café: 0612345678");
  ASSERT_EQ(said.lines.size(), 1U);
  EXPECT_NE(said.lines[0].find(R"("span":{"from_byte":12,"to_byte":22,"from_sign":10,"to_sign":20})"),
            std::string::npos)
      << said.lines[0];
}

TEST(Moderate, goes_on_behind_a_line_that_cannot_be_judged) {
  struct Row {
    std::string line, error;
  };
  for (auto const& [line, error] : std::vector<Row>{
           {std::string(64 * 1024 + 1, 'a'), R"({"line":1,"error":"line_too_long","detail":"more than 65536 bytes)"},
           {"\xC3(", R"({"line":1,"error":"not_utf8","detail":"save the file as UTF-8"})"},
           {"{ niet waar", R"({"line":1,"error":"not_json","detail":")"},
           {"{\"kind\":\"card\"}", R"({"line":1,"error":"missing_field","detail":"text)"},
           {"{\"text\":\"x\",\"soort\":1}", R"({"line":1,"error":"unknown_field","detail":"soort)"},
           {"{\"text\":\"x\",\"kind\":\"kaart\"}", R"({"line":1,"error":"not_one_of","detail":"kind)"},
       }) {
    auto const said = say(line + "\ngoed\n");
    EXPECT_EQ(said.code, 1);
    ASSERT_EQ(said.lines.size(), 2U) << error;
    EXPECT_TRUE(said.lines[0].starts_with(error)) << said.lines[0];
    EXPECT_EQ(said.lines[1], R"({"line":2,"verdict":"pass","findings":[]})");
  }
  EXPECT_EQ(say(std::string(64 * 1024, 'a')).code, 0) << "a line as long as it may be";
  EXPECT_EQ(say("").code, 0);
}

TEST(Moderate, takes_rules_from_a_file_and_says_what_is_wrong_with_it) {
  auto const file = testing::TempDir() + "regels.toml";
  std::ofstream(file) << "[phone]\ndoes = \"refuse\"\n";
  EXPECT_NE(say("0612345678", {file, ""}).lines.at(0).find("\"verdict\":\"refuse\""), std::string::npos);
  std::ofstream(file) << "[phone]\ndoes = \"soms\"\n";
  testing::internal::CaptureStderr();
  auto const said = say("0612345678", {file, ""});
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            file + ", line 2: 'does' of [phone] is \"off\", \"note\", \"hold\" or \"refuse\".\n");
  EXPECT_EQ(said.code, 71);
  EXPECT_TRUE(said.lines.empty());
  std::remove(file.c_str());
}

TEST(Moderate, says_the_reason_as_people_read_it) {
  EXPECT_NE(say("0612345678", {"", "nl"}).lines.at(0).find("\"explanation\":\"Hier staat een telefoonnummer in."),
            std::string::npos);
  EXPECT_NE(say("0612345678", {"", "en"}).lines.at(0).find("\"explanation\":\"There is a telephone number"),
            std::string::npos);
}

TEST(Moderate, sees_flooding_and_repeating_where_author_and_time_are_given) {
  std::string input;
  for (int i = 0; i < 10; ++i) {
    input += R"({"text":"Kaartje nummer )" + std::to_string(i) + R"(","author":"a","at":)" + std::to_string(1'000 * i) +
             "}\n";
  }
  auto const said = say(input);
  EXPECT_EQ(said.code, 0);
  EXPECT_EQ(said.lines.at(7).find("too_many_texts"), std::string::npos);
  EXPECT_NE(said.lines.at(8).find("too_many_texts"), std::string::npos);
  std::string const text = R"("text":"De speeltuin verdient nieuwe bankjes")";
  auto const twice = say("{" + text + R"(,"author":"a","at":1})" + "\n{" + text + R"(,"author":"a","at":5000})");
  EXPECT_NE(twice.lines.at(1).find("said_before"), std::string::npos) << twice.lines.at(1);
}

}  // namespace
