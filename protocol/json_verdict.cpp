// Reading and writing of the lines of `plekberaad moderate`; see verdict.hpp.

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/verdict.hpp"

namespace protocol {

namespace {

template <class T>
std::string line_of(T const& value) {
  json::Writer writer;
  writer.write(value);
  return writer.take();
}

}  // namespace

Decoded<TextToJudge> decode_text_to_judge(std::string_view json) {
  return json::decode<TextToJudge>(json, json::from_client);
}

std::string encode(JudgedText const& judged) { return line_of(judged); }
std::string encode(NotJudged const& line) { return line_of(line); }

}  // namespace protocol
