#pragma once
// Every reason to say no. The name is the wire name and the text key of the pages' words (nl, en, fy).
// A refusal is final for that command id; a retry (the second set) is not: send the same id again.

#include <array>
#include <boost/describe.hpp>
#include <string_view>
#include <utility>

// One list, because Boost.Describe names at most 52 enumerators.
// clang-format off
#define PLEKBERAAD_REFUSALS(X)                                                                                     \
  X(not_allowed)         /* this role may not do this */                                                           \
  X(not_seated)          /* take a seat first */                                                                   \
  X(seat_removed)        /* this seat has ended */                                                                 \
  X(room_closed)         /* the evening is over */                                                                 \
  X(room_paused)         /* the room is on a break */                                                              \
  X(room_full)           /* no seats left */                                                                       \
  X(joins_frozen)        /* nobody can come in now */                                                              \
  X(house_rules_changed) /* accept the newest version */                                                           \
  X(name_empty) X(name_too_long) X(name_has_odd_signs) X(name_is_staff)                                            \
  X(text_empty) X(text_too_long) X(text_has_odd_signs)                                                             \
  X(join_id_too_short) X(ticket_unknown) X(ticket_used) X(ticket_expired) X(too_many_tickets)                      \
  X(queue_closed) X(queue_full) X(already_waiting) X(not_waiting) X(already_speaking)                              \
  X(not_your_turn) X(turn_unknown) X(turn_moved_on) X(turn_text_full) X(talk_full)                                 \
  X(no_round) X(round_already_runs) X(nobody_to_go_round) X(nobody_reacts)                                         \
  X(queue_moved_on) X(not_behind_you) X(too_late) X(already_interrupted) X(nobody_to_speak_for)                    \
  X(no_table)            /* the talk is at tables: sit down at one first */                                        \
  X(table_unknown)       /* nobody sits there, or the talk is not at tables */                                     \
  X(at_another_table)    /* who leads a table leads no other */                                                    \
  X(tables_fixed)        /* nobody changes tables in this phase; ask the staff */                                  \
  X(lines_full)          /* this table has written all its lines */                                                \
  X(no_lines) X(no_help) X(help_called_before) X(nobody_to_seat) X(seating_moved_on)                               \
  X(not_begun) X(phase_unknown) X(phase_moved_on) X(already_in_phase)                                               \
  X(column_unknown) X(writing_closed) X(board_full) X(card_unknown) X(not_your_card)                               \
  X(phase_is_over)       /* the words of a card stay as they were when its phase ended */                          \
  X(already_revealed) X(nothing_to_reveal) X(card_is_secret)                                                       \
  X(theme_unknown) X(theme_moved_on) X(card_moved_on) X(not_merged)                                                \
  X(ballot_unknown) X(ballot_closed) X(ballot_is_open) X(no_cards) X(not_admitted) X(dots_spent)                  \
  X(board_frozen)        /* nothing on this board changes now */                                                   \
  X(item_unknown) X(already_hidden) X(not_hidden)                                                                  \
  X(not_held)            /* nobody has to look at this card any more */                                            \
  X(words_moved_on)      /* the words are not those that were read */                                              \
  X(text_against_rules)  /* the library's rules for texts stop it */                                               \
  X(seat_unknown) X(seat_is_not_proxied) X(cannot_act_for) X(last_leader)                                          \
  X(already_paused) X(not_paused) X(already_frozen) X(not_frozen)                                                  \
  X(device_unknown) X(no_trouble) X(hand_card_taken)                                                               \
  X(id_used_differently) /* the same command id came with other content */                                         \
  X(too_fast)            /* more commands than a person can send */                                                \
  X(not_free_talk) X(not_talking_now) X(free_talk) X(just_begun) X(only_who_waits)                                 \
  X(no_circle) X(not_in_circle) X(in_the_circle) X(circle_is_busy)                                                 \
  X(no_proposal) X(proposal_moved_on) X(already_open)                                                              \
  X(voice_moved_on) X(nobody_to_bear)                                                                              \
  X(nothing_changed)
// clang-format on

namespace protocol {

enum class Refusal {
#define PLEKBERAAD_NAME(name) name,
  PLEKBERAAD_REFUSALS(PLEKBERAAD_NAME)
#undef PLEKBERAAD_NAME
};

// All refusals with their wire names, in order of declaration.
inline constexpr auto refusal_names = std::to_array<std::pair<Refusal, std::string_view>>({
#define PLEKBERAAD_NAME(name) {Refusal::name, #name},
    PLEKBERAAD_REFUSALS(PLEKBERAAD_NAME)
#undef PLEKBERAAD_NAME
});

// Not now, but the same command under the same id may be sent again.
enum class RetryReason { notebook_full, room_is_loading, server_stops, door_is_busy };
BOOST_DESCRIBE_ENUM(RetryReason, notebook_full, room_is_loading, server_stops, door_is_busy)

// Why a message could not be read at all.
enum class Problem {
  not_json,
  not_an_object,
  trailing_content,
  too_deep,
  unknown_type,
  unknown_field,
  missing_field,
  duplicate_field,
  wrong_type,
  not_one_of,
  too_long,
  too_many,
  out_of_range,
  bad_id,
  not_utf8,
  hello_expected,
  hello_twice
};
BOOST_DESCRIBE_ENUM(Problem, not_json, not_an_object, trailing_content, too_deep, unknown_type, unknown_field,
                    missing_field, duplicate_field, wrong_type, not_one_of, too_long, too_many, out_of_range, bad_id,
                    not_utf8, hello_expected, hello_twice)

}  // namespace protocol
