// Strings that broke other programs, and Unicode's own table of look-alikes, through the gate.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "server/room/look_up.hpp"
#include "server/text/gate.hpp"

namespace {

std::string const folder = SHARED_DATA "/strings/";

std::string read(std::string const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void append_utf8(std::string& out, char32_t sign) {
  if (sign < 0x80) {
    out += static_cast<char>(sign);
  } else if (sign < 0x800) {
    out += static_cast<char>(0xC0 | (sign >> 6));
    out += static_cast<char>(0x80 | (sign & 0x3F));
  } else if (sign < 0x10000) {
    out += static_cast<char>(0xE0 | (sign >> 12));
    out += static_cast<char>(0x80 | ((sign >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (sign & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (sign >> 18));
    out += static_cast<char>(0x80 | ((sign >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((sign >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (sign & 0x3F));
  }
}

// The JSON string after `"s": ` on a line of the file. Pairs of surrogates are joined.
std::string unescaped(std::string const& line) {
  std::string out;
  char32_t high = 0;
  for (auto i = line.find("\"s\": \"") + 6; i < line.size() && line[i] != '"'; ++i) {
    if (line[i] != '\\') {
      out += line[i];
      continue;
    }
    char const kind = line[++i];
    auto const plain = std::string_view("nrtbf").find(kind);
    if (kind == 'u') {
      auto const sign = static_cast<char32_t>(std::stoul(line.substr(i + 1, 4), nullptr, 16));
      i += 4;
      if (sign >= 0xD800 && sign < 0xDC00)
        high = sign;
      else if (sign >= 0xDC00 && sign < 0xE000)
        append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (sign - 0xDC00));
      else
        append_utf8(out, sign);
    } else {
      out += plain == std::string_view::npos ? kind : "\n\r\t\b\f"[plain];
    }
  }
  return out;
}

// The rule once more, from bytes alone: what a refusal of a string in this file can only be due to.
bool has_reason_to_be_odd(std::string const& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const byte = static_cast<unsigned char>(text[i]);
    auto const next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return true;
    if (byte == 0xC2 && next >= 0x80 && next < 0xA0) return true;
  }
  for (auto const* odd : {"\u202D", "\u202E", "\uFFFE", "\uFFFF"}) {
    if (text.find(odd) != std::string::npos) return true;
  }
  auto const count = [&](std::string const& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  return count("\u2066") + count("\u2067") + count("\u2068") != count("\u2069");
}

TEST(NaughtyStrings, are_taken_or_refused_with_a_reason) {
  auto const all = read(folder + "blns.part.json");
  if (all.empty()) GTEST_SKIP() << "no shared data at " << folder;
  std::istringstream in(all);
  int taken = 0;
  int refused = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.find("\"s\": \"") == std::string::npos) continue;
    auto const text = unescaped(line);
    auto const fault = text::check(protocol::Say{{text}});
    if (!fault || fault->reason == protocol::Refusal::text_empty) {
      EXPECT_FALSE(has_reason_to_be_odd(text)) << line;
    } else {
      EXPECT_TRUE(has_reason_to_be_odd(text)) << line;
    }
    (fault ? refused : taken)++;
    (void)text::gate_name(text);  // any answer will do; no crash
  }
  EXPECT_GT(taken, 250);
  EXPECT_GT(refused, 0);
}

// Every single sign that Unicode calls a look-alike of a letter in the name, put in that letter's place.
void expect_no_double_of(std::string const& name) {
  auto const own = std::get<text::Name>(text::gate_name(name)).folded;
  std::istringstream in(read(folder + "confusables.txt"));
  int tried = 0;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string source, semicolon, target, end;
    if (!(fields >> source >> semicolon >> target >> end) || semicolon != ";" || end != ";") continue;
    auto const sign = static_cast<char32_t>(std::stoul(target, nullptr, 16));
    for (std::size_t place = 0; place < name.size(); ++place) {
      bool const is_twin = name[place] == 'I' && sign == 'l';  // Unicode draws I as l
      if (static_cast<char32_t>(name[place]) != sign && !is_twin) continue;
      std::string twin = name.substr(0, place);
      append_utf8(twin, static_cast<char32_t>(std::stoul(source, nullptr, 16)));
      twin += name.substr(place + 1);
      auto const gated = text::gate_name(twin);
      if (auto const* taken = std::get_if<text::Name>(&gated)) {
        EXPECT_TRUE(room::are_namesakes(taken->folded, own)) << twin << ' ' << line;
      }
      ++tried;
    }
  }
  EXPECT_GT(tried, 20) << name;
}

TEST(LookAlikes, of_a_name_are_its_namesakes_or_refused) {
  if (read(folder + "confusables.txt").empty()) GTEST_SKIP() << "no shared data at " << folder;
  expect_no_double_of("Ilse");
  expect_no_double_of("Jan");
  expect_no_double_of("Otto");
}

}  // namespace
