#include "tests/simulation/plan.hpp"

#include <algorithm>
#include <utility>

#include "tests/simulation/chance.hpp"

namespace sim {

using namespace protocol;

namespace {

// How often a kind of person asks what; anybody asks anything now and then as well. One row per command, in the order
// of protocol/commands.hpp (checked below): a command without a row does not compile.
struct Often {
  std::string_view command;
  int people = 0;
  int staff = 0;
  int helping = 0;
};
constexpr auto often = std::to_array<Often>({
    {Join::type, 1, 0, 0},           {ClaimSeat::type, 1, 0, 1},      {TakeStaffSeat::type, 0, 1, 0},
    {Rename::type, 3, 1, 1},         {ChangeSide::type, 4, 0, 2},     {LeaveRoom::type, 1, 0, 0},
    {RequestFloor::type, 40, 2, 40}, {LowerHand::type, 10, 1, 8},     {StepBack::type, 8, 0, 4},
    {MoveHand::type, 0, 10, 0},      {YieldFloor::type, 30, 4, 4},    {Pass::type, 5, 1, 1},
    {Say::type, 60, 6, 4},           {GrantFloor::type, 0, 40, 0},    {Interpose::type, 0, 10, 0},
    {UndoGrant::type, 0, 12, 0},     {EndTurn::type, 0, 14, 0},       {ExtendTurn::type, 0, 8, 0},
    {SkipUnanswered::type, 0, 6, 0}, {OpenQueue::type, 0, 10, 0},     {CloseQueue::type, 0, 3, 0},
    {StartRound::type, 0, 6, 0},     {EndRound::type, 0, 4, 0},       {SpeakFor::type, 6, 1, 4},
    {AddGist::type, 0, 6, 20},       {PostCard::type, 60, 4, 40},     {EditCard::type, 20, 4, 10},
    {RetractCard::type, 12, 1, 4},   {MoveCard::type, 0, 10, 0},      {RevealCards::type, 0, 10, 0},
    {StartPhase::type, 0, 8, 0},     {ExtendPhase::type, 0, 4, 0},    {PauseRoom::type, 0, 2, 0},
    {ResumeRoom::type, 0, 8, 0},     {FreezeJoins::type, 0, 1, 0},    {OpenJoins::type, 0, 4, 0},
    {HideItem::type, 0, 14, 0},      {RestoreItem::type, 0, 8, 0},    {RemoveSeat::type, 0, 1, 0},
    {AssignRole::type, 0, 2, 0},     {CorrectRoom::type, 0, 2, 0},    {CorrectPhase::type, 0, 2, 0},
    {CloseRoom::type, 0, 0, 0},      {AddProxy::type, 0, 3, 14},      {GiveHandCard::type, 0, 2, 8},
    {OfferClaim::type, 0, 2, 8},     {OfferStaffSeat::type, 0, 1, 0}, {OfferScreen::type, 0, 2, 0},
    {OfferTablet::type, 0, 4, 0},    {RevokeDevice::type, 0, 1, 0},   {SignalTrouble::type, 5, 1, 2},
    {ClearTrouble::type, 4, 4, 1},   {SetStretch::type, 2, 2, 0},     {Equalise::type, 0, 8, 0},
    {SetNudges::type, 1, 0, 0},      {SeatAtTable::type, 0, 4, 4},    {SitTogether::type, 6, 3, 4},
    {ComposeTables::type, 0, 4, 0},  {ApplyTables::type, 0, 4, 0},    {RotateTables::type, 0, 4, 0},
    {CallForHelp::type, 3, 0, 2},    {AnswerHelp::type, 0, 4, 0},     {EndHelp::type, 1, 3, 1},
    {MessageTables::type, 0, 3, 0},  {WriteLine::type, 8, 1, 6},      {EraseSeat::type, 1, 0, 0},
    {BeginTalking::type, 20, 4, 12}, {TakeChair::type, 12, 4, 8},     {LeaveChair::type, 4, 1, 2},
    {AskConsent::type, 0, 6, 0},     {AnswerConsent::type, 24, 1, 8}, {OpenAnswers::type, 0, 5, 0},
    {ConfirmHeard::type, 12, 6, 4},  {PassVoice::type, 4, 3, 1},      {MakeTheme::type, 0, 4, 0},
    {RenameTheme::type, 0, 3, 0},    {PutInTheme::type, 0, 12, 0},    {MergeThemes::type, 0, 4, 0},
    {UndoMerge::type, 0, 3, 0},      {FreezeBoard::type, 0, 1, 0},    {OpenBoard::type, 0, 6, 0},
    {OpenDots::type, 0, 5, 0},       {PlaceDots::type, 30, 1, 10},    {AdmitSeat::type, 0, 3, 0},
    {CountStickers::type, 0, 4, 0},  {CloseDots::type, 0, 2, 0},      {PublishCard::type, 0, 10, 0},
    {ReturnCard::type, 0, 6, 0},
});

template <std::size_t... index>
constexpr bool rows_follow_the_commands(std::index_sequence<index...>) {
  return ((often[index].command == std::variant_alternative_t<index, Command>::type) && ...);
}
static_assert(often.size() == commands, "every command needs a row: how often is it asked, and by whom?");
static_assert(rows_follow_the_commands(std::make_index_sequence<often.size()>{}));

constexpr std::size_t index_of(std::string_view command) {
  for (std::size_t at = 0; at < often.size(); ++at) {
    if (often[at].command == command) return at;
  }
  return often.size();
}
constexpr auto take_staff_seat = index_of(TakeStaffSeat::type);
constexpr auto close_room = index_of(CloseRoom::type);
constexpr auto start_phase = index_of(StartPhase::type);

// How often each fault comes, in the order of Fault.
constexpr std::array<int, faults> fault_weights{30, 16, 6, 20, 24, 24, 14, 18, 5, 9, 9, 14, 10, 6, 6, 5, 3};

constexpr int evenings_count = 8;
constexpr int commands_per_evening = 3'600;
constexpr int commands_of_last = 4'200;  // so that no seed stays below 20,000: many are asked on lines that are gone
constexpr int faults_per_evening = 40;
constexpr int faults_in_turn = 3;  // of each evening: not drawn, so that every kind strikes in every seed
static_assert(evenings_count * faults_in_turn >= static_cast<int>(faults));

enum class Column { people, staff, helping };

int weight_of(Often const& row, Column column) {
  return column == Column::people ? row.people : column == Column::staff ? row.staff : row.helping;
}

std::size_t draw_command(Chance& chance, Column column) {
  if (chance.one_in(16)) return chance.below(commands);
  int total = 0;
  for (auto const& row : often) total += weight_of(row, column);
  auto left = static_cast<int>(chance.below(static_cast<std::uint64_t>(total)));
  for (std::size_t at = 0; at < often.size(); ++at) {
    left -= weight_of(often[at], column);
    if (left < 0) return at;
  }
  return 0;
}

Fault draw_fault(Chance& chance) {
  int total = 0;
  for (auto const weight : fault_weights) total += weight;
  auto left = static_cast<int>(chance.below(static_cast<std::uint64_t>(total)));
  for (std::size_t at = 0; at < faults; ++at) {
    left -= fault_weights[at];
    if (left < 0) return static_cast<Fault>(at);
  }
  return Fault::line_cut;
}

Column column_of(Part part) {
  if (part == Part::leader || part == Part::remote_host) return Column::staff;
  if (part == Part::usher || part == Part::note_taker || part == Part::table_host) return Column::helping;
  return Column::people;
}

std::vector<Part> draw_cast(Chance& chance, int evening) {
  // One full house a seed; the others as small as a Tuesday in November.
  auto const size = evening == 3 ? 60 : static_cast<int>(chance.between(6, 20));
  std::vector<Part> cast{Part::leader, Part::usher, Part::screen};
  if (size > 8) cast.push_back(Part::remote_host);
  if (size > 10) cast.push_back(Part::observer);
  if (size > 12) cast.push_back(Part::note_taker);
  if (size > 14) cast.push_back(Part::table_host);
  while (static_cast<int>(cast.size()) < size) cast.push_back(chance.one_in(2) ? Part::hall : Part::online);
  return cast;
}

// Who does the next thing: staff and those who help do more than others.
int draw_person(Chance& chance, std::vector<Part> const& cast) {
  for (int tries = 0; tries < 8; ++tries) {
    auto const person = static_cast<int>(chance.below(cast.size()));
    auto const part = cast[static_cast<std::size_t>(person)];
    bool const looks_on = part == Part::screen || part == Part::observer;
    if (!looks_on || chance.one_in(12)) {
      if (chance.one_in(4)) return 0;
      if (chance.one_in(8)) return 1;
      return person;
    }
  }
  return 0;
}

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : chance_(mixed(seed, 0x5eed)) { plan_.seed = seed; }

