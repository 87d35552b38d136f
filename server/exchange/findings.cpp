#include "server/exchange/findings.hpp"

#include "server/exchange/json_text.hpp"

namespace exchange {

namespace {

using insight::Count;
using insight::Representative;

constexpr std::string_view format = "plekberaad-analysis/1";

class Findings {
 public:
  Findings(Shown const& shown, Gathered const& gathered) : shown_(shown), gathered_(gathered) { text.open('{'); }

  std::int64_t id(int statement) const { return gathered_.statements[static_cast<std::size_t>(statement)]; }

  void start(std::string_view mode, SignCheck const& sign) {
    text.put("format", format);
    text.put("mode", mode);
    text.open("source", '{');
    text.put("kind", shown_.kind);
    text.put("topic", shown_.topic);
    text.put("people", gathered_.people.size());
    text.put("statements", gathered_.statements.size());
    text.put("votes", gathered_.votes);
    text.put("votes_changed", gathered_.votes_changed);
    text.put("cells_that_differ", gathered_.cells_that_differ);
    text.open("left_out", '[');
    for (std::size_t i = 0; i < gathered_.statements.size(); ++i) {
      if (gathered_.standing.left_out[i]) text.put(gathered_.statements[i]);
    }
    text.close();
    text.close();
    text.open("sign", '{');
    text.put("agree_is", sign.agree_is);
    text.put("found", sign.is_asked        ? "as asked"
                      : sign.checked == 0  ? "nothing to compare with"
                      : sign.agree_is == 1 ? "as written"
                                           : "turned round");
    text.put("statements_checked", sign.checked);
    text.put("fit_as_written", sign.as_is);
    text.put("fit_turned_round", sign.turned);
    text.close();
  }

  void count(Count const& count) {
    text.put("agree", count.agree);
    text.put("disagree", count.disagree);
    text.put("pass", count.passed());
  }

  void by_group(insight::CountsByGroup const& votes, std::size_t statement) {
    text.open("by_group", '[');
    for (auto const& group : votes) {
      text.open('{');
      count(group[statement]);
      text.close();
    }
    text.close();
  }

  void representatives(std::vector<Representative> const& ones) {
    text.open("representative", '[');
    for (auto const& one : ones) {
      text.open('{');
      text.put("statement", id(one.statement));
      text.put("view", one.is_agreement ? "agree" : "disagree");
      text.put("best_agreement", one.is_best_agreement);
      text.put("some", one.some);
      text.put("seen", one.seen);
      text.put("share", one.share);
      text.put("share_test", one.share_test);
      text.put("ratio", one.ratio);
      text.put("ratio_test", one.ratio_test);
      text.close();
    }
    text.close();
  }

  void groups(insight::Labels const& labels, std::vector<int> const& ids,
              std::vector<std::vector<Representative>> const& representative) {
    auto const members = insight::members(labels);
    std::size_t grouped = 0;
    text.open("groups", '[');
    for (std::size_t group = 0; group < members.size(); ++group) {
      grouped += members[group].size();
      text.open('{');
      text.put("group", ids.empty() ? static_cast<int>(group) : ids[group]);
      text.put("people", members[group].size());
      representatives(representative[group]);
      text.close();
    }
    text.close();
    text.put("people_in_no_group", labels.size() - grouped);
  }

  void common(std::string_view key, std::vector<insight::CommonView> const& views) {
    text.open(key, '[');
    for (auto const& view : views) {
      text.open('{');
      text.put("statement", id(view.statement));
      text.put("some", view.some);
      text.put("seen", view.seen);
      text.put("share", view.share);
      text.put("test", view.test);
      text.close();
    }
    text.close();
  }

  void people(Eigen::MatrixX2d const& places, insight::Labels const& labels, std::vector<int> const& ids) {
    if (!shown_.has_people) return;
    text.open("people", '[');
    for (std::size_t i = 0; i < gathered_.people.size(); ++i) {
      text.open('{');
      text.put("person", gathered_.people[i]);
      text.put("x", places(static_cast<Eigen::Index>(i), 0));
      text.put("y", places(static_cast<Eigen::Index>(i), 1));
      if (labels[i] >= 0) text.put("group", ids.empty() ? labels[i] : ids[static_cast<std::size_t>(labels[i])]);
      text.close();
    }
    text.close();
  }

