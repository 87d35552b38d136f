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
  int people = 0;    // are here and can answer; once the answers are open: were then
  int answered = 0;  // of these
  bool is_open = false;
  std::optional<bool> goes_through;   // once it is open: all who were here had answered, and nobody objects
  std::optional<bool> is_before_all;  // true: the staff opened the answers before all had answered; else absent
  std::optional<int> agree;
  std::optional<int> live_with;
  std::optional<int> object;
  std::vector<std::string> objections;
  bool operator==(ProposalThing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProposalThing, (),
                      (id, phase, text, people, answered, is_open, goes_through, is_before_all, agree, live_with,
                       object, objections))
template <>
inline constexpr Marks seen_by<ProposalThing>{
    .room = "id phase text people answered is_open goes_through is_before_all agree live_with object",
    .staff = "objections"};

}  // namespace protocol
