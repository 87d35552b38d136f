// See schema.hpp.

#include "protocol/schema.hpp"

#include "protocol/json_writer.hpp"

namespace protocol {

Tree Tree::text(std::string_view text) {
  json::Writer writer;
  writer.write(std::string{text});
  Tree tree;
  tree.leaf_ = writer.take();
  return tree;
}

Tree Tree::whole(std::int64_t number) {
  Tree tree;
  tree.leaf_ = std::to_string(number);
  return tree;
}

Tree Tree::truth(bool value) {
  Tree tree;
  tree.leaf_ = value ? "true" : "false";
  return tree;
}

Tree Tree::list() {
  Tree tree;
  tree.kind_ = Kind::list;
  return tree;
}

Tree Tree::object() {
  Tree tree;
  tree.kind_ = Kind::object;
  return tree;
}

Tree Tree::texts(std::vector<std::string> const& texts) {
  auto tree = list();
  for (auto const& one : texts) tree.add(text(one));
  return tree;
}

Tree Tree::ref(std::string_view place) { return object().set("$ref", place); }

Tree& Tree::set(std::string name, Tree value) {
  members_.emplace_back(std::move(name), std::move(value));
  return *this;
}

Tree& Tree::set(std::string name, std::string_view value) { return set(std::move(name), text(value)); }

Tree& Tree::add(Tree value) { return set("", std::move(value)); }

std::string Tree::print() const {
  std::string out;
  print(out, 0);
  return out + "\n";
}

void Tree::print(std::string& out, std::size_t depth) const {
  if (kind_ == Kind::leaf) {
    out += leaf_;
    return;
  }
  bool const is_object = kind_ == Kind::object;
  out += is_object ? '{' : '[';
  for (bool is_first = true; auto const& [name, value] : members_) {
    out += std::exchange(is_first, false) ? "\n" : ",\n";
    out.append(depth + 1, ' ');
    if (is_object) out += "\"" + name + "\": ";
    value.print(out, depth + 1);
  }
  if (!members_.empty()) out += "\n" + std::string(depth, ' ');
  out += is_object ? '}' : ']';
}

Tree Schemas::of(Shape const& shape, bool is_closed) {
  using Kind = Shape::Kind;
  if (!shape.name.empty()) {
    declare(shape, is_closed);
    return Tree::ref("#/components/schemas/" + shape.name);
  }
  auto tree = Tree::object();
  switch (shape.kind) {
    case Kind::truth: return tree.set("type", "boolean");
    case Kind::whole:
      return tree.set("type", "integer").set("minimum", Tree::whole(shape.min)).set("maximum", Tree::whole(shape.max));
    case Kind::text:
      tree.set("type", "string");
      if (shape.bytes_max) {
        tree.set("maxLength", Tree::whole(static_cast<std::int64_t>(*shape.bytes_max)));
        tree.set("description", "at most " + std::to_string(*shape.bytes_max) + " bytes of UTF-8");
      }
      return tree;
    case Kind::list:
      tree.set("type", "array").set("items", of(*shape.item, is_closed));
      if (shape.items_max) tree.set("maxItems", Tree::whole(static_cast<std::int64_t>(*shape.items_max)));
      return tree;
    case Kind::choice: {
      auto one_of = Tree::list();
      for (auto const* one : shape.alternatives) one_of.add(of(*one, is_closed));
      return tree.set("oneOf", std::move(one_of));
    }
    case Kind::id:
    case Kind::names:
    case Kind::record: break;  // have names
  }
  return tree;
}

void Schemas::declare(Shape const& shape, bool is_closed) {
  if (!seen_.insert(shape.name).second) return;
  switch (shape.kind) {
    case Shape::Kind::id: schemas_.set(shape.name, id(shape)); return;
    case Shape::Kind::names:
      schemas_.set(shape.name, Tree::object().set("type", "string").set("enum", Tree::texts(shape.names)));
      return;
    default: schemas_.set(shape.name, record(shape, is_closed));
  }
}

Tree Schemas::id(Shape const& shape) const {
  bool const may_be_empty = may_have_empty_ids_ && (shape.name == "PhaseId" || shape.name == "ColumnId");
  auto const most = std::to_string(limits::id_length_max);
  auto const least = std::string{may_be_empty ? "0" : "1"};
  return Tree::object().set("type", "string").set("pattern", "^[A-Za-z0-9_-]{" + least + "," + most + "}$");
}

namespace {

// Audience to fields, of what the server sends (marks.hpp).
std::optional<Tree> audiences(Shape const& shape) {
  auto tree = Tree::object();
  bool is_marked = false;
  for (auto const audience : marks::audiences) {
    std::vector<std::string> fields;
    for (auto const& member : shape.members)
      if (member.seen_by == audience) fields.push_back(member.name);
    if (fields.empty()) continue;
    is_marked = true;
    tree.set(std::string{describe::names<Audience>.at(static_cast<std::size_t>(audience))}, Tree::texts(fields));
  }
  return is_marked ? std::optional{std::move(tree)} : std::nullopt;
}

}  // namespace

Tree Schemas::record(Shape const& shape, bool is_closed) {
  auto properties = Tree::object();
  std::vector<std::string> required;
  if (!shape.tag.empty()) {
    properties.set("type", Tree::object().set("const", shape.tag));
    required.push_back("type");
  }
  for (auto const& member : shape.members) {
    properties.set(member.name, of(*member.shape, is_closed));
    if (!member.is_optional) required.push_back(member.name);
  }
  auto tree = Tree::object().set("type", "object").set("properties", std::move(properties));
  tree.set("required", Tree::texts(required));
  if (is_closed) tree.set("additionalProperties", Tree::truth(false));
  if (auto seen_by = audiences(shape)) tree.set("x-seen-by", std::move(*seen_by));
  return tree;
}

}  // namespace protocol
