// Role x command x moment (guide, reliability T4): what a facilitator wrote in wie-mag-wat.md against what the real
// room answers, for every combination. A command without a wish, a wish without a row, a person without a cell fails.

#include <gtest/gtest.h>

#include <set>

#include "protocol/describe.hpp"
#include "server/room/decide.hpp"
#include "tests/isolation/table_file.hpp"
#include "tests/isolation/wishes.hpp"

namespace {

using namespace protocol;
using namespace isolation;

constexpr auto roles = describe::names<Role>;
std::string name_of(Refusal refusal) { return std::string{refusal_names.at(static_cast<std::size_t>(refusal)).second}; }

// What the room says: "done", a refusal by its wire name, or "closed 4404".
struct Said {
  std::string what;
  std::vector<std::string> can;  // what the person's own page offers
};

Said said(stage::Phone& phone, CommandId const& id) {
  if (phone.closed && !phone.was_done(id)) return {"closed " + std::to_string(phone.closed->code), {}};
  if (phone.was_done(id) || phone.last<Ticket>() || phone.last<Seated>()) return {"done", {}};
  auto const refused = phone.last<Refused>();
  return {refused ? name_of(refused->reason) : "no answer", {}};
}

Said asked_in_seat(Scene const& scene, Scene::Person const& me, Command const& command) {
  auto const stage = stage_of(scene);
  auto& phone = stage->phone(me.cookie);
  stage->says_hello(phone, me.token);
  auto const own = phone.last<OwnChanged>();
  phone.forget();
  auto answer = said(phone, stage->ask(phone, command));
  if (own) answer.can = own->own.can;
  return answer;
}

Said asked_at_the_door(Scene const& scene, Command const& command) {
  auto const stage = stage_of(scene);
  auto& phone = stage->phone();
  stage->says_hello(phone);
  return said(phone, stage->ask(phone, command, "an-id-of-somebody-new"));
}

Said asked_from_outside(Scene const& scene, room::Actor const& actor, Command const& command) {
  auto const stage = stage_of(scene);
  Said answer{"no answer", {}};
  stage->actor->ask_from_outside(actor, command, CommandId{"an-id-from-outside"}, [&](engine::OutsideAnswer given) {
    auto const* denied = std::get_if<room::Denied>(&given);
    answer.what = denied ? name_of(denied->reason) : "done";
  });
  stage->round();
  return answer;
}

std::optional<Role> role_of(std::string const& who) {
  for (std::size_t at = 0; at < roles.size(); ++at)
    if (roles[at] == who) return static_cast<Role>(at);
  return std::nullopt;
}

std::vector<std::string> everybody() {
  std::vector<std::string> all{roles.begin(), roles.end()};
  all.insert(all.end(), {"deur", "kantoor"});
  return all;
}

struct Table : testing::Test {
  TableFile const table = read_table(TABLE_FILE, everybody());

  Scene const& scene(std::string const& moment, Busy busy, std::optional<Role> role) {
    auto const who = busy == Busy::no ? Role::participant : role.value_or(Role::participant);
    auto const key = std::tuple{moment, busy, who};
    if (!scenes.contains(key)) scenes.emplace(key, scene_at(moment, busy, who));
    return scenes.at(key);
  }

  Said ask(Scene const& scene, std::string const& who, Wish const& wish) {
    if (auto const role = role_of(who)) {
      auto const& me = scene.people.at(*role);
      return asked_in_seat(scene, me, wish.command(scene, me));
    }
    auto const command = wish.command(scene, scene.sam);
    if (who == "kantoor") return asked_from_outside(scene, room::Office{}, command);
    // Who comes to lead knocks over HTTP, with the ticket checked there.
    if (std::holds_alternative<TakeStaffSeat>(command))
      return asked_from_outside(scene, room::AtTheDoor{scene.staff_ticket}, command);
    return asked_at_the_door(scene, command);
  }

  std::string expected(std::string const& answer, std::string const& who, std::string const& moment) const {
    if (answer == "ja") return "done";
    if (answer == "nee" && who == "deur") return moment == "voorbij" ? "closed 4404" : "not_seated";
    if (answer == "nee") return "not_allowed";
    auto const word = table.answers.find(answer);
    return word == table.answers.end() ? "(the page does not explain \"" + answer + "\")" : word->second;
  }

