// Prints protocol/seen_by.gen.md: every field that the server sends, with who sees it, for readers who are no
// programmers. Runs in the export program only.

#include <set>

#include "protocol/api.hpp"
#include "protocol/export.hpp"
#include "protocol/pushes.hpp"
#include "protocol/shape.hpp"

namespace protocol {
namespace {

constexpr std::string_view who(Audience audience) {
  switch (audience) {
    case Audience::door: return "whoever has the code or the address, also without a seat";
    case Audience::room: return "everybody in the room: participants, staff, hall screen, observers";
    case Audience::staff: return "staff alone: facilitator, remote host, coordinator";
    case Audience::seat: return "one person alone: whose it is, or who asked";
    case Audience::office: return "a coordinator who is signed in";
  }
  return {};
}

std::string name_of(Audience audience) {
  return std::string{describe::names<Audience>.at(static_cast<std::size_t>(audience))};
}

class Page {
 public:
  std::string take() { return std::move(out_); }
  void line(std::string_view text = "") { out_ += std::string{text} + "\n"; }

  // A table for this record, then for what it is made of; each once.
  void record(Shape const& shape) {
    switch (shape.kind) {
      case Shape::Kind::list: return record(*shape.item);
      case Shape::Kind::choice:
        for (auto const* one : shape.alternatives) record(*one);
        return;
      case Shape::Kind::record: break;
      default: return;
    }
    if (!seen_.insert(&shape).second) return;
    for (auto const audience : marks::audiences) row(shape, audience);
    for (auto const& member : shape.members) record(*member.shape);
  }

  void table(std::string_view title, std::vector<Shape const*> const& shapes) {
    line();
    line("## " + std::string{title});
    line("| record | who | fields |");
    line("|---|---|---|");
    for (auto const* shape : shapes) record(*shape);
  }

 private:
  void row(Shape const& shape, Audience audience) {
    std::string fields;
    for (auto const& member : shape.members)
      if (member.seen_by == audience) fields += (fields.empty() ? "`" : " `") + member.name + "`";
    if (fields.empty()) return;
    auto const mark = audience == Audience::staff ? "**" + name_of(audience) + "**" : name_of(audience);
    line("| " + (shape.tag.empty() ? shape.name : "`" + shape.tag + "`") + " | " + mark + " | " + fields + " |");
  }

  std::string out_;
  std::set<Shape const*> seen_;
};

}  // namespace

std::string export_seen_by() {
  Page page;
  page.line("# Who sees which field");
  page.line();
  page.line("Generated from the marks in `protocol/*.hpp` by the target protocol_generated; do not edit.");
  page.line(
      "Every field that the server sends stands here once. Which things a view sees at all (drafts: nobody; hidden");
  page.line("cards and turns: staff; the name of who was removed: staff) is said in `server/room/view.cpp`.");
  page.line();
  for (auto const audience : marks::audiences)
    page.line("- **" + name_of(audience) + "**: " + std::string{who(audience)} + ".");
  page.table("Things that pages show", {&shape_of<Thing>()});
  page.table("Pushes around them", {&shape_of<Push>()});
  page.table("Answers over HTTP",
             {&shape_of<api::OfficeState>(), &shape_of<api::FormatList>(), &shape_of<api::RoomMade>(),
              &shape_of<api::RoomList>(), &shape_of<api::OfficePeople>(), &shape_of<api::Invitation>(),
              &shape_of<api::StaffSeat>(), &shape_of<api::Harvest>(), &shape_of<api::ApiError>()});
  return page.take();
}

}  // namespace protocol
