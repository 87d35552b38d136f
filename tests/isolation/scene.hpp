#pragma once
// The moments of wie-mag-wat.md as real rooms: an evening is played on a Stage up to that moment and kept as what
// stands on its disk, so that every question starts from the same room. Everything that a wish may name is there: own
// and others' cards, open, secret and hidden; turns; somebody who waits; Opa without a phone; tickets; devices. One
// thread.

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "tests/unit/engine/stage.hpp"

namespace isolation {

using namespace protocol;

// What the person must be doing for the wish to make sense.
enum class Busy { no, waits, speaks, sits };  // sits: in the circle

struct Scene {
  std::shared_ptr<journal::MemoryDisk const> disk;
  Millis now = 0;
  struct Person {
    SeatId seat;
    std::string token, cookie;
    CardId card, secret_card;  // made up for who may not write, or could not yet
  };
  std::map<Role, Person> people;  // one in every role
  Person ada, sam, wil;           // who leads, who speaks, who waits
  SeatId opa;
  SeatId griet;  // has no phone either, and sits where the tablet is
  TurnId running{"none"}, turn_of_sam{"none"}, hidden_turn{"none"};
  CardId hidden_card{"none"}, held_card{"none"};
  ThemeId green{"none"}, blue{"none"}, red{"none"};  // of acties; red was merged into blue
  std::string opas_ticket, tablet_ticket;
  TicketId staff_ticket;
  DeviceId device;  // of Ada
  std::optional<PhaseId> phase;
  std::vector<SeatId> queue;  // in its order
  std::int64_t queue_revision = 0;
  std::int64_t seating = 0;      // revision of what the composer proposes
  std::int64_t table_round = 0;  // how often people changed tables
  SeatId voice{"none"};          // who carries it
};

// `moment` as the page calls it; `who` is busy with it.
Scene scene_at(std::string const& moment, Busy busy, Role who);

// A new process on a copy of that disk, at that time: the real actor, nobody on a line yet.
std::unique_ptr<stage::Stage> stage_of(Scene const& scene);

}  // namespace isolation
