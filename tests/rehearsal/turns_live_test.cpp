// Real meetings through a real server: everybody speaks as long as in the file, in one order for all, nothing lost.

#include "clients/rehearsal/turns_play.hpp"
#include "tests/rehearsal/live_world.hpp"

namespace rehearsal {
namespace {

class TurnsLive : public LiveWorld {
 protected:
  // Only turns that begin before `until_s`, so that a test does not last as long as the meeting. A machine that is busy
  // with something else wakes a speaker late now and then, and at this speed that is seconds; so the clock gets three
  // tries. Order and completeness get none.
  void replay(std::filesystem::path const& file, double speed, double until_s) {
    auto segments = read_segments(contents(file));
    ASSERT_TRUE(std::holds_alternative<std::vector<Segment>>(segments)) << std::get<Unreadable>(segments).why;
    auto recording = merge(std::get<std::vector<Segment>>(segments));
    std::erase_if(recording.turns, [&](auto const& turn) { return turn.start_s >= until_s; });
    ASSERT_GT(recording.turns.size(), 20u);
    bool is_on_time = false;
    for (int tries = 0; tries < 3 && !is_on_time && !HasFailure(); ++tries) {
      auto const result = replay_once(recording, speed);
      std::cout << table_of(result, recording);
      for (auto const& one : result.missing) ADD_FAILURE() << one;
      is_on_time = result.is_whole();
    }
    EXPECT_TRUE(is_on_time) << "see the tables above";
  }

  TurnsResult replay_once(Recording const& recording, double speed) {
    open_room();
    leader.reset();  // the replay brings its own
    auto door = enter_as_staff(address, room, "Noor");
    EXPECT_TRUE(std::holds_alternative<Door>(door)) << std::get<Failed>(door).why;
    return play_turns(loop, {address, room, std::get<Door>(door), recording, speed});
  }
};

TEST_F(TurnsLive, an_ami_meeting) {
  auto const file = data_folder() / "turns/ami/ES2011a.rttm";
  NEEDS_DATA(file);
  replay(file, 50, 400);
}

TEST_F(TurnsLive, a_panel_from_voxconverse) {
  auto const file = data_folder() / "turns/voxconverse/suuxu.rttm";
  NEEDS_DATA(file);
  replay(file, 50, 1e9);
}

TEST_F(TurnsLive, a_debate_in_parliament) {
  auto const file = data_folder() / "turns/tweede-kamer/plenary-2014-10-15-debate1.tsv";
  NEEDS_DATA(file);
  replay(file, 50, 1'800);
}

}  // namespace
}  // namespace rehearsal
