#pragma once
// Small tables of votes, drawn as text: a row per person, a sign per statement. + agree, - disagree, o pass, . unseen.

#include <initializer_list>
#include <string_view>

#include "server/insight/votes.hpp"

namespace insight {

inline VoteTable table_of(std::initializer_list<std::string_view> rows) {
  VoteTable table{static_cast<int>(rows.size()), static_cast<int>(rows.begin()->size())};
  int person = 0;
  for (auto const row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      auto const vote = row[i] == '+'   ? Vote::agree
                        : row[i] == '-' ? Vote::disagree
                        : row[i] == 'o' ? Vote::pass
                                        : Vote::unseen;
      table.set(person, static_cast<int>(i), vote);
    }
    ++person;
  }
  return table;
}

}  // namespace insight
