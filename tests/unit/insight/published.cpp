#include "tests/unit/insight/published.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <fstream>
#include <sstream>

namespace insight {

namespace {

namespace dom = simdjson::dom;

std::vector<std::int64_t> wholes(dom::element const& list) {
  std::vector<std::int64_t> found;
  for (auto const one : list.get_array()) found.push_back(one.get_int64());
  return found;
}

double number(dom::element const& element) { return element.get_double(); }  // whole ones as well

std::vector<double> numbers(dom::element const& list) {
  std::vector<double> found;
  for (auto const one : list.get_array()) found.push_back(number(one));
  return found;
}

std::map<std::int64_t, double> by_statement(dom::element const& object) {
  std::map<std::int64_t, double> found;
  for (auto const [key, value] : object.get_object()) found[std::stoll(std::string{key})] = number(value);
  return found;
}

PublishedView common_view(dom::element const& one) {
  PublishedView view;
  view.statement = one["tid"].get_int64();
  view.some = static_cast<int>(one["n-success"].get_int64());
  view.seen = static_cast<int>(one["n-trials"].get_int64());
  view.share = number(one["p-success"]);
  view.share_test = number(one["p-test"]);
  return view;
}

PublishedView group_view(dom::element const& one) {
  auto view = common_view(one);
  view.ratio = number(one["repness"]);
  view.ratio_test = number(one["repness-test"]);
  view.is_agreement = std::string_view{one["repful-for"]} == "agree";
  view.is_best_agreement = one["best-agree"].error() == simdjson::SUCCESS;
  return view;
}

std::vector<PublishedGroup> groups(dom::element const& whole) {
  std::vector<PublishedGroup> found;
  for (auto const one : whole["group-clusters"].get_array()) {
    PublishedGroup group;
    auto const id = std::to_string(std::int64_t{one["id"].get_int64()});
    EXPECT_EQ(id, std::to_string(found.size()));
    group.spots = wholes(one["members"]);
    auto const center = numbers(one["center"]);
    group.x = center[0];
    group.y = center[1];
    dom::element const votes = whole["group-votes"][id];
    group.people = static_cast<int>(votes["n-members"].get_int64());
    for (auto const [key, value] : dom::element{votes["votes"]}.get_object()) {
      group.votes[std::stoll(std::string{key})] = {static_cast<int>(value["A"].get_int64()),
                                                   static_cast<int>(value["D"].get_int64()),
                                                   static_cast<int>(value["S"].get_int64())};
    }
    for (auto const view : whole["repness"][id].get_array()) group.views.push_back(group_view(view));
    found.push_back(std::move(group));
  }
  return found;
}

std::vector<PublishedSpot> spots(dom::element const& base) {
  std::vector<PublishedSpot> found;
  auto const x = numbers(base["x"]), y = numbers(base["y"]);
  auto const ids = wholes(base["id"]);
  for (auto const members : base["members"].get_array()) {
    auto const i = found.size();
    found.push_back({ids[i], wholes(members), x[i], y[i]});
  }
  return found;
}

}  // namespace

PublishedMath read_math(std::string const& json) {
  dom::parser parser;
  dom::element const whole = parser.parse(json);
  PublishedMath math;
  math.people = whole["n"].get_int64();
  math.statements = whole["n-cmts"].get_int64();
  math.order = wholes(whole["tids"]);
  math.left_out = wholes(whole["mod-out"]);
  math.counted_in = wholes(whole["in-conv"]);
  dom::element const pca = whole["pca"];
  math.center = numbers(pca["center"]);
  math.extremity = numbers(pca["comment-extremity"]);
  for (auto const one : pca["comps"].get_array()) math.axes.push_back(numbers(one));
  for (auto const one : pca["comment-projection"].get_array()) math.projection.push_back(numbers(one));
  math.consensus = by_statement(whole["group-aware-consensus"]);
  math.priorities = by_statement(whole["comment-priorities"]);
  math.groups = groups(whole);
  math.spots = spots(whole["base-clusters"]);
  for (auto const one : whole["consensus"]["agree"].get_array()) math.agree.push_back(common_view(one));
  for (auto const one : whole["consensus"]["disagree"].get_array()) math.disagree.push_back(common_view(one));
  return math;
}

std::filesystem::path polis_data() { return std::filesystem::path{SHARED_DATA} / "polis"; }

std::string whole_file(std::filesystem::path const& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream all;
  all << file.rdbuf();
  return std::move(all).str();
}

Export checked(exchange::PolisRead const& read) {
  if (auto const* no = std::get_if<exchange::Unreadable>(&read)) {
    ADD_FAILURE() << no->why;
    return {};
  }
  Export result{std::get<exchange::PolisConversation>(read), {}, {}};
  auto const sign = exchange::check_sign(result.conversation, std::nullopt);
  if (auto const* no = std::get_if<exchange::Unreadable>(&sign)) {
    ADD_FAILURE() << no->why;
    return result;
  }
  result.sign = std::get<exchange::SignCheck>(sign);
  result.gathered = exchange::gather(result.conversation, result.sign);
  return result;
}

Export read_conversation(std::string const& name) {
  auto const folder = polis_data() / "conversations" / name;
  auto const source = [&](std::string const& file) {
    auto const text = std::make_shared<std::string>(whole_file(folder / file));
    auto const is_given = std::make_shared<bool>(false);
    return exchange::Source{file, [text, is_given] {
                              return std::exchange(*is_given, true) ? std::string_view{} : std::string_view{*text};
                            }};
  };
  return checked(exchange::read_polis_csv(
      {source("comments.csv"), source("votes.csv"), source("participants-votes.csv"), source("summary.csv")}));
}

Export read_fixture(std::string const& name) {
  auto const folder = polis_data() / "math-fixtures" / name;
  return checked(
      exchange::read_polis_json({whole_file(folder / "comments.json"), whole_file(folder / "votes.json"),
                                 whole_file(folder / "conversation.json"), whole_file(folder / "math-pca2.json")}));
}

}  // namespace insight
