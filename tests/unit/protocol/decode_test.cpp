// Strict reading: every kind of fault is refused with its exact place. One row per fault; frames first, then bodies.

#include <gtest/gtest.h>

#include "protocol/api.hpp"
#include "protocol/json.hpp"
#include "protocol/json_reader.hpp"

using namespace protocol;

namespace {

struct Row {
  std::string json;
  std::string path;
  Problem problem;
};

std::string name_of(Problem problem) {
  return std::string{describe::names<Problem>.at(static_cast<std::size_t>(problem))};
}

template <class T>
void expect_refused(Decoded<T> const& got, Row const& row) {
  SCOPED_TRACE(row.json.substr(0, 200));
  auto const* bad = std::get_if<BadInput>(&got);
  ASSERT_NE(bad, nullptr) << "was accepted";
  EXPECT_EQ(bad->path, row.path);
  EXPECT_EQ(name_of(bad->problem), name_of(row.problem)) << bad->detail;
  EXPECT_FALSE(bad->detail.empty());
}

void expect_frames_refused(std::vector<Row> const& rows) {
  for (auto const& row : rows) expect_refused(decode_client_frame(row.json), row);
}

std::string ask(std::string const& body) { return R"({"type":"command","id":"c1","body":)" + body + "}"; }

std::string post(std::string const& text_json) {
  return ask(R"({"type":"post_card","column":"k1","text":)" + text_json + "}");
}

std::string phase(std::string const& more) {
  return R"({"id":"","key":"rondje","werkvorm":"rondje","title":"Rondje","instruction":"","floor":"round",)"
         R"("writing":"none","turn_seconds":75,)" +
         more + "}";
}

std::string room(std::string const& phases) {
  return R"({"place":"Holwert","question":"Wat nu?","listen_here":"","phases":[)" + phases + "]}";
}

std::string times(std::size_t count, std::string const& piece) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i > 0 ? "," : "") + piece;
  return all;
}

struct Numbers {
  std::vector<int> numbers;
};
BOOST_DESCRIBE_STRUCT(Numbers, (), (numbers))

}  // namespace

TEST(Decode, takes_the_fields_in_any_order) {
  auto const frame = decode_client_frame(
      R"( { "body" : {"text":"meer b\u006fmen","type":"post_card","column":"k1"}, "id":"c1","type":"command" } )");
  ASSERT_TRUE(std::holds_alternative<ClientFrame>(frame)) << std::get<BadInput>(frame).detail;
  auto const& command = std::get<Ask>(std::get<ClientFrame>(frame));
  EXPECT_EQ(command.id.value, "c1");
  EXPECT_FALSE(command.seat);
  EXPECT_EQ(std::get<PostCard>(command.body).text.value, "meer bomen");
}

TEST(Decode, refuses_what_is_not_a_json_object) {
  expect_frames_refused({
      {"", "", Problem::not_json},
      {" ", "", Problem::not_json},
      {"hallo", "", Problem::not_json},
      {"{", "", Problem::not_json},
      {R"({"type":"typing","is_typing":true)", "", Problem::not_json},
      {R"({"type":"typing","is_typing":truex})", "", Problem::not_json},
      {R"({"type":"typing",})", "", Problem::not_json},
      {R"({"type":"typing","is_typing":01})", "", Problem::not_json},
      {R"({"type":"typing","is_typing":1e999})", "", Problem::not_json},
      {"{\"type\":\"typing\n\"}", "", Problem::not_json},
      {"[]", "", Problem::not_an_object},
      {"null", "", Problem::not_an_object},
      {"\"hello\"", "", Problem::not_an_object},
  });
}

TEST(Decode, refuses_whatever_follows_the_message) {
  expect_frames_refused({
      {R"({"type":"typing","is_typing":true}{})", "", Problem::trailing_content},
      {R"({"type":"typing","is_typing":true} x)", "", Problem::trailing_content},
      {R"({"type":"typing","is_typing":true}])", "", Problem::trailing_content},
  });
}

TEST(Decode, refuses_missing_fields) {
  expect_frames_refused({
      {"{}", "type", Problem::missing_field},
      {R"({"type":"typing"})", "is_typing", Problem::missing_field},
      {R"({"type":"command","id":"c1"})", "body", Problem::missing_field},
      {ask("{}"), "body.type", Problem::missing_field},
      {ask(R"({"type":"post_card","column":"k1"})"), "body.text", Problem::missing_field},
      {ask(R"({"type":"hide_item","item":{"kind":"card"},"reason":""})"), "body.item.id", Problem::missing_field},
  });
}

