// Tokens, tickets, cookies and sessions; the bucket; the directory of rooms.

#include <gtest/gtest.h>

#include <set>

#include "server/engine/bucket.hpp"
#include "server/engine/credentials.hpp"
#include "server/engine/directory.hpp"
#include "server/journal/memory_journal.hpp"

namespace {

using namespace protocol;
using engine::Credentials;

Credentials const secrets{Credentials::Key{7, 7, 7}};
Credentials const other_server{Credentials::Key{8, 8, 8}};

TEST(Credentials, ASeatTokenOpensItsOwnSeatInItsOwnRoomOnly) {
  auto const token = secrets.seat_token(3, {SeatId{"anna"}, 2});
  auto const read = secrets.read_seat_token(3, token);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->seat.value, "anna");
  EXPECT_EQ(read->generation, 2);
  EXPECT_FALSE(secrets.read_seat_token(4, token));
  EXPECT_FALSE(other_server.read_seat_token(3, token));
}

TEST(Credentials, NoSignOfATokenMayBeOtherwise) {
  auto const token = secrets.seat_token(3, {SeatId{"anna"}, 2});
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto forged = token;
    forged[i] = forged[i] == 'b' ? 'c' : 'b';
    EXPECT_FALSE(secrets.read_seat_token(3, forged)) << i;
    EXPECT_FALSE(secrets.read_seat_token(3, token.substr(0, i))) << i;
  }
  for (auto const* odd : {"", ".", "..", "...", "anna.2", "anna.x.y", "anna.99999999999999999999.abc"}) {
    EXPECT_FALSE(secrets.read_seat_token(3, odd)) << odd;
  }
  EXPECT_FALSE(secrets.read_seat_token(3, token + "."));
  EXPECT_FALSE(secrets.read_seat_token(3, token + ".x"));
}

TEST(Credentials, OneKindOfSecretIsNeverAnother) {
  auto const ticket = secrets.ticket(3, TicketId{"anna"});
  EXPECT_TRUE(secrets.read_ticket(3, ticket));
  EXPECT_FALSE(secrets.read_ticket(2, ticket));
  EXPECT_FALSE(secrets.read_device(3, SeatId{"anna"}, ticket));
  EXPECT_FALSE(secrets.read_seat_token(3, ticket));
  auto const device = secrets.device(3, SeatId{"anna"}, DeviceId{"phone"});
  EXPECT_EQ(secrets.read_device(3, SeatId{"anna"}, device)->value, "phone");
  EXPECT_FALSE(secrets.read_device(3, SeatId{"bram"}, device));
  EXPECT_FALSE(secrets.read_device(4, SeatId{"anna"}, device));
  EXPECT_FALSE(secrets.read_ticket(3, device));
  auto const screen = secrets.screen_token(3);
  EXPECT_TRUE(secrets.is_screen_token(3, screen));
  EXPECT_FALSE(secrets.is_screen_token(4, screen));
  EXPECT_FALSE(other_server.is_screen_token(3, screen));
  EXPECT_FALSE(secrets.is_screen_token(3, ticket));
  EXPECT_FALSE(secrets.is_screen_token(3, ""));
  EXPECT_FALSE(secrets.read_ticket(3, screen));
}

TEST(Credentials, APinHasSixFigures) {
  std::set<std::string> pins;
  for (int i = 0; i < 100; ++i) {
    auto const pin = secrets.pin(1, TicketId{"t" + std::to_string(i)});
    EXPECT_EQ(pin.size(), 6u);
    EXPECT_EQ(pin.find_first_not_of("0123456789"), std::string::npos);
    pins.insert(pin);
  }
  EXPECT_GT(pins.size(), 95u);
}

