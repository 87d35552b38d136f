#pragma once
// What the live tests of real input share: a running server, a loop, rooms and people in them, and the data folder that
// stands beside the repository. One server per test; one thread.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include "clients/rehearsal/line.hpp"
#include "clients/rehearsal/own_room.hpp"
#include "clients/rehearsal/person.hpp"
#include "tests/support/server_process.hpp"

namespace rehearsal {

inline std::filesystem::path data_folder() { return DATA_FOLDER; }

inline std::string contents(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Skips the test, saying why, when the file is not there.
#define NEEDS_DATA(path)                                                                          \
  if (!std::filesystem::exists(path)) {                                                           \
    GTEST_SKIP() << "no test data at " << (path).string() << "; it stands beside the repository"; \
  }

class LiveWorld : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(server.start()) << server.log();
    address = *read_address(server.url());
  }

  // A room with one long phase: the floor open, one column. The facilitator comes in.
  void open_room() {
    auto made = make_room(address, plan_of_open_floor());
    ASSERT_TRUE(std::holds_alternative<protocol::RoomCode>(made)) << std::get<Failed>(made).why;
    room = std::get<protocol::RoomCode>(made);
    auto door = enter_as_staff(address, room, "Ilse");
    ASSERT_TRUE(std::holds_alternative<Door>(door)) << std::get<Failed>(door).why;
    leader = std::make_unique<Person>(loop, std::get<Door>(door), Who{"Ilse"});
    leader->come_in();
    ASSERT_TRUE(leader->wait_until([&] { return leader->is_in() && leader->own(); }));
  }

  std::unique_ptr<Person> new_person(std::string name, protocol::View view = protocol::View::participant) {
    Door door{address, room};
    door.view = view;
    return std::make_unique<Person>(loop, door, Who{std::move(name)});
  }

  std::unique_ptr<Person> come_in(std::string name) {
    auto person = new_person(std::move(name));
    person->come_in();
    EXPECT_TRUE(person->wait_until([&] { return person->is_in() && person->own(); })) << person->name();
    return person;
  }

  protocol::ColumnId column() const { return leader->store().all<protocol::ColumnThing>().at(0)->id; }

  // Waits until this person has seen what that one has seen.
  bool catches_up(Person& person, Person const& other) {
    return person.wait_until([&] { return person.is_in() && person.store().n() >= other.store().n(); });
  }

  void expect_no_faults(Person const& person) {
    for (auto const& fault : person.faults()) ADD_FAILURE() << person.name() << ": " << fault;
  }

  support::ServerProcess server;
  Loop loop;
  Address address;
  protocol::RoomCode room;
  std::unique_ptr<Person> leader;
};

}  // namespace rehearsal
