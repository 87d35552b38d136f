// What the journal keeps of a person: nothing readable in the record, nothing after erasure.

#include <gtest/gtest.h>

#include "protocol/json.hpp"

using namespace protocol;

namespace {

struct Backwards : Sealer {
  std::optional<PersonalName> kept;
  std::string seal(SeatId const&, std::string_view text) override { return {text.rbegin(), text.rend()}; }
  void keep_name(PersonalName const& name) override { kept = name; }
};

struct Gone : Opener {
  std::optional<std::string> open(SeatId const&, std::string_view) override { return std::nullopt; }
  std::optional<PersonalName> name_of(SeatId const&) override { return std::nullopt; }
};

struct Reopened : Opener {
  std::optional<std::string> open(SeatId const&, std::string_view sealed) override {
    return std::string{sealed.rbegin(), sealed.rend()};
  }
  std::optional<PersonalName> name_of(SeatId const& owner) override { return PersonalName{owner, "Fatima", "fatima"}; }
};

Record words_said() {
  return {3, 1000, Cause{SeatId{"s1"}, CommandId{"c1"}, "p"},
          WordsSaid{TurnId{"t1"}, PersonalText{SeatId{"s1"}, "meer bomen", false}}};
}

Record seat_taken() {
  SeatTaken event;
  event.seat = SeatId{"s1"};
  event.name = {SeatId{"s1"}, "Fatima", "fatima"};
  return {4, 1000, std::nullopt, event};
}

template <class E>
E event_of(Decoded<Record> const& decoded) {
  return std::get<E>(std::get<Record>(decoded).event);
}

}  // namespace

TEST(Record, a_personal_text_stands_sealed_with_its_owner) {
  Backwards sealer;
  EXPECT_EQ(encode_record(words_said(), sealer),
            R"({"seq":3,"at":1000,"cause":{"seat":"s1","id":"c1","print":"p"},"event":{"type":"words_said",)"
            R"("turn":"t1","words":{"owner":"s1","sealed":"nemob reem"}}})");
}

TEST(Record, a_name_is_handed_to_the_side_table_and_never_written) {
  Backwards sealer;
  auto const json = encode_record(seat_taken(), sealer);
  EXPECT_EQ(sealer.kept->name, "Fatima");
  EXPECT_NE(json.find(R"("name":{"owner":"s1"})"), std::string::npos) << json;
  EXPECT_EQ(json.find("atima"), std::string::npos) << json;
}

TEST(Record, what_can_be_opened_reads_back) {
  Backwards sealer;
  Reopened opener;
  EXPECT_EQ(event_of<WordsSaid>(decode_record(encode_record(words_said(), sealer), opener)).words.text, "meer bomen");
  EXPECT_EQ(event_of<SeatTaken>(decode_record(encode_record(seat_taken(), sealer), opener)).name.folded, "fatima");
}

TEST(Record, what_was_erased_reads_back_as_erased) {
  Backwards sealer;
  Gone opener;
  auto const words = event_of<WordsSaid>(decode_record(encode_record(words_said(), sealer), opener)).words;
  EXPECT_EQ(words, (PersonalText{SeatId{"s1"}, "", true}));
  auto const name = event_of<SeatTaken>(decode_record(encode_record(seat_taken(), sealer), opener)).name;
  EXPECT_EQ(name, (PersonalName{SeatId{"s1"}, "", "", true}));
}

TEST(Record, what_was_erased_stays_erased_when_it_is_written_anew) {
  Backwards sealer;
  Reopened opener;
  auto record = words_said();
  std::get<WordsSaid>(record.event).words = {SeatId{"s1"}, "", true};
  EXPECT_TRUE(event_of<WordsSaid>(decode_record(encode_record(record, sealer), opener)).words.is_erased);
}

TEST(Record, limits_that_were_wider_once_do_not_close_an_old_journal) {
  Reopened opener;
  auto const json = R"({"seq":1,"at":1,"event":{"type":"phase_corrected","phase":"p","title":")" +
                    std::string(limits::title_bytes_max + 1, 'x') + R"(","instruction":"","minutes":9999,"by":""}})";
  auto const decoded = decode_record(json, opener);
  ASSERT_TRUE(std::holds_alternative<Record>(decoded)) << std::get<BadInput>(decoded).path;
  EXPECT_EQ(event_of<PhaseCorrected>(decoded).minutes.value, 9999);
}

TEST(Record, a_reveal_of_a_full_board_reads_back) {
  Backwards sealer;
  Gone opener;
  CardsRevealed event{PhaseId{"p"}, {}, SeatId{"s"}};
  for (std::size_t i = 0; i < limits::cards_max; ++i) event.order.push_back(CardId{std::string(36, 'c')});
  auto const decoded = decode_record(encode_record({1, 1, std::nullopt, event}, sealer), opener);
  ASSERT_TRUE(std::holds_alternative<Record>(decoded)) << std::get<BadInput>(decoded).path;
  EXPECT_EQ(event_of<CardsRevealed>(decoded).order.size(), limits::cards_max);
}

TEST(Print, equal_content_gives_an_equal_print) {
  EXPECT_EQ(print_of(Say{WordsText{"meer bomen"}}), print_of(Say{WordsText{"meer bomen"}}));
  EXPECT_EQ(print_of(Pass{}).size(), 32u);
  EXPECT_EQ(print_of(Pass{}).find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(Print, other_content_type_or_key_gives_another_print) {
  EXPECT_NE(print_of(Say{WordsText{"a"}}), print_of(Say{WordsText{"b"}}));
  EXPECT_NE(print_of(YieldFloor{}), print_of(Pass{}));
  EXPECT_NE(print_of(RequestFloor{}), print_of(RequestFloor{SeatId{"s"}}));
  EXPECT_NE(print_of(Pass{}), print_of(Pass{}, "0123456789abcdef"));
}
