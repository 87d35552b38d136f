#pragma once
// The cases of evolve(), one per event; spread over evolve*.cpp by part. Internal to evolve. An event without a case
// does not compile.

#include "server/room/room.hpp"

namespace room {

// Only records what an event says; has no opinions, refuses nothing, reads no clock.
struct Recorder {
  Room& room;

  void operator()(RoomOpened const& event) const;
  void operator()(RoomCorrected const& event) const;
  void operator()(RoomClosed const& event) const;
  void operator()(RoomPaused const& event) const;
  void operator()(RoomResumed const& event) const;
  void operator()(JoinsFrozen const& event) const;
  void operator()(JoinsOpened const& event) const;
  void operator()(PhaseStarted const& event) const;
  void operator()(PhaseExtended const& event) const;
  void operator()(PhaseCorrected const& event) const;

  // evolve_seats.cpp
  void operator()(SeatTaken const& event) const;
  void operator()(SeatRenamed const& event) const;
  void operator()(SeatMoved const& event) const;
  void operator()(SeatClaimed const& event) const;
  void operator()(HandCardGiven const& event) const;
  void operator()(SeatLeft const& event) const;
  void operator()(SeatRemoved const& event) const;
  void operator()(RoleAssigned const& event) const;
  void operator()(TicketOffered const& event) const;
  void operator()(DeviceAdmitted const& event) const;
  void operator()(DeviceRevoked const& event) const;
  void operator()(TroubleSignalled const& event) const;
  void operator()(TroubleCleared const& event) const;

  // evolve_erasing.cpp
  void operator()(SeatErased const& event) const;
  void operator()(RoomErased const& event) const;

  // evolve_floor.cpp
  void operator()(QueueOpened const& event) const;
  void operator()(QueueClosed const& event) const;
  void operator()(FloorRequested const& event) const;
  void operator()(HandLowered const& event) const;
  void operator()(HandMoved const& event) const;
  void operator()(HandWaitedLong const& event) const;
  void operator()(FloorGranted const& event) const;
  void operator()(GrantUndone const& event) const;
  void operator()(TurnExtended const& event) const;
  void operator()(SpeakerLost const& event) const;
  void operator()(SpeakerBack const& event) const;
  void operator()(StretchSet const& event) const;
  void operator()(TurnEqualised const& event) const;
  void operator()(TurnEnded const& event) const;
  void operator()(WordsSaid const& event) const;
  void operator()(OnlineUnheard const& event) const;
  void operator()(SeatNudged const& event) const;
  void operator()(NudgesSet const& event) const;
  void operator()(GistAdded const& event) const;
  void operator()(SeatSpeaksFor const& event) const;
  void operator()(RoundStarted const& event) const;
  void operator()(SecondChanceBegun const& event) const;
  void operator()(RoundEnded const& event) const;

  // evolve_forms.cpp
  void operator()(ChairTaken const& event) const;
  void operator()(ChairLeft const& event) const;
  void operator()(ConsentAsked const& event) const;
  void operator()(ConsentAnswered const& event) const;
  void operator()(AnswersOpened const& event) const;
  void operator()(HeardRightly const& event) const;
  void operator()(HeardWrongly const& event) const;
  void operator()(VoicePassed const& event) const;
  void drop_answers(SeatId const& seat) const;

  // evolve_board.cpp
  void operator()(CardPosted const& event) const;
  void operator()(CardEdited const& event) const;
  void operator()(CardPrivacySet const& event) const;
  void operator()(CardRetracted const& event) const;
  void operator()(CardMoved const& event) const;
  void operator()(CardsRevealed const& event) const;
  void operator()(CardPublished const& event) const;
  void operator()(CardReturned const& event) const;
  void operator()(ItemHidden const& event) const;
  void operator()(ItemRestored const& event) const;
  void operator()(ThemeMade const& event) const;
  void operator()(ThemeRenamed const& event) const;
  void operator()(CardThemed const& event) const;
  void operator()(ThemesMerged const& event) const;
  void operator()(MergeUndone const& event) const;
  void operator()(BoardFrozen const& event) const;
  void operator()(BoardOpened const& event) const;
  void operator()(DotsOpened const& event) const;
  void operator()(DotsPlaced const& event) const;
  void operator()(SeatAdmitted const& event) const;
  void operator()(StickersCounted const& event) const;
  void operator()(DotsClosed const& event) const;
  void drop_dots(SeatId const& seat) const;
  void lift_dots(CardId const& card) const;
  void open_lines() const;  // what tables wrote is for everybody now

  // evolve_tables.cpp
  void operator()(TablesProposed const& event) const;
  void operator()(PeopleSeated const& event) const;
  void operator()(HelpCalled const& event) const;
  void operator()(HelpAnswered const& event) const;
  void operator()(HelpEnded const& event) const;
  void operator()(TablesTold const& event) const;
  void operator()(SeatTogether const& event) const;
  void forget_together(Seat& seat) const;
  void note_sitting() const;                  // who sits together now
  void lay_tables(bool queue_is_open) const;  // for everybody who sits at one
  void clear_tables() const;
  void take_part(Seat const& seat) const;  // where this person sits now; the first at a table begins its floor
  void stop_taking_part(Seat const& seat) const;
  void leave_all_floors(Seat const& seat) const;

  // evolve_seats.cpp
  void reopen(Floor& floor, JustEnded const& ended, Millis at) const;
  void end_seat(Seat& seat) const;
  void drop_drafts(Seat& seat) const;
  void drop_namesake(Seat const& seat) const;

  Floor& floor(Where const& where) const;
  Floor& floor_of_seat(SeatId const& id) const;  // where this person takes part now
  Floor& floor_of_turn(TurnId const& id) const;  // where this turn was given
  Phase& phase(PhaseId const& id) const;
  Turn& turn(TurnId const& id) const;
  Theme& theme(ThemeId const& id) const;
  Ballot& ballot(BallotNumber const& number) const;
};

// The card goes: it leaves the list of who entered it for somebody.
void forget_enterer(Room& room, Card const& card);

}  // namespace room
