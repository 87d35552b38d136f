#pragma once
// What single signs do to the eye, by Unicode's tables: shared by the gate for texts and the gate for names. Pure, any
// thread.

#include <unicode/utypes.h>

#include <string_view>
#include <vector>

namespace text {

// The code points of UTF-8 text; a broken byte comes as -1.
std::vector<UChar32> signs_of(std::string_view utf8);

// Throws std::runtime_error when ICU could not do its work: no data, or no memory.
void must(UErrorCode status);

bool is_control(UChar32 sign);  // C0, DEL, C1
bool is_noncharacter(UChar32 sign);
bool is_line_break(UChar32 sign);
bool is_white(UChar32 sign);     // Unicode white space
bool is_unseen(UChar32 sign);    // takes no ink: white, default-ignorable, format, blank braille
bool is_override(UChar32 sign);  // forces a reading direction on letters

// Every isolate that opens is closed, and nothing closes that was not opened: so that a text cannot turn around what
// stands behind it on the page.
bool isolates_balance(std::vector<UChar32> const& signs);

}  // namespace text
