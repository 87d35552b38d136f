// See ending.hpp. Nothing of the end at once may ask for memory: there may be none.

#include "server/ending.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <new>

namespace {

constexpr int cannot_go_on = 70;  // EX_SOFTWARE, as when the disk cannot be trusted

void say(char const* words) {
  if (::write(STDERR_FILENO, words, std::strlen(words)) < 0) return;  // nobody listens: nothing to be done about it
}

[[noreturn]] void end_without_memory() {
  say("plekberaad: there is no memory left, so the server ends here. Nothing was confirmed that is not on disk. Give "
      "it more memory (MemoryMax in its unit), or look at what else uses it.\n");
  ::_exit(cannot_go_on);
}

[[noreturn]] void end_by_surprise() {
  auto const current = std::current_exception();
  try {
    if (current) std::rethrow_exception(current);
  } catch (std::bad_alloc const&) {
    end_without_memory();
  } catch (std::exception const& error) {
    say("plekberaad: an error that nobody expected: ");
    say(error.what());
    say("\n");
  } catch (...) {
    say("plekberaad: an error that nobody expected.\n");
  }
  say("plekberaad: the server ends here. Nothing was confirmed that is not on disk; it can be started again.\n");
  ::_exit(cannot_go_on);
}

}  // namespace

int say_why_not(std::string const& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return cannot;
}

void end_clearly_when_stuck() {
  std::set_new_handler(end_without_memory);
  std::set_terminate(end_by_surprise);
}

// The loader calls this before any library makes its objects, so that these too may find no memory.
[[gnu::section(".preinit_array"), gnu::used]] static void (*first_of_all)() = end_clearly_when_stuck;
