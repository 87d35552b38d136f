#pragma once
// Numbers that carry a proof of their own: BSN and IBAN. And the Dutch telephone numbers, which carry none. Each looks
// at one place of a text and says where the number ends. Pure, any thread.

#include <cstddef>
#include <string_view>

namespace moderation {

// Nine digits that pass the 11-proof: 9a+8b+...+2h-i is a multiple of 11.
bool is_bsn(std::string_view digits);

// Where the IBAN that begins at `from` ends, in the length of its country and with the right remainder by 97; 0: none
// begins here. A single space, dot or dash may stand between its signs.
std::size_t end_of_iban(std::string_view text, std::size_t from);

// Where the Dutch telephone number that begins at `from` (with "+31", "0031", "0" or "(0") ends; 0: none begins here.
std::size_t end_of_phone(std::string_view text, std::size_t from);

// A letter or digit of ASCII, or a byte of any sign beyond it.
bool joins_word(char byte);
bool is_digit(char byte);
// Is this place the middle of a longer number or word? "-0612..." in "12-0612..." is, "-0612..." in "tel-0612..." not.
bool is_free_before(std::string_view text, std::size_t from);
bool is_free_after(std::string_view text, std::size_t to);

}  // namespace moderation
