#pragma once
// JSON Schemas from shapes, and just enough of a JSON tree to print documents with. Export program and tests only.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/shape.hpp"

namespace protocol {

// A JSON value that keeps the order in which members were added.
class Tree {
 public:
  static Tree text(std::string_view text);
  static Tree whole(std::int64_t number);
  static Tree truth(bool value);
  static Tree list();
  static Tree object();
  static Tree texts(std::vector<std::string> const& texts);
  static Tree ref(std::string_view place);

  Tree& set(std::string name, Tree value);  // of an object; gives the object back
  Tree& set(std::string name, std::string_view value);
  Tree& add(Tree value);  // of a list; gives the list back
  std::string print() const;

 private:
  enum class Kind { leaf, list, object };
  void print(std::string& out, std::size_t depth) const;

  Kind kind_ = Kind::leaf;
  std::string leaf_;
  std::vector<std::pair<std::string, Tree>> members_;
};

// Collects the named schemas of one document (components/schemas).
class Schemas {
 public:
  // `may_have_empty_ids`: phases and columns that have no id yet (NewRoom).
  explicit Schemas(bool may_have_empty_ids) : may_have_empty_ids_(may_have_empty_ids) {}

  // A reference to a named shape, or the schema itself. What is declared while closed refuses unknown fields; what the
  // server sends stays open, because a later server may send more.
  Tree of(Shape const& shape, bool is_closed);
  Tree take() { return std::move(schemas_); }

 private:
  Tree record(Shape const& shape, bool is_closed);
  Tree id(Shape const& shape) const;
  void declare(Shape const& shape, bool is_closed);

  bool may_have_empty_ids_;
  std::set<std::string> seen_;
  Tree schemas_ = Tree::object();
};

}  // namespace protocol
