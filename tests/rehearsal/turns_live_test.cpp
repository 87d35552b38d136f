// Real meetings through a real server: everybody speaks as long as in the file, in one order for all, nothing lost.

#include "clients/rehearsal/turns_play.hpp"
#include "tests/rehearsal/live_world.hpp"

namespace rehearsal {
namespace {

class TurnsLive : public LiveWorld {
 protected:
  // Only turns that begin before `until_s`, so that a test does not last as long as the meeting.
  void replay(std::filesystem::path const& file, double speed, double until_s) {
    auto segments = read_segments(contents(file));
    ASSERT_TRUE(std::holds_alternative<std::vector<Segment>>(segments)) << std::get<Unreadable>(segments).why;
    open_room();
    leader.reset();
    TurnsPlay play{address, room, std::nullopt, merge(std::get<std::vector<Segment>>(segments)), speed};
    std::erase_if(play.recording.turns, [&](auto const& turn) { return turn.start_s >= until_s; });
    ASSERT_GT(play.recording.turns.size(), 20u);
    auto door = enter_as_staff(address, room, "Noor");
    ASSERT_TRUE(std::holds_alternative<Door>(door)) << std::get<Failed>(door).why;
    play.leading = std::get<Door>(door);
    auto const result = play_turns(loop, play);
    auto const table = table_of(result, play.recording);
    std::cout << table;
    for (auto const& one : result.missing) ADD_FAILURE() << one;
    EXPECT_TRUE(result.is_whole()) << table;
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
  replay(file, 200, 1e9);
}

}  // namespace
}  // namespace rehearsal
