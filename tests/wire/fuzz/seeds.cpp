// Writes the seed corpora of the fuzz targets from what describes them: every kind of frame, push, body and record,
// filled by the shapes, and a few requests and names. `fuzz_seeds FOLDER`, before a run; nothing of it is committed.

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "protocol/api.hpp"
#include "protocol/json.hpp"
#include "tests/unit/protocol/filling.hpp"
#include "tests/wire/fuzz/marked.hpp"

namespace {

using namespace protocol;
namespace fs = std::filesystem;

class Corpus {
 public:
  explicit Corpus(fs::path folder) : folder_(std::move(folder)) { fs::create_directories(folder_); }
  void add(std::string_view bytes) {
    std::ofstream{folder_ / ("seed-" + std::to_string(++count_)), std::ios::binary} << bytes;
  }

 private:
  fs::path folder_;
  int count_ = 0;
};

template <class Choice>
std::vector<Choice> one_of_each(unsigned seed, filling::Optionals optionals) {
  std::vector<Choice> all(std::variant_size_v<Choice>);
  filling::Filler filler{seed, optionals};
  for (std::size_t i = 0; i < all.size(); ++i) filler.fill_choice(all[i], i);
  return all;
}

// A whole frame, or with other first bytes a piece of one, under a mask of zeros.
std::string framed(unsigned char first, std::string_view payload) {
  std::string all(1, static_cast<char>(first));
  if (payload.size() < 126) {
    all += static_cast<char>(0x80 | payload.size());
  } else {
    all += static_cast<char>(0xFE);
    all += static_cast<char>(payload.size() >> 8);
    all += static_cast<char>(payload.size() & 0xFF);
  }
  return all.append(4, '\0').append(payload);
}

void frames(fs::path const& to) {
  Corpus frame{to / "frame"};
  std::string const hello = R"({"type":"hello","protocol":1,"view":"participant"})";
  frame.add('\x07' + framed(0x81, hello) + framed(0x89, "hoi") + framed(0x88, "\x03\xE8"));
  frame.add('\x03' + framed(0x01, "\"\xE2") + framed(0x8A, "") + framed(0x00, "\x82") + framed(0x80, "\xAC\""));
  frame.add('\x01' + framed(0x82, "x") + framed(0x80, ""));
  frame.add('\x1F' + framed(0x81, std::string(300, ' ')) + framed(0x81, ""));
}

void messages(fs::path const& to) {
  Corpus message{to / "message"}, command{to / "command"}, json{to / "json"}, journal{to / "journal"};
  unsigned seed = 0;
  for (auto const optionals : {filling::Optionals::absent, filling::Optionals::present}) {
    for (auto const& body : one_of_each<Command>(++seed, optionals)) {
      auto const written = encode(ClientFrame{Ask{CommandId{"c-1"}, std::nullopt, body}});
      command.add(written);
      message.add('\x05' + written);
    }
    for (auto const& frame : one_of_each<ClientFrame>(++seed, optionals)) command.add(encode(frame));
    for (auto const& push : one_of_each<Push>(++seed, optionals)) json.add(encode(push));
    filling::Filler filler{++seed, optionals};
    json.add(api::encode_body(filler.make<api::NewRoom>()));
    json.add(api::encode_body(filler.make<api::EnterAsStaff>()));
    json.add(api::encode_body(filler.make<api::SetPassword>()));
    json.add(api::encode_body(filler.make<api::Format>()));
    fuzz::Marked sealer;
    std::string row;
    for (auto const& event : one_of_each<Event>(++seed, optionals)) {
      auto const line = encode_record(Record{1, 1'795'000'000'000, std::nullopt, event}, sealer);
      journal.add(line);
      if (row.size() < 2'000) row += line + '\n';
    }
    journal.add(row);
  }
}

void requests_and_names(fs::path const& to) {
  Corpus request{to / "request"}, gate{to / "gate"};
  request.add(
      "/k/abc?x=1\n127.0.0.1:8080\nhttp://127.0.0.1:8080\npb_office=a; pb_lead_x=b\n10.0.0.1, ::1\n10.0.0.0/8\n"
      "dGhlIHNhbXBsZSBub25jZQ==\nchat, plekberaad.v1");
  request.add(
      "http://plek.example.org/\nplek.example.org\nhttps://plek.example.org\napplication/json; charset=utf-8\n"
      "2001:db8::1,127.0.0.1\n2001:db8::/32\n\nplekberaad.v11");
  request.add("*\nx\"><script>\nnull\ngzip;q=0, br\n127.0.0.1,,\n::ffff:10.0.0.1/96\n=\n,");
  for (std::string_view const name :
       {"Fatima", "  Jan   de Vries ", "Si\xC3\xA2n \xC5\xB4yn", "\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0",
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
        "a\xE2\x80\xAE"
        "b",
        "\xEF\xBB\xBFx", "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7", "e\xCC\x81\xCC\x81\xCC\x81", "tafel 3\nhoi\t"}) {
    gate.add(name);
  }
}

void exports(fs::path const& to) {
  Corpus polis{to / "polis"};
  std::string const comments =
      "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1500000000000,7,3,2,1,1,\"a, "
      "\"\"b\"\"\nc\"\n"
      "1500000000,9,4,0,2,-1,=1\n";
  std::string const votes =
      "timestamp,comment-id,voter-id,vote\n1500000000001,7,3,1\n1500000000002,7,4,-1\n1500000000003,7,4,1\n"
      "1500000000004,9,3,-1\n1500000000005,9,5,0\n";
  std::string const people = "participant,group-id,n-votes,7,9\n3,0,2,1,-1\n4,1,1,1,\n5,,1,,0\n";
  for (auto const& rest : {std::string{}, "\n%%%\n" + people, "\n%%%\n" + people + "\n%%%\ntopic,x\n"}) {
    polis.add(comments + "\n%%%\n" + votes + rest);
  }
}

void texts(fs::path const& to) {
  Corpus moderation{to / "moderation"};
  for (std::string_view const text :
       {"Bel 06-12345678 of (0512) 34 56 78, +31 6 12345678",
        "Mail jan@example.nl of kijk op https://example.nl/a?b=c#d.", "NL91 ABNA 0417 1643 00 en 1112.22.333",
        "Dorpsstraat 12, 8601 AB Sneek, AB-12-34", "jij bent een 1d10ot, k u t",
        "WAAROM LUISTERT HIER NOOIT IEMAND!!!!!!!", "\u0410da Jansen (leiding)"}) {
    moderation.add('\0' + std::string(text));
    moderation.add('\x01' + std::string(text));
  }
}

// What a mutation should know: the words of the wire, and what hurts.
void words(fs::path const& to) {
  std::ofstream file{to / "words.dict"};
  auto const all = [&](auto const& tags) {
    for (auto const tag : tags) file << "\"\\\"" << tag << "\\\"\"\n";
  };
  all(describe::tags<Command>);
  all(describe::tags<ClientFrame>);
  all(describe::tags<Push>);
  all(describe::tags<Event>);
  all(describe::names<Role>);
  file << R"("\"type\":"
"\\ud800"
"\\u0000"
"9007199254740991"
"-0"
"1e1"
"sealed:"
"\xED\xA0\x80"
"\xE2\x80\xAE"
"\xE2\x81\xA6"
"::ffff:"
"http://"
"\x0A%%%\x0A"
"comment-id"
"group-informed-consensus"
"is-meta"
"\xEF\xBB\xBF"
)";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: fuzz_seeds FOLDER\n"), 2;
  frames(argv[1]);
  messages(argv[1]);
  requests_and_names(argv[1]);
  exports(argv[1]);
  texts(argv[1]);
  words(argv[1]);
  return 0;
}
