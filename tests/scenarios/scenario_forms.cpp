// What a story expects to see in talks of a form of their own; see scenario_expectations.cpp.

#include <functional>

#include "tests/scenarios/story.hpp"

namespace story {
namespace {

using Said = std::vector<std::string>;

ProposalThing const* newest_proposal(std::map<ThingKey, Thing> const& screen) {
  ProposalThing const* newest = nullptr;
  for (auto const& [key, thing] : screen)
    if (auto const* one = std::get_if<ProposalThing>(&thing)) newest = one;
  return newest;
}

// What everybody sees of the proposal.
std::string outcome(Story const& story) {
  auto const screen = story.evening.screen(View::participant);
  auto const* proposal = newest_proposal(screen);
  if (!proposal) return "geen voorstel";
  if (!proposal->is_open)
    return std::to_string(proposal->answered) + " van " + std::to_string(proposal->people) + " gaven antwoord";
  auto const counts = std::to_string(*proposal->agree) + " eens, " + std::to_string(*proposal->live_with) +
                      " kan ermee leven, " + std::to_string(*proposal->object) + " bezwaar";
  auto const some = ", " + std::to_string(proposal->answered) + " van " + std::to_string(proposal->people);
  return counts + (proposal->is_before_all.value_or(false) ? some + " gaven antwoord" : "") +
         (*proposal->goes_through ? ", gaat door" : "");
}

std::string objections(Story const& story, View view) {
  auto const screen = story.evening.screen(view);
  auto const* proposal = newest_proposal(screen);
  return proposal ? joined(proposal->objections) : "geen voorstel";
}

std::string own_answer(Story const& story, std::string const& who) {
  static std::map<Consent, std::string> const words{
      {Consent::agree, "eens"}, {Consent::live_with, "kan ermee leven"}, {Consent::object, "bezwaar"}};
  auto const own = room::own(story.evening.room, story.evening.presence, story.seat(who));
  return !own.answer ? "geen" : words.at(*own.answer) + (own.objection ? " \"" + *own.objection + "\"" : "");
}

// To whom the speaker says back what was heard, and how often that was not what was meant.
std::string says_back(Story const& story) {
  auto const floor = story.floor();
  if (!floor.speaker || !floor.speaker->says_back_to) return "nee";
  auto const again = floor.speaker->not_quite ? ", " + std::to_string(*floor.speaker->not_quite) + "x niet" : "";
  return "aan " + story.name(*floor.speaker->says_back_to) + again;
}

}  // namespace

std::map<std::string, Look> form_looks() {
  return {
      {"kring",
       [](Story const& s, Said const&) {
         std::vector<std::string> names;
         for (auto const& seat : s.floor().circle.value_or(std::vector<SeatId>{})) names.push_back(s.name(seat));
         return joined(names);
       }},
      {"uitslag", [](Story const& s, Said const&) { return outcome(s); }},
      {"bezwaren",
       [](Story const& s, Said const& w) { return objections(s, w.size() > 1 ? View::staff : View::participant); }},
      {"antwoord", [](Story const& s, Said const& w) { return own_answer(s, w.at(1)); }},
      {"zegt-terug", [](Story const& s, Said const&) { return says_back(s); }},
      {"toekomststoel",
       [](Story const& s, Said const&) {
         auto const bearer = s.floor().voice;
         return bearer ? s.name(*bearer) : std::string("niemand");
       }},
  };
}

}  // namespace story