  Plan write() {
    for (int evening = 0; evening < evenings_count; ++evening) write_evening(evening);
    // After everything else, so that it moves no chance of the stories of the kept seeds.
    for (int evening = 0; evening < evenings_count; evening += 2) write_fault_at_the_close(evening);
    for (int evening = 1; evening < evenings_count; evening += 2) write_fault_behind(evening, take_staff_seat);
    std::ranges::stable_sort(plan_.steps, {}, &Step::at);
    return std::move(plan_);
  }

 private:
  void add(Micros at, Step::What what, int evening, int person = 0, std::size_t command = 0, Fault fault = {}) {
    plan_.steps.push_back({at, what, evening, person, command, fault, chance_.roll()});
  }

  void write_evening(int evening) {
    auto const begins = evening * (evening_length + 5 * minute) + chance_.between(0, 10) * minute;
    plan_.evenings.push_back({begins, draw_cast(chance_, evening), chance_.roll()});
    auto const& cast = plan_.evenings.back().cast;
    add(begins, Step::What::opens, evening);
    // Staff ask the office for their seat when they come, and then the answer can be lost.
    if (evening % 2 == 1) add(begins + 10 * ms, Step::What::fault, evening, 0, 0, Fault::answer_lost);
    for (int person = 0; person < static_cast<int>(cast.size()); ++person) {
      add(begins + second + person * chance_.between(0, 20) * second, Step::What::comes, evening, person);
    }
    std::vector<std::pair<Micros, int>> moments;
    write_commands(evening, begins, cast, moments);
    write_faults(evening, moments);
    add(begins + evening_length / 2, Step::What::quiet, evening);
    if (!chance_.one_in(3)) add(begins + evening_length, Step::What::asks, evening, 0, close_room);
    add(begins + evening_length + 10 * second, Step::What::quiet, evening);
    for (int person = 0; person < static_cast<int>(cast.size()); ++person) {
      add(begins + evening_length + chance_.between(20, 240) * second, Step::What::goes, evening, person);
    }
    // The office is asked to forget somebody, during the evening and after it.
    for (auto const after : {evening_length / 2, evening_length, evening_length + hour}) {
      add(begins + chance_.between(5 * minute, after), Step::What::erases, evening);
    }
    if (evening > 1) visit_again(evening - 2, begins);
    // Its time is over while some of its pages still come back.
    if (evening > 1) add(begins + chance_.between(60, 120) * minute, Step::What::forgets, evening - 2);
  }

