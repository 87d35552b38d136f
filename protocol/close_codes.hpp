#pragma once
// WebSocket close codes. The range says whether to come back (guide reliability 3.7):
// 4000-4099 at once, 4100-4199 later, 4400-4499 stop and tell the person. The close reason is the name, never free
// text.

#include <array>
#include <cstdint>
#include <string_view>

namespace protocol {

struct CloseCode {
  std::uint16_t code;
  std::string_view reason;
};

namespace close_codes {
inline constexpr CloseCode server_restarts{1012, "server_restarts"};  // come back, spread over a few seconds
inline constexpr CloseCode not_utf8{1007, "not_utf8"};
inline constexpr CloseCode too_big{1009, "too_big"};
inline constexpr CloseCode text_only{1003, "text_only"};
inline constexpr CloseCode resync{4000, "resync"};  // the room was read again from its journal
inline constexpr CloseCode hello_too_late{4100, "hello_too_late"};
inline constexpr CloseCode too_fast{4129, "too_fast"};
inline constexpr CloseCode unreadable{4400, "unreadable"};  // too many messages we could not read
inline constexpr CloseCode token_unknown{4401, "token_unknown"};
inline constexpr CloseCode seat_removed{4403, "seat_removed"};
inline constexpr CloseCode room_unknown{4404, "room_unknown"};  // also for a room that is gone
inline constexpr CloseCode device_replaced{4409, "device_replaced"};
inline constexpr CloseCode device_revoked{4410, "device_revoked"};
inline constexpr CloseCode seat_erased{4411, "seat_erased"};  // on request; nothing of the person is left
inline constexpr CloseCode protocol_unknown{4426, "protocol_unknown"};

inline constexpr std::array all{server_restarts, not_utf8,        too_big,        text_only,     resync,
                                hello_too_late,  too_fast,        unreadable,     token_unknown, seat_removed,
                                room_unknown,    device_replaced, device_revoked, seat_erased,   protocol_unknown};
}  // namespace close_codes

}  // namespace protocol
