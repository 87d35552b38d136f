// What the rules for texts cost a card of 280 signs, beside the gate that every card passes anyway (UTF-8, signs,
// length): everyday Dutch, cards full of numbers and links, and cards in disguise. Usage: bench_moderation

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "moderation/policy.hpp"
#include "server/text/gate.hpp"

namespace {

constexpr std::size_t signs = 280;
constexpr int cards = 200;
constexpr int rounds = 15;

// Cards that start at another word each.
std::vector<std::string> cards_of(std::string const& text) {
  std::vector<std::string> all;
  std::size_t from = 0;
  for (int i = 0; i < cards; ++i) {
    std::string card = text.substr(from);
    while (card.size() < signs) card += text;
    card.resize(signs);
    while (!text::is_utf8(card)) card.back() = '.', card.pop_back();
    all.push_back(card);
    from = text.find(' ', from + 1);
    if (from == std::string::npos) from = 0;
  }
  return all;
}

std::string const everyday =
    "Bij ons in de straat is het \u2019s avonds te donker om nog even te lopen. Ik zou graag zien dat de gemeente bij "
    "de "
    "speeltuin een paar lantaarns zet, en dat de bankjes terugkomen die er vroeger stonden. Dan kunnen ouderen weer "
    "naar "
    "buiten en spreken we elkaar. Een buurtmoestuin lijkt mij ook mooi: kinderen leren er waar eten vandaan komt, en "
    "wie "
    "alleen is heeft iets te doen. Misschien wil de bibliotheek een kastje met boeken neerzetten? ";
std::string const numbers =
    "Bel 06-12345678 of 0512 345 678, mail jan.de.vries@example.nl of kijk op www.example.nl/agenda en "
    "https://example.nl. "
    "Giro NL91 ABNA 0417 1643 00, bsn 1112.22.333, Dorpsstraat 12, 8601 AB Sneek, auto AB-12-CD, op 06-10-2026 20:30. ";
std::string const disguised =
    "J1j b3nt 33n 1d10ot en k*t m*t p33r, d1t iiiiis niet l3uk!!! h o i a l l e m a a l, n1et d0en. ";

double median_us(std::vector<std::string> const& texts, std::function<void(std::string const&)> const& judge) {
  std::vector<double> all;
  for (int round = 0; round < rounds; ++round) {
    auto const begin = std::chrono::steady_clock::now();
    for (auto const& text : texts) judge(text);
    std::chrono::duration<double, std::micro> const took = std::chrono::steady_clock::now() - begin;
    all.push_back(took.count() / static_cast<double>(texts.size()));
  }
  std::ranges::nth_element(all, all.begin() + rounds / 2);
  return all[rounds / 2];
}

moderation::Policy policy_of(moderation::Rules const& rules) {
  auto made = moderation::Policy::make(rules);
  return std::move(std::get<moderation::Policy>(made));
}

moderation::Rules only(bool personal, bool words) {
  using moderation::Does;
  moderation::Rules rules;
  if (!personal)
    rules.link.does = rules.email = rules.iban = rules.phone = rules.bsn = rules.address = rules.plate = Does::off;
  if (!words) rules.words.does = Does::off;
  return rules;
}

}  // namespace

int main() {
  auto const all = policy_of({});
  auto const no_words = policy_of(only(true, false));
  std::size_t findings = 0;
  auto const by = [&](moderation::Policy const& policy) {
    return [&](std::string const& card) { findings += policy.judge({card}).findings.size(); };
  };
  auto const gate = [&](std::string const& card) { findings += text::check(protocol::Say{{card}}) ? 1 : 0; };
  std::printf("%d cards of %zu bytes, median of %d rounds, microseconds a card\n\n", cards, signs, rounds);
  std::printf("| cards | the gate | all but words | every rule | every rule : gate |\n|---|---|---|---|---|\n");
  struct Row {
    char const* name;
    std::string const& text;
  };
  for (auto const& [name, text] :
       {Row{"everyday", everyday}, Row{"numbers and links", numbers}, Row{"disguised", disguised}}) {
    auto const texts = cards_of(text);
    median_us(texts, by(all));  // patterns are made ready by use
    auto const base = median_us(texts, gate);
    auto const part = median_us(texts, by(no_words));
    auto const whole = median_us(texts, by(all));
    std::printf("| %s | %.1f | %.1f | %.1f | %.1f |\n", name, base, part, whole, whole / base);
  }
  return findings == 0 ? 1 : 0;
}