  void write_commands(int evening, Micros begins, std::vector<Part> const& cast,
                      std::vector<std::pair<Micros, int>>& moments) {
    auto at = begins + 2 * minute;
    add(at - minute, Step::What::asks, evening, 0, start_phase);
    auto const count = evening + 1 == evenings_count ? commands_of_last : commands_per_evening;
    auto const pause = (evening_length - 3 * minute) * 2 / count;
    for (int i = 0; i < count; ++i) {
      // People answer each other: things come in bursts.
      at += chance_.one_in(2) ? chance_.between(0, 40 * ms) : chance_.between(pause / 3, pause * 5 / 3);
      auto const person = draw_person(chance_, cast);
      add(at, Step::What::asks, evening, person,
          draw_command(chance_, column_of(cast[static_cast<std::size_t>(person)])));
      moments.emplace_back(at, person);
      if (chance_.one_in(30)) add(at + 5 * ms, Step::What::types, evening, person);
      if (chance_.one_in(120)) {
        add(at + second, Step::What::goes, evening, person);
        add(at + chance_.between(5, 900) * second, Step::What::comes, evening, person);
      }
    }
  }

  // Faults come while something is on its way.
  void write_faults(int evening, std::vector<std::pair<Micros, int>> const& moments) {
    for (int i = 0; i < faults_per_evening; ++i) {
      auto const& [at, person] = moments[chance_.below(moments.size())];
      auto const drawn = draw_fault(chance_);
      auto const in_turn = static_cast<Fault>((evening * faults_in_turn + i) % static_cast<int>(faults));
      add(at + chance_.between(1, 90) * ms, Step::What::fault, evening, person, 0,
          i < faults_in_turn ? in_turn : drawn);
    }
  }

  // A room is closed once an evening: no drawn fault would meet that in most seeds.
  void write_fault_at_the_close(int evening) {
    auto const closes = plan_.evenings[static_cast<std::size_t>(evening)].begins + evening_length;
    add(closes + chance_.between(1, 30) * ms, Step::What::fault, evening, 0, 0, draw_fault(chance_));
  }

  // Who is refused at once waits so short that hardly a drawn fault would meet it.
  void write_fault_behind(int evening, std::size_t command) {
    auto const is_it = [&](Step const& step) {
      return step.what == Step::What::asks && step.evening == evening && step.command == command;
    };
    auto const asked = std::ranges::find_if(plan_.steps, is_it);
    if (asked == plan_.steps.end()) return;
    auto const [at, person] = std::pair(asked->at, asked->person);
    add(at + chance_.between(1, 20) * ms, Step::What::fault, evening, person, 0, draw_fault(chance_));
  }

  // Pages that were left open come back hours later.
  void visit_again(int evening, Micros begins) {
    auto const& cast = plan_.evenings[static_cast<std::size_t>(evening)].cast;
    for (int i = 0; i < 6; ++i) {
      auto const person = static_cast<int>(chance_.below(cast.size()));
      auto const at = begins + chance_.between(0, 150) * minute;
      add(at, Step::What::comes, evening, person);
      add(at + 3 * second, Step::What::asks, evening, person, chance_.below(commands));
      add(at + chance_.between(1, 20) * minute, Step::What::goes, evening, person);
    }
  }

  Plan plan_;
  Chance chance_;
};

}  // namespace

std::string_view command_name(std::size_t index) { return often[index].command; }

Plan make_plan(std::uint64_t seed) { return Writer{seed}.write(); }

}  // namespace sim