TEST(Decode, refuses_unknown_fields) {
  expect_frames_refused({
      {R"({"type":"typing","is_typing":true,"x":1})", "x", Problem::unknown_field},
      {R"({"type":"typing","is_typing":true,"":1})", "", Problem::unknown_field},
      {ask(R"({"type":"pass","reason":"moe"})"), "body.reason", Problem::unknown_field},
      {ask(R"({"type":"hide_item","item":{"kind":"card","id":"a","x":[]},"reason":""})"), "body.item.x",
       Problem::unknown_field},
      {ask(R"({"type":"pass",")" + std::string(500, 'x') + R"(":1})"), "body." + std::string(60, 'x'),
       Problem::unknown_field},
  });
}

TEST(Decode, refuses_fields_that_stand_twice) {
  expect_frames_refused({
      {R"({"type":"typing","is_typing":true,"is_typing":true})", "is_typing", Problem::duplicate_field},
      {R"({"type":"typing","is_typing":true,"type":"typing"})", "type", Problem::duplicate_field},
      {R"({"type":"typing","is_typing":true,"is\u005ftyping":true})", "is_typing", Problem::duplicate_field},
      {ask(R"({"type":"pass","type":"pass"})"), "body.type", Problem::duplicate_field},
      {ask(R"({"type":"request_floor","on_behalf_of":"a","on_behalf_of":"b"})"), "body.on_behalf_of",
       Problem::duplicate_field},
  });
}

TEST(Decode, refuses_the_wrong_kind_of_value) {
  expect_frames_refused({
      {R"({"type":7})", "type", Problem::wrong_type},
      {R"({"type":"typing","is_typing":"yes"})", "is_typing", Problem::wrong_type},
      {R"({"type":"typing","is_typing":null})", "is_typing", Problem::wrong_type},
      {R"({"type":"command","id":7,"body":{"type":"pass"}})", "id", Problem::wrong_type},
      {R"({"type":"command","id":"c1","seat":null,"body":{"type":"pass"}})", "seat", Problem::wrong_type},
      {ask("[]"), "body", Problem::wrong_type},
      {post("3"), "body.text", Problem::wrong_type},
      {post("null"), "body.text", Problem::wrong_type},
      {ask(R"({"type":"request_floor","on_behalf_of":null})"), "body.on_behalf_of", Problem::wrong_type},
      {ask(R"({"type":"join","name":"A","side":"hall","accepts":1.0})"), "body.accepts", Problem::wrong_type},
      {ask(R"({"type":"join","name":"A","side":"hall","accepts":"1"})"), "body.accepts", Problem::wrong_type},
      {ask(R"({"type":"hide_item","item":"card","reason":""})"), "body.item", Problem::wrong_type},
  });
}

TEST(Decode, refuses_unknown_types_without_listing_what_exists) {
  auto const json = ask(R"({"type":"become_admin"})");
  expect_frames_refused({
      {json, "body.type", Problem::unknown_type},
      {R"({"type":"snapshot"})", "type", Problem::unknown_type},
      {ask(R"({"type":"pass\u0000"})"), "body.type", Problem::unknown_type},
      {ask(R"({"type":"Pass"})"), "body.type", Problem::unknown_type},
  });
  EXPECT_EQ(std::get<BadInput>(decode_client_frame(json)).detail.find("take_staff_seat"), std::string::npos);
}

TEST(Decode, refuses_names_outside_the_set) {
  expect_frames_refused({
      {ask(R"({"type":"change_side","side":"zaal"})"), "body.side", Problem::not_one_of},
      {ask(R"({"type":"change_side","side":"hall\u0000x"})"), "body.side", Problem::not_one_of},
      {ask(R"({"type":"change_side","side":""})"), "body.side", Problem::not_one_of},
  });
}

TEST(Decode, refuses_numbers_outside_their_bounds) {
  auto const join = [](std::string const& table) {
    return ask(R"({"type":"join","name":"A","side":"hall","accepts":1,"table":)" + table + "}");
  };
  expect_frames_refused({
      {join("0"), "body.table", Problem::out_of_range},
      {join("10000"), "body.table", Problem::out_of_range},
      {join("-1"), "body.table", Problem::out_of_range},
      {join("9223372036854775807"), "body.table", Problem::out_of_range},
      {join("18446744073709551615"), "body.table", Problem::out_of_range},
      {R"({"type":"hello","protocol":2,"view":"participant"})", "protocol", Problem::out_of_range},
      {R"({"type":"hello","protocol":1,"view":"participant","n":9007199254740992})", "n", Problem::out_of_range},
      {R"({"type":"hello","protocol":1,"view":"participant","n":-1})", "n", Problem::out_of_range},
  });
}

