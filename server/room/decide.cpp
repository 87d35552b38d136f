// The index of all commands: authorise, check what stands in the way, then ask the part. A command without a line here
// does not compile. Handlers never bear the name of this function: a struct would convert to the variant and the call
// would come back here (guide, style 3.3). Pure.

#include "server/room/decide.hpp"

#include <cassert>

#include "server/room/asking.hpp"
#include "server/room/board.hpp"
#include "server/room/circle.hpp"
#include "server/room/consent.hpp"
#include "server/room/dots.hpp"
#include "server/room/equaliser.hpp"
#include "server/room/floor.hpp"
#include "server/room/floors.hpp"
#include "server/room/hiding.hpp"
#include "server/room/holding.hpp"
#include "server/room/leading.hpp"
#include "server/room/listening.hpp"
#include "server/room/moves.hpp"
#include "server/room/permissions.hpp"
#include "server/room/rounds.hpp"
#include "server/room/script.hpp"
#include "server/room/seats.hpp"
#include "server/room/speaking_for.hpp"
#include "server/room/standing.hpp"
#include "server/room/tables.hpp"
#include "server/room/talk.hpp"
#include "server/room/themes.hpp"
#include "server/room/tickets.hpp"
#include "server/room/turn_clock.hpp"
#include "server/room/unheard.hpp"
#include "server/room/voice.hpp"

