// Generated files follow the descriptions, and the protocol's guide for strangers names every message.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "protocol/close_codes.hpp"
#include "protocol/describe.hpp"
#include "protocol/export.hpp"
#include "protocol/json.hpp"

using namespace protocol;

namespace {

std::string content_of(std::string_view path) {
  std::ifstream file{std::string{PLEKBERAAD_ROOT} + "/" + std::string{path}, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

template <class Choice>
void expect_named(std::string const& guide) {
  for (auto const tag : describe::tags<Choice>) {
    EXPECT_NE(guide.find("`" + std::string{tag} + "`"), std::string::npos) << tag << " is not in protocol/README.md";
  }
}

}  // namespace

TEST(Generated, no_file_is_stale) {
  for (auto const& file : generated_files()) {
    EXPECT_TRUE(content_of(file.path) == file.text())
        << file.path << " is stale: cmake --build build --target protocol_generated";
  }
}

TEST(Guide, names_every_frame_command_push_and_thing) {
  auto const guide = content_of("protocol/README.md");
  expect_named<ClientFrame>(guide);
  expect_named<Command>(guide);
  expect_named<Push>(guide);
  expect_named<Thing>(guide);
}

TEST(Guide, names_every_problem_retry_and_close_code) {
  auto const guide = content_of("protocol/README.md");
  auto const expect_word = [&](std::string_view word) {
    EXPECT_NE(guide.find("`" + std::string{word} + "`"), std::string::npos) << word << " is not in protocol/README.md";
  };
  for (auto const name : describe::names<Problem>) expect_word(name);
  for (auto const name : describe::names<RetryReason>) expect_word(name);
  for (auto const& code : close_codes::all) expect_word(code.reason);
}
