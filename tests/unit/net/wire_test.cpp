// The one pen of a socket, over real sockets on loopback with buffers so small that nearly every write is cut: what
// arrives is always a run of whole frames, the close is the last, and who does not read is let go.

#include <gtest/gtest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_future.hpp>

#include "server/engine/frame.hpp"
#include "server/net/wire.hpp"

namespace {

namespace asio = boost::asio;
using net::Wire;
using Tcp = asio::ip::tcp;

struct Frame {
  int opcode = 0;
  std::string text;
};

// All whole frames in these bytes; what is left over stays.
std::vector<Frame> whole_frames(std::string& bytes) {
  std::vector<Frame> frames;
  while (bytes.size() >= 2) {
    auto const byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])); };
    std::size_t head = 2;
    std::uint64_t size = byte(1);
    std::size_t const more = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (bytes.size() < head + more) break;
    if (more > 0) size = 0;
    for (std::size_t i = 0; i < more; ++i) size = size << 8 | byte(head + i);
    head += more;
    if (bytes.size() < head + size) break;
    frames.push_back({static_cast<int>(byte(0)), bytes.substr(head, size)});
    bytes.erase(0, head + size);
  }
  return frames;
}

struct WireTest : testing::Test {
  asio::io_context context{1};
  std::unique_ptr<Wire> wire;
  Tcp::socket reader{context};
  std::shared_ptr<int> owner = std::make_shared<int>();
  engine::ViewLog log;
  std::uint64_t group = 0;
  std::string received;

