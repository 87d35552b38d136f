// Prints clients/web/src/protocol.gen.ts: every frame, command, push, thing and body of the HTTP interface as readonly
// TypeScript, with the limits, close codes and versions that a page needs. Runs in the export program only.

#include <map>
#include <set>

#include "protocol/api.hpp"
#include "protocol/close_codes.hpp"
#include "protocol/commands.hpp"
#include "protocol/export.hpp"
#include "protocol/pushes.hpp"
#include "protocol/shape.hpp"

namespace protocol {
namespace {

constexpr std::size_t columns_max = 120;

std::string quoted(std::string_view text) { return "\"" + std::string{text} + "\""; }

// Lays words out over lines of at most columns_max signs.
std::string wrapped(std::string const& head, std::vector<std::string> const& words, std::string_view between,
                    std::string const& tail) {
  std::string out;
  std::string line = head;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const word = words[i] + (i + 1 < words.size() ? std::string{between} : tail);
    if (line.size() + word.size() > columns_max) {
      while (line.ends_with(' ')) line.pop_back();
      out += line + "\n";
      line = "  ";
    }
    line += word;
  }
  return out + line + "\n";
}

class TypeScript {
 public:
  std::string take() { return std::move(out_); }

  void line(std::string_view text = "") { out_ += std::string{text} + "\n"; }
  void heading(std::string_view text) { out_ += "\n// --- " + std::string{text} + "\n\n"; }

  // Declares a type and all it stands on, once.
  void declare(Shape const& shape) {
    switch (shape.kind) {
      case Shape::Kind::id: return declare_id(shape);
      case Shape::Kind::names: return declare_names(shape);
      case Shape::Kind::record: return declare_record(shape);
      case Shape::Kind::list: return declare(*shape.item);
      case Shape::Kind::choice:
        for (auto const* one : shape.alternatives) declare(*one);
        return;
      case Shape::Kind::truth:
      case Shape::Kind::whole:
      case Shape::Kind::text: return;
    }
  }

  // A variant gets its name here: the union and the list of its types.
  void declare_choice(std::string const& name, Shape const& shape) {
    choice_names_[&shape] = name;
    declare(shape);
    std::vector<std::string> words;
    for (auto const* one : shape.alternatives) words.push_back(one->name);
    out_ += wrapped("export type " + name + " = ", words, " | ", ";");
    line();
  }

 private:
  bool is_new(Shape const& shape) { return seen_.insert(shape.name).second; }

  void declare_id(Shape const& shape) {
    if (!is_new(shape)) return;
    line("export type " + shape.name + " = string;");
    line();
  }

  void declare_names(Shape const& shape) {
    if (!is_new(shape)) return;
    std::vector<std::string> words;
    for (auto const& name : shape.names) words.push_back(quoted(name));
    auto const list = std::string(1, static_cast<char>(shape.name[0] | 0x20)) + shape.name.substr(1) + "Names";
    out_ += wrapped("export const " + list + " = [", words, ", ", "] as const;");
    line("export type " + shape.name + " = (typeof " + list + ")[number];");
    line();
  }

  void declare_record(Shape const& shape) {
    if (!is_new(shape)) return;
    for (auto const& member : shape.members) declare(*member.shape);
    line("export interface " + shape.name + " {");
    if (!shape.tag.empty()) line("  readonly type: " + quoted(shape.tag) + ";");
    for (auto const& member : shape.members) {
      line("  readonly " + member.name + (member.is_optional ? "?: " : ": ") + reference(*member.shape) + ";" +
           remark(member));
    }
    line("}");
    line();
  }

  std::string reference(Shape const& shape) const {
    switch (shape.kind) {
      case Shape::Kind::truth: return "boolean";
      case Shape::Kind::whole: return shape.min == shape.max ? std::to_string(shape.min) : "number";
      case Shape::Kind::text: return "string";
      case Shape::Kind::list: return "ReadonlyArray<" + reference(*shape.item) + ">";
      case Shape::Kind::choice: return choice_names_.at(&shape);
      case Shape::Kind::id:
      case Shape::Kind::names:
      case Shape::Kind::record: return shape.name;
    }
    return {};
  }

  // What TypeScript cannot say.
  static std::string remark(ShapeMember const& member) {
    if (member.seen_by == Audience::staff) return " // for staff; absent or empty for everybody else";
    auto const& shape = *member.shape;
    if (shape.bytes_max) return " // at most " + std::to_string(*shape.bytes_max) + " bytes of UTF-8";
    if (shape.items_max) return " // at most " + std::to_string(*shape.items_max);
    if (shape.kind != Shape::Kind::whole || shape.min == shape.max) return {};
    if (shape.max == limits::whole_number_max || shape.max == INT32_MAX) return {};
    return " // " + std::to_string(shape.min) + " to " + std::to_string(shape.max);
  }

