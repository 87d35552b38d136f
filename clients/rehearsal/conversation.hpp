#pragma once
// One strict client's side of the talk with a room, without any socket: what was asked, what was answered, what the
// store holds, and every promise of the protocol that was broken. Pure; fed by person.cpp and by tests.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "clients/rehearsal/store.hpp"
#include "protocol/commands.hpp"
#include "protocol/pushes.hpp"

namespace rehearsal {

// Every command gets exactly one of these (a Retry is none: the same command is sent again). An update that carries
// the command's id counts as Done.
using Answer =
    std::variant<protocol::Done, protocol::Refused, protocol::BadMessage, protocol::Seated, protocol::Ticket>;

bool is_done(Answer const& answer);  // done, seated or a ticket
std::optional<protocol::Refusal> refusal_in(Answer const& answer);
std::string in_words(Answer const& answer);  // "done", "refused text_too_long (body.text)"

class Conversation {
 public:
  // What one push meant to the one who heard it.
  struct Heard {
    std::vector<std::pair<protocol::CommandId, Answer>> answers;
    std::optional<protocol::Retry> retry;
    bool is_ready = false;  // store whole (again): resend what is open
  };

  void line_opened();                   // a new line: hello comes first again
  void keep(protocol::Ask const& ask);  // asked while the line is away
  void sent(protocol::Ask const& ask);  // on the line; also when it is sent again
  Heard heard(protocol::Push const& push);

  bool is_at_the_door() const { return lobby_.has_value(); }  // the lobby has been shown on this line
  bool is_ready() const { return is_ready_; }                 // store whole on this line
  std::optional<protocol::Lobby> const& lobby() const { return lobby_; }
  Store const& store() const { return store_; }
  std::optional<protocol::Own> const& own() const { return own_; }
  std::vector<protocol::OwnCard> const& own_cards() const { return own_cards_; }  // in the order of hearing
  std::optional<protocol::Presence> const& presence() const { return presence_; }
  std::optional<protocol::Seated> const& seated() const { return seated_; }
  std::map<protocol::CommandId, protocol::Ask> const& open() const { return open_; }

  // Broken promises so far, in words; bounded, the first ones tell most.
  std::vector<std::string> const& faults() const { return faults_; }
  void blame(std::string fault);

  // The turns in the order in which this person saw the floor given; none twice.
  std::vector<std::pair<protocol::TurnId, protocol::SeatId>> const& floor_order() const { return floor_order_; }
  std::int64_t updates_seen() const { return updates_seen_; }
  int snapshots_seen() const { return snapshots_seen_; }  // more than one: floor_order() may have holes
  int resumes_seen() const { return resumes_seen_; }      // came back with only what was missed

 private:
  void answered(protocol::CommandId const& id, Answer answer, Heard& heard);
  void hear(protocol::Update const& update, Heard& heard);
  void hear(protocol::OwnCards const& cards);
  void note(Store::Complaint complaint);
  void become_ready(Heard& heard);
  void see_floor();

  Store store_;
  std::optional<protocol::Lobby> lobby_;
  std::optional<protocol::Own> own_;
  std::vector<protocol::OwnCard> own_cards_;
  bool has_own_cards_ = false;  // on this line
  std::optional<protocol::Presence> presence_;
  std::optional<protocol::Seated> seated_;
  std::map<protocol::CommandId, protocol::Ask> open_;  // asked, not answered
  std::map<protocol::CommandId, int> times_sent_;
  std::map<protocol::CommandId, int> times_answered_;
  std::vector<std::string> faults_;
  std::vector<std::pair<protocol::TurnId, protocol::SeatId>> floor_order_;
  std::set<protocol::TurnId> turns_seen_;
  std::int64_t updates_seen_ = 0;
  int snapshots_seen_ = 0;
  int resumes_seen_ = 0;
  std::int64_t head_wanted_ = 0;  // after resumed: updates up to here must come
  bool is_ready_ = false;
};

}  // namespace rehearsal
