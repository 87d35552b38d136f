#pragma once
// How the program ends when it cannot go on: no memory, or an error that nobody expected. Called by main (and by tests
// that play its part) before anything else; the ending itself may happen on any thread.

// From now on both end the process at once with one clear line and exit code 70. Nothing is unwound: a room that has
// half taken a command in must not be seen by anybody. What was confirmed is on the disk, and the supervisor starts the
// program again within seconds.
void end_clearly_when_stuck();
