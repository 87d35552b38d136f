#pragma once
// An evening that keeps a real server busy: neighbours who come in, write, mend and take back cards, raise hands of
// every kind and speak in typed words; a facilitator who hides and shows again, gives the floor, moves hands, writes
// gists, hands out cards, gives people more time and goes to another phase or to the tables and back; a second room in
// the middle in which somebody is busy too; a third in which everything is asked (every_command.hpp); and an office at
// work (office.hpp). Where rules for texts hold, some cards wait for a look, and the facilitator shows or returns them.
// Remembers what its own lines were told. A thread for each person; every wait has a limit, and a server that goes away
// ends it.

#include <atomic>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace faults {

struct Busy {
  int people = 3;
  int commands = 200;      // of each; in the second room a quarter of that
  bool has_office = true;  // sets the password first and leads from the office; costs a second
  int everything = 0;      // commands of every kind, in the third room; wants the office
  std::uint64_t seed = 1;
  int office_rounds = 0;  // of the office, each with a room of its own; wants the office
};

// A ticket for who leads, as the office got it.
struct Invited {
  std::string code, secret, pin;
};

struct Heard {
  std::set<std::string> answered;  // ids of commands that were done
  std::set<std::string> refused;   // what no rule explains: the load asks only what is allowed
  int again = 0;                   // answers "not kept, ask again"
  long sent = 0;
  std::string code;                                                    // of the room; "": none could be made
  std::string token;                                                   // of somebody in it
  std::map<std::string, long> done;                                    // by the command's type
  std::string everything;                                              // code of the third room
  std::map<std::string, std::pair<std::string, std::string>> erasing;  // by command's id: room's code and seat
  std::set<std::string> rooms_of_office;
  std::vector<std::string> office_did;  // promises that the answers "{}" make, in their order
  Invited invited;                      // the last
};

// `password_link` is the ticket that the server printed at its first start ("" when has_office is false).
Heard keep_busy(std::string const& port, std::string const& password_link, Busy const& how);

// Does the hall screen of every one of these rooms (code, and the cards that are shown there) show just these cards,
// and somebody with a seat in the room of `heard` as well? "" when they do.
using Boards = std::map<std::string, std::map<std::string, std::string>>;
std::string wrong_board(std::string const& port, Boards const& boards, Heard const& heard);

}  // namespace faults
