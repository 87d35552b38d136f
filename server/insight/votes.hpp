#pragma once
// The table that all else here is made of: who voted what on which statement. People and statements are places in the
// table (0, 1, 2 ...), never names. Pure values; any thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace insight {

enum class Vote : std::int8_t { disagree = -1, pass = 0, agree = 1, unseen = 2 };

class VoteTable {
 public:
  VoteTable(int people, int statements);

  int people() const { return people_; }
  int statements() const { return statements_; }
  Vote at(int person, int statement) const { return votes_[place(person, statement)]; }
  // One person, one vote: who votes again has changed it.
  void set(int person, int statement, Vote vote) { votes_[place(person, statement)] = vote; }

  bool operator==(VoteTable const&) const = default;

 private:
  std::size_t place(int person, int statement) const {
    return static_cast<std::size_t>(person) * static_cast<std::size_t>(statements_) +
           static_cast<std::size_t>(statement);
  }

  int people_;
  int statements_;
  std::vector<Vote> votes_;
};

// What some people said of one statement. Who passed has seen it; that is no vote against it.
struct Count {
  int agree = 0;
  int disagree = 0;
  int seen = 0;

  int passed() const { return seen - agree - disagree; }
  bool operator==(Count const&) const = default;
};
Count operator+(Count const& a, Count const& b);

using People = std::vector<int>;
using Counts = std::vector<Count>;  // one per statement

People everybody(VoteTable const& table);
Counts count(VoteTable const& table, std::span<int const> people);
int votes_of(VoteTable const& table, int person);

// Who counts in when groups are looked for: everybody with at least seven votes (or all statements, if there are
// fewer); when that leaves fewer than fifteen people, the most active others as well.
People who_count(VoteTable const& table);

// The same people, with these statements; one that is named twice is there twice.
VoteTable with_statements(VoteTable const& table, std::span<int const> statements);
VoteTable with_people(VoteTable const& table, std::span<int const> people);

// What is known of the statements beside the votes; both have an entry for each.
struct Standing {
  std::vector<bool> left_out;  // rejected, or not about the subject: in no picture and on no list
  std::vector<bool> is_meta;   // about the conversation itself
};
Standing all_in(VoteTable const& table);

}  // namespace insight
