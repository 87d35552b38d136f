// The CSV set of Polis: comments.csv, votes.csv and, where they are there, participants-votes.csv and summary.csv.
// Columns by name; seconds or milliseconds; quoted well or badly.

#include <charconv>

#include "server/exchange/csv_table.hpp"
#include "server/exchange/polis_parts.hpp"

namespace exchange {

namespace {

constexpr char const* export_anew = " Mend this row, or export the conversation anew.";

int vote_value(CsvTable::Row const& row, std::string_view column, std::string const& cell) {
  if (cell == "1") return 1;
  if (cell == "-1") return -1;
  if (cell == "0") return 0;
  row.refuse(column, shown(cell) + " is no vote; 1, 0 and -1 are." + export_anew);
}

void read_comments(Source const& source, PolisConversation& into) {
  bool has_consensus = false;
  CsvTable::read(
      source, {"timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"}, true,
      [&](CsvTable const& table) { has_consensus = table.has("group-informed-consensus"); },
      [&](CsvTable::Row const& row) {
        PolisStatement one;
        one.id = row.whole("comment-id");
        one.author = row.whole("author-id");
        one.at = in_milliseconds(row.whole("timestamp"));
        one.agrees = row.whole("agrees");
        one.disagrees = row.whole("disagrees");
        auto const moderated = row.whole("moderated");
        if (moderated < -1 || moderated > 1) {
          row.refuse("moderated", std::to_string(moderated) +
                                      " is none of -1 (rejected), 0 (not looked at) and 1 (accepted)." + export_anew);
        }
        one.moderated = static_cast<int>(moderated);
        one.is_meta = row.truth("is-meta");
        one.is_seed = row.truth("is-seed");
        if (has_consensus && !row.text("group-informed-consensus").empty()) {
          one.group_informed_consensus = row.number("group-informed-consensus");
        }
        one.text = unguarded(row.text("comment-body"));
        into.statements.push_back(std::move(one));
      });
}

void read_votes(Source const& source, PolisConversation& into) {
  CsvTable::read(
      source, {"timestamp", "comment-id", "voter-id", "vote"}, false, [](CsvTable const&) {},
      [&](CsvTable::Row const& row) {
        if (static_cast<std::int64_t>(into.votes.size()) >= limits::votes_max) {
          row.refuse({}, "more than " + std::to_string(limits::votes_max) + " votes, which is the most that is read.");
        }
        into.votes.push_back({in_milliseconds(row.whole("timestamp")), row.whole("voter-id"), row.whole("comment-id"),
                              vote_value(row, "vote", row.text("vote")), row.line()});
      });
}

// Columns of participants-votes.csv that are named after a comment.
std::vector<std::pair<std::size_t, std::int64_t>> comment_columns(CsvTable const& table) {
  std::vector<std::pair<std::size_t, std::int64_t>> found;
  for (std::size_t i = 0; i < table.headings().size(); ++i) {
    auto const& name = table.headings()[i];
    std::int64_t id = 0;
    auto const read = std::from_chars(name.data(), name.data() + name.size(), id);
    if (!name.empty() && read.ec == std::errc{} && read.ptr == name.data() + name.size()) found.emplace_back(i, id);
  }
  return found;
}

void read_people(Source const& source, PolisConversation& into) {
  std::vector<std::pair<std::size_t, std::int64_t>> comments;
  CsvTable::read(
      source, {"participant", "group-id"}, false, [&](CsvTable const& table) { comments = comment_columns(table); },
      [&](CsvTable::Row const& row) {
        PolisPerson one;
        one.id = row.whole("participant");
        if (!row.text("group-id").empty()) {
          auto const group = row.whole("group-id");
          if (group < 0 || group > 99)
            row.refuse("group-id", "a group is a number from 0 to 99." + std::string{export_anew});
          one.group = static_cast<int>(group);
          into.has_groups = true;
        }
        for (auto const& [place, comment] : comments) {
          auto const& cell = row.at(place);
          if (!cell.empty()) one.votes.emplace(comment, vote_value(row, std::to_string(comment), cell));
        }
        into.people.push_back(std::move(one));
      });
}

// Rows of a key and a value, without headings; no key has to be there.
void read_summary(Source const& source, PolisConversation& into) {
  CsvReader reader{[&](CsvRow& row) {
    if (row.cells.size() < 2) return;
    auto const& key = row.cells[0];
    std::string value = row.cells[1];
    for (std::size_t i = 2; i < row.cells.size(); ++i) value += ',' + row.cells[i];
    if (key == "topic") into.topic = unguarded(value);
    if (key == "conversation-description") into.description = unguarded(value);
  }};
  bool is_whole = true;
  for (auto piece = source.next(); is_whole && !piece.empty(); piece = source.next()) is_whole = reader.feed(piece);
  if (is_whole) is_whole = reader.finish();
  if (!is_whole) throw Unreadable{place(source.name, reader.fault()->line) + reader.fault()->what + "."};
}

}  // namespace

PolisRead read_polis_csv(PolisCsvFiles const& files) {
  try {
    PolisConversation read;
    read_comments(files.comments, read);
    read_votes(files.votes, read);
    if (files.people) read_people(*files.people, read);
    if (files.summary) read_summary(*files.summary, read);
    put_in_order(read, files.comments.name, files.votes.name, "line");
    return read;
  } catch (Unreadable const& no) {
    return no;
  }
}

}  // namespace exchange
