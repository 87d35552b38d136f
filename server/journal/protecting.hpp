#pragma once
// What may still be written from the reserve when the disk is full: taking something away from people's eyes, or
// calling a halt. Pure, any thread; asked by the journal and by what plays its disk in tests.

#include "protocol/commands.hpp"
#include "server/journal/journal.hpp"

namespace journal {

bool protects(Batch const& batch);
// A command that can only end in a refusal or in a batch that protects.
bool protects(protocol::Command const& command);

}  // namespace journal
