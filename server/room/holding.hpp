#pragma once
// A card whose words a rule stopped waits until somebody of the staff has looked: it is published, or goes back to its
// author with a note. Nobody but the author and the staff knows of it meanwhile. Hiding it ends the waiting too. Pure.

#include "server/room/asking.hpp"

namespace room::holding {

Decision publish(Asking& asking, PublishCard const& ask);
Decision give_back(Asking& asking, ReturnCard const& ask);

// Why the card must wait with the new words of `asking`; none: it need not. What was given back to its author is looked
// at by a person again, whatever the rules say of the new words; and who mends a card of somebody else ends no waiting.
// A hidden card is out of sight as it is.
std::optional<TextReason> waits_with_new_words(Asking const& asking, Card const& card);

}  // namespace room::holding
