#include "server/journal/protecting.hpp"

#include <algorithm>
#include <type_traits>

namespace journal {

namespace {

template <class T, class... Others>
constexpr bool is_one_of = (std::is_same_v<T, Others> || ...);

bool protects(protocol::Record const& record) {
  return std::visit(
      []<class T>(T const&) {
        using namespace protocol;
        return is_one_of<T, SeatErased, RoomErased, ItemHidden, SeatRemoved, SeatLeft, CardRetracted, DeviceRevoked,
                         JoinsFrozen, RoomPaused, RoomClosed>;
      },
      record.event);
}

}  // namespace

// What ends with somebody's turn begins with the end of that turn.
bool protects(Batch const& batch) {
  return std::ranges::any_of(batch.records, [](protocol::Record const& record) { return protects(record); });
}

bool protects(protocol::Command const& command) {
  return std::visit(
      []<class T>(T const&) {
        using namespace protocol;
        return is_one_of<T, EraseSeat, HideItem, RemoveSeat, LeaveRoom, RetractCard, RevokeDevice, FreezeJoins,
                         PauseRoom, CloseRoom>;
      },
      command);
}

}  // namespace journal
