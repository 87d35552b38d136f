#pragma once
// What a verb of a story is: a pattern in Dutch, and the command it stands for. For the files that list them.

#include <functional>
#include <regex>

#include "tests/scenarios/story.hpp"

namespace story {

using Words = std::smatch;

struct Verb {
  std::regex pattern;
  std::function<Command(Story&, SeatId const&, Words const&)> command;
};

template <class Make>
Verb verb(char const* pattern, Make make) {
  return {std::regex(pattern),
          [make](Story& story, SeatId const& me, Words const& said) -> Command { return make(story, me, said); }};
}

// `S` story, `w` the words of the pattern; most verbs need no more.
#define VERB(pattern, ...)                                                                                          \
  verb(pattern, []([[maybe_unused]] Story& S, [[maybe_unused]] SeatId const& me, [[maybe_unused]] Words const& w) { \
    return __VA_ARGS__;                                                                                             \
  })

std::optional<SeatId> maybe_seat(Story const& story, std::string const& name);  // "": none

// scenario_themes.cpp: themes, boards that are frozen, dots.
std::vector<Verb> theme_verbs();

}  // namespace story