TEST(Credentials, ASessionEndsWithItsTimeAndWithThePassword) {
  auto const session = secrets.session(1'000, "nonce", "hash-one");
  EXPECT_TRUE(secrets.session_is_good(session, 999, "hash-one"));
  EXPECT_FALSE(secrets.session_is_good(session, 1'000, "hash-one"));
  EXPECT_FALSE(secrets.session_is_good(session, 999, "hash-two"));
  EXPECT_FALSE(other_server.session_is_good(session, 999, "hash-one"));
  EXPECT_FALSE(secrets.session_is_good("9" + session, 999, "hash-one")) << "a longer life for the asking";
  EXPECT_FALSE(secrets.session_is_good("", 0, ""));
}

TEST(Bucket, LetsABurstThroughAndThenTheRate) {
  engine::Bucket bucket{2, 5};
  Millis now = 1'000'000;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(bucket.take(now));
  EXPECT_FALSE(bucket.take(now));
  now += 499;
  EXPECT_FALSE(bucket.take(now));
  now += 1;
  EXPECT_TRUE(bucket.take(now));
  now += 3'600'000;
  int taken = 0;
  while (bucket.take(now)) ++taken;
  EXPECT_EQ(taken, 5) << "a long silence saves up no more than the burst";
}

TEST(Directory, MakesCodesThatCannotBeGuessed) {
  journal::MemoryJournal journal;
  engine::Directory directory{journal};
  std::set<std::string> codes;
  for (int i = 1; i <= 1000; ++i) {
    auto const [number, code] = directory.reserve();
    EXPECT_EQ(number, i);
    EXPECT_EQ(code.value.size(), 8u);
    EXPECT_EQ(code.value.find_first_not_of("abcdefghjkmnpqrstuvwxyz23456789"), std::string::npos);
    EXPECT_FALSE(directory.find(code.value)) << "not before the room is there";
    directory.add(code, number);
    EXPECT_EQ(directory.find(code.value), number);
    codes.insert(code.value);
  }
  EXPECT_EQ(codes.size(), 1000u);
  EXPECT_EQ(directory.rooms().size(), 1000u);
}

TEST(Directory, KnowsRoomsAndOfficeAgainAfterARestart) {
  auto const disk = std::make_shared<journal::MemoryDisk>();
  disk->rooms[7].code.value = "abcdefgh";
  {
    journal::MemoryJournal journal{disk};
    engine::Directory directory{journal};
    directory.set_office("De Zwaan", "a-hash", [](journal::Outcome) {});
  }
  journal::MemoryJournal journal{disk};
  engine::Directory directory{journal};
  EXPECT_EQ(directory.find("abcdefgh"), 7);
  EXPECT_EQ(directory.reserve().first, 8) << "a number is never used again";
  EXPECT_EQ(directory.library(), "De Zwaan");
  EXPECT_EQ(directory.password_hash(), "a-hash");
}

TEST(Directory, AFullDiskLeavesTheOfficeAsItWas) {
  journal::MemoryJournal journal;
  engine::Directory directory{journal};
  journal.fill_disk(true);
  directory.set_office("De Zwaan", "a-hash",
                       [](journal::Outcome outcome) { EXPECT_EQ(outcome, journal::Outcome::disk_full); });
  EXPECT_EQ(directory.library(), "");
  EXPECT_EQ(directory.password_hash(), "");
}

TEST(Directory, NeitherNameNorPasswordIsAcknowledgedWithoutTheOther) {
  for (int const full_at : {1, 2}) {
    auto const disk = std::make_shared<journal::MemoryDisk>();
    journal::MemoryJournal journal{disk};
    engine::Directory directory{journal};
    journal.hold();
    std::optional<journal::Outcome> heard;
    directory.set_office("De Zwaan", "a-hash", [&](journal::Outcome outcome) { heard = outcome; });
    for (int step = 1; step <= 2; ++step) {
      journal.fill_disk(step == full_at);
      journal.release_one();
    }
    EXPECT_EQ(heard, journal::Outcome::disk_full) << full_at;
    EXPECT_EQ(directory.library(), "");
    EXPECT_EQ(directory.password_hash(), "");
  }
}

}  // namespace
