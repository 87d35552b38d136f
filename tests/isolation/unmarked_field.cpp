// A record as somebody might add it, one field forgotten in its marks: this must not compile. With MARKED it must, so
// that it is the mark that makes the difference. Only ever compiled, by two tests of CTest.

#include <boost/describe.hpp>
#include <string>

#include "protocol/marks.hpp"

namespace protocol {

struct NewThing {
  static constexpr std::string_view type = "new_thing";
  std::string id;
  std::string note_of_staff;
};
BOOST_DESCRIBE_STRUCT(NewThing, (), (id, note_of_staff))
#ifdef MARKED
template <>
inline constexpr Marks seen_by<NewThing>{.room = "id", .staff = "note_of_staff"};
#else
template <>
inline constexpr Marks seen_by<NewThing>{.room = "id"};
#endif
static_assert(marks::hold_for<NewThing>());

}  // namespace protocol