namespace room {
namespace {

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};

std::optional<Refusal> authorise(Asking& asking, Command const& command) {
  auto const& actor = asking.context.actor;
  if (std::holds_alternative<AtTheDoor>(actor))
    return door_may(command) ? std::nullopt : std::optional(Refusal::not_seated);
  if (std::holds_alternative<Office>(actor))
    return office_may(command) ? std::nullopt : std::optional(Refusal::not_allowed);
  auto const found = asking.room.seats.find(std::get<InSeat>(actor).seat);
  if (found == asking.room.seats.end()) return Refusal::not_seated;
  if (found->second.has_ended) return Refusal::seat_removed;
  asking.seat = &found->second;
  bool const is_at_own_table = may_at_own_table(asking.seat->role, command.index()) && is_at_tables(asking.room);
  return may(asking.seat->role, command) || is_at_own_table ? std::nullopt : std::optional(Refusal::not_allowed);
}

// Who leads a table leads no other: which one it is about follows from what the command names. A turn at another table
// is for this person as if it had never been.
std::optional<Denied> not_led(Asking const& asking, Command const& command) {
  if (!asking.seat || may(asking.seat->role, command)) return std::nullopt;
  auto const* own = floor_of(asking.room, *asking.seat);
  if (!own) return Denied{Refusal::no_table, {}};
  return std::visit(
      [&]<class Asked>([[maybe_unused]] Asked const& ask) -> std::optional<Denied> {
        if constexpr (requires { ask.turn; }) {
          if (floor_where_runs(asking.room, ask.turn) != own) return Denied{Refusal::turn_moved_on, "turn"};
        } else if constexpr (std::is_same_v<Asked, GrantFloor> || std::is_same_v<Asked, MoveHand>) {
          if (floor_of(asking.room, ask.seat) != own) return Denied{Refusal::at_another_table, "seat"};
        } else if constexpr (requires { ask.table; }) {
          if (Where const named = ask.table; named && named != own->table)
            return Denied{Refusal::at_another_table, "table"};
        }
        return std::nullopt;
      },
      command);
}

auto about_time(Asking& asking) {
  return Match{
      [&](SetStretch const& ask) { return set_stretch(asking, ask); },
      [&](Equalise const& ask) { return equalise(asking, ask); },
      [&](SetNudges const& ask) { return set_nudges(asking, ask); },
  };
}

auto forms_of_talk(Asking& asking) {
  return Match{
      [&](BeginTalking const& ask) { return circle::begin_talking(asking, ask); },
      [&](TakeChair const& ask) { return circle::take_chair(asking, ask); },
      [&](LeaveChair const& ask) { return circle::leave_chair(asking, ask); },
      [&](AskConsent const& ask) { return consent::ask(asking, ask); },
      [&](AnswerConsent const& ask) { return consent::answer(asking, ask); },
      [&](OpenAnswers const& ask) { return consent::open(asking, ask); },
      [&](ConfirmHeard const& ask) { return listening::confirm(asking, ask); },
      [&](PassVoice const& ask) { return voice::pass(asking, ask); },
  };
}

auto about_themes(Asking& asking) {
  return Match{
      [&](MakeTheme const& ask) { return themes::make(asking, ask); },
      [&](RenameTheme const& ask) { return themes::rename(asking, ask); },
      [&](PutInTheme const& ask) { return themes::put(asking, ask); },
      [&](MergeThemes const& ask) { return themes::merge(asking, ask); },
      [&](UndoMerge const& ask) { return themes::undo_merge(asking, ask); },
      [&](FreezeBoard const& ask) { return themes::freeze(asking, ask); },
      [&](OpenBoard const& ask) { return themes::open(asking, ask); },
      [&](OpenDots const& ask) { return dots::open(asking, ask); },
      [&](PlaceDots const& ask) { return dots::place(asking, ask); },
      [&](AdmitSeat const& ask) { return dots::admit(asking, ask); },
      [&](CountStickers const& ask) { return dots::count_stickers(asking, ask); },
      [&](CloseDots const& ask) { return dots::close(asking, ask); },
  };
}

auto about_held_cards(Asking& asking) {
  return Match{
      [&](PublishCard const& ask) { return holding::publish(asking, ask); },
      [&](ReturnCard const& ask) { return holding::give_back(asking, ask); },
  };
}

auto about_tables(Asking& asking) {
  return Match{
      [&](SeatAtTable const& ask) { return tables::seat(asking, ask); },
      [&](SitTogether const& ask) { return tables::sit_together(asking, ask); },
      [&](ComposeTables const& ask) { return tables::compose(asking, ask); },
      [&](ApplyTables const& ask) { return tables::apply(asking, ask); },
      [&](RotateTables const& ask) { return tables::rotate(asking, ask); },
      [&](CallForHelp const&) { return tables::call_for_help(asking); },
      [&](AnswerHelp const& ask) { return tables::answer_help(asking, ask); },
      [&](EndHelp const& ask) { return tables::end_help(asking, ask); },
      [&](MessageTables const& ask) { return tables::message(asking, ask); },
      [&](WriteLine const& ask) { return tables::write_line(asking, ask); },
  };
}

Decision hand_over(Asking& asking, Command const& command) {
  return std::visit(Match{
                        [&](Join const& ask) { return seats::join(asking, ask); },
                        [&](ClaimSeat const& ask) { return seats::claim(asking, ask); },
                        [&](TakeStaffSeat const& ask) { return seats::take_staff_seat(asking, ask); },
                        [&](Rename const& ask) { return seats::rename(asking, ask); },
                        [&](ChangeSide const& ask) { return seats::change_side(asking, ask); },
                        [&](LeaveRoom const&) { return seats::leave(asking); },
                        [&](RequestFloor const& ask) { return floor::request(asking, ask); },
                        [&](LowerHand const& ask) { return floor::lower(asking, ask); },
                        [&](StepBack const& ask) { return moves::step_back(asking, ask); },
                        [&](MoveHand const& ask) { return moves::move_hand(asking, ask); },
                        [&](YieldFloor const& ask) { return floor::yield(asking, ask); },
                        [&](Pass const& ask) { return floor::pass(asking, ask); },
                        [&](Say const& ask) { return talk::say(asking, ask); },
                        [&](GrantFloor const& ask) { return floor::grant(asking, ask); },
                        [&](Interpose const& ask) { return floor::interpose(asking, ask); },
                        [&](UndoGrant const& ask) { return floor::undo(asking, ask); },
                        [&](EndTurn const& ask) { return floor::end(asking, ask); },
                        [&](ExtendTurn const& ask) { return floor::extend(asking, ask); },
                        [&](SkipUnanswered const& ask) { return floor::skip(asking, ask); },
                        [&](OpenQueue const& ask) { return floor::open_queue(asking, ask); },
                        [&](CloseQueue const& ask) { return floor::close_queue(asking, ask); },
                        [&](StartRound const& ask) { return rounds::start(asking, ask); },
                        [&](EndRound const& ask) { return rounds::end(asking, ask); },
                        [&](SpeakFor const& ask) { return speak_for(asking, ask); },
                        [&](AddGist const& ask) { return talk::add_gist(asking, ask); },
                        [&](PostCard const& ask) { return board::post(asking, ask); },
                        [&](EditCard const& ask) { return board::edit(asking, ask); },
                        [&](RetractCard const& ask) { return board::retract(asking, ask); },
                        [&](MoveCard const& ask) { return board::move(asking, ask); },
                        [&](RevealCards const& ask) { return board::reveal(asking, ask); },
                        [&](StartPhase const& ask) { return script::start(asking, ask); },
                        [&](ExtendPhase const& ask) { return script::extend(asking, ask); },
                        [&](PauseRoom const&) { return script::pause(asking); },
                        [&](ResumeRoom const&) { return script::resume(asking); },
                        [&](FreezeJoins const&) { return leading::freeze_joins(asking); },
                        [&](OpenJoins const&) { return leading::open_joins(asking); },
                        [&](HideItem const& ask) { return hiding::hide(asking, ask); },
                        [&](RestoreItem const& ask) { return hiding::restore(asking, ask); },
                        [&](RemoveSeat const& ask) { return seats::remove(asking, ask); },
                        [&](AssignRole const& ask) { return seats::assign_role(asking, ask); },
                        [&](CorrectRoom const& ask) { return leading::correct_room(asking, ask); },
                        [&](CorrectPhase const& ask) { return script::correct(asking, ask); },
                        [&](CloseRoom const&) { return leading::close_room(asking); },
                        [&](AddProxy const& ask) { return seats::add_proxy(asking, ask); },
                        [&](GiveHandCard const& ask) { return seats::give_hand_card(asking, ask); },
                        [&](OfferClaim const& ask) { return tickets::offer_claim(asking, ask); },
                        [&](OfferStaffSeat const& ask) { return tickets::offer_staff_seat(asking, ask); },
                        [&](OfferScreen const&) { return tickets::offer_screen(asking); },
                        [&](OfferTablet const& ask) { return tickets::offer_tablet(asking, ask); },
                        [&](RevokeDevice const& ask) { return tickets::revoke_device(asking, ask); },
                        [&](SignalTrouble const& ask) { return seats::signal_trouble(asking, ask); },
                        [&](ClearTrouble const& ask) { return seats::clear_trouble(asking, ask); },
                        [&](EraseSeat const& ask) { return seats::erase(asking, ask); },
                        about_time(asking),
                        forms_of_talk(asking),
                        about_tables(asking),
                        about_themes(asking),
                        about_held_cards(asking),
                    },
                    command);
}

}  // namespace

