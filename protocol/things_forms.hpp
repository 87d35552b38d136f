#pragma once
// Things of talks of a form of their own. Part of protocol/things.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/marks.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

// A proposal that was put to everybody. What was answered is nobody's before the answers are open, and then a count;
// why somebody objects the staff read, and everybody hears it from the person.
struct ProposalThing {
  static constexpr std::string_view type = "proposal";
  std::string id;  // its number
  PhaseId phase;
  std::string text;
  int people = 0;  // were asked
  int answered = 0;
  bool is_open = false;
  std::optional<int> agree;
  std::optional<int> live_with;
  std::optional<int> object;
  std::vector<std::string> objections;
  bool operator==(ProposalThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalThing, (),
                      (id, phase, text, people, answered, is_open, agree, live_with, object, objections))
template <>
inline constexpr Marks seen_by<ProposalThing>{.room = "id phase text people answered is_open agree live_with object",
                                              .staff = "objections"};

}  // namespace protocol
