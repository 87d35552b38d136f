#pragma once
// Every maximum of Plekberaad in one place. What happens at each limit stands beside it.
// First values from the guide's architecture 19 and reliability 5; change one only with a figure and a test.

#include <cstddef>
#include <cstdint>

namespace protocol::limits {

// --- wire -------------------------------------------------------------------------------------------------------
inline constexpr std::size_t inbound_bytes_max = 64 * 1024;  // one message; more: close 1009
inline constexpr std::size_t json_depth_max = 32;            // deeper: bad_message
inline constexpr std::size_t id_length_max = 36;             // bad_message
inline constexpr std::size_t join_id_length_min = 16;        // a join id is a secret until answered; refused
inline constexpr std::size_t list_length_max = 2'000;        // any list in a message; bad_message
inline constexpr std::int64_t whole_number_max = (std::int64_t{1} << 53) - 1;  // JavaScript's; bad_message
inline constexpr std::size_t snapshot_page_bytes_max = 256 * 1024;             // a larger snapshot goes in pages
inline constexpr std::size_t snapshot_alone_bytes_max = 32 * 1024;  // a larger one is kept once for all who wait for it
inline constexpr std::size_t log_bytes_max = 256 * 1024;            // behind a cursor; slower readers are reset
inline constexpr std::size_t private_bytes_max = 2 * 1024 * 1024;   // waiting private frames; then the line is reset
inline constexpr std::size_t unsent_bytes_max = 16 * 1024;          // in the kernel for one line; the rest waits here
inline constexpr int stalled_seconds_max = 20;                      // takes nothing of what waits: reset by 30 s
inline constexpr std::size_t control_bytes_max = 8 * 1024;          // pongs that nobody reads; then the line is reset
inline constexpr int handshake_seconds_max = 10;                    // whole HTTP head; then the line is closed
inline constexpr int hello_seconds_max = 15;                        // from upgrade to a valid hello; close 4100
inline constexpr std::size_t http_header_bytes_max = 8 * 1024;      // 431
inline constexpr std::size_t http_body_bytes_max = 64 * 1024;       // 413
inline constexpr int ping_seconds = 20;                             // server ping
inline constexpr int pong_seconds_max = 10;                         // without a whole frame: the line is dead
inline constexpr int bad_messages_max = 5;                          // in a row; close 4400

// --- people -----------------------------------------------------------------------------------------------------
inline constexpr std::size_t seats_max = 2'000;         // per room, without who left or was removed; refused room_full
inline constexpr std::size_t seats_ever_max = 10'000;   // with them: their seats stay for what was said; room_full
inline constexpr std::size_t name_graphemes_max = 60;   // refused name_too_long
inline constexpr std::size_t name_bytes_max = 400;      // decoder
inline constexpr int table_number_max = 99;             // a table to sit down at; refused table_unknown
inline constexpr int group_number_max = 9'999;          // 104: the fourth group of the first grouping; decoder
inline constexpr int tables_size_max = 20;              // people at a table, as asked of the composer; decoder
inline constexpr int hand_card_max = 200;               // numbers on the paper hand cards; decoder
inline constexpr std::int64_t grace_ms = 30'000;        // a lost line is "away" after this
inline constexpr std::int64_t screen_grace_ms = 5'000;  // a hall screen without a line is "lost" after this
inline constexpr std::size_t tickets_open_max = 200;    // per room; refused too_many_tickets
inline constexpr std::int64_t ticket_life_ms = 12LL * 3600 * 1000;

// --- floor ------------------------------------------------------------------------------------------------------
inline constexpr std::size_t queue_length_max = 200;  // waiting hands; refused queue_full
inline constexpr int turn_seconds_min = 10;
// a fair order: who waits longer goes first of all (20 minutes, less what the turn that runs then may still take: it
// shall not become 21); speaking time counts over this long; a side or table that is this much short of its share goes
// first
inline constexpr std::int64_t long_wait_ms = 20 * 60'000 - 20'000;
inline constexpr std::int64_t share_window_ms = 60 * 60'000;
inline constexpr std::int64_t share_slack_ms = 10'000;
inline constexpr std::int64_t ms_per_typed_word = 400;  // as read aloud, 150 words a minute
inline constexpr std::int64_t side_unheard_ms = 10 * 60'000;
inline constexpr std::int64_t nudge_ms = 20 * 60'000;    // unheard that long, and between two nudges
inline constexpr std::int64_t equalise_ms_min = 10'000;  // a smaller difference is none
inline constexpr int urgent_in_row_max = 2;              // urgent turns one after another; then the others come first
inline constexpr int urgent_turn_seconds_max = 45;       // for a point of order or a technical remark
inline constexpr int interposed_seconds = 30;            // a short question in between
inline constexpr std::int64_t undo_ms_max = 30'000;      // a turn that lasted longer was no slip; refused too_late
inline constexpr std::int64_t free_turn_ms_min = 5'000;  // in a free talk nobody takes over sooner; just_begun
inline constexpr int circle_chairs_min = 4;              // two for who talks, one free, one for online; decoder
inline constexpr int circle_chairs_max = 12;
inline constexpr std::size_t proposals_max = 200;  // put to the room in one evening; refused talk_full
inline constexpr int turn_seconds_default = 75;    // domain 3.1
inline constexpr int turn_seconds_max = 1'800;
inline constexpr int extend_seconds_max = 1'800;
inline constexpr std::size_t words_bytes_max = 4'000;  // typed words of one turn; refused turn_text_full
inline constexpr std::size_t gist_bytes_max = 1'000;
inline constexpr std::size_t gist_graphemes_max = 400;
inline constexpr std::size_t turns_max = 5'000;        // per room; refused talk_full
inline constexpr std::size_t turns_in_snapshot = 240;  // the newest: an ordinary evening whole; the harvest holds all
inline constexpr std::size_t earlier_turns_page = 60;  // so many older ones at a time, for who looks back

// --- tables -----------------------------------------------------------------------------------------------------
inline constexpr std::size_t told_graphemes_max = 280;  // what the staff tell all tables; refused text_too_long
inline constexpr std::size_t told_bytes_max = 1'400;    // decoder
inline constexpr std::size_t line_graphemes_max = 200;  // one line that a table takes to the whole room; text_too_long
inline constexpr std::size_t line_bytes_max = 1'000;    // decoder
inline constexpr int lines_per_table_max = 3;           // in one phase; refused lines_full
inline constexpr std::size_t sittings_kept = 12;        // with whom somebody sat before, for changing tables

// --- board ------------------------------------------------------------------------------------------------------
inline constexpr std::size_t card_graphemes_max = 400;        // refused text_too_long
inline constexpr std::size_t card_bytes_max = 2'000;          // decoder
inline constexpr std::size_t card_graphemes_suggested = 140;  // none: the page says so, and lets longer ones through
inline constexpr std::size_t cards_max = 5'000;               // per room; refused board_full
inline constexpr std::size_t columns_per_phase_max = 8;
inline constexpr std::size_t ballots_max = 50;     // in one evening; refused board_full
inline constexpr int dots_max = 20;                // for one person in one ballot; decoder
inline constexpr int stickers_max = 2'000;         // on one card, of one side; decoder
inline constexpr std::size_t themes_max = 200;     // per room, merged ones as well; refused board_full
inline constexpr std::size_t spoken_for_max = 12;  // for whom somebody can speak in one phase; refused text_too_long

// --- room -------------------------------------------------------------------------------------------------------
inline constexpr std::size_t phases_max = 40;
inline constexpr int phase_minutes_max = 480;
inline constexpr std::size_t place_bytes_max = 400;
inline constexpr std::size_t question_bytes_max = 800;
inline constexpr std::size_t listen_here_bytes_max = 400;
inline constexpr std::size_t title_bytes_max = 200;
inline constexpr std::size_t instruction_bytes_max = 800;
inline constexpr std::size_t reason_bytes_max = 400;
inline constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
inline constexpr int keep_days_default = 30;  // after the end of an evening; then names and words go
inline constexpr int keep_days_max = 90;

// --- rates (reliability T1, T11); `serve --limits relaxed` lifts them on loopback ----------------------------------
inline constexpr double commands_per_second = 10;  // per seat, burst below; refused too_fast
inline constexpr double commands_burst = 30;
inline constexpr int too_fast_max = 200;       // refusals too_fast, less what got through; close 4129
inline constexpr double joins_per_second = 2;  // per address, burst below (a hall); retry door_is_busy
inline constexpr double joins_burst = 120;
inline constexpr double wrong_codes_per_minute = 30;  // per address, after a burst of 200; 429
inline constexpr double wrong_codes_burst = 200;
inline constexpr int house_rules_version = 1;

}  // namespace protocol::limits
