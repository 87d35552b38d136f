// Power cuts under a real server (guide reliability G2, R1): everything that left through a socket is there after a cut
// at any sync of the run and at moments between, and the same test finds what is lost when the syncs are not done.

#include <gtest/gtest.h>

#include <cstdio>

#include "protocol/commands.hpp"
#include "tests/faults/power.hpp"

namespace {

using namespace faults;

PowerPlan small_evening(std::uint64_t seed) {
  PowerPlan plan;
  plan.seed = seed;
  plan.busy = {3, 170, true, 1'000, seed, 10};  // enough for checkpoints under load, whatever the pace
  plan.dice_each = 2;
  return plan;
}

// What is asked in the evening of every command, by family; each must strike.
struct Family {
  char const* name;
  std::vector<char const*> commands;
};
std::vector<Family> const families{
    {"coming and going",
     {"join", "claim_seat", "take_staff_seat", "rename", "change_side", "leave_room", "remove_seat", "assign_role",
      "freeze_joins", "open_joins"}},
    {"floor", {"request_floor", "lower_hand",  "step_back",       "move_hand",  "yield_floor",
               "pass",          "say",         "grant_floor",     "interpose",  "undo_grant",
               "end_turn",      "extend_turn", "skip_unanswered", "open_queue", "close_queue",
               "start_round",   "end_round",   "speak_for",       "add_gist",   "set_stretch",
               "equalise",      "set_nudges"}},
    {"board", {"post_card", "edit_card", "retract_card", "move_card", "reveal_cards", "hide_item", "restore_item"}},
    {"themes",
     {"make_theme", "rename_theme", "put_in_theme", "merge_themes", "undo_merge", "freeze_board", "open_board"}},
    {"leading", {"start_phase", "extend_phase", "pause_room", "resume_room", "correct_room", "correct_phase"}},
    {"helping",
     {"add_proxy", "give_hand_card", "offer_claim", "offer_staff_seat", "offer_screen", "offer_tablet",
      "signal_trouble", "clear_trouble"}},
    {"tables",
     {"seat_at_table", "sit_together", "compose_tables", "apply_tables", "rotate_tables", "call_for_help",
      "answer_help", "end_help", "message_tables", "write_line"}},
    {"forms",
     {"begin_talking", "take_chair", "leave_chair", "ask_consent", "answer_consent", "open_answers", "confirm_heard",
      "pass_voice"}},
    {"waiting cards", {"publish_card", "return_card"}},
    {"erasing", {"erase_seat"}},
    {"office",  // over HTTP
     {"sign_in", "new_room", "list_rooms", "invite", "open_screen", "list_people", "erase_person", "harvest",
      "close_room"}},
};

void expect_every_family(std::map<std::string, long> const& done) {
  std::string never;
  for (auto const& family : families) {
    long all = 0;
    for (auto const* command : family.commands) {
      auto const found = done.find(command);
      all += found == done.end() ? 0 : found->second;
      if (found == done.end()) never += std::string{" "} + command;
    }
    std::printf("%s %ld; ", family.name, all);
    EXPECT_GE(all, 4) << family.name << " hardly strikes";
  }
  std::printf("%zu kinds of commands were done, never:%s\n", done.size(), never.c_str());
  EXPECT_GE(done.size(), 72u) << "of " << std::variant_size_v<protocol::Command> << " and eight of the office";
}

TEST(PowerCut, AtEverySyncLosesNothingThatWasToldToAnybody) {
  auto const report = cut_the_power(small_evening(20'261'125));
  std::printf("seed 20261125: %s\n", report.line().c_str());
  for (auto const& fault : report.faults) ADD_FAILURE() << fault;
  EXPECT_EQ(report.lost, 0);
  EXPECT_GT(report.promises, 2'000) << "a run without load would prove nothing";
  expect_every_family(report.done);
  EXPECT_EQ(report.came_back, 0);
  EXPECT_GE(report.erasings, 4);
  EXPECT_GT(report.erased_again, 5'000);
  for (auto const* kind : {"answered", "card",  "gone",     "seat",    "room",   "office", "hand",      "moved",
                           "turn",     "ended", "words",    "gist",    "phase",  "table",  "stretch",   "nudges",
                           "handcard", "held",  "returned", "library", "ticket", "closed", "forgotten", "wrote"})
    EXPECT_GT(report.kinds.contains(kind) ? report.kinds.at(kind) : 0, 0) << kind << " was promised to nobody";
  // Of the room in which everything is asked; what comes together there is not the same in every run.
  std::string missed;
  int kinds = 0;
  for (auto const* kind : {"theme", "merged", "sits", "line", "told", "proposal", "consent", "chair", "voice", "help",
                           "frozen", "together"})
    report.kinds.contains(kind) ? void(++kinds) : void(missed += std::string{" "} + kind);
  EXPECT_GE(kinds, 9) << "promised to nobody:" << missed;
  EXPECT_GT(report.syncs, 300);
  EXPECT_EQ(report.boards, 2 * small_evening(0).started_for_real) << "both rooms, each time";
  EXPECT_GT(report.checkpoints, 2) << "one at the start, one at the end, and one under load";
  EXPECT_GT(report.cuts_with_unsynced, report.images / 4);
}

// Everything is synced in the end, but each answer leaves one sync too early.
TEST(PowerCut, IsNoticedWhenAnAnswerDoesNotWaitForItsSync) {
  auto plan = small_evening(6);
  plan.busy = {2, 20, true, 0, 6};
  plan.syncs_too_early = 1;
  plan.cuts_between = plan.dice_each = plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.lost, 20);
}

// That somebody is erased is told too early: then the key, or the person, is still there. An erasing syncs three times
// (the event, the key's end, the keys' log that is cut), and what others did may be synced before its answer leaves.
TEST(PowerCut, IsNoticedWhenAnErasingIsToldBeforeItIsDurable) {
  auto plan = small_evening(6);
  plan.busy = {1, 5, true, 250, 6};
  plan.syncs_too_early = 5;
  plan.cuts_between = plan.dice_each = plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.erasings, 0);
  EXPECT_GT(report.came_back, 0);
}

// The answers are right, the disk knows nothing. The test must see it.
TEST(PowerCut, IsNoticedWhenNothingIsSynced) {
  auto plan = small_evening(7);
  plan.busy = {2, 20, true, 0, 7};
  plan.swallows = "all";
  plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.lost, 20);
  EXPECT_FALSE(report.faults.empty());
}

// The journal's database with `synchronous=OFF`; keys and folder are synced as ever.
TEST(PowerCut, IsNoticedWhenTheJournalIsNotSynchronous) {
  auto plan = small_evening(9);
  plan.busy = {2, 20, true, 0, 9};
  plan.flags = {"--synchronous", "off"};
  plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.syncs, 0) << "those of the keys are done";
  EXPECT_GT(report.lost, 20);
  EXPECT_FALSE(report.faults.empty());
}

// Nor may a sync be left to the next checkpoint: the server's own --synchronous normal, which is for measurements.
TEST(PowerCut, IsNoticedWhenTheSyncComesAfterTheAnswer) {
  auto plan = small_evening(8);
  plan.busy = {2, 20, true, 0, 8};
  plan.flags = {"--synchronous", "normal"};
  plan.started_for_real = 0;
  auto const report = cut_the_power(plan);
  EXPECT_GT(report.lost, 20);
}

}  // namespace
