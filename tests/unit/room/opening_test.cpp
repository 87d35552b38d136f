// A room begins whole, or says what is wrong with the plan and where.

#include <gtest/gtest.h>

#include "tests/unit/room/evening.hpp"

namespace {

using namespace protocol;
using namespace evening;

room::Decision open(room::NewRoomPlan const& plan) {
  room::Presence const nobody;
  room::Context context;
  context.now = start_at;
  context.actor = room::Office{};
  context.presence = &nobody;
  return room::open_room(RoomCode{"test2345"}, plan, context);
}

TEST(Opening, starts_the_first_phase_with_its_clock) {
  auto const decision = open(usual_plan());
  auto const& made = events(decision);
  ASSERT_EQ(made.size(), 2u);
  auto const& started = std::get<PhaseStarted>(made[1]);
  EXPECT_EQ(started.phase.value, "welkom");
  EXPECT_EQ(started.ends_at, start_at + 5 * 60'000);
  EXPECT_FALSE(started.queue_is_open);
}

TEST(Opening, fills_empty_ids_and_gives_writing_a_column) {
  auto plan = usual_plan();
  for (auto& phase : plan.phases) {
    phase.id = {};
    phase.columns.clear();
  }
  auto const decision = open(plan);
  auto const& opened = std::get<RoomOpened>(events(decision)[0]);
  std::set<PhaseId> ids;
  for (auto const& phase : opened.phases) {
    EXPECT_TRUE(ids.insert(phase.id).second);
    EXPECT_FALSE(phase.id.empty());
    bool const has_lines = phase.tables && phase.tables->lines;
    EXPECT_EQ(phase.columns.size(), phase.writing == WritingMode::none && !has_lines ? 0u : 1u);
    for (auto const& column : phase.columns) EXPECT_FALSE(column.id.empty());
  }
}

TEST(Opening, refuses_a_plan_with_the_path_of_what_is_wrong) {
  auto const expect = [](room::NewRoomPlan const& plan, Refusal reason, std::string const& path) {
    EXPECT_EQ(std::get<room::Denied>(open(plan)), (room::Denied{reason, path}));
  };
  auto plan = usual_plan();
  plan.phases.clear();
  expect(plan, Refusal::phase_unknown, "phases");
  plan = usual_plan();
  plan.phases[2].id = plan.phases[0].id;
  expect(plan, Refusal::phase_unknown, "phases[2].id");
  plan = usual_plan();
  plan.phases[4].columns[0].id = ColumnId{"zorgen"};
  expect(plan, Refusal::column_unknown, "phases[4].columns[0].id");
  plan = usual_plan();
  plan.phases[3].columns.resize(limits::columns_per_phase_max + 1);
  expect(plan, Refusal::text_too_long, "phases[3].columns");
  plan = usual_plan();
  plan.phases.resize(limits::phases_max + 1);
  expect(plan, Refusal::text_too_long, "phases");
  plan = usual_plan();
  plan.question = {};
  expect(plan, Refusal::text_empty, "question");
}

TEST(Opening, waits_for_a_facilitator_before_any_clock_runs) {
  auto plan = usual_plan();
  plan.starts_at_once = false;
  EXPECT_EQ(events(open(plan)).size(), 1u);
  Evening evening{"welkom", false};
  auto const lead = evening.leads("Ada");
  auto const anna = evening.comes("Anna");
  EXPECT_EQ(refusal(evening.ask(lead, GrantFloor{anna, std::nullopt})), Refusal::not_begun);
  EXPECT_EQ(refusal(evening.ask(lead, OpenQueue{})), Refusal::not_begun);
  EXPECT_EQ(refusal(evening.ask(lead, StartRound{})), Refusal::not_begun);
  EXPECT_EQ(refusal(evening.ask(lead, ExtendPhase{PhaseId{"welkom"}, {60}})), Refusal::not_begun);
  EXPECT_EQ(refusal(evening.ask(anna, PostCard{ColumnId{"droom"}, {"een boom"}, std::nullopt})),
            Refusal::writing_closed);
  events(evening.ask(lead, StartPhase{PhaseId{"welkom"}, std::nullopt}));
  EXPECT_EQ(evening.room.script.started_at, evening.now);
  EXPECT_EQ(refusal(evening.ask(lead, StartPhase{PhaseId{"welkom"}, std::nullopt})), Refusal::phase_moved_on);
}

}  // namespace
