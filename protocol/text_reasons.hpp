#pragma once
// Why the rules for texts stop a text. Named by verdicts, and by what is kept and told of a card that waits for a look.

#include <boost/describe.hpp>

namespace protocol {

// Why; each has a sentence for people in moderation/data/reasons.toml.
enum class TextReason {
  has_email,
  has_link,
  has_iban,
  has_phone,
  has_bsn,
  has_address,
  has_plate,
  maybe_slur,
  maybe_insult,
  maybe_threat,
  is_shouting,
  too_many_texts,
  said_before,
  looks_like_staff,
  same_as_staff,
  says_it_is_staff,
  name_has_odd_signs,
  name_too_long,
  name_empty,
  text_has_odd_signs
};
BOOST_DESCRIBE_ENUM(TextReason, has_email, has_link, has_iban, has_phone, has_bsn, has_address, has_plate, maybe_slur,
                    maybe_insult, maybe_threat, is_shouting, too_many_texts, said_before, looks_like_staff,
                    same_as_staff, says_it_is_staff, name_has_odd_signs, name_too_long, name_empty, text_has_odd_signs)

}  // namespace protocol
