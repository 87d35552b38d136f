#pragma once
// The script and the doors of the room as the records tell it: phases, breaks, who may come in; and what a page may say
// of them. Asks nothing of server/room. One thread.

#include <map>
#include <optional>
#include <string>

#include "protocol/events.hpp"
#include "protocol/things.hpp"
#include "tests/simulation/timeline.hpp"

namespace sim {

class ScriptPast {
 public:
  // The command that comes next asks for this phase, or for none.
  void asks(std::optional<protocol::PhaseId> phase) { asked_ = std::move(phase); }
  // Takes in one record; says what it breaks, "" when all is lawful.
  std::string take(protocol::Event const& event, Moment const& moment);

  std::string wrong(protocol::RoomThing const& room, Sight const& sight) const;
  std::optional<protocol::PhaseId> phase() const { return state_.phase; }

 private:
  struct State {
    std::optional<protocol::PhaseId> phase;
    protocol::Millis ends_at = 0;
    bool is_paused = false;
    bool is_closed = false;
    bool is_frozen = false;  // nobody comes in
    bool operator==(State const&) const = default;
  };
  std::string start(protocol::PhaseStarted const& event);
  std::string correct(protocol::PhaseCorrected const& event);

  std::map<protocol::PhaseId, protocol::Millis> minutes_;
  std::optional<protocol::PhaseId> asked_;
  State state_;
  Timeline<State> states_;
};

}  // namespace sim
