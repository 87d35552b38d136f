// Real texts through a real server: statements of Polis conversations as cards, and a list of naughty strings as card,
// words and name. Kept code point for code point, or refused with a clear reason; never anything in between.

#include <algorithm>
#include <map>

#include "protocol/json_reader.hpp"
#include "server/text/gate.hpp"
#include "tests/rehearsal/live_world.hpp"
#include "tests/support/csv.hpp"

namespace naughty {

struct OddString {
  int i = 0;
  std::string s;
};
BOOST_DESCRIBE_STRUCT(OddString, (), (i, s))
struct Strings {
  std::vector<OddString> strings;
};
BOOST_DESCRIBE_STRUCT(Strings, (), (strings))

}  // namespace naughty

namespace rehearsal {
namespace {

using namespace protocol;

class TextsLive : public LiveWorld {
 protected:
  // Posts a text; the answer. A text over the wire's limit must be named as such.
  std::string post(Person& author, std::string const& text) {
    auto const answer = author.ask_and_wait(PostCard{column(), {text}, std::nullopt});
    return answer ? in_words(*answer) : "no answer";
  }

  // What a text gate must say of a card; "done" when it must be kept.
  static std::string expected(std::string const& text) {
    if (text.size() > limits::card_bytes_max) return "bad_message too_long (body.text)";
    auto const fault = text::check(PostCard{{"c"}, {text}, std::nullopt});
    return fault ? in_words(Refused{{}, fault->reason, fault->path}) : "done";
  }

  static std::vector<std::string> cards_of(Person const& person) {
    std::vector<std::string> texts;
    for (auto const* card : person.store().all<CardThing>()) texts.push_back(card->text);
    std::sort(texts.begin(), texts.end());
    return texts;
  }

  void post_conversation(std::string const& name, std::size_t least) {
    auto const file = data_folder() / "polis/conversations" / name / "comments.csv";
    NEEDS_DATA(file);
    auto const rows = support::read_csv(contents(file));
    ASSERT_GT(rows.size(), least);
    ASSERT_EQ(rows[0].back(), "comment-body");
    open_room();
    auto author = come_in("Fatima");
    auto watcher = come_in("Henk");
    std::vector<std::string> kept;
    int too_long = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      ASSERT_EQ(rows[i].size(), rows[0].size()) << "row " << i;
      auto const& statement = rows[i].back();
      auto const answer = post(*author, statement);
      EXPECT_EQ(answer, expected(statement)) << statement;
      if (answer == "done") kept.push_back(statement);
      if (text::graphemes(statement) > limits::card_graphemes_max && statement.size() <= limits::card_bytes_max) {
        ++too_long;
        EXPECT_EQ(answer, "refused text_too_long (body.text)") << statement;
      }
    }
    std::cout << name << ": " << kept.size() << " kept, " << too_long << " too long of " << rows.size() - 1 << '\n';
    std::sort(kept.begin(), kept.end());
    ASSERT_TRUE(catches_up(*watcher, *author));
    EXPECT_EQ(cards_of(*watcher), kept);  // seen as they came
    auto latecomer = come_in("Truus");
    EXPECT_EQ(cards_of(*latecomer), kept);  // and read back later
    for (auto* person : {author.get(), watcher.get(), latecomer.get()}) expect_no_faults(*person);
  }

