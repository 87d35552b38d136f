#pragma once
// One room on a stage: the real RoomActor with a journal in memory, a clock that only tests move, and phones that
// remember what they were told. Nothing runs by itself: round() is one turn of the thread. For tests, one thread.

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "server/engine/room_actor.hpp"
#include "server/journal/memory_journal.hpp"
#include "tests/unit/room/evening.hpp"

namespace stage {

using namespace protocol;

inline const RoomCode code{"zwaanple"};

// An outlet that takes everything at once, as a quick phone does.
class Phone : public engine::Outlet {
 public:
  void privately(std::string frame) override;
  void snapshot(engine::Pages pages) override;
  void follow(engine::ViewLog const& log, std::uint64_t offset) override;
  void unfollow() override { log_ = nullptr; }
  void fleeting(engine::Fleeting kind, std::shared_ptr<std::string const> frame) override;
  void flush() override;
  void close(CloseCode code) override;
  void room_is_gone() override { is_orphan = true; }

  // All pushes of one kind, oldest first.
  template <class T>
  std::vector<T> all() const {
    std::vector<T> found;
    for (auto const& push : pushes) {
      if (auto const* one = std::get_if<T>(&push)) found.push_back(*one);
    }
    return found;
  }
  template <class T>
  std::optional<T> last() const {
    auto found = all<T>();
    return found.empty() ? std::nullopt : std::optional{found.back()};
  }
  bool has(std::string_view text) const { return bytes.find(text) != std::string::npos; }
  bool was_done(CommandId const& id) const;  // by a push that names it as its cause, or by a private one
  void forget();

  engine::MemberId member = 0;
  std::vector<Push> pushes;  // in the order in which they came
  std::string bytes;         // the same as frames
  std::vector<Push> fleeting_pushes;
  std::vector<engine::Pages> snapshots;  // as handed over
  std::optional<CloseCode> closed;
  bool is_orphan = false;
  bool is_stuck = false;  // reads nothing from the log

 private:
  void take(std::string_view frames);
  engine::ViewLog const* log_ = nullptr;
  std::uint64_t cursor_ = 0;
};

class Stage : public engine::Shell {
 public:
  explicit Stage(std::string const& first_phase = "bord");  // the only one
  explicit Stage(room::NewRoomPlan plan);
  Stage(std::shared_ptr<journal::MemoryDisk> disk, Millis now);  // goes on with the room on this disk
  ~Stage() override;

  // Shell
  std::uint64_t next_group() const override { return next_group_; }
  void dirty(engine::RoomActor&) override { is_dirty_ = true; }
  void wake_at(engine::RoomActor&, Millis at) override { wake_at_ = at; }
  void reload(engine::RoomActor& room) override;
  bool notebook_is_full() const override { return journal->is_full(); }

  void round();  // until nothing is to be done but waiting
  void wait(Millis ms);
  void restart();                                            // as a new process on the same disk; lines are gone
  void seed_from(std::uint64_t seed) { next_seed_ = seed; }  // dice from here on, for who compares two evenings

  Phone& phone(std::string const& device_cookie = {});  // a new line, silent
  void says_hello(Phone& phone, std::optional<std::string> token = {}, View view = View::participant,
                  std::optional<std::string> epoch = {}, std::optional<std::int64_t> n = {});
  CommandId ask(Phone& phone, Command body, std::string id = {});

  // Somebody on an own phone, seated and up to date.
  Phone& joins(std::string const& name, Side side = Side::online);
  Phone& leads(std::string const& name, Role role = Role::facilitator);
  Phone& tablet(Phone& lead, TableNumber table);  // works at that table
  Phone& screen();
  engine::OutsideAnswer office(Command const& command, std::string id = {});

  SeatId seat_of(Phone const& phone) const;
  std::string token_of(Phone const& phone) const;
  room::Room const& state() const { return actor->state(); }

  engine::ManualClock clock{evening::start_at};
  engine::Credentials credentials;
  std::shared_ptr<journal::MemoryDisk> disk = std::make_shared<journal::MemoryDisk>();
  std::unique_ptr<journal::MemoryJournal> journal;
  engine::Surroundings surroundings;
  std::unique_ptr<engine::RoomActor> actor;
  std::string last_cookie;  // of leads()

 private:
  void read_again(std::variant<journal::Slice, journal::Corruption> slice, room::Room& into);
  std::uint64_t next_group_ = 1;
  bool is_dirty_ = false;
  std::optional<Millis> wake_at_;
  std::deque<std::function<void()>> posted_;  // as other threads post to the reactor
  std::vector<std::unique_ptr<Phone>> phones_;
  std::map<Phone const*, std::string> tokens_;
  int next_id_ = 1;
  std::uint64_t next_seed_ = 1;
};

// A card in the only column of phase "bord".
PostCard card(std::string text);

}  // namespace stage
