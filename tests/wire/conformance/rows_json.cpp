// Rows 1201-1399: hostile JSON (RFC 8259, reliability T15) and frames out of turn, judged by protocol/README: what
// cannot be read is answered with its place and problem, and the line stays.

#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

using enum From;

Row unread_as(int number, std::string what, std::string_view json, std::string path,
              std::initializer_list<std::string_view> problems) {
  return {number, "RFC 8259, own: protocol/README", std::move(what), open, text(json), bad(std::move(path), problems)};
}
Row hello_with(int number, std::string what, std::string_view member, std::string path,
               std::initializer_list<std::string_view> problems) {
  auto json = hello();
  return unread_as(number, std::move(what), json.insert(json.size() - 1, "," + std::string{member}), std::move(path),
                   problems);
}
// RFC 8259 8.2 leaves open what half a pair means; protocol/README has two words for it.
Row half_pair(int number, std::string what, std::string_view member) {
  auto json = hello();
  json.insert(json.size() - 1, "," + std::string{member});
  return {number, "RFC 8259 8.2", std::move(what),
          open,   text(json),     bad_at_one_of({"token", ""}, {"not_utf8", "not_json"})};
}
Row said(int number, std::string what, std::string_view json, Out out) {
  return {number, "RFC 8259, own: protocol/README", std::move(what), open, text(json), std::move(out)};
}

// With something in the innermost list: an empty one is no level of its own to the parser.
std::string nested(std::size_t depth) { return std::string(depth, '[') + '1' + std::string(depth, ']'); }