  // The page of a person offers what would be done, and never what this person may not do now.
  static bool offers_truly(Said const& said, std::string_view type) {
    bool const offers = std::ranges::find(said.can, type) != said.can.end();
    if (said.what == "done") return offers;
    return !offers || !(said.what == "not_allowed" || said.what == "room_paused" || said.what == "room_closed");
  }

  std::map<std::tuple<std::string, Busy, Role>, Scene> scenes;
};

TEST_F(Table, holds_for_everybody_in_every_moment) {
  auto const all = wishes();
  std::size_t cells = 0;
  for (auto const& [sentence, rows] : table.wishes) {
    auto const wish = std::ranges::find(all, sentence, &Wish::sentence);
    ASSERT_NE(wish, all.end()) << "line " << rows.at(0).line << ": nothing is known about \"" << sentence << "\"";
    for (auto const& row : rows)
      for (auto const& who : row.who)
        for (auto const& [moment, answer] : row.at) {
          auto const& at = scene(moment, wish->busy, role_of(who));
          auto const room = ask(at, who, *wish);
          EXPECT_EQ(room.what, expected(answer, who, moment))
              << "line " << row.line << ": " << sentence << ", " << who << ", " << moment;
          auto const command = wish->command(at, at.sam);
          auto const type = std::visit([](auto const& one) { return one.type; }, command);
          bool const is_on_a_page = role_of(who) && answer != "niet zo";
          EXPECT_TRUE(!is_on_a_page || offers_truly(room, type))
              << "`can` and row " << row.line << ": " << who << ", " << moment;
          ++cells;
        }
  }
  RecordProperty("cells", static_cast<int>(cells));
  EXPECT_EQ(cells, all.size() * everybody().size() * table.moments.size());
}

TEST_F(Table, has_a_wish_for_every_command_and_a_row_for_every_wish) {
  auto const at = scene("bord", Busy::no, {});
  std::set<std::size_t> wished;
  for (auto const& wish : wishes()) {
    wished.insert(wish.command(at, at.sam).index());
    EXPECT_EQ(std::ranges::count(table.wishes, wish.sentence, &decltype(table.wishes)::value_type::first), 1)
        << "\"" << wish.sentence << "\" has no rows in wie-mag-wat.md";
  }
  for (std::size_t command = 0; command < std::variant_size_v<Command>; ++command)
    EXPECT_TRUE(wished.contains(command)) << describe::tags<Command>[command] << ": who wishes this, and when?";
}

// Who was removed: the line ends, the key opens nothing, and the room itself says no to everything.
TEST_F(Table, whoever_was_removed_can_do_nothing_at_all) {
  for (auto const& moment : table.moments) {
    auto const& at = scene(moment, Busy::no, {});
    for (std::size_t role = 0; role < roles.size(); ++role) {
      auto const& me = at.people.at(static_cast<Role>(role));
      auto const stage = stage_of(at);
      auto& line = stage->phone(me.cookie);
      stage->says_hello(line, me.token);
      auto& ada = stage->phone(at.ada.cookie);
      stage->says_hello(ada, at.ada.token, View::staff);
      ASSERT_TRUE(ada.was_done(stage->ask(ada, RemoveSeat{me.seat, {"grof"}}))) << moment;
      ASSERT_TRUE(line.closed) << moment << " " << roles[role];
      EXPECT_EQ(line.closed->code, close_codes::seat_removed.code);
      auto& again = stage->phone(me.cookie);
      stage->says_hello(again, me.token);
      EXPECT_TRUE(again.closed && again.closed->code == close_codes::seat_removed.code) << moment << " " << roles[role];
      room::Presence const nobody;
      room::Context context;
      context.now = at.now;
      context.actor = room::InSeat{me.seat};
      context.presence = &nobody;
      context.name = room::GatedName{"Andere Naam", "andere naam"};
      for (auto const& wish : wishes()) {
        auto const decision = room::decide(stage->state(), wish.command(at, me), context);
        EXPECT_EQ(evening::refusal(decision), Refusal::seat_removed) << wish.sentence << ", " << roles[role];
      }
    }
  }
}

}  // namespace
