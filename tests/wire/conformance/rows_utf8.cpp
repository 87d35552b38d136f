// Rows 801-999: text is UTF-8 or the line ends with 1007 (RFC 6455 8.1, RFC 3629), by the classes of Markus Kuhn's
// well-known test file; and the closing handshake (RFC 6455 5.5.1, 7.1, 7.4).

#include "tests/wire/conformance/row.hpp"

namespace conformance {

namespace {

using enum From;

Row lawful(int number, std::string what, std::string_view signs) {
  return {number, "RFC 3629 3",           std::move(what),
          open,   text(view_says(signs)), but(Wants::service, bad("view", {"not_one_of"}))};
}
Row unlawful(int number, std::string what, std::string_view signs) {
  return {number, "RFC 6455 8.1, RFC 3629 3", std::move(what), open, text(view_says(signs)), closes({1007})};
}

// Signs cut over fragments at one place: lawful text stays lawful, wherever it is cut.
Row cut_sign(int number, std::string_view sign, std::size_t cut) {
  auto const whole = view_says(sign);
  auto const at = whole.size() - 2 - sign.size() + cut;
  return {number,
          "RFC 6455 5.6",
          "a sign of " + std::to_string(sign.size()) + " bytes cut after " + std::to_string(cut),
          open,
          frame(0x01, whole.substr(0, at)) + frame(0x80, whole.substr(at)),
          but(Wants::service, bad("view", {"not_one_of"}))};
}

// What ends in the middle of a sign; by the whole message, by its last fragment, and by an empty last fragment.
Row broken_off(int number, std::string_view sign, std::size_t kept, bool by_empty_fragment) {
  auto const start = "\"" + std::string{sign.substr(0, kept)};
  auto const sends = by_empty_fragment ? frame(0x01, start) + frame(0x80, "") : text(start);
  return {number,
          "RFC 6455 8.1",
          std::to_string(kept) + " of " + std::to_string(sign.size()) + " bytes of a sign, then the end" +
              (by_empty_fragment ? " by an empty last fragment" : ""),
          open,
          sends,
          closes({1007})};
}

Rows whole_texts() {
  return {
      lawful(801, "one byte, first and last", "\x20\x7E"),
      lawful(802, "two bytes, first", "\xC2\x80"),
      lawful(803, "two bytes, last", "\xDF\xBF"),
      lawful(804, "three bytes, first", "\xE0\xA0\x80"),
      lawful(805, "three bytes, last before the surrogates", "\xED\x9F\xBF"),
      lawful(806, "first after them", "\xEE\x80\x80"),
      lawful(807, "three bytes, last", "\xEF\xBF\xBF"),
      lawful(808, "four bytes, first", "\xF0\x90\x80\x80"),
      lawful(809, "four bytes, last", "\xF4\x8F\xBF\xBF"),
      lawful(810, "the replacement character", "\xEF\xBF\xBD"),
      lawful(811, "noncharacters are characters here", "\xEF\xBF\xBE\xEF\xB7\x90"),
      lawful(812, "Greek", "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5"),
      unlawful(821, "a lone continuation byte, first", "\x80"),
      unlawful(822, "a lone continuation byte, last", "\xBF"),
      unlawful(823, "several of them", "\x80\xBF\x80\xBF"),
      unlawful(824, "a first byte of two alone", "\xC3 "),
      unlawful(825, "a first byte of three alone", "\xE2 "),
      unlawful(826, "a first byte of four alone", "\xF0 "),
      unlawful(827, "two of three", "\xE2\x82 "),
      unlawful(828, "three of four", "\xF0\x9F\x98 "),
      unlawful(829, "FE", "\xFE"),
      unlawful(830, "FF", "\xFF"),
      unlawful(831, "FE FE FF FF", "\xFE\xFE\xFF\xFF"),
      unlawful(832, "overlong stroke, two bytes", "\xC0\xAF"),
      unlawful(833, "overlong stroke, three", "\xE0\x80\xAF"),
      unlawful(834, "overlong stroke, four", "\xF0\x80\x80\xAF"),
      unlawful(835, "overlong, five", "\xF8\x80\x80\x80\xAF"),
      unlawful(836, "overlong, six", "\xFC\x80\x80\x80\x80\xAF"),
      unlawful(837, "overlong nought", "\xC0\x80"),
      unlawful(838, "largest overlong of two", "\xC1\xBF"),
      unlawful(839, "largest overlong of three", "\xE0\x9F\xBF"),
      unlawful(840, "largest overlong of four", "\xF0\x8F\xBF\xBF"),
      unlawful(841, "first high surrogate", "\xED\xA0\x80"),
      unlawful(842, "last high surrogate", "\xED\xAF\xBF"),
      unlawful(843, "first low surrogate", "\xED\xB0\x80"),
      unlawful(844, "last low surrogate", "\xED\xBF\xBF"),
      unlawful(845, "a pair of surrogates", "\xED\xA0\x80\xED\xB0\x80"),
      unlawful(846, "U+110000", "\xF4\x90\x80\x80"),
      unlawful(847, "first byte F5", "\xF5\x80\x80\x80"),
      unlawful(848, "five bytes", "\xF8\x88\x80\x80\x80"),
      unlawful(849, "six bytes", "\xFC\x84\x80\x80\x80\x80"),
      unlawful(850, "Latin-1", "caf\xE9"),
      unlawful(851, "Windows-1252 quotes", "\x93hoi\x94"),
      unlawful(852, "good text and one bad byte at the end", "goed\xFF"),
  };
}

Rows places_of_bad_bytes() {
  return {
      {853, "RFC 6455 8.1", "nothing but a bad byte", open, text("\xFF"), closes({1007})},
      {854, "RFC 6455 8.1", "a bad byte in a second fragment", open, frame(0x01, "{\"") + frame(0x80, "\xFF\"}"),
       closes({1007})},
      {855, "RFC 6455 8.1", "a bad byte in a first fragment", open, frame(0x01, "{\xFF") + frame(0x80, "}"),
       closes({1007})},
      {856, "RFC 6455 8.1", "bad text behind good", door, text("{\"type\":\"\xC3\x28\"}"), closes({1007})},
      {857, "RFC 6455 8.1", "bad text in a seat", seated, text("{\"type\":\"\xC3\x28\"}"), closes({1007})},
      {858, "RFC 6455 8.1", "surrogates over a fragment's border", open,
       frame(0x01, "\"\xED\xA0") + frame(0x80, "\x80\""), closes({1007})},
      {859, "RFC 6455 8.1", "a sign that a fragment breaks and another byte follows", open,
       frame(0x01, "\"\xE2\x82") + frame(0x80, "x\""), closes({1007})},
      {860, "RFC 6455 8.1", "bytes of a ping are no text", open, ping("\xFF\xFE"), both(pongs("\xFF\xFE"), lives())},
      {861, "RFC 3629 3", "text comes out as it went in", seated,
       text(R"({"type":"command","id":"c1","body":{"type":)"
            R"("post_card","column":"acties","text":"kaf\u00e9 )"
            "\xE2\x82\xAC \xF0\x9F\x98\x80"
            R"("}})"),
       lives_in_the_end("kaf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80")},
  };
}

}  // namespace