Rows forms() {
  return {
      unread_as(1201, "white space only", " \t\r\n ", "", {"not_json"}),
      unread_as(1202, "a mark before it (RFC 8259 8.1)", "\xEF\xBB\xBF" + hello(), "", {"not_json"}),
      unread_as(1203, "a comma too many", R"({"type":"hello",})", "", {"not_json"}),
      unread_as(1204, "a comma too many in a list", R"({"type":[1,]})", "", {"not_json"}),
      unread_as(1205, "single quotes", R"({'type':'hello'})", "", {"not_json"}),
      unread_as(1206, "a name without quotes", R"({type:"hello"})", "", {"not_json"}),
      unread_as(1207, "a comment", R"({"type":"hello"/* x */})", "", {"not_json"}),
      unread_as(1208, "a comment to the end", "{\"type\":\"hello\" // x\n}", "", {"not_json"}),
      unread_as(1209, "no closing brace", R"({"type":"hello")", "", {"not_json"}),
      unread_as(1210, "a brace too many", R"({"type":"hello"}})", "", {"not_json", "trailing_content"}),
      unread_as(1211, "a second message behind it", hello() + hello(), "", {"trailing_content"}),
      unread_as(1212, "a word behind it", hello() + "x", "", {"trailing_content", "not_json"}),
      unread_as(1213, "NaN", R"({"n":NaN})", "", {"not_json"}),
      unread_as(1214, "Infinity", R"({"n":-Infinity})", "", {"not_json"}),
      unread_as(1215, "True", R"({"n":True})", "", {"not_json"}),
      unread_as(1216, "undefined", R"({"n":undefined})", "", {"not_json"}),
      unread_as(1217, "a zero in a text", std::string("{\"type\":\"he\0llo\"}", 17), "", {"not_json"}),
      unread_as(1218, "a zero behind it", hello() + std::string(1, '\0'), "", {"trailing_content", "not_json"}),
      unread_as(1219, "a line break in a text", "{\"type\":\"he\nllo\"}", "", {"not_json"}),
      unread_as(1220, "a tab in a text", "{\"type\":\"he\tllo\"}", "", {"not_json"}),
      unread_as(1221, "an escape that is none", R"({"type":"\x41"})", "", {"not_json"}),
      unread_as(1222, "half an escape", R"({"type":"\u12"})", "", {"not_json"}),
      unread_as(1223, "an escape of capital U", R"({"type":"\U0041"})", "", {"not_json"}),
      unread_as(1224, "a text that does not end", R"({"type":"hello)", "", {"not_json"}),
      unread_as(1225, "a text", R"("hello")", "", {"not_an_object"}),
      unread_as(1226, "a number", "7", "", {"not_an_object"}),
      unread_as(1227, "null", "null", "", {"not_an_object"}),
      unread_as(1228, "a list", "[]", "", {"not_an_object"}),
      unread_as(1229, "true", "true", "", {"not_an_object"}),
      unread_as(1230, "an empty object", "{}", "type", {"missing_field"}),
      unread_as(1231, "a depth of 32", R"({"type":)" + nested(31) + "}", "type", {"wrong_type"}),
      unread_as(1232, "a depth of 33", R"({"type":)" + nested(32) + "}", "", {"too_deep"}),
      unread_as(1233, "a depth of 30,000", nested(30'000), "", {"too_deep"}),
      unread_as(1234, "60,000 opening strokes", std::string(60'000, '['), "", {"too_deep", "not_json"}),
      unread_as(1235, "objects 10,000 deep",
                [] {
                  std::string all;
                  for (int i = 0; i < 9'000; ++i) all += "{\"a\":";
                  return all;
                }(),
                "", {"too_deep", "not_json"}),
      unread_as(1236, "UTF-16", std::string("{\0\"\0a\0\"\0", 8), "", {"not_json"}),
      said(1241, "the type may stand last", R"({"protocol":1,"view":"participant","type":"hello"})", says("\"lobby\"")),
      said(1242, "white space anywhere",
           "\r\n\t {\n\"type\" : \"hello\" ,\t\"protocol\" : 1 , \"view\":\"participant\" } \n", says("\"lobby\"")),
      said(1243, "names may be escaped", R"({"t\u0079pe":"hello","protocol":1,"view":"participant"})",
           says("\"lobby\"")),
      said(1244, "values may be escaped", R"({"type":"\u0068ello","protocol":1,"view":"participant"})",
           says("\"lobby\"")),
  };
}

Rows numbers_and_texts() {
  auto const protocol = [](std::string_view number) {
    return R"({"type":"hello","view":"participant","protocol":)" + std::string{number} + "}";
  };
  return {
      unread_as(1251, "1.0 is no whole number", protocol("1.0"), "protocol", {"wrong_type"}),
      unread_as(1252, "1e0", protocol("1e0"), "protocol", {"wrong_type"}),
      unread_as(1253, "a text with a number in it", protocol("\"1\""), "protocol", {"wrong_type"}),
      unread_as(1254, "a leading zero", protocol("01"), "", {"not_json"}),
      unread_as(1255, "a plus", protocol("+1"), "", {"not_json"}),
      unread_as(1256, "hex", protocol("0x1"), "", {"not_json"}),
      unread_as(1257, "a bare point", protocol("1."), "", {"not_json"}),
      unread_as(1258, "a point first", protocol(".1"), "", {"not_json"}),
      unread_as(1259, "a bare minus", protocol("-"), "", {"not_json"}),
      unread_as(1260, "1e999", protocol("1e999"), "", {"not_json"}),
      unread_as(1261, "a number of 10,000 digits", protocol(std::string(10'000, '9')), "", {"not_json"}),
      unread_as(1262, "a bare exponent", protocol("1e"), "", {"not_json"}),
      hello_with(1263, "beyond what JavaScript counts", R"("n":9007199254740992)", "n", {"out_of_range"}),
      hello_with(1264, "beyond 63 bits", R"("n":9223372036854775808)", "n", {"out_of_range"}),
      hello_with(1265, "below nought", R"("n":-1)", "n", {"out_of_range"}),
      said(1266, "minus nought is nought", hello().insert(hello().size() - 1, R"(,"epoch":"x","n":-0)"),
           says("\"lobby\"")),
      said(1267, "another protocol is told to load again", protocol("2"), closes({4426})),
      said(1268, "and so is none", protocol("0"), closes({4426})),
      half_pair(1271, "half a pair", R"("token":"\ud800")"),
      half_pair(1272, "the other half", R"("token":"\udc00x")"),
      half_pair(1273, "a pair the wrong way round", R"("token":"\udc00\ud800")"),
      half_pair(1274, "a half pair before a text", R"("token":"\ud800\u0041")"),
      said(1275, "a whole pair is a sign: a token nobody has",
           hello().insert(hello().size() - 1, R"(,"token":"\ud83d\ude00")"), closes({4401})),
      said(1276, "a zero by escape is a sign: a token nobody has",
           hello().insert(hello().size() - 1, R"(,"token":"a\u0000b")"), closes({4401})),
      hello_with(1277, "a token of 201 bytes", "\"token\":\"" + std::string(201, 'x') + "\"", "token", {"too_long"}),
      hello_with(1278, "a token of 65,000 bytes", "\"token\":\"" + std::string(65'000, 'x') + "\"", "token",
                 {"too_long"}),
      hello_with(1279, "a token of 60,000 bytes by escapes",
                 "\"token\":\"" +
                     [] {
                       std::string all;
                       for (int i = 0; i < 10'000; ++i) all += "\\u0041";
                       return all;
                     }() +
                     "\"",
                 "token", {"too_long"}),
      hello_with(1281, "a field nobody knows", R"("admin":true)", "admin", {"unknown_field"}),
      hello_with(1282, "a field of the language underneath", R"("__proto__":{})", "__proto__", {"unknown_field"}),
      hello_with(1283, "a name in capitals", R"("Token":"x")", "Token", {"unknown_field"}),
      hello_with(1284, "the type twice", R"("type":"hello")", "type", {"duplicate_field"}),
      hello_with(1285, "a field twice", R"("view":"participant")", "view", {"duplicate_field"}),
      hello_with(1286, "a field twice, once by escape", R"("v\u0069ew":"staff")", "view", {"duplicate_field"}),
      hello_with(1287, "null for what may be absent", R"("token":null)", "token", {"wrong_type"}),
      {1288, "own: protocol/README", "the name of a field comes back short", open,
       text("{\"type\":\"hello\",\"" + std::string(40'000, 'x') + "\":1}"), short_answer(2'000)},
      unread_as(1289, "a type nobody knows", R"({"type":"sudo"})", "type", {"unknown_type"}),
      unread_as(1290, "a push of the server", R"({"type":"snapshot"})", "type", {"unknown_type"}),
  };
}

Row in_turn(int number, From from, std::string what, std::string_view json, Out out) {
  return {number, "own: protocol/README", std::move(what), from, text(json), std::move(out)};
}

Rows turns() {
  std::string_view const ask = R"({"type":"command","id":"c1-of-sixteen-signs","body":{"type":"lower_hand"}})";
  return {
      in_turn(1301, open, "a command before hello", ask, bad("type", {"hello_expected"})),
      in_turn(1302, open, "typing before hello", R"({"type":"typing","is_typing":true})",
              bad("type", {"hello_expected"})),
      in_turn(1322, open, "a look back before hello", R"({"type":"look_back","before":"t1"})",
              bad("type", {"hello_expected"})),
      in_turn(1323, seated, "a look back from a turn that never was: nothing is before it",
              R"({"type":"look_back","before":"t-nobody-knows"})",
              lives_in_the_end(R"("before":"t-nobody-knows","things":[],"is_all":true)")),
      in_turn(1324, seated, "a look back from no id at all", R"({"type":"look_back","before":""})",
              bad("before", {"bad_id"})),
      {1325, "own: protocol/README", "a look back at the door is not answered", door,
       text(R"({"type":"look_back","before":"t1"})") + text(hello()), bad("type", {"hello_twice"})},
      in_turn(1303, door, "hello twice", hello(), bad("type", {"hello_twice"})),
      in_turn(1304, door, "a command without a seat", ask, answers_command("refused", "not_seated")),
      in_turn(1305, door, "a command of the HTTP interface",
              R"({"type":"command","id":"c1-of-sixteen-signs","body":{"type":)"
              R"("take_staff_seat","role":"facilitator","name":"x","accepts":1}})",
              answers_command("refused", "not_allowed")),
      in_turn(1306, door, "a join under a short id",
              R"({"type":"command","id":"c1","body":{"type":"join","name":"x","side":"hall",)"
              R"("accepts":1}})",
              answers_command("refused", "join_id_too_short")),
      in_turn(1307, seated, "somebody else's seat",
              R"({"type":"command","id":"c1","seat":"not-mine","body":{"type":"lower_hand"}})",
              answers_command("refused", "not_")),
      in_turn(1308, seated, "a command of the staff", R"({"type":"command","id":"c1","body":{"type":"close_room"}})",
              answers_command("refused", "not_allowed")),
      in_turn(1309, seated, "an id with a space", R"({"type":"command","id":"c 1","body":{"type":"pass"}})",
              bad("id", {"bad_id"})),
      in_turn(1310, seated, "an empty id", R"({"type":"command","id":"","body":{"type":"pass"}})",
              bad("id", {"bad_id"})),
      in_turn(1311, seated, "an id of 37 signs",
              R"({"type":"command","id":")" + std::string(37, 'x') + R"(","body":{"type":"pass"}})",
              bad("id", {"bad_id"})),
      in_turn(1312, seated, "what was meant is named in the answer",
              R"({"type":"command","id":"c-7","body":{"type":"say","words":7}})",
              answers_command("bad_message", "c-7")),
      in_turn(1313, open, "a token nobody has", hello().insert(hello().size() - 1, R"(,"token":"rubbish")"),
              closes({4401})),
      in_turn(1314, open, "the view of the staff without a token", R"({"type":"hello","protocol":1,"view":"staff"})",
              but(Wants::either, no_staff_view())),
      in_turn(1315, open, "an epoch of another life costs a lobby, no more",
              hello().insert(hello().size() - 1, R"(,"epoch":"zzzz","n":9007199254740991)"), says("\"lobby\"")),
      {1316, "own: protocol/README", "the same id with another content", seated,
       text(R"({"type":"command","id":"c1","body":{"type":"signal_trouble","trouble":"no_sound"}})") +
           text(R"({"type":"command","id":"c1","body":{"type":"lower_hand"}})"),
       lives_in_the_end("\"id_used_differently\"")},
      in_turn(1317, seated, "a text with a turned direction",
              R"({"type":"command","id":"c1","body":{"type":"post_card","column":"acties",)"
              R"("text":"a\u202eb"}})",
              answers_command("refused", "text_has_odd_signs")),
      in_turn(1318, seated, "a text with a zero",
              R"({"type":"command","id":"c1","body":{"type":"post_card","column":"acties",)"
              R"("text":"a\u0000b"}})",
              answers_command("refused", "text_has_odd_signs")),
      in_turn(1319, seated, "an empty card",
              R"({"type":"command","id":"c1","body":{"type":"post_card","column":"acties","text":""}})",
              answers_command("refused", "text_empty")),
      {1321, "own: protocol/README Order 2", "the result comes before the own that follows from it", seated,
       text(R"({"type":"command","id":"c1","body":{"type":"post_card","column":"acties","text":"x"}})"),
       result_before_own("c1")},
      in_turn(1320, seated, "a column that is not there",
              R"({"type":"command","id":"c1","body":{"type":"post_card","column":"../x",)"
              R"("text":"x"}})",
              bad("body.column", {"bad_id"})),
  };
}

}  // namespace

Rows json_rows() {
  auto all = forms();
  for (auto&& more : {numbers_and_texts(), turns()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace conformance