  static std::vector<std::string> naughty_strings() {
    auto const file = data_folder() / "strings/blns.part.json";
    auto decoded = json::decode<naughty::Strings>("{\"strings\":" + contents(file) + "}", json::from_server);
    std::vector<std::string> texts;
    if (auto const* bad = std::get_if<BadInput>(&decoded)) {
      ADD_FAILURE() << bad->path << ' ' << bad->detail;
      return texts;
    }
    for (auto const& one : std::get<naughty::Strings>(decoded).strings) texts.push_back(one.s);
    return texts;
  }
};

#define NEEDS_STRINGS() NEEDS_DATA(data_folder() / "strings/blns.part.json")

TEST_F(TextsLive, a_short_polis_conversation_comes_back_unchanged) { post_conversation("london.youth.policing", 30); }

TEST_F(TextsLive, a_long_polis_conversation_comes_back_unchanged) { post_conversation("bg2050-volunteers", 200); }

TEST_F(TextsLive, statements_over_the_limit_are_refused_by_name) {
  open_room();
  auto author = come_in("Fatima");
  EXPECT_EQ(post(*author, std::string(limits::card_graphemes_max, 'a')), "done");
  EXPECT_EQ(post(*author, std::string(limits::card_graphemes_max + 1, 'a')), "refused text_too_long (body.text)");
  EXPECT_EQ(post(*author, std::string(limits::card_bytes_max + 1, 'a')), "bad_message too_long (body.text)");
  EXPECT_EQ(cards_of(*author).size(), 1u);
}

TEST_F(TextsLive, naughty_strings_as_cards) {
  NEEDS_STRINGS();
  open_room();
  auto author = come_in("Fatima");
  auto watcher = come_in("Henk");
  std::vector<std::string> kept;
  for (auto const& text : naughty_strings()) {
    auto const answer = post(*author, text);
    EXPECT_EQ(answer, expected(text)) << text;
    if (answer == "done") kept.push_back(text);
  }
  EXPECT_GT(kept.size(), 250u);
  std::sort(kept.begin(), kept.end());
  ASSERT_TRUE(catches_up(*watcher, *author));
  EXPECT_EQ(cards_of(*watcher), kept);
  EXPECT_EQ(cards_of(*come_in("Truus")), kept);
  expect_no_faults(*author);
  expect_no_faults(*watcher);
}

TEST_F(TextsLive, naughty_strings_as_words_at_the_floor) {
  NEEDS_STRINGS();
  open_room();
  auto author = come_in("Fatima");
  auto watcher = come_in("Henk");
  std::map<std::string, std::string> said;  // turn -> words
  for (auto const& text : naughty_strings()) {
    ASSERT_TRUE(is_done(*author->ask_and_wait(RequestFloor{})));
    ASSERT_TRUE(is_done(*leader->ask_and_wait(GrantFloor{*author->seat(), std::nullopt})));
    ASSERT_TRUE(author->wait_until([&] { return author->is_speaking(); }));
    auto const turn = author->store().floor()->speaker->turn;
    auto const fault = text::check(Say{{text}});
    auto const answer = author->ask_and_wait(Say{{text}});
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(in_words(*answer), fault ? in_words(Refused{{}, fault->reason, fault->path}) : "done") << text;
    said[turn.value] = is_done(*answer) ? text : "";
    ASSERT_TRUE(is_done(*author->ask_and_wait(YieldFloor{})));
    ASSERT_TRUE(leader->wait_until([&] { return !leader->store().floor()->speaker; }));
  }
  ASSERT_TRUE(catches_up(*watcher, *author));
  std::size_t found = 0;
  for (auto const& [turn, words] : said) {
    auto const* thing = watcher->store().find<TurnThing>(turn);
    ASSERT_NE(thing, nullptr);
    EXPECT_EQ(thing->words, words);
    found += words.empty() ? 0 : 1;
  }
  EXPECT_GT(found, 250u);
  expect_no_faults(*author);
  expect_no_faults(*watcher);
}

TEST_F(TextsLive, naughty_strings_as_names) {
  NEEDS_STRINGS();
  open_room();
  auto watcher = come_in("Henk");
  int seated = 0;
  int refused = 0;
  for (auto const& text : naughty_strings()) {
    if (text.empty()) continue;  // a person without a name only looks on
    auto person = new_person(text);
    person->come_in();
    ASSERT_TRUE(person->wait_until([&] { return (person->is_in() && person->own()) || person->is_refused_entry(); }))
        << text;
    auto const gated = text::gate_name(text);
    if (person->is_in()) {
      ++seated;
      auto const* seat = person->store().find<SeatThing>(person->seat()->value);
      ASSERT_NE(seat, nullptr);
      ASSERT_TRUE(std::holds_alternative<text::Name>(gated)) << text;
      EXPECT_EQ(seat->name, std::get<text::Name>(gated).name);
      expect_no_faults(*person);
    } else {
      ++refused;
      ASSERT_FALSE(person->faults().empty());
      EXPECT_NE(person->faults()[0].find("name"), std::string::npos) << person->faults()[0];
    }
  }
  std::cout << seated << " names seated, " << refused << " refused\n";
  EXPECT_GT(seated, 100);
  EXPECT_TRUE(come_in("Truus")->is_in());
  EXPECT_TRUE(watcher->is_in());
}

}  // namespace
}  // namespace rehearsal