Decision decide(Room const& room, Command const& command, Context context) {
  assert(context.presence && "presence is never null while deciding");
  assert(!room.script.phases.empty() && "a room has opened before anybody asks");
  Asking asking{room, context, nullptr};
  if (auto const refusal = authorise(asking, command)) return refuse(*refusal);
  bool const is_office = std::holds_alternative<Office>(context.actor);
  if (auto const refusal = standing_refusal(room, asking.seat, command.index(), is_office)) return refuse(*refusal);
  if (auto const denied = not_led(asking, command)) return *denied;
  auto decision = hand_over(asking, command);
  if (auto* const events = std::get_if<std::vector<Event>>(&decision))
    listening::add_saying_back(room, asking.presence(), *events);
  return decision;
}

Answered const* answered_before(Room const& room, SeatId const& seat, CommandId const& id) {
  return room.answers.find(seat, id);
}

std::optional<Repeat> repeat(Room const& room, SeatId const& seat, CommandId const& id, std::string const& print) {
  auto const* answered = answered_before(room, seat, id);
  if (!answered) return std::nullopt;
  // What was erased cannot be compared; it is done, and will not be done again.
  return answered->print.empty() || answered->print == print ? Repeat::same : Repeat::different;
}

std::optional<TicketId> offered_before(Room const& room, SeatId const& seat, CommandId const& id) {
  auto const* answered = answered_before(room, seat, id);
  return answered ? answered->ticket : std::nullopt;
}

}  // namespace room
