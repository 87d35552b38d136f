// A conversation as Polis' CSV set: the columns of its newest exports, commas, no byte order mark, agree is 1. People
// are their numbers and nothing else. Pure.

#include <algorithm>
#include <ctime>
#include <set>

#include "server/exchange/polis_parts.hpp"

namespace exchange {

namespace {

// In quotes when it has to be.
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string out = "\"";
  for (char const sign : text) {
    if (sign == '"') out += '"';
    out += sign;
  }
  return out + '"';
}

class Rows {
 public:
  Rows& add(std::string_view text) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    out_ += cell(text);
    return *this;
  }
  Rows& add(std::int64_t number) { return add(std::string_view{std::to_string(number)}); }
  Rows& add(bool truth) { return add(std::string_view{truth ? "true" : "false"}); }
  void end() {
    out_ += '\n';
    is_first_ = true;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool is_first_ = true;
};

std::string date_text(std::int64_t at) {
  auto const seconds = static_cast<std::time_t>(at / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[48];
  std::strftime(text, sizeof text, "%a %b %d %H:%M:%S UTC %Y", &parts);
  return text;
}

struct Tallied {
  std::int64_t agrees = 0, disagrees = 0;
};

std::string comments_csv(PolisConversation const& conversation) {
  // As Polis counts: every vote, also one that was changed afterwards.
  std::map<std::int64_t, Tallied> counted;
  for (auto const& vote : conversation.votes) {
    counted[vote.statement].agrees += vote.value == 1 ? 1 : 0;
    counted[vote.statement].disagrees += vote.value == -1 ? 1 : 0;
  }
  Rows rows;
  for (auto const* heading : {"timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated",
                              "is-meta", "is-seed", "comment-body"}) {
    rows.add(std::string_view{heading});
  }
  rows.end();
  for (auto const& one : conversation.statements) {
    auto const& [agrees, disagrees] = counted[one.id];
    rows.add(one.at).add(std::string_view{date_text(one.at)}).add(one.id).add(one.author).add(agrees).add(disagrees);
    rows.add(std::int64_t{one.moderated}).add(one.is_meta).add(one.is_seed);
    rows.add(std::string_view{guarded(one.text)}).end();
  }
  return rows.take();
}

std::string votes_csv(PolisConversation const& conversation) {
  Rows rows;
  for (auto const* heading : {"timestamp", "datetime", "comment-id", "voter-id", "vote"}) {
    rows.add(std::string_view{heading});
  }
  rows.end();
  for (auto const& vote : conversation.votes) {
    rows.add(vote.at).add(std::string_view{date_text(vote.at)}).add(vote.statement).add(vote.person);
    rows.add(std::int64_t{vote.value}).end();
  }
  return rows.take();
}

std::string people_csv(PolisConversation const& conversation) {
  std::map<std::int64_t, std::map<std::int64_t, int>>
      last;  // person -> statement -> vote; votes stand in order of time
  for (auto const& vote : conversation.votes) last[vote.person][vote.statement] = vote.value;
  std::map<std::int64_t, std::int64_t> written;
  for (auto const& one : conversation.statements) ++written[one.author];
  Rows rows;
  for (auto const* heading : {"participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}) {
    rows.add(std::string_view{heading});
  }
  for (auto const& one : conversation.statements) rows.add(one.id);
  rows.end();
  for (auto const& person : conversation.people) {
    auto const& votes = last[person.id];
    auto const those = [&](int value) {
      return std::int64_t{std::ranges::count_if(votes, [&](auto const& vote) { return vote.second == value; })};
    };
    rows.add(person.id).add(std::string_view{person.group ? std::to_string(*person.group) : ""});
    rows.add(written[person.id]).add(static_cast<std::int64_t>(votes.size())).add(those(1)).add(those(-1));
    for (auto const& one : conversation.statements) {
      auto const vote = votes.find(one.id);
      rows.add(std::string_view{vote == votes.end() ? "" : std::to_string(vote->second)});
    }
    rows.end();
  }
  return rows.take();
}

std::string summary_csv(PolisConversation const& conversation) {
  std::set<std::int64_t> voters, authors;
  std::set<int> groups;
  for (auto const& vote : conversation.votes) voters.insert(vote.person);
  for (auto const& one : conversation.statements) authors.insert(one.author);
  for (auto const& person : conversation.people) {
    if (person.group) groups.insert(*person.group);
  }
  Rows rows;
  auto const row = [&](std::string_view key, auto const& value) {
    rows.add(key).add(value);
    rows.end();
  };
  auto const size = [](auto const& all) { return static_cast<std::int64_t>(all.size()); };
  row("topic", std::string_view{guarded(conversation.topic)});
  row("url", std::string_view{});
  row("voters", size(voters));
  row("voters-in-conv", size(voters));
  row("commenters", size(authors));
  row("comments", size(conversation.statements));
  row("groups", size(groups));
  row("conversation-description", std::string_view{guarded(conversation.description)});
  return rows.take();
}

}  // namespace

std::map<std::string, std::string> write_polis_csv_set(PolisConversation const& conversation) {
  return {{"comments.csv", comments_csv(conversation)},
          {"participants-votes.csv", people_csv(conversation)},
          {"summary.csv", summary_csv(conversation)},
          {"votes.csv", votes_csv(conversation)}};
}

}  // namespace exchange
