#pragma once
// What the staff say of a card that waits for a look. Part of protocol/commands.hpp, whose rules hold here.

#include <boost/describe.hpp>
#include <string_view>

#include "protocol/vocabulary.hpp"

namespace protocol {

// The card is good as it is: everybody sees it. Guarded: `edition` is that of the words that were read.
struct PublishCard {
  static constexpr std::string_view type = "publish_card";
  CardId card;
  Whole<0, limits::whole_number_max> edition;
};
BOOST_DESCRIBE_STRUCT(PublishCard, (), (card, edition))

// Back to its author, who reads the note and may write it anew; the words stay. Guarded as PublishCard.
struct ReturnCard {
  static constexpr std::string_view type = "return_card";
  CardId card;
  Whole<0, limits::whole_number_max> edition;
  ReasonText note;
};
BOOST_DESCRIBE_STRUCT(ReturnCard, (), (card, edition, note))

}  // namespace protocol
