#pragma once
// What was said of a card that waited for a look. Part of protocol/events.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <string_view>

#include "protocol/personal.hpp"
#include "protocol/vocabulary.hpp"

namespace protocol {

struct CardPublished {
  static constexpr std::string_view type = "card_published";
  CardId card;
  SeatId by;
};
BOOST_DESCRIBE_STRUCT(CardPublished, (), (card, by))

struct CardReturned {
  static constexpr std::string_view type = "card_returned";
  CardId card;
  SeatId by;
  PersonalText note;  // owner: who gave it back
};
BOOST_DESCRIBE_STRUCT(CardReturned, (), (card, by, note))

}  // namespace protocol
