#pragma once
// An export of Polis as texts, small enough to read, to be spoiled in a hundred ways.

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "server/exchange/gathered.hpp"

namespace exchange {

using Files = std::map<std::string, std::string>;

inline Source source_of(std::string name, std::string text, std::size_t piece = 4096) {
  auto const all = std::make_shared<std::string>(std::move(text));
  auto const at = std::make_shared<std::size_t>(0);
  return {std::move(name), [all, at, piece] {
            auto const part = std::string_view{*all}.substr(*at, piece);
            *at += part.size();
            return part;
          }};
}

inline PolisRead read_files(Files const& files, std::size_t piece = 4096) {
  auto const optional = [&](std::string const& name) -> std::optional<Source> {
    if (!files.contains(name)) return std::nullopt;
    return source_of(name, files.at(name), piece);
  };
  return read_polis_csv({source_of("comments.csv", files.at("comments.csv"), piece),
                         source_of("votes.csv", files.at("votes.csv"), piece), optional("participants-votes.csv"),
                         optional("summary.csv")});
}

// What was wrong; "" when nothing was.
inline std::string why(PolisRead const& read) {
  auto const* no = std::get_if<Unreadable>(&read);
  return no ? no->why : "";
}

inline Files small_export() {
  return {{"comments.csv",
           "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
           "1500000000000,x,7,3,2,1,1,\"Meer bankjes, en bomen\"\n"
           "1500000000000,x,9,4,0,2,-1,Weg met het plein\n"},
          {"votes.csv",
           "timestamp,datetime,comment-id,voter-id,vote\n"
           "1500000000001,x,7,3,1\n"
           "1500000000002,x,7,4,-1\n"
           "1500000000003,x,7,4,1\n"
           "1500000000004,x,9,3,-1\n"
           "1500000000005,x,9,5,-1\n"
           "1500000000006,x,7,5,0\n"},
          {"participants-votes.csv",
           "participant,group-id,n-comments,n-votes,n-agree,n-disagree,7,9\n"
           "3,0,1,2,1,1,1,-1\n"
           "4,1,1,1,1,0,1,\n"
           "5,,0,2,0,1,0,-1\n"},
          {"summary.csv", "topic,\"Plein, 2050\"\nurl,\nconversation-description,\"Wat moet er\nop het plein?\"\n"}};
}

// The shared data's folder of one real conversation; empty where it is not beside the checkout.
inline Files real_export(std::string const& name) {
  Files files;
  auto const folder = std::filesystem::path{SHARED_DATA} / "polis" / "conversations" / name;
  if (!std::filesystem::exists(folder)) return files;
  for (auto const* file : {"comments.csv", "votes.csv", "participants-votes.csv", "summary.csv"}) {
    std::ifstream in{folder / file, std::ios::binary};
    std::ostringstream all;
    all << in.rdbuf();
    files[file] = std::move(all).str();
  }
  return files;
}

inline constexpr char const* conversation_names[] = {
    "15-per-hour-seattle",   "bg2050-volunteers",           "brexit-consensus",
    "london.youth.policing", "scoop-hivemind.biodiversity", "vtaiwan.uberx"};

}  // namespace exchange