  void statement_start(std::size_t i) {
    text.open('{');
    text.put("statement", gathered_.statements[i]);
    text.put("text", gathered_.texts[i]);
    text.put("left_out", static_cast<bool>(gathered_.standing.left_out[i]));
  }

  std::string end() {
    text.close();
    return text.take();
  }

  JsonText text;

 private:
  Shown const& shown_;
  Gathered const& gathered_;
};

std::string_view name_of(insight::GroupsVerdict verdict) {
  switch (verdict) {
    case insight::GroupsVerdict::found: return "found";
    case insight::GroupsVerdict::too_few_people: return "too_few_people";
    case insight::GroupsVerdict::too_few_statements: return "too_few_statements";
    case insight::GroupsVerdict::one_group: return "one_group";
    case insight::GroupsVerdict::chance: return "chance";
  }
  return "";
}

}  // namespace

std::string findings_json(Shown const& shown, SignCheck const& sign, Gathered const& gathered,
                          insight::PolisFindings const& found, bool has_published_groups) {
  Findings json{shown, gathered};
  auto& text = json.text;
  auto const ids = has_published_groups ? gathered.group_ids : std::vector<int>{};
  json.start("polis", sign);
  text.put("groups_are", has_published_groups ? "published" : "found");
  if (!has_published_groups) text.put("silhouette", found.silhouette);
  json.groups(found.labels, ids, found.representative);
  text.open("common", '{');
  json.common("agree", found.common.agree);
  json.common("disagree", found.common.disagree);
  text.close();
  text.open("statements", '[');
  auto const all = insight::count(gathered.table, insight::everybody(gathered.table));
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto const row = static_cast<Eigen::Index>(i);
    json.statement_start(i);
    json.count(all[i]);
    json.by_group(found.votes, i);
    if (!found.votes.empty()) {
      text.put("group_informed_consensus", found.group_informed_consensus[i]);
      text.put("priority", found.priorities[i]);
    }
    text.put("center", found.picture.center[row]);
    text.put("axis_x", found.picture.axes(row, 0));
    text.put("axis_y", found.picture.axes(row, 1));
    text.put("x", found.statements.at(row, 0));
    text.put("y", found.statements.at(row, 1));
    text.put("extremity", found.statements.extremity[row]);
    text.close();
  }
  text.close();
  json.people(found.people, found.labels, ids);
  return json.end();
}

std::string findings_json(Shown const& shown, SignCheck const& sign, Gathered const& gathered,
                          insight::RoomFindings const& found) {
  Findings json{shown, gathered};
  auto& text = json.text;
  json.start("room", sign);
  text.put("groups_are", name_of(found.verdict));
  text.put("split_came_back", found.came_back);
  text.put("silhouette", found.silhouette);
  json.groups(found.labels, {}, found.representative);
  text.open("common", '[');
  for (int const statement : found.common) text.put(json.id(statement));
  text.close();
  if (found.minority) {
    text.open("minority", '{');
    text.put("statement", json.id(found.minority->statement));
    text.put("view", found.minority->is_agreement ? "agree" : "disagree");
    text.put("some", found.minority->some);
    text.put("seen", found.minority->seen);
    if (found.minority->group) text.put("group", *found.minority->group);
    text.close();
  }
  text.open("statements", '[');
  for (std::size_t i = 0; i < found.ground.size(); ++i) {
    auto const& ground = found.ground[i];
    json.statement_start(i);
    json.count(ground.everybody);
    text.put("agreement", ground.agreement);
    text.put("low", ground.low);
    text.put("high", ground.high);
    json.by_group(found.votes, i);
    text.put("priority", found.priorities[i]);
    text.close();
  }
  text.close();
  json.people(found.people, found.labels, {});
  return json.end();
}

}  // namespace exchange
