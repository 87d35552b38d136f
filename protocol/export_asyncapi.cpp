// Prints protocol/asyncapi.gen.json: every client frame, command and push as AsyncAPI 3 messages, seen from the server
// (it receives frames and sends pushes). Runs in the export program only.

#include "protocol/commands.hpp"
#include "protocol/export.hpp"
#include "protocol/pushes.hpp"
#include "protocol/schema.hpp"

namespace protocol {
namespace {

struct Messages {
  Tree declared = Tree::object();  // components/messages
  Tree in_channel = Tree::object();
  Tree received = Tree::list();
  Tree sent = Tree::list();

  void add(std::string const& name, Tree payload, bool is_received) {
    auto message = Tree::object().set("name", name).set("contentType", "application/json");
    declared.set(name, std::move(message.set("payload", std::move(payload))));
    in_channel.set(name, Tree::ref("#/components/messages/" + name));
    (is_received ? received : sent).add(Tree::ref("#/channels/room/messages/" + name));
  }
};

// Each command is a message of its own: the envelope around that one body.
void add_commands(Messages& messages, Schemas& schemas) {
  auto const& envelope = shape_of<Ask>();
  for (auto const* command : shape_of<Command>().alternatives) {
    auto properties = Tree::object().set("type", Tree::object().set("const", envelope.tag));
    std::vector<std::string> required{"type"};
    for (auto const& member : envelope.members) {
      bool const is_body = member.shape->kind == Shape::Kind::choice;
      properties.set(member.name, schemas.of(is_body ? *command : *member.shape, true));
      if (!member.is_optional) required.push_back(member.name);
    }
    auto payload = Tree::object().set("type", "object").set("properties", std::move(properties));
    payload.set("required", Tree::texts(required)).set("additionalProperties", Tree::truth(false));
    messages.add("command." + command->tag, std::move(payload), true);
  }
}

Tree channel(Tree messages) {
  auto code = Tree::object().set("description", "the room's code");
  return Tree::object()
      .set("address", "/ws/{code}")
      .set("description", "WebSocket, subprotocol plekberaad.v1, JSON text frames. The guide: protocol/README.md")
      .set("parameters", Tree::object().set("code", std::move(code)))
      .set("messages", std::move(messages));
}

Tree operation(std::string_view action, Tree messages) {
  return Tree::object()
      .set("action", action)
      .set("channel", Tree::ref("#/channels/room"))
      .set("messages", std::move(messages));
}

}  // namespace

std::string export_asyncapi() {
  Schemas schemas{false};
  Messages messages;
  for (auto const* frame : shape_of<ClientFrame>().alternatives) {
    if (frame == &shape_of<Ask>()) continue;
    messages.add("frame." + frame->tag, schemas.of(*frame, true), true);
  }
  add_commands(messages, schemas);
  for (auto const* push : shape_of<Push>().alternatives) {
    messages.add("push." + push->tag, schemas.of(*push, false), false);
  }

  auto info = Tree::object().set("title", "Plekberaad").set("version", "1.0.0");
  info.set("license", Tree::object().set("name", "EUPL-1.2").set("url", "https://eupl.eu/1.2/en/"));
  auto operations = Tree::object().set("receive_frame", operation("receive", std::move(messages.received)));
  operations.set("send_push", operation("send", std::move(messages.sent)));
  auto components = Tree::object().set("messages", std::move(messages.declared)).set("schemas", schemas.take());
  return Tree::object()
      .set("asyncapi", "3.0.0")
      .set("info", std::move(info))
      .set("defaultContentType", "application/json")
      .set("channels", Tree::object().set("room", channel(std::move(messages.in_channel))))
      .set("operations", std::move(operations))
      .set("components", std::move(components))
      .print();
}

}  // namespace protocol