  void SetUp() override {
    Tcp::acceptor acceptor{context, Tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    reader.open(Tcp::v4());
    reader.set_option(asio::socket_base::receive_buffer_size{2048});
    reader.connect(acceptor.local_endpoint());
    asio::basic_socket_acceptor<Tcp, net::Executor> own{context};
    net::Socket socket{context};
    acceptor.accept(socket);
    wire = std::make_unique<Wire>(std::move(socket));
    wire->socket().set_option(asio::socket_base::send_buffer_size{2048});
    wire->keep(owner);
    reader.non_blocking(true);
  }

  void say(std::string const& text) {
    log.append(text, ++group);
    log.release(group);
  }
  void pong(std::string const& frame) { wire->control(frame); }
  void turn() {
    context.restart();
    context.poll();
  }
  // Reads at most `bytes`; false: the line has ended.
  bool read(std::size_t bytes) {
    std::string part(bytes, '\0');
    boost::system::error_code error;
    auto const got = reader.read_some(asio::buffer(part), error);
    received.append(part, 0, got);
    last_error = error;
    return !error || error == asio::error::would_block;
  }
  // Everything until nothing more comes.
  void read_all() {
    for (int quiet = 0; quiet < 20;) {
      auto const before = received.size();
      if (!read(64 * 1024)) return;
      turn();
      if (received.size() != before) {
        quiet = 0;
        continue;
      }
      ++quiet;
      asio::steady_timer pause{context, std::chrono::milliseconds{2}};
      pause.wait();
    }
  }
  boost::system::error_code last_error;
};

TEST_F(WireTest, LanesThatAreCutStayWholeFrames) {
  wire->follow(log, 0);
  std::vector<std::string> logged, alone, pongs;
  for (int i = 0; i < 300; ++i) {
    auto const size = static_cast<std::size_t>(1 + (i * 7919) % 3000);
    logged.push_back("log " + std::to_string(i) + std::string(size, 'l'));
    say(logged.back());
    if (i % 3 == 0) {
      alone.push_back("alone " + std::to_string(i) + std::string(size / 2, 'a'));
      wire->privately(engine::text_frame(alone.back()));
    }
    if (i % 5 == 0 && pongs.size() < 40) {
      pongs.push_back("pong " + std::to_string(i));
      pong("\x8A" + std::string(1, static_cast<char>(pongs.back().size())) + pongs.back());
    }
    wire->flush();
    turn();
    read(static_cast<std::size_t>(1 + (i * 104729) % 5000));
    if (log.end() - log.begin() > 200 * 1024) read_all();
  }
  read_all();
  std::vector<std::string> got_log, got_alone, got_pongs;
  auto const number_in = [](std::string const& text) { return std::stoi(text.substr(text.find(' '))); };
  for (auto const& frame : whole_frames(received)) {
    if (frame.opcode == 0x8A) {
      got_pongs.push_back(frame.text);
    } else if (frame.text.starts_with("alone")) {
      got_alone.push_back(frame.text);
      // protocol/README, Order 2: "alone 3" was said after "log 3" and may follow from it.
      ASSERT_FALSE(got_log.empty());
      EXPECT_GE(number_in(got_log.back()), number_in(frame.text));
    } else {
      got_log.push_back(frame.text);
    }
  }
  EXPECT_TRUE(received.empty()) << "nothing is left over that is not a frame";
  EXPECT_EQ(got_log, logged);
  EXPECT_EQ(got_alone, alone);
  EXPECT_EQ(got_pongs, pongs);
}

// Fills the socket until the log lane stands in the middle of a frame.
void get_stuck(WireTest& test) {
  test.wire->follow(test.log, test.log.end());
  for (int i = 0; i < 60; ++i) test.say(std::string(3'000, 'l') + std::to_string(i));
  test.wire->flush();
}

TEST_F(WireTest, ACloseWaitsForTheFrameThatIsHalfSent) {
  get_stuck(*this);
  wire->privately(engine::text_frame("a last word"));
  wire->close_with(std::string("\x88\x02\x03\xE8", 4));
  EXPECT_TRUE(wire->is_closing());
  wire->privately(engine::text_frame("too late"));
  say("too late as well");
  wire->flush();
  read_all();
  auto const frames = whole_frames(received);
  EXPECT_TRUE(received.empty());
  ASSERT_GE(frames.size(), 3u);
  EXPECT_EQ(frames.back().opcode, 0x88);
  EXPECT_EQ(frames[frames.size() - 2].text, "a last word");
  for (auto const& frame : frames) EXPECT_EQ(frame.text.find("too late"), std::string::npos);
}

TEST_F(WireTest, OurOwnCloseIsTheLastAndTheOnlyOne) {
  get_stuck(*this);
  wire->close_with(std::string("\x88\x02\x03\xF4", 4));
  pong(std::string("\x8A\x00", 2));
  wire->close_with(std::string("\x88\x02\x03\xE8", 4));
  read_all();
  auto const frames = whole_frames(received);
  EXPECT_TRUE(received.empty());
  EXPECT_EQ(frames.back().opcode, 0x88);
  EXPECT_EQ(frames.back().text, "\x03\xF4");
  EXPECT_EQ(std::ranges::count(frames, 0x88, &Frame::opcode), 1);
  EXPECT_EQ(std::ranges::count(frames, 0x8A, &Frame::opcode), 0);
}

TEST_F(WireTest, WhoFallsOffTheLogIsReset) {
  get_stuck(*this);
  for (int i = 0; i < 400; ++i) say(std::string(3'000, 'm'));
  wire->flush();
  EXPECT_TRUE(wire->is_too_slow());
  while (read(64 * 1024)) {
  }
  EXPECT_EQ(last_error, asio::error::connection_reset);
}

TEST_F(WireTest, WhoNeverReadsPrivateFramesIsReset) {
  std::string const frame = engine::text_frame(std::string(60'000, 'p'));
  for (int i = 0; i < 60 && !wire->is_too_slow(); ++i) {
    wire->privately(frame);
    wire->flush();
  }
  EXPECT_TRUE(wire->is_too_slow());
}

TEST_F(WireTest, AWholeRoomMayBeLongerThanWhatASlowReaderMayOwe) {
  wire->privately(engine::text_frame("your seat"));
  wire->privately(engine::text_frame(std::string(3 * 1024 * 1024, 's')));
  wire->flush();
  read_all();
  auto const frames = whole_frames(received);
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_EQ(frames[1].text.size(), 3u * 1024 * 1024);
  EXPECT_FALSE(wire->is_too_slow());
}

TEST_F(WireTest, PongsThatNobodyReadsDoNotPileUp) {
  get_stuck(*this);
  std::string const frame = "\x8A\x7D" + std::string(125, 'p');
  for (int i = 0; i < 1'000 && !wire->is_too_slow(); ++i) pong(frame);
  EXPECT_TRUE(wire->is_too_slow());
}

TEST_F(WireTest, OfWhatIsFleetingTheNewestAloneIsSent) {
  get_stuck(*this);
  for (int i = 0; i < 10; ++i) {
    auto const text = "presence " + std::to_string(i);
    wire->fleeting(engine::Fleeting::presence, std::make_shared<std::string const>(engine::text_frame(text)));
  }
  wire->fleeting(engine::Fleeting::typing, std::make_shared<std::string const>(engine::text_frame("typing")));
  read_all();
  std::vector<std::string> fleeting;
  for (auto const& frame : whole_frames(received)) {
    if (!frame.text.starts_with("lll")) fleeting.push_back(frame.text);
  }
  EXPECT_EQ(fleeting, (std::vector<std::string>{"presence 9", "typing"}));
}

TEST_F(WireTest, TheLogMayGoAwayBetweenFramesButNotWithinOne) {
  wire->follow(log, 0);
  say("one");
  wire->flush();
  wire->unfollow();
  EXPECT_TRUE(wire->socket().is_open());
  get_stuck(*this);
  wire->unfollow();
  EXPECT_FALSE(wire->socket().is_open()) << "mid-frame: nothing whole can follow";
}

// Who comes back gets the room, then what happened since, then what belongs to that person alone.
TEST_F(WireTest, TheLogGoesOnBehindTheSnapshotThatItGoesOnFrom) {
  say("in the snapshot");
  auto const after_snapshot = log.end();
  say("since then");
  std::string snapshot, own;
  engine::append_text_frame(snapshot, "snapshot");
  engine::append_text_frame(own, "own");
  wire->privately(snapshot);
  wire->follow(log, after_snapshot);
  wire->privately(own);
  wire->flush();
  read_all();
  std::vector<std::string> order;
  for (auto const& frame : whole_frames(received)) order.push_back(frame.text);
  EXPECT_EQ(order, (std::vector<std::string>{"snapshot", "since then", "own"}));
}

// The room was read again from its journal while somebody read slowly: what still waited, the snapshot among it, goes
// before the new log, though some of it had waited for more of the log that is gone (simulator, seed 515).
TEST_F(WireTest, ANewLogGoesOnBehindAllThatWaits) {
  engine::ViewLog fresh;
  wire->follow(log, log.end());
  wire->privately(engine::text_frame(std::string(100'000, 'b')));
  wire->flush();  // stuck in the middle of it
  say("of the log that goes");
  wire->privately(engine::text_frame("own"));
  wire->unfollow();
  wire->privately(engine::text_frame("snapshot"));
  fresh.append("since then", 1);
  fresh.release(1);
  wire->follow(fresh, fresh.begin());
  read_all();
  std::vector<std::string> order;
  for (auto const& frame : whole_frames(received)) order.push_back(frame.text.substr(0, 12));
  EXPECT_EQ(order, (std::vector<std::string>{std::string(12, 'b'), "own", "snapshot", "since then"}));
  wire->unfollow();
}

TEST_F(WireTest, WhatIsNotDurableStaysHere) {
  wire->follow(log, 0);
  log.append("not yet", 7);
  wire->flush();
  read_all();
  EXPECT_TRUE(received.empty());
  log.release(7);
  wire->flush();
  read_all();
  EXPECT_EQ(whole_frames(received).size(), 1u);
}

engine::Pages three_pages() {
  std::vector<std::string> pages;
  for (auto const* name : {"page 1 ", "page 2 ", "page 3 "})
    pages.push_back(engine::text_frame(name + std::string(60'000, 's')));
  return std::make_shared<std::vector<std::string> const>(std::move(pages));
}

TEST_F(WireTest, ASnapshotIsSharedAndLetsControlFramesThroughBetweenItsPages) {
  auto const pages = three_pages();
  wire->privately(engine::text_frame("your seat"));
  wire->snapshot(pages);
  wire->privately(engine::text_frame("your own"));
  wire->follow(log, log.end());
  say("since then");
  wire->flush();
  EXPECT_GT(pages.use_count(), 1) << "nothing was copied, it is what it was given";
  pong(std::string("\x8A\x04pong", 6));
  read_all();
  EXPECT_EQ(pages.use_count(), 1) << "and it is let go";
  std::vector<std::string> order;
  for (auto const& frame : whole_frames(received)) order.push_back(frame.text.substr(0, 8));
  EXPECT_TRUE(received.empty());
  ASSERT_EQ(order.size(), 7u);
  auto const at = [&](std::string const& what) {
    return std::ranges::find_if(order, [&](auto const& text) { return text.starts_with(what); }) - order.begin();
  };
  EXPECT_LT(at("your"), at("page 1"));
  EXPECT_LT(at("page 1"), at("pong"));
  EXPECT_LT(at("pong"), at("page 3")) << "a pong need not wait for the whole room";
  EXPECT_LT(at("page 1"), at("page 2"));
  EXPECT_LT(at("page 2"), at("page 3"));
  EXPECT_EQ(at("since"), 6) << "the log goes on behind it";
}

TEST_F(WireTest, WhoHasNotTakenOneSnapshotIsNotGivenAnother) {
  auto const pages = three_pages();
  wire->snapshot(pages);
  wire->flush();
  EXPECT_FALSE(wire->is_too_slow());
  wire->snapshot(three_pages());
  EXPECT_TRUE(wire->is_too_slow());
  EXPECT_EQ(pages.use_count(), 1) << "and keeps none of them";
}

TEST_F(WireTest, WhoFallsOffTheLogIsResetAlsoWhileTheSocketIsFull) {
  auto const pages = three_pages();
  wire->snapshot(pages);
  wire->follow(log, log.end());
  wire->flush();
  for (int i = 0; i < 400; ++i) say(std::string(3'000, 'm'));
  EXPECT_FALSE(wire->is_too_slow());
  wire->flush();
  EXPECT_TRUE(wire->is_too_slow()) << "without one byte more that it took";
  EXPECT_EQ(pages.use_count(), 1);
}

TEST_F(WireTest, WhoTakesNothingIsResetAndWhoTakesALittleIsNot) {
  wire->snapshot(three_pages());
  wire->flush();
  for (int look = 0; look < 10; ++look) {
    wire->look_at_progress(2);
    auto const before = received.size();
    while (received.size() < before + 8'192 && last_error != asio::error::eof) {
      if (!read(2'048)) break;
      turn();
    }
    ASSERT_FALSE(wire->is_too_slow()) << look;
  }
  EXPECT_TRUE(wire->look_at_progress(2)) << "it took something since the last look";
  EXPECT_FALSE(wire->look_at_progress(2));
  EXPECT_FALSE(wire->is_too_slow()) << "one look is not enough";
  EXPECT_FALSE(wire->look_at_progress(2));
  EXPECT_TRUE(wire->is_too_slow());
}

TEST_F(WireTest, WhoIsOwedNothingMaySitStillForEver) {
  wire->privately(engine::text_frame("all there is"));
  wire->flush();
  for (int look = 0; look < 10; ++look) EXPECT_TRUE(wire->look_at_progress(2));
  EXPECT_FALSE(wire->is_too_slow());
}

}  // namespace
