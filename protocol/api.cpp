// The bodies of the HTTP interface: every request and answer can be read and written, so that servers, the rehearsal
// client and tests share them.

#include "protocol/api.hpp"

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

namespace protocol::api {

namespace {

template <class T>
inline constexpr json::Strictness strictness = json::from_server;
template <>
inline constexpr json::Strictness strictness<SetPassword> = json::from_client;
template <>
inline constexpr json::Strictness strictness<SignIn> = json::from_client;
template <>
inline constexpr json::Strictness strictness<Invite> = json::from_client;
template <>
inline constexpr json::Strictness strictness<ErasePerson> = json::from_client;
template <>
inline constexpr json::Strictness strictness<EnterAsStaff> = json::from_client;
// A new phase or column has no id yet; there is no other id in it.
template <>
inline constexpr json::Strictness strictness<NewRoom> = {limits::http_body_bytes_max, true, true};

}  // namespace

template <class T>
Decoded<T> decode_body(std::string_view json) {
  return json::decode<T>(json, strictness<T>);
}

template <class T>
std::string encode_body(T const& body) {
  json::Writer writer;
  writer.write(body);
  return writer.take();
}

#define PLEKBERAAD_BODY(T)                              \
  template Decoded<T> decode_body<T>(std::string_view); \
  template std::string encode_body<T>(T const&);
PLEKBERAAD_BODY(OfficeState)
PLEKBERAAD_BODY(SetPassword)
PLEKBERAAD_BODY(SignIn)
PLEKBERAAD_BODY(NewRoom)
PLEKBERAAD_BODY(RoomMade)
PLEKBERAAD_BODY(RoomSummary)
PLEKBERAAD_BODY(RoomList)
PLEKBERAAD_BODY(OfficePerson)
PLEKBERAAD_BODY(OfficePeople)
PLEKBERAAD_BODY(ErasePerson)
PLEKBERAAD_BODY(Format)
PLEKBERAAD_BODY(FormatList)
PLEKBERAAD_BODY(Invite)
PLEKBERAAD_BODY(Invitation)
PLEKBERAAD_BODY(EnterAsStaff)
PLEKBERAAD_BODY(StaffSeat)
PLEKBERAAD_BODY(HarvestTurn)
PLEKBERAAD_BODY(HarvestCard)
PLEKBERAAD_BODY(HarvestCount)
PLEKBERAAD_BODY(Harvest)
PLEKBERAAD_BODY(ApiError)
#undef PLEKBERAAD_BODY

}  // namespace protocol::api