Rows utf8_rows() {
  auto all = joined({whole_texts(), places_of_bad_bytes()});
  int number = 871;
  for (std::string_view const sign : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    for (std::size_t cut = 1; cut < sign.size(); ++cut) {
      all.push_back(cut_sign(number++, sign, cut));
      all.push_back(broken_off(number++, sign, cut, false));
      all.push_back(broken_off(number++, sign, cut, true));
    }
  }
  return all;
}

Rows close_rows() {
  Rows all{
      {901, "RFC 6455 5.5.1", "a close without a code is answered", open, frame(0x88, ""),
       but(Wants::service, closed_plainly())},
      {902, "RFC 6455 5.5.1", "a body of one byte", open, frame(0x88, "\x03"), closes({1002})},
      {903, "RFC 6455 5.5.1", "a reason of 123 bytes", open, closing(1000, std::string(123, 'r')), echoes_close(1000)},
      {904, "RFC 6455 5.5.1, 8.1", "a reason that is not UTF-8", open, closing(1000, "\xFF\xFE"), closes({1002, 1007})},
      {905, "RFC 6455 5.5.1, 8.1", "a reason cut in the middle of a sign", open, closing(1000, "caf\xC3"),
       closes({1002, 1007})},
      {906, "RFC 6455 5.5.1", "a reason in Dutch with accents", open, closing(1000, "tot zi\xC3\xABns"),
       echoes_close(1000)},
      {907, "RFC 6455 5.5.1", "what comes after a close is not read", open, closing(1000) + text("{}"),
       echoes_close(1000)},
      {908, "RFC 6455 5.5.1", "a ping after a close is not answered", open, closing(1000) + ping("x"),
       echoes_close(1000)},
      {909, "RFC 6455 5.5.1", "two closes", open, closing(1000) + closing(1001), echoes_close(1000)},
      {910, "RFC 6455 7.1.1", "a close at the door", door, closing(1001), echoes_close(1001)},
      {911, "RFC 6455 7.1.1", "a close in a seat", seated, closing(1000), echoes_close(1000)},
      {912, "RFC 6455 5.5.1", "a close cut at every byte", open, {sliced(closing(1000, "dag"), 1)}, echoes_close(1000)},
      {913, "RFC 6455 7.1.4", "half the line shut: the other half follows", open, {half_close()}, ends()},
      {914, "RFC 6455 7.1.4", "the same in a seat", seated, {half_close()}, ends()},
      {915, "own: protocol/README", "after our close nothing is read any more", open, frame(0x82, "x") + text(hello()),
       closes({1003})},
      {916, "RFC 6455 5.5.1", "a close in the middle of a message", open, frame(0x01, "{\"a\":") + closing(1001),
       echoes_close(1001)},
  };
  int number = 921;
  for (int const code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4999}) {
    all.push_back({number++, "RFC 6455 7.4", "code " + std::to_string(code) + " is lawful", open, closing(code),
                   echoes_close(code)});
  }
  for (int const code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999}) {
    all.push_back({number++, "RFC 6455 7.4", "code " + std::to_string(code) + " may not be sent", open, closing(code),
                   closes({1002})});
  }
  // 1014 was registered later, and RFC 6455 says nothing of codes from 5000: both ways of taking them are lawful.
  for (int const code : {1014, 5000, 65'535}) {
    all.push_back({number++, "RFC 6455 7.4 (advisory)", "code " + std::to_string(code), open, closing(code),
                   but(Wants::either, closes({1002, code}))});
  }
  return all;
}

}  // namespace conformance
