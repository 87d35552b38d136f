#pragma once
// The whole state of one room as a value. Pure data: no clock, no I/O, no JSON, no logging. Changed only by evolve().
// Everything here follows from the room's events; who is connected does not (see Presence in context.hpp).

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "protocol/events.hpp"
#include "server/room/answers.hpp"
#include "server/room/board_state.hpp"

namespace room {

using namespace protocol;  // the room speaks the shared words; it adds rules, not vocabulary

struct Seat {
  SeatId id;
  std::string name;
  std::string folded;  // its folded forms, see PersonalName
  bool is_erased = false;
  int number = 0;
  int among_namesakes = 0;  // 1.. in the order in which this name came in; nobody else has the same
  Role role = Role::participant;
  Side side = Side::online;
  std::optional<TableNumber> table;
  bool is_proxied = false;
  std::optional<HandCard> hand_card;  // of who is here; nobody else has the same
  bool has_ended = false;             // left or removed
  bool was_removed = false;
  std::string removed_because;
  SeatId removed_by;              // whose words the reason is
  int generation = 0;             // tokens of an older generation are dead
  std::vector<DeviceId> devices;  // of a staff seat, oldest first
  std::optional<Trouble> trouble;
  Millis trouble_since = 0;
  Stretch stretch = Stretch::usual;
  Millis taken_at = 0;
  std::string salt;  // goes into the prints of this person's commands; "" when erased
  // counted from turns and cards, kept here so that no question costs a walk through history
  int turns = 0;                       // in which this person was heard: no passes, no unanswered calls
  bool is_in_talk = false;             // the talk stream names this seat, also after it has ended
  std::set<TableNumber> in_talk_at{};  // likewise, what was said at these tables
  std::int64_t spoken_ms = 0;
  std::int64_t heard_ms = 0;  // the same, where typed words count as if they had been said aloud
  int cards = 0;
  Millis nudged_at = 0;  // 0: never
  bool wants_nudges = true;
  std::optional<TitleText> speaks_for;  // in the running phase
  std::optional<TableNumber> group;     // pair or four in the running phase
  std::optional<SeatId> together;       // with whom this person wants to sit; both have to say so
  bool is_first_time = false;
  std::vector<std::pair<int, TableNumber>> sat;  // with whom: who has the same in common sat at one table
  bool operator==(Seat const&) const = default;
};

struct Phase {
  PhasePlan plan;
  bool is_revealed = false;
  int drafts = 0;
  bool board_is_frozen = false;
  // How much longer than agreed each side spoke in this phase, by Side; what was given to make it equal counts as well.
  std::array<std::int64_t, 2> overrun_ms{};
  bool operator==(Phase const&) const = default;
};

struct Script {
  std::vector<Phase> phases;
  std::optional<std::size_t> running;  // index into phases
  Millis started_at = 0;
  Millis ends_at = 0;
  Millis begun_at = 0;  // of the first phase
  bool operator==(Script const&) const = default;
};

// A hand that does not stand where the order puts it: right behind another one, or in front.
struct Move {
  std::optional<SeatId> behind;      // none: in front
  std::optional<MoveReason> reason;  // none: the person stepped back
  std::int64_t seq = 0;              // the later move wins
  bool operator==(Move const&) const = default;
};

struct WaitingHand {
  SeatId seat;
  RequestKind kind = RequestKind::contribution;
  Millis raised_at = 0;
  std::int64_t arrival = 0;      // the count of the event that raised it: order of arrival, whatever clocks did
  bool was_called = false;       // in vain; stands in front and is asked again after the next turn
  bool is_asked_again = false;   // was called in vain, and somebody else has spoken since
  bool has_waited_long = false;  // goes first of all
  bool is_promised = false;      // was the first to come, and stays it
  bool objects = false;          // to the proposal
  PlaceReason why = PlaceReason::arrival;
  std::optional<Move> move;
  bool operator==(WaitingHand const&) const = default;
};

struct CurrentTurn {
  SeatId seat;
  TurnId turn;
  Millis started_at = 0;
  Millis ends_at = 0;
  std::int64_t paused_ms = 0;   // time in which the room stood still
  bool began_in_break = false;  // in the break that goes on now; moments of two clocks do not tell it
  bool is_in_round = false;
  bool is_second_chance = false;    // in the round, of who was asked before
  std::optional<WaitingHand> hand;  // that led here; none: called without a hand
  std::int64_t agreed_ms = 0;       // the length of the turn, stretched for this person, without what was added
  std::int64_t given_ms = 0;        // to make the sides equal
  Millis runs_since = 0;            // the clock has not stood still since then
  std::optional<Millis> line_lost_at{};
  bool was_held = false;                // for a short question; newer turns stand behind it
  std::int64_t spoken_before_ms = 0;    // until the clock last stood still (turn_clock.hpp)
  std::optional<std::int64_t> left_ms;  // the clock stands still, and so much is left; negative: overtime
  std::optional<SeatId> says_back_to;   // first says what was heard from this person; the clock stands still meanwhile
  int not_quite = 0;                    // so often it was not what was meant
  bool operator==(CurrentTurn const&) const = default;
};

// A turn that was ended so that somebody else could have the floor.
struct JustEnded {
  CurrentTurn turn;      // its clock stands still
  std::int64_t seq = 0;  // of the event that ended it
  Millis at = 0;         // likewise
  // what its end has counted
  Side side = Side::online;
  std::int64_t overrun_ms = 0;
  std::int64_t heard_ms = 0;
  std::vector<SeatId> called;  // who had been called in vain before
  bool operator==(JustEnded const&) const = default;
};

// What was so before who leads gave the floor, to go back there.
struct BeforeGrant {
  std::optional<JustEnded> ended;  // the turn that ended for it
  std::vector<SeatId> behind;      // who had been moved right behind the hand
  int urgent_in_row = 0;
  Millis until = 0;
  bool operator==(BeforeGrant const&) const = default;
};

struct Round {
  std::vector<SeatId> to_come;  // in order; who sums up stands last
  std::vector<SeatId> asked;    // once or twice, in the order of the first time
  std::vector<SeatId> again;    // passed or did not answer, and is asked once more when all were asked
  bool is_second = false;       // these stand in to_come now
  int spoke = 0;                // turns in the round in which something was said
  bool operator==(Round const&) const = default;
};

// A round that is over: how many spoke, of how many.
struct LastRound {
  int spoke = 0;
  int total = 0;
  bool operator==(LastRound const&) const = default;
};

// The voice of who is not here; the name plate of who carries it says so.
struct Voice {
  std::optional<SeatId> bearer;
  std::vector<SeatId> had;  // in this time round, who carries it now too
  bool has_spoken = false;  // who carries it
  bool spoke_last = false;  // the newest turn was the voice's
  bool operator==(Voice const&) const = default;
};

struct Floor {
  Where table;
  bool queue_is_open = false;
  std::vector<WaitingHand> queue;  // in the order in which the floor will be given
  std::optional<CurrentTurn> speaker;
  std::optional<CurrentTurn> held;          // whose clock stands still while the speaker asks a short question
  std::optional<JustEnded> just_ended;      // of use to the grant that comes right after it
  std::optional<BeforeGrant> before_grant;  // none: the running turn was not given by who leads, or is no slip any more
  std::optional<Round> round;
  std::optional<LastRound> last_round;         // of this phase
  Millis online_heard_at = 0;                  // when somebody online last had the floor, or it opened; 0: it is closed
  std::optional<Millis> online_unheard_since;  // so long ago that the staff are told
  int urgent_in_row = 0;                       // urgent turns one after another
  std::int64_t revision = 0;   // how often the order of the queue changed; not the seq, which counts what is secret too
  std::int64_t position = 0;   // of its newest turn
  std::vector<SeatId> circle;  // who sits in it, longest first; only while the phase has one
  Voice voice;                 // likewise
  bool operator==(Floor const&) const = default;
};

// A table asked the staff to come.
struct HelpCall {
  Millis since = 0;
  std::optional<SeatId> answered_by;
  bool operator==(HelpCall const&) const = default;
};

// A table at which people talk among themselves; floors.hpp.
struct Table {
  Floor floor;
  std::set<SeatId> people;  // found again from the seats: who takes part there
  std::optional<HelpCall> help{};
  bool operator==(Table const&) const = default;
};

struct Turn {
  TurnId id;
  Where table;
  std::int64_t position = 0;        // among all turns, as the staff see them
  std::int64_t position_there = 0;  // among those that its table sees, so that it tells of no other table
  SeatId seat;
  PhaseId phase;
  TurnKind kind = TurnKind::spoken;  // typed as soon as words were said
  Millis started_at = 0;
  std::optional<std::int64_t> spoken_ms;
  std::int64_t heard_ms = 0;  // what it counts for, when it has ended (balance.hpp)
  std::optional<TurnEnd> how;
  std::optional<PlaceReason> why;  // of the hand that led here
  std::optional<MoveReason> moved;
  std::optional<int> place;
  std::optional<GivenAs> given_as;
  std::optional<RequestKind> asked_as;
  bool is_chosen = false;            // by who leads
  std::optional<TurnId> interrupts;  // a short question during that turn
  std::optional<TitleText> speaks_for;
  std::string words;
  int word_count = 0;
  std::string gist;
  SeatId gist_by;  // whose words the gist is
  bool is_hidden = false;
  std::string hidden_because;
  SeatId hidden_by;  // whose words the reason is
  bool operator==(Turn const&) const = default;
};

struct Talk {
  std::vector<Turn> turns;  // in order; unanswered calls leave no turn behind
  std::unordered_map<TurnId, std::size_t> index;
  bool operator==(Talk const&) const = default;
};

// What somebody says to a proposal. The words are that person's.
struct GivenAnswer {
  Consent answer = Consent::agree;
  std::string objection;
  bool operator==(GivenAnswer const&) const = default;
};

struct PutProposal {
  QuestionText text;
  PhaseId phase;
  int people = 0;              // were here when the answers were opened, before: when it was put
  bool is_open = false;        // the answers are
  bool is_before_all = false;  // the staff opened them before all had answered
  std::map<SeatId, GivenAnswer> given;
  bool operator==(PutProposal const&) const = default;
};

// Who would sit where.
struct Proposal {
  std::vector<TableSeat> seats;
  std::int64_t revision = 0;
  bool operator==(Proposal const&) const = default;
};

// What the staff told all tables in the running phase.
struct Told {
  std::string text;
  SeatId by;  // whose words it is
  bool operator==(Told const&) const = default;
};

struct OpenTicket {
  TicketPurpose purpose = TicketPurpose::claim_seat;
  std::optional<SeatId> seat;
  std::optional<Role> role;
  Millis expires_at = 0;
  bool is_used = false;  // hall_screen tickets may be used again
  std::optional<SeatId> used_by;
  std::optional<TableNumber> table{};
  bool operator==(OpenTicket const&) const = default;
};

// Who bears a name, by number among namesakes: the last number given stands at the end.
struct Namesakes {
  std::set<std::pair<int, SeatId>> here;
  std::set<std::pair<int, SeatId>> gone;  // left or removed under this name; their number is not given again
  bool operator==(Namesakes const&) const = default;
};

// Speaking time of people who have left, as sums: so that no question costs a walk over all who ever came.
struct GoneShares {
  std::array<std::int64_t, 2> sides{};  // ms, by Side; only of who goes round, as the tables
  std::map<TableNumber, std::int64_t> tables;
  std::array<std::int64_t, 3> groups{};  // ms, by Group
  bool operator==(GoneShares const&) const = default;
};

struct Room {
  RoomCode code;
  PlaceText place;
  QuestionText question;
  ListenText listen_here;
  Millis opened_at = 0;
  bool is_closed = false;
  Millis closed_at = 0;
  bool is_erased = false;  // kept as long as it may be: no names and no words are left
  std::optional<Millis> paused_at;
  bool joins_are_frozen = false;
  Script script;
  std::map<SeatId, Seat> seats;
  int seats_taken = 0;  // for Seat::number
  // found again from the seats, so that no question costs a walk over all there ever were
  GoneShares gone;                                       // what was said by seats that have ended stays in the balance
  std::map<int, SeatId> live;                            // seats that have not ended, by number
  std::set<SeatId> staff;                                // of these: facilitators, remote hosts and coordinators
  std::unordered_map<std::string, Namesakes> namesakes;  // by fold
  Floor floor;                                           // of the whole room
  std::map<TableNumber, Table> tables;  // while the running phase is held at tables: those at which somebody sat down
  int groupings = 0;                    // how often people were put into pairs or fours; for the numbers of groups
  int sittings = 0;                     // how often people changed tables together
  std::optional<Proposal> proposal;
  int proposals = 0;  // ever; for their revision
  std::optional<Told> told;
  Talk talk;
  Board board;
  std::vector<PutProposal> put_proposals;              // by number
  std::map<TicketId, OpenTicket> tickets;              // all there ever were
  std::set<std::pair<Millis, TicketId>> tickets_open;  // found again from them: not used, by the end of their life
  Answers answers;  // a join is kept under the empty seat, with the seat it made in `joined`
  std::unordered_map<CommandId, SeatId> joined;
  std::int64_t seq = 0;  // of the last event
  Millis last_at = 0;    // likewise
  bool operator==(Room const&) const = default;
};

}  // namespace room
