// Compiled by log_guard.sh, once for each CASE: CASE 0 has to compile, every other is a slip that must not.

#include "protocol/events.hpp"
#include "server/engine/log.hpp"

void slip(protocol::PersonalText const& words, protocol::PersonalName const& name, protocol::RoomCode const& code,
          std::string const& token) {
  engine::log::info("room {} has {} people: {}", 7, 60L, engine::log::Sentence{"good"});
#if CASE == 1
  engine::log::info("somebody said {}", words);
#elif CASE == 2
  engine::log::info("somebody said {}", words.text);
#elif CASE == 3
  engine::log::warn("{} came in", name.name);
#elif CASE == 4
  engine::log::error("room {}", code);
#elif CASE == 5
  engine::log::info("token {}", token.c_str());
#elif CASE == 6
  engine::log::info("token {}", token);
#elif CASE == 7
  engine::log::info("code {}", std::string_view{code.value});
#endif
}