TEST(Decode, refuses_a_turn_of_no_time_and_one_without_end) {
  auto const more = [](std::string const& seconds) {
    return ask(R"({"type":"extend_turn","turn":"t1","seconds":)" + seconds + "}");
  };
  expect_frames_refused({
      {more("0"), "body.seconds", Problem::out_of_range},
      {more("-5"), "body.seconds", Problem::out_of_range},
      {more("1000000000"), "body.seconds", Problem::out_of_range},
      {more("1.5"), "body.seconds", Problem::wrong_type},
      {ask(R"({"type":"set_stretch","seat":"s1","stretch":"300"})"), "body.stretch", Problem::not_one_of},
  });
}

TEST(Decode, takes_numbers_at_their_bounds) {
  for (auto const* n : {"0", "9007199254740991"}) {
    auto const json = R"({"type":"hello","protocol":1,"view":"participant","n":)" + std::string{n} + "}";
    EXPECT_TRUE(std::holds_alternative<ClientFrame>(decode_client_frame(json))) << n;
  }
}

TEST(Decode, counts_bytes_and_takes_a_text_at_its_limit) {
  auto const whole = std::string(limits::card_bytes_max, 'x');
  EXPECT_TRUE(std::holds_alternative<ClientFrame>(decode_client_frame(post("\"" + whole + "\""))));
  expect_frames_refused({{post("\"" + whole + "x\""), "body.text", Problem::too_long}});
}

TEST(Decode, takes_text_as_it_is_and_leaves_judging_to_the_text_gate) {
  using namespace std::string_literals;
  for (auto const& [json, text] : std::vector<std::pair<std::string, std::string>>{
           {R"("")", ""}, {R"("a\u0000b")", "a\0b"s}, {R"("\ud83d\ude42")", "🙂"}, {R"("\u200b")", "\u200b"}}) {
    auto const frame = decode_client_frame(post(json));
    ASSERT_TRUE(std::holds_alternative<ClientFrame>(frame)) << json;
    EXPECT_EQ(std::get<PostCard>(std::get<Ask>(std::get<ClientFrame>(frame)).body).text.value, text);
  }
}

