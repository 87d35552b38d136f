#include "server/journal/protecting.hpp"

#include <algorithm>
#include <type_traits>

namespace journal {

namespace {

bool protects(protocol::Record const& record) {
  return std::visit(
      []<class T>(T const&) {
        using namespace protocol;
        return std::is_same_v<T, SeatErased> || std::is_same_v<T, RoomErased> || std::is_same_v<T, ItemHidden> ||
               std::is_same_v<T, SeatRemoved> || std::is_same_v<T, SeatLeft> || std::is_same_v<T, CardRetracted> ||
               std::is_same_v<T, DeviceRevoked> || std::is_same_v<T, JoinsFrozen> || std::is_same_v<T, RoomPaused> ||
               std::is_same_v<T, RoomClosed>;
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
        return std::is_same_v<T, EraseSeat> || std::is_same_v<T, HideItem> || std::is_same_v<T, RemoveSeat> ||
               std::is_same_v<T, LeaveRoom> || std::is_same_v<T, RetractCard> || std::is_same_v<T, RevokeDevice> ||
               std::is_same_v<T, FreezeJoins> || std::is_same_v<T, PauseRoom> || std::is_same_v<T, CloseRoom>;
      },
      command);
}

}  // namespace journal
