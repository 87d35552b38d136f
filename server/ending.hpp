#pragma once
// How the program ends: with a line that says why a verb cannot do what was asked, or at once when nothing can go on
// (no memory, or an error that nobody expected).

#include <string>

// Exit code: something outside the program stands in the way.
constexpr int cannot = 71;

// Writes the reason to standard error; gives `cannot`, for a verb to end with.
int say_why_not(std::string const& why);

// Called by the loader before anything else, and by main again; the ending itself may happen on any thread.
// From now on no memory and an unexpected error end the process at once with one clear line and exit code 70. Nothing
// is unwound: a room that has half taken a command in must not be seen by anybody. What was confirmed is on the disk,
// and the supervisor starts the program again within seconds.
void end_clearly_when_stuck();
