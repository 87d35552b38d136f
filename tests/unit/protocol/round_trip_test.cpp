// Whatever is written can be read back equal: every frame, command, push, event and body, with all optionals present,
// absent and mixed. Every enumerator has a wire name of its own.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "protocol/api.hpp"
#include "protocol/json.hpp"
#include "tests/unit/protocol/filling.hpp"

using namespace protocol;
using filling::Filler;
using filling::Optionals;

namespace {

constexpr unsigned rounds = 60;

Optionals optionals_of(unsigned round) { return static_cast<Optionals>(round % 3); }

template <class T>
::testing::AssertionResult same(Decoded<T> const& got, T const& wanted, std::string const& json) {
  if (auto const* bad = std::get_if<BadInput>(&got)) {
    return ::testing::AssertionFailure() << bad->path << ": " << bad->detail << " in " << json;
  }
  if (filling::equal(std::get<T>(got), wanted)) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "came back different: " << json;
}

// Keeps sealed texts and names as the journal would.
struct Notebook : Sealer, Opener {
  std::map<std::string, std::pair<SeatId, std::string>> texts;
  std::map<std::string, PersonalName> names;

  std::string seal(SeatId const& owner, std::string_view text) override {
    auto const key = "sealed-" + std::to_string(texts.size());
    texts[key] = {owner, std::string{text}};
    return key;
  }
  void keep_name(PersonalName const& name) override { names[name.owner.value] = name; }
  std::optional<std::string> open(SeatId const& owner, std::string_view sealed) override {
    auto const found = texts.find(std::string{sealed});
    if (found == texts.end() || found->second.first != owner) return std::nullopt;
    return found->second.second;
  }
  std::optional<PersonalName> name_of(SeatId const& owner) override {
    auto const found = names.find(owner.value);
    return found == names.end() ? std::nullopt : std::optional{found->second};
  }
};

template <class T>
void body_survives(unsigned round) {
  Filler filler{round, optionals_of(round)};
  auto const body = filler.make<T>();
  auto const json = api::encode_body(body);
  EXPECT_TRUE(same(api::decode_body<T>(json), body, json)) << describe::type_name<T>();
}

template <class Enum>
void every_name_is_one_value() {
  auto const& names = describe::names<Enum>;
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size()) << describe::type_name<Enum>();
}

}  // namespace

TEST(RoundTrip, every_command_comes_back_as_it_was) {
  for (unsigned round = 0; round < rounds; ++round) {
    for (std::size_t index = 0; index < std::variant_size_v<Command>; ++index) {
      Filler filler{round, optionals_of(round)};
      Ask ask{filler.make<CommandId>(), filler.make<std::optional<SeatId>>(), {}};
      filler.fill_choice(ask.body, index);
      ClientFrame const frame{ask};
      auto const json = encode(frame);
      ASSERT_TRUE(same(decode_client_frame(json), frame, json));
    }
  }
}

TEST(RoundTrip, every_client_frame_comes_back_as_it_was) {
  for (unsigned round = 0; round < rounds; ++round) {
    for (std::size_t index = 0; index < std::variant_size_v<ClientFrame>; ++index) {
      ClientFrame frame;
      Filler{round, optionals_of(round)}.fill_choice(frame, index);
      auto const json = encode(frame);
      ASSERT_TRUE(same(decode_client_frame(json), frame, json));
    }
  }
}

TEST(RoundTrip, every_push_comes_back_as_it_was) {
  for (unsigned round = 0; round < rounds; ++round) {
    for (std::size_t index = 0; index < std::variant_size_v<Push>; ++index) {
      Push push;
      Filler{round, optionals_of(round)}.fill_choice(push, index);
      auto const json = encode(push);
      ASSERT_TRUE(same(decode_push(json), push, json));
    }
  }
}

TEST(RoundTrip, every_thing_comes_back_as_it_was) {
  for (unsigned round = 0; round < rounds; ++round) {
    Update update;
    for (std::size_t index = 0; index < std::variant_size_v<Thing>; ++index) {
      Filler{round, optionals_of(round)}.fill_choice(update.changed.emplace_back(), index);
    }
    Push const push{update};
    auto const json = encode(push);
    ASSERT_TRUE(same(decode_push(json), push, json));
  }
}

