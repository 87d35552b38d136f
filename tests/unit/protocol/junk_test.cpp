// Any bytes are answered: never a throw, never a crash, and whoever comes next is read as before.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "protocol/api.hpp"
#include "protocol/json.hpp"
#include "tests/unit/protocol/filling.hpp"

using namespace protocol;

namespace {

struct Nobody : Opener {
  std::optional<std::string> open(SeatId const&, std::string_view) override { return std::nullopt; }
  std::optional<PersonalName> name_of(SeatId const&) override { return std::nullopt; }
};

void read_with_all(std::string const& bytes) {
  Nobody nobody;
  (void)decode_client_frame(bytes);
  (void)decode_push(bytes);
  (void)decode_record(bytes, nobody);
  (void)api::decode_body<api::NewRoom>(bytes);
}

bool next_one_is_read() {
  return std::holds_alternative<ClientFrame>(decode_client_frame(R"({"type":"typing","is_typing":true})"));
}

}  // namespace

TEST(Junk, random_bytes_never_throw) {
  EXPECT_TRUE(rc::check("random bytes", [](std::string const& bytes) {
    read_with_all(bytes);
    RC_ASSERT(next_one_is_read());
  }));
}

TEST(Junk, damaged_messages_never_throw) {
  EXPECT_TRUE(rc::check("one damaged byte, one cut", [](unsigned seed, unsigned char byte) {
    filling::Filler filler{seed};
    ClientFrame frame;
    filler.fill(frame);
    auto json = encode(frame);
    auto damaged = json;
    damaged[seed % damaged.size()] = static_cast<char>(byte);
    read_with_all(damaged);
    json.resize(seed % json.size());
    read_with_all(json);
    RC_ASSERT(next_one_is_read());
  }));
}

TEST(Junk, a_bad_message_about_junk_can_itself_be_written) {
  EXPECT_TRUE(rc::check("field names of strangers", [](std::string const& name) {
    auto const json = "{\"type\":\"typing\",\"" + name + "\":1}";
    auto const got = decode_client_frame(json);
    if (auto const* bad = std::get_if<BadInput>(&got)) {
      auto const answer = encode(Push{BadMessage{bad->id, bad->path, bad->problem, bad->detail}});
      RC_ASSERT(std::holds_alternative<Push>(decode_push(answer)));
    }
  }));
}

// y_ files are JSON, n_ files are not (i_ may be either); none of them is a frame.
TEST(Junk, the_public_suite_of_json_files_is_told_apart) {
  std::filesystem::path const folder{PLEKBERAAD_ROOT "/../shared/data/json-suite/test_parsing"};
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the shared test data is not here";
  int files = 0;
  for (auto const& entry : std::filesystem::directory_iterator{folder}) {
    std::ifstream file{entry.path(), std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    read_with_all(bytes);
    auto const got = decode_client_frame(bytes);
    auto const name = entry.path().filename().string();
    ASSERT_TRUE(std::holds_alternative<BadInput>(got)) << name;
    auto const problem = std::get<BadInput>(got).problem;
    bool const is_json = problem == Problem::not_an_object || problem == Problem::missing_field;
    EXPECT_TRUE(is_json || !name.starts_with("y_")) << name << ": " << std::get<BadInput>(got).detail;
    EXPECT_FALSE(is_json && name.starts_with("n_")) << name;
    EXPECT_TRUE(next_one_is_read()) << name;
    ++files;
  }
  EXPECT_GT(files, 100);
}