TEST(Decode, refuses_bytes_and_escapes_that_are_no_characters) {
  for (std::string const bytes : {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80"}) {
    expect_refused(decode_client_frame(post("\"" + bytes + "\"")), {bytes, "", Problem::not_utf8});
  }
  for (std::string const escape : {R"("\ud800")", R"("\udc00")", R"("\ud800\u0041")", R"("\ud800x")", R"("\x41")"}) {
    auto const got = decode_client_frame(post(escape));
    EXPECT_TRUE(std::holds_alternative<BadInput>(got)) << escape;
  }
}

TEST(Decode, refuses_ids_with_other_signs_or_lengths) {
  for (std::string const id : {"", "a b", "é", "a.b", "a/b", "a\\u0000"}) {
    expect_refused(decode_client_frame(R"({"type":"command","id":")" + id + R"(","body":{"type":"pass"}})"),
                   {id, "id", Problem::bad_id});
  }
  auto const long_id = std::string(limits::id_length_max, 'x');
  EXPECT_TRUE(std::holds_alternative<ClientFrame>(
      decode_client_frame(R"({"type":"command","id":")" + long_id + R"(","body":{"type":"pass"}})")));
  expect_frames_refused({
      {R"({"type":"command","id":")" + long_id + R"(x","body":{"type":"pass"}})", "id", Problem::bad_id},
      {ask(R"({"type":"edit_card","card":"","text":"x"})"), "body.card", Problem::bad_id},
  });
}

TEST(Decode, refuses_what_is_nested_too_deep) {
  auto const nested = [](std::size_t depth) {
    return R"({"x":)" + std::string(depth - 1, '[') + "1" + std::string(depth - 1, ']') + "}";
  };
  expect_frames_refused({
      {nested(limits::json_depth_max + 1), "", Problem::too_deep},
      {nested(30'000), "", Problem::too_deep},
  });
  auto const bad = std::get<BadInput>(decode_client_frame(nested(limits::json_depth_max)));
  EXPECT_EQ(name_of(bad.problem), "missing_field") << "the limit itself is still read";
}

TEST(Decode, refuses_more_bytes_than_a_frame_may_have) {
  expect_frames_refused({{std::string(limits::inbound_bytes_max + 1, ' '), "", Problem::too_long}});
}

TEST(Decode, names_the_command_that_could_not_be_read) {
  auto const id_of = [](std::string const& json) { return std::get<BadInput>(decode_client_frame(json)).id; };
  EXPECT_EQ(id_of(post("3")), CommandId{"c1"});
  EXPECT_EQ(id_of(ask(R"({"type":"pass"})") + "x"), CommandId{"c1"});
  EXPECT_EQ(id_of(R"({"id":"c2","type":"nonsense"})"), CommandId{"c2"});
  EXPECT_EQ(id_of(R"({"id":"not valid","type":"command"})"), std::nullopt);
  EXPECT_EQ(id_of(R"({"id":{"id":"c1"},"type":"command"})"), std::nullopt);
  EXPECT_EQ(id_of("{"), std::nullopt);
}

TEST(Decode, a_new_room_may_leave_ids_of_phases_and_columns_empty) {
  auto const json = room(phase(R"("minutes":5,"columns":[{"id":"","title":"Droom"}])"));
  auto const body = api::decode_body<api::NewRoom>(json);
  ASSERT_TRUE(std::holds_alternative<api::NewRoom>(body)) << std::get<BadInput>(body).path;
  EXPECT_TRUE(std::get<api::NewRoom>(body).phases[0].columns[0].id.empty());
}

TEST(Decode, names_the_place_in_a_list) {
  auto const good = phase(R"("minutes":5,"columns":[])");
  std::vector<Row> const rows{
      {room(times(2, good) + "," + phase(R"("minutes":"5","columns":[])")), "phases[2].minutes", Problem::wrong_type},
      {room(times(2, good) + "," + phase(R"("minutes":0,"columns":[])")), "phases[2].minutes", Problem::out_of_range},
      {room(phase(R"("minutes":5,"columns":[{"id":"","title":"a"},{"id":""}])")), "phases[0].columns[1].title",
       Problem::missing_field},
      {room(phase(R"("minutes":5,"columns":[3])")), "phases[0].columns[0]", Problem::wrong_type},
      {room(phase(R"("minutes":5,"columns":[{"id":"a b","title":"a"}])")), "phases[0].columns[0].id", Problem::bad_id},
  };
  for (auto const& row : rows) expect_refused(api::decode_body<api::NewRoom>(row.json), row);
}

TEST(Decode, refuses_lists_that_are_too_long) {
  auto const good = phase(R"("minutes":5,"columns":[])");
  auto const column = std::string{R"({"id":"","title":"a"})"};
  auto const columns = [&](std::size_t count) {
    return room(phase(R"("minutes":5,"columns":[)" + times(count, column) + "]"));
  };
  auto const is_read = [](std::string const& json) {
    return std::holds_alternative<api::NewRoom>(api::decode_body<api::NewRoom>(json));
  };
  EXPECT_TRUE(is_read(room(times(limits::phases_max, good))));
  EXPECT_TRUE(is_read(columns(limits::columns_per_phase_max)));
  std::vector<Row> const rows{
      {room(times(limits::phases_max + 1, good)), "phases", Problem::too_many},
      {columns(limits::columns_per_phase_max + 1), "phases[0].columns", Problem::too_many},
  };
  for (auto const& row : rows) expect_refused(api::decode_body<api::NewRoom>(row.json), row);
  auto const numbers = R"({"numbers":[)" + times(limits::list_length_max + 1, "1") + "]}";
  expect_refused(json::decode<Numbers>(numbers, json::from_client), {numbers, "numbers", Problem::too_many});
  EXPECT_TRUE(std::holds_alternative<Numbers>(json::decode<Numbers>(numbers, json::from_server)));
}

TEST(Decode, reads_a_page_of_the_server_longer_than_a_client_may_send) {
  Snapshot snapshot;
  for (std::size_t i = 0; i < limits::list_length_max + 1; ++i) {
    CardThing card;
    card.id = CardId{"c"};
    card.column = ColumnId{"k"};
    card.text = std::string(100, 'x');
    snapshot.things.push_back(card);
  }
  auto const push = decode_push(encode(Push{snapshot}));
  ASSERT_TRUE(std::holds_alternative<Push>(push)) << std::get<BadInput>(push).path;
}
