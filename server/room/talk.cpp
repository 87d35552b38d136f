// The talk stream, see talk.hpp.

#include "server/room/talk.hpp"

#include "server/room/balance.hpp"
#include "server/room/floors.hpp"
#include "server/room/look_up.hpp"
#include "server/room/permissions.hpp"

namespace room::talk {

Decision say(Asking& asking, Say const& ask) {
  auto const whose = who_speaks(asking, ask.on_behalf_of);
  if (whose.denied) return *whose.denied;
  auto const* floor = floor_of(asking.room, *whose.seat);
  if (!floor || !is_speaking(*floor, whose.seat->id)) return refuse(Refusal::not_your_turn);
  if (ask.words.value.empty()) return refuse(Refusal::text_empty, "words");
  auto const& turn = asking.room.talk.turns.at(asking.room.talk.index.at(floor->speaker->turn));
  auto const line_break = turn.words.empty() ? std::size_t{0} : std::size_t{1};
  if (turn.words.size() + line_break + ask.words.value.size() > limits::words_bytes_max)
    return refuse(Refusal::turn_text_full, "words");
  return happened(
      WordsSaid{turn.id, PersonalText{whose.seat->id, ask.words.value}, count_words(ask.words.value), whose.by});
}

Decision add_gist(Asking& asking, AddGist const& ask) {
  auto const found = asking.room.talk.index.find(ask.turn);
  if (found == asking.room.talk.index.end()) return refuse(Refusal::turn_unknown, "turn");
  auto const& turn = asking.room.talk.turns.at(found->second);
  // For who does not see a turn it never was, when it was given at another table; a hidden one is no more: an answer
  // would tell what its gist says.
  bool const is_elsewhere = turn.table && turn.table != table_of(asking.room, *asking.seat);
  if ((turn.is_hidden || is_elsewhere) && !is_staff(asking.seat->role)) return refuse(Refusal::turn_unknown, "turn");
  if (ask.gist.value.empty()) return refuse(Refusal::text_empty, "gist");
  if (turn.gist == ask.gist.value) return refuse(Refusal::nothing_changed);
  return happened(GistAdded{ask.turn, PersonalText{asking.me(), ask.gist.value}});
}

}  // namespace room::talk
