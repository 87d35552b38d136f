// `plekberaad provision`, and the command line that tests/bench/README.md gives a load generator: rooms and seats are
// made before a server starts, every line of tokens.txt opens the seat that its place says, and what the templates of
// that page say is what the server answers with what they wait for.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "tests/live/raw_line.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace live;
using namespace protocol;

std::vector<std::string> lines_of(std::filesystem::path const& path) {
  std::ifstream file{path};
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) all.push_back(line);
  return all;
}

// The quoted words behind an option of the load generator, as the page gives them.
std::string documented(std::string const& option) {
  std::ifstream file{PLEKBERAAD_ROOT "/tests/bench/README.md"};
  std::string const page{std::istreambuf_iterator<char>{file}, {}};
  auto const at = page.find("--" + option + " '");
  if (at == std::string::npos) return {};
  auto const begin = at + option.size() + 4;
  return page.substr(begin, page.find('\'', begin) - begin);
}

std::string filled(std::string text, std::map<std::string, std::string> const& values) {
  for (auto const& [name, value] : values) {
    auto const mark = "{" + name + "}";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.replace(at, mark.size(), value);
  }
  return text;
}

struct Provision : testing::Test {
  static constexpr int rooms = 2, members = 3;
  support::ServerProcess server;
  std::filesystem::path const out = server.data().parent_path() / "out";

  static int ends_with(std::string const& flags) {
    auto const status = std::system((PLEKBERAAD_PROGRAM " provision " + flags + " >/dev/null 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string flags() const {
    return "--data " + server.data().string() + " --rooms 2 --members 3 --out " + out.string();
  }
  // The next text that has this in it.
  static std::string text_with(RawLine& line, std::string const& part) {
    while (auto const frame = line.next())
      if (frame->first_byte == 0x81 && frame->payload.find(part) != std::string::npos) return frame->payload;
    return {};
  }
};

TEST_F(Provision, MakesRoomsAndSeatsThatTheDocumentedTemplatesCanUse) {
  ASSERT_EQ(ends_with(flags()), 0);
  auto const codes = lines_of(out / "rooms.txt"), tokens = lines_of(out / "tokens.txt");
  ASSERT_EQ(std::set(codes.begin(), codes.end()).size(), static_cast<std::size_t>(rooms));
  ASSERT_EQ(std::set(tokens.begin(), tokens.end()).size(), static_cast<std::size_t>(rooms * members));
  auto const ready = documented("ready");
  ASSERT_TRUE(ready.starts_with("text:")) << "the page lost its command line";
  ASSERT_TRUE(server.start()) << server.log();
  for (int place = 0; place < rooms * members; ++place) {
    auto const member = std::to_string(place % members), number = std::to_string(place);
    std::map<std::string, std::string> const values{{"room", codes.at(static_cast<std::size_t>(place / members))},
                                                    {"member", member},
                                                    {"conn", number},
                                                    {"token", tokens.at(static_cast<std::size_t>(place))},
                                                    {"seq", "1"},
                                                    {"payload", "words of " + number}};
    auto const url = filled(documented("url-template"), values);
    RawLine line{server.port()};
    ASSERT_EQ(line.upgrade(url.substr(url.find("/ws/"))).status, 101) << url;
    line.text(filled(documented("hello"), values));
    auto const own = text_with(line, ready.substr(5));
    EXPECT_NE(own.find("\"seat\":\"s" + member + '"'), std::string::npos) << place << " got: " << own;
    line.text(filled(documented("post"), values));
    auto const told = text_with(line, "words of " + number);
    EXPECT_NE(told.find(documented("order-key")), std::string::npos) << "the card of " << place << ": " << told;
    EXPECT_LT(told.find(documented("order-key")), told.find("words of ")) << "the counter must come first";
  }
}

TEST_F(Provision, LeavesAFolderInUseAlone) {
  ASSERT_TRUE(server.start()) << server.log();
  EXPECT_EQ(ends_with(flags()), 71);
  EXPECT_FALSE(std::filesystem::exists(out)) << "files of rooms that are not there";
}

TEST_F(Provision, RefusesAWrongCommandLine) {
  EXPECT_EQ(ends_with("--data " + server.data().string()), 2) << "where to?";
  EXPECT_EQ(ends_with(flags() + " --rooms 0"), 2);
  EXPECT_EQ(ends_with("--data " + server.data().string() + " --members 2001 --out " + out.string()), 2);
  EXPECT_TRUE(lines_of(out / "tokens.txt").empty());
}

}  // namespace
