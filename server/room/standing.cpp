// Closed and paused rooms, see standing.hpp.

#include "server/room/standing.hpp"

#include <algorithm>
#include <array>

#include "server/room/permissions.hpp"

namespace room {
namespace {

template <class... Commands>
constexpr auto any_of() {
  return std::array{command_index<Commands>()...};
}

// After the end only mending: what should not stand in the harvest can still be hidden, a gist written down, and cards
// that were forgotten in their silence, or while they waited for a look, can still be shown.
constexpr auto works_when_closed =
    any_of<HideItem, RestoreItem, RemoveSeat, CorrectRoom, AddGist, RevealCards, PublishCard, EraseSeat>();

// A break stops the talk, not the care: people still come in, go out, and get help.
constexpr auto works_when_paused = any_of<Join, ClaimSeat, TakeStaffSeat, Rename, LeaveRoom, LowerHand, SignalTrouble,
                                          ClearTrouble, SetStretch, SetNudges, AddProxy, GiveHandCard, OfferClaim,
                                          AddGist, SeatAtTable, SitTogether, CallForHelp, EndHelp, EraseSeat>();

}  // namespace

std::optional<Refusal> standing_refusal(Room const& room, Seat const* seat, std::size_t index, bool is_office) {
  if (room.is_erased) return Refusal::room_closed;
  if (room.is_closed) {
    // The office may come in after the end: else nobody could hide anything once all staff have left.
    bool const comes_to_mend = is_office && index == command_index<TakeStaffSeat>();
    bool const mends = std::ranges::find(works_when_closed, index) != works_when_closed.end();
    return mends || comes_to_mend ? std::nullopt : std::optional(Refusal::room_closed);
  }
  if (room.paused_at && seat && !is_staff(seat->role) &&
      std::ranges::find(works_when_paused, index) == works_when_paused.end())
    return Refusal::room_paused;
  return std::nullopt;
}

}  // namespace room