TEST(RoundTrip, every_event_comes_back_from_the_journal_as_it_was) {
  for (unsigned round = 0; round < rounds; ++round) {
    for (std::size_t index = 0; index < std::variant_size_v<Event>; ++index) {
      Filler filler{round, optionals_of(round)};
      Record record{static_cast<std::int64_t>(index), 5, filler.make<std::optional<Cause>>(), {}};
      filler.fill_choice(record.event, index);
      Notebook notebook;
      auto const json = encode_record(record, notebook);
      ASSERT_TRUE(same(decode_record(json, notebook), record, json));
    }
  }
}

TEST(RoundTrip, every_body_of_the_http_interface_comes_back_as_it_was) {
  for (unsigned round = 0; round < rounds; ++round) {
    body_survives<api::OfficeState>(round);
    body_survives<api::SetPassword>(round);
    body_survives<api::SignIn>(round);
    body_survives<api::NewRoom>(round);
    body_survives<api::RoomMade>(round);
    body_survives<api::RoomList>(round);
    body_survives<api::FormatList>(round);
    body_survives<api::Invite>(round);
    body_survives<api::Invitation>(round);
    body_survives<api::EnterAsStaff>(round);
    body_survives<api::StaffSeat>(round);
    body_survives<api::Harvest>(round);
    body_survives<api::ApiError>(round);
  }
}

TEST(RoundTrip, every_refusal_problem_and_retry_has_one_wire_name) {
  for (std::size_t i = 0; i < describe::names<Refusal>.size(); ++i) {
    Push const push{Refused{CommandId{"c"}, static_cast<Refusal>(i), std::nullopt}};
    auto const json = encode(push);
    EXPECT_NE(json.find("\"" + std::string{describe::names<Refusal>[i]} + "\""), std::string::npos) << json;
    EXPECT_TRUE(same(decode_push(json), push, json));
  }
  for (std::size_t i = 0; i < describe::names<Problem>.size(); ++i) {
    Push const push{BadMessage{std::nullopt, "", static_cast<Problem>(i), ""}};
    EXPECT_TRUE(same(decode_push(encode(push)), push, encode(push)));
  }
  for (std::size_t i = 0; i < describe::names<RetryReason>.size(); ++i) {
    Push const push{Retry{CommandId{"c"}, static_cast<RetryReason>(i), 1000}};
    EXPECT_TRUE(same(decode_push(encode(push)), push, encode(push)));
  }
}

TEST(RoundTrip, no_two_enumerators_share_a_wire_name) {
  every_name_is_one_value<Refusal>();
  every_name_is_one_value<Problem>();
  every_name_is_one_value<RetryReason>();
  every_name_is_one_value<Role>();
  every_name_is_one_value<Side>();
  every_name_is_one_value<View>();
  every_name_is_one_value<FloorMode>();
  every_name_is_one_value<WritingMode>();
  every_name_is_one_value<TurnKind>();
  every_name_is_one_value<Trouble>();
  every_name_is_one_value<TurnEnd>();
  every_name_is_one_value<TicketPurpose>();
  every_name_is_one_value<ItemKind>();
}

TEST(RoundTrip, every_role_can_be_assigned_by_its_name) {
  for (std::size_t i = 0; i < describe::names<Role>.size(); ++i) {
    ClientFrame const frame{Ask{CommandId{"c"}, std::nullopt, AssignRole{SeatId{"s"}, static_cast<Role>(i)}}};
    EXPECT_TRUE(same(decode_client_frame(encode(frame)), frame, encode(frame)));
  }
}

// The writer looks at eight bytes at once for what must be escaped: so every such sign stands at every place once.
TEST(RoundTrip, what_must_be_escaped_comes_back_from_every_place_of_a_text) {
  for (int sign = 0; sign < 0x82; ++sign) {
    if (sign >= 0x20 && sign < 0x7F && sign != '"' && sign != '\\') continue;
    std::string odd(1, static_cast<char>(sign));
    if (sign >= 0x80) odd.insert(0, "\xC2");
    for (std::size_t place = 0; place < 20; ++place) {
      auto text = std::string(place, 'a') + odd + std::string(20 - place, 'b') + odd;
      ClientFrame const frame{Ask{CommandId{"c"}, std::nullopt, Say{{text}}}};
      auto const json = encode(frame);
      EXPECT_TRUE(same(decode_client_frame(json), frame, json));
      for (char const one : json) EXPECT_GE(static_cast<unsigned char>(one), 0x20) << json;
    }
  }
}