  std::string out_;
  std::set<std::string, std::less<>> seen_;
  std::map<Shape const*, std::string> choice_names_;
};

// What a page must know to count along; what only the server guards stays there.
void write_limits(TypeScript& ts) {
  ts.line("export const limits = {");
#define PLEKBERAAD_LIMIT(name) ts.line("  " #name ": " + std::to_string(static_cast<long long>(limits::name)) + ",")
  PLEKBERAAD_LIMIT(inbound_bytes_max);
  PLEKBERAAD_LIMIT(id_length_max);
  PLEKBERAAD_LIMIT(join_id_length_min);
  PLEKBERAAD_LIMIT(hello_seconds_max);
  PLEKBERAAD_LIMIT(ping_seconds);
  PLEKBERAAD_LIMIT(pong_seconds_max);
  PLEKBERAAD_LIMIT(seats_max);
  PLEKBERAAD_LIMIT(name_graphemes_max);
  PLEKBERAAD_LIMIT(name_bytes_max);
  PLEKBERAAD_LIMIT(table_number_max);
  PLEKBERAAD_LIMIT(tables_size_max);
  PLEKBERAAD_LIMIT(told_graphemes_max);
  PLEKBERAAD_LIMIT(line_graphemes_max);
  PLEKBERAAD_LIMIT(lines_per_table_max);
  PLEKBERAAD_LIMIT(hand_card_max);
  PLEKBERAAD_LIMIT(grace_ms);
  PLEKBERAAD_LIMIT(queue_length_max);
  PLEKBERAAD_LIMIT(turn_seconds_min);
  PLEKBERAAD_LIMIT(turn_seconds_default);
  PLEKBERAAD_LIMIT(turn_seconds_max);
  PLEKBERAAD_LIMIT(extend_seconds_max);
  PLEKBERAAD_LIMIT(words_bytes_max);
  PLEKBERAAD_LIMIT(gist_bytes_max);
  PLEKBERAAD_LIMIT(circle_chairs_min);
  PLEKBERAAD_LIMIT(circle_chairs_max);
  PLEKBERAAD_LIMIT(gist_graphemes_max);
  PLEKBERAAD_LIMIT(turns_in_snapshot);
  PLEKBERAAD_LIMIT(card_graphemes_max);
  PLEKBERAAD_LIMIT(card_graphemes_suggested);
  PLEKBERAAD_LIMIT(card_bytes_max);
  PLEKBERAAD_LIMIT(cards_max);
  PLEKBERAAD_LIMIT(columns_per_phase_max);
  PLEKBERAAD_LIMIT(spoken_for_max);
  PLEKBERAAD_LIMIT(phases_max);
  PLEKBERAAD_LIMIT(phase_minutes_max);
  PLEKBERAAD_LIMIT(place_bytes_max);
  PLEKBERAAD_LIMIT(question_bytes_max);
  PLEKBERAAD_LIMIT(listen_here_bytes_max);
  PLEKBERAAD_LIMIT(title_bytes_max);
  PLEKBERAAD_LIMIT(instruction_bytes_max);
  PLEKBERAAD_LIMIT(reason_bytes_max);
#undef PLEKBERAAD_LIMIT
  ts.line("} as const;");
}

void write_constants(TypeScript& ts) {
  ts.heading("versions, limits, close codes");
  ts.line("export const subprotocol = \"plekberaad.v1\";");
  ts.line("export const protocolVersion = 1;");
  ts.line("export const houseRulesVersion = " + std::to_string(limits::house_rules_version) + ";");
  ts.line();
  write_limits(ts);
  ts.line();
  ts.line("// 1012 and 4000-4099: come back at once; 4100-4199: come back later; 4400-4499: stop and tell the person.");
  ts.line("export const closeCodes = {");
  for (auto const& one : close_codes::all) {
    ts.line("  " + std::string{one.reason} + ": " + std::to_string(one.code) + ",");
  }
  ts.line("} as const;");
  ts.line("export type CloseReason = keyof typeof closeCodes;");
}

void write_bodies(TypeScript& ts) {
  ts.heading("bodies of the HTTP interface (/api/v1)");
  ts.declare(shape_of<api::OfficeState>());
  ts.declare(shape_of<api::SetPassword>());
  ts.declare(shape_of<api::SignIn>());
  ts.declare(shape_of<api::NewRoom>());
  ts.declare(shape_of<api::RoomMade>());
  ts.declare(shape_of<api::RoomList>());
  ts.declare(shape_of<api::OfficePeople>());
  ts.declare(shape_of<api::ErasePerson>());
  ts.declare(shape_of<api::FormatList>());
  ts.declare(shape_of<api::Invite>());
  ts.declare(shape_of<api::Invitation>());
  ts.declare(shape_of<api::EnterAsStaff>());
  ts.declare(shape_of<api::StaffSeat>());
  ts.declare(shape_of<api::Harvest>());
  ts.declare(shape_of<api::ApiError>());
}

}  // namespace

std::string export_typescript() {
  TypeScript ts;
  ts.line("// Generated from protocol/*.hpp by the target protocol_generated; do not edit.");
  ts.line("// Field names are the wire's own. What a text or number may hold at most stands behind it.");
  write_constants(ts);
  ts.heading("things: what a page shows, kept by (type, id)");
  ts.declare_choice("Thing", shape_of<Thing>());
  ts.line("export type ThingType = Thing[\"type\"];");
  ts.line();
  ts.declare(shape_of<ThingKey>());
  ts.declare(shape_of<Own>());
  ts.heading("commands: what a client may ask for");
  ts.declare_choice("Command", shape_of<Command>());
  ts.line("export type CommandType = Command[\"type\"];");
  ts.heading("frames that a client sends");
  ts.declare_choice("ClientFrame", shape_of<ClientFrame>());
  ts.heading("pushes: what a client is told");
  ts.declare_choice("Push", shape_of<Push>());
  ts.line("export type PushType = Push[\"type\"];");
  write_bodies(ts);
  auto text = ts.take();
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace protocol
