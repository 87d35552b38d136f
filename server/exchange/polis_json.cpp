// JSON as Polis' interface gives it: comments.json and votes.json, and the published groups in math-pca2.json. Older
// and newer answers name the same things differently; both are read. What is not needed is passed over.

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <initializer_list>

#include "server/exchange/polis_parts.hpp"

namespace exchange {

namespace {

namespace dom = simdjson::dom;
using Names = std::initializer_list<std::string_view>;

struct Item {
  std::string_view file;
  std::int64_t number;  // counted from 1
  dom::object object;

  [[noreturn]] void refuse(std::string_view field, std::string const& why) const {
    throw Unreadable{std::string{file} + ", item " + std::to_string(number) + ", \"" + std::string{field} +
                     "\": " + why + " Export the conversation anew."};
  }

  std::optional<dom::element> find(Names names) const {
    for (auto const name : names) {
      dom::element found;
      if (object.at_key(name).get(found) == simdjson::SUCCESS && !found.is_null()) return found;
    }
    return std::nullopt;
  }

  std::int64_t whole(Names names, std::optional<std::int64_t> otherwise = std::nullopt) const;
  bool truth(std::string_view name) const {
    auto const found = find({name});
    bool value = false;
    return found && found->get(value) == simdjson::SUCCESS && value;
  }
};

bool is_in_bounds(std::int64_t number) { return -limits::number_max <= number && number <= limits::number_max; }

// A whole number: as one, as a fraction without a rest, or as text.
std::optional<std::int64_t> whole_of(dom::element const& element) {
  std::int64_t number = 0;
  double fraction = 0;
  std::string_view text;
  if (element.get(number) == simdjson::SUCCESS && is_in_bounds(number)) return number;
  if (element.is_double() && element.get(fraction) == simdjson::SUCCESS && std::trunc(fraction) == fraction &&
      std::abs(fraction) <= static_cast<double>(limits::number_max)) {
    return static_cast<std::int64_t>(fraction);
  }
  if (element.get(text) == simdjson::SUCCESS && !text.empty()) {
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const is_whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    if (is_whole && is_in_bounds(number)) return number;
  }
  return std::nullopt;
}

std::int64_t Item::whole(Names names, std::optional<std::int64_t> otherwise) const {
  auto const found = find(names);
  if (!found && otherwise) return *otherwise;
  if (!found) refuse(*names.begin(), "this is missing.");
  auto const number = whole_of(*found);
  if (!number) refuse(*names.begin(), "this is not a whole number.");
  return *number;
}

dom::element parse(dom::parser& parser, std::string const& text, std::string const& file) {
  dom::element whole;
  if (parser.parse(text).get(whole) != simdjson::SUCCESS) {
    throw Unreadable{file + " is no JSON, or is cut off. Export the conversation anew."};
  }
  return whole;
}

template <class Take>
void each(std::string const& text, std::string_view file, Take const& take) {
  dom::parser parser;
  dom::array items;
  if (parse(parser, text, std::string{file}).get(items) != simdjson::SUCCESS) {
    throw Unreadable{std::string{file} + " holds no list. Wanted is a list of objects, as Polis gives it."};
  }
  std::int64_t number = 0;
  for (auto const element : items) {
    dom::object object;
    ++number;
    if (element.get(object) != simdjson::SUCCESS) {
      throw Unreadable{std::string{file} + ", item " + std::to_string(number) + " is no object."};
    }
    take(Item{file, number, object});
  }
}

void read_comments(std::string const& text, PolisConversation& into) {
  each(text, "comments.json", [&](Item const& item) {
    PolisStatement one;
    one.id = item.whole({"tid", "statement_id"});
    one.author = item.whole({"pid", "participant_id"}, 0);
    auto const moderated = item.whole({"mod", "moderated"});
    if (moderated < -1 || moderated > 1) item.refuse("mod", "this is none of -1, 0 and 1.");
    one.moderated = static_cast<int>(moderated);
    one.is_meta = item.truth("is_meta");
    one.is_seed = item.truth("is_seed");
    one.agrees = item.whole({"agree_count"});
    one.disagrees = item.whole({"disagree_count"});
    std::string_view body;
    auto const found = item.find({"txt"});
    if (!found || found->get(body) != simdjson::SUCCESS) item.refuse("txt", "this is missing.");
    one.text = body;
    into.statements.push_back(std::move(one));
  });
}

void read_votes(std::string const& text, PolisConversation& into) {
  each(text, "votes.json", [&](Item const& item) {
    auto const value = item.whole({"vote"});
    if (value < -1 || value > 1) item.refuse("vote", std::to_string(value) + " is no vote; 1, 0 and -1 are.");
    if (static_cast<std::int64_t>(into.votes.size()) >= limits::votes_max) {
      throw Unreadable{"votes.json holds more than " + std::to_string(limits::votes_max) + " votes."};
    }
    into.votes.push_back({in_milliseconds(item.whole({"modified"}, 0)), item.whole({"pid", "participant_id"}),
                          item.whole({"tid", "statement_id"}), static_cast<int>(value), item.number});
  });
}

void read_conversation(std::string const& text, PolisConversation& into) {
  dom::parser parser;
  auto const whole = parse(parser, text, "conversation.json");
  std::string_view found;
  if (whole["topic"].get(found) == simdjson::SUCCESS) into.topic = found;
  if (whole["description"].get(found) == simdjson::SUCCESS) into.description = found;
}

std::vector<std::int64_t> wholes(dom::element const& list) {
  std::vector<std::int64_t> found;
  dom::array items;
  if (list.get(items) != simdjson::SUCCESS) throw Unreadable{"math-pca2.json: a list is missing."};
  for (auto const element : items) {
    auto const number = whole_of(element);
    if (!number) throw Unreadable{"math-pca2.json: a whole number is missing in a list."};
    found.push_back(*number);
  }
  return found;
}

// Groups have base clusters as their members, and those have people.
std::map<std::int64_t, int> published_groups(std::string const& text) {
  dom::parser parser;
  auto const whole = parse(parser, text, "math-pca2.json");
  dom::element ids, base, groups;
  dom::array member_lists, group_list;
  if (whole["base-clusters"].get(base) != simdjson::SUCCESS || base["id"].get(ids) != simdjson::SUCCESS ||
      base["members"].get(member_lists) != simdjson::SUCCESS ||
      whole["group-clusters"].get(groups) != simdjson::SUCCESS || groups.get(group_list) != simdjson::SUCCESS) {
    throw Unreadable{
        "math-pca2.json has no base-clusters or no group-clusters. Take it away: groups are then looked "
        "for anew."};
  }
  std::map<std::int64_t, std::vector<std::int64_t>> people_of;
  auto const base_ids = wholes(ids);
  std::size_t next = 0;
  for (auto const list : member_lists) {
    if (next < base_ids.size()) people_of[base_ids[next++]] = wholes(list);
  }
  std::map<std::int64_t, int> group_of;
  for (auto const group : group_list) {
    dom::element id, list;
    if (group["id"].get(id) != simdjson::SUCCESS || group["members"].get(list) != simdjson::SUCCESS) continue;
    auto const number = whole_of(id);
    if (!number || *number < 0 || *number > 99) throw Unreadable{"math-pca2.json: a group is a number from 0 to 99."};
    for (auto const one : wholes(list)) {
      for (auto const person : people_of[one]) group_of[person] = static_cast<int>(*number);
    }
  }
  return group_of;
}

}  // namespace

PolisRead read_polis_json(PolisJsonFiles const& files) {
  try {
    PolisConversation read;
    read_comments(files.comments, read);
    read_votes(files.votes, read);
    if (files.conversation) read_conversation(*files.conversation, read);
    put_in_order(read, "comments.json", "votes.json", "item");
    if (files.mathematics) {
      auto const groups = published_groups(*files.mathematics);
      read.has_groups = !groups.empty();
      for (auto& person : read.people) {
        if (auto const found = groups.find(person.id); found != groups.end()) person.group = found->second;
      }
    }
    return read;
  } catch (Unreadable const& no) {
    return no;
  }
}

}  // namespace exchange
