// Rows from 2001: made from the descriptions of the messages, so that a new command is covered on the day it is added.
// Every field of every client frame gets every wrong type, is left out, and stands twice; protocol/README says that
// each is answered with the field's path and the problem.

#include "protocol/commands.hpp"
#include "protocol/shape.hpp"
#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

using protocol::Shape;
using protocol::ShapeMember;
using Kind = Shape::Kind;

// The shortest value that the description allows.
std::string lawful(Shape const& shape);

std::string record(Shape const& shape, std::string_view left_out = {}, std::string_view member = {},
                   std::string_view value = {}) {
  std::string all = shape.tag.empty() ? std::string{} : R"("type":")" + shape.tag + '"';
  for (auto const& one : shape.members) {
    bool const is_told = one.name == member;
    if (one.name == left_out || (one.is_optional && !is_told)) continue;
    all += (all.empty() ? "" : ",") + ('"' + one.name + "\":") + (is_told ? std::string{value} : lawful(*one.shape));
  }
  return '{' + all + '}';
}

std::string lawful(Shape const& shape) {
  switch (shape.kind) {
    case Kind::truth: return "true";
    case Kind::whole: return std::to_string(shape.min > 0 ? shape.min : shape.max > 1 ? 1 : shape.min);
    case Kind::text: return R"("x")";
    case Kind::id: return R"("x1")";
    case Kind::names: return '"' + shape.names.front() + '"';
    case Kind::list: return "[]";
    case Kind::record: return record(shape);
    case Kind::choice: return lawful(*shape.alternatives.front());
  }
  return "null";
}

struct Wrong {
  std::string value;
  std::vector<std::string_view> problems;
};

// Every kind of JSON value that this shape is not, and what is of its kind but beyond its limits.
std::vector<Wrong> wrongs(Shape const& shape) {
  bool const is_text = shape.kind == Kind::text || shape.kind == Kind::id || shape.kind == Kind::names;
  std::vector<Wrong> all{{"null", {"wrong_type"}}, {"1.5", {"wrong_type"}}};
  if (shape.kind != Kind::truth) all.push_back({"true", {"wrong_type"}});
  if (shape.kind != Kind::whole) all.push_back({"7", {"wrong_type"}});
  if (!is_text) all.push_back({R"("x")", {"wrong_type"}});
  if (shape.kind != Kind::list) all.push_back({"[]", {"wrong_type"}});
  if (shape.kind != Kind::record && shape.kind != Kind::choice) all.push_back({"{}", {"wrong_type"}});
  if (shape.kind == Kind::whole) {
    all.push_back({std::to_string(shape.max) + "0", {"out_of_range", "not_json"}});
    all.push_back({std::to_string(shape.min - 1), {"out_of_range"}});
  }
  if (shape.kind == Kind::names) all.push_back({R"("nobody knows")", {"not_one_of"}});
  if (shape.kind == Kind::id) all.push_back({R"("../../x")", {"bad_id"}});
  if (shape.kind == Kind::text && shape.bytes_max) {
    all.push_back({'"' + std::string(*shape.bytes_max + 1, 'x') + '"', {"too_long"}});
    all.push_back({R"("\udfff")", {"not_utf8", "not_json"}});
  }
  return all;
}

class Maker {
 public:
  Rows take() { return std::move(rows_); }

  // `wrap` puts a record in its frame, `path` is the place of that record.
  void record_fields(Shape const& shape, std::string const& path, std::function<std::string(std::string)> const& wrap) {
    for (auto const& member : shape.members) {
      if (member.shape->kind == Kind::choice) continue;  // its alternatives have rows of their own
      field(shape, member, path, wrap);
    }
    auto const unknown = record(shape);
    auto const comma = unknown == "{}" ? "" : ",";
    add(path + "nobody_knows", {"unknown_field"}, shape,
        wrap(unknown.substr(0, unknown.size() - 1) + comma + "\"nobody_knows\":1}"));
  }

 private:
  void field(Shape const& shape, ShapeMember const& member, std::string const& path,
             std::function<std::string(std::string)> const& wrap) {
    auto const at = path + member.name;
    for (auto const& wrong : wrongs(*member.shape)) {
      // A protocol of another age is answered with a close (protocol/README, 4426), not with bad_message.
      if (at == "protocol" && wrong.problems.front() == "out_of_range") continue;
      add(at, wrong.problems, shape, wrap(record(shape, {}, member.name, wrong.value)));
    }
    if (!member.is_optional) add(at, {"missing_field"}, shape, wrap(record(shape, member.name)));
    auto twice = record(shape, {}, member.name, lawful(*member.shape));
    twice.insert(twice.size() - 1, ",\"" + member.name + "\":" + lawful(*member.shape));
    add(at, {"duplicate_field"}, shape, wrap(twice));
    if (member.shape->kind == Kind::record) {
      record_fields(*member.shape, at + '.',
                    [&](std::string inner) { return wrap(record(shape, {}, member.name, inner)); });
    }
  }

  void add(std::string const& path, std::vector<std::string_view> const& problems, Shape const& shape,
           std::string json) {
    auto const what = shape.name + ": " + path + " " + std::string{problems.front()};
    // What is no JSON any more has no place in it.
    bool const may_be_no_json = problems.size() > 1;
    rows_.push_back({2001 + static_cast<int>(rows_.size()), "own: protocol/README, generated", what, From::open,
                     text(json), bad_at_one_of({path, may_be_no_json ? "" : path}, problems)});
  }

  Rows rows_;
};

}  // namespace

Rows shape_rows() {
  Maker maker;
  for (auto const* frame : protocol::shape_of<protocol::ClientFrame>().alternatives) {
    maker.record_fields(*frame, "", [](std::string json) { return json; });
  }
  for (auto const* command : protocol::shape_of<protocol::Command>().alternatives) {
    maker.record_fields(*command, "body.",
                        [](std::string json) { return R"({"type":"command","id":"c1","body":)" + json + '}'; });
  }
  return maker.take();
}

}  // namespace conformance
