#include "server/analyse.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <vector>

#include "server/ending.hpp"
#include "server/exchange/findings.hpp"

namespace fs = std::filesystem;

namespace {

constexpr int not_understood = 1;
constexpr int wrong_use = 2;

constexpr char const* about = R"(
PATH is a folder with comments.csv and votes.csv (participants-votes.csv and summary.csv if they
are there), or with comments.json and votes.json (conversation.json and math-pca2.json likewise).

  --mode room    for one evening with thirty to sixty people (the default): two or three groups,
                 only when the votes bear them, and how sure each figure is
  --mode polis   Polis' own formulas, to compare with its reports

In the files 1 is agree, 0 pass, -1 disagree. Some exports have it the other way round: that is
found out from the numbers of agrees and disagrees in the comments, and said in the result ("sign").

Most that is read: 10,000 people, 1,000 statements, people times statements 4,000,000, 4,000,000
votes, 256 MiB a file, 64 KiB a cell; with --mode room people times statements 50,000. Names and
addresses are neither read nor printed.

Exit codes: 0 done; 1 the export cannot be understood, and where; 2 wrong use; 71 no such folder, or a
file that cannot be opened.)";

int refuse(std::string const& why, int code) {
  say_why_not(why);
  return code;
}

// A file that is read in pieces, for as long as the source lives.
std::optional<exchange::Source> open_source(fs::path const& path) {
  auto const file = std::make_shared<std::ifstream>(path, std::ios::binary);
  if (!*file) return std::nullopt;
  auto const piece = std::make_shared<std::vector<char>>(64 * 1024);
  auto const name = path.filename().string();
  return exchange::Source{name, [file, piece, name] {
                            file->read(piece->data(), static_cast<std::streamsize>(piece->size()));
                            if (file->bad()) throw exchange::Unreadable{name + " cannot be read to its end."};
                            return std::string_view{piece->data(), static_cast<std::size_t>(file->gcount())};
                          }};
}

struct Missing {
  std::string why;
};
struct TooLarge {
  std::string why;
};

exchange::Source wanted_source(fs::path const& path) {
  auto source = open_source(path);
  if (!source) throw Missing{path.string() + " cannot be opened. Look whether it is there and may be read."};
  return std::move(*source);
}

std::string whole_file(fs::path const& path) {
  std::error_code error;
  auto const size = fs::file_size(path, error);
  if (!error && size > static_cast<std::uintmax_t>(exchange::limits::file_bytes_max)) {
    throw exchange::Unreadable{path.filename().string() + " is larger than 256 MiB, which is the most that is read."};
  }
  std::ifstream file{path, std::ios::binary};
  if (!file) throw Missing{path.string() + " cannot be opened. Look whether it is there and may be read."};
  std::ostringstream all;
  all << file.rdbuf();
  return std::move(all).str();
}

std::optional<std::string> whole_file_if_there(fs::path const& path) {
  if (!fs::exists(path)) return std::nullopt;
  return whole_file(path);
}

exchange::PolisRead read_folder(fs::path const& folder, std::string& kind) {
  if (fs::exists(folder / "comments.csv") || fs::exists(folder / "votes.csv")) {
    kind = "csv";
    exchange::PolisCsvFiles files{wanted_source(folder / "comments.csv"), wanted_source(folder / "votes.csv"), {}, {}};
    if (fs::exists(folder / "participants-votes.csv")) files.people = wanted_source(folder / "participants-votes.csv");
    if (fs::exists(folder / "summary.csv")) files.summary = wanted_source(folder / "summary.csv");
    return exchange::read_polis_csv(files);
  }
  if (fs::exists(folder / "comments.json") || fs::exists(folder / "votes.json")) {
    kind = "json";
    return exchange::read_polis_json({whole_file(folder / "comments.json"), whole_file(folder / "votes.json"),
                                      whole_file_if_there(folder / "conversation.json"),
                                      whole_file_if_there(folder / "math-pca2.json")});
  }
  throw Missing{folder.string() +
                " holds no Polis export. Wanted are comments.csv and votes.csv, or comments.json and votes.json."};
}

std::string findings(AnalyseSettings const& settings, exchange::Shown const& shown, exchange::SignCheck const& sign,
                     exchange::Gathered const& gathered) {
  if (settings.mode == "room") {
    auto const cells = std::int64_t{gathered.table.people()} * gathered.table.statements();
    if (cells > insight::room_cells_max) {
      throw TooLarge{std::to_string(gathered.table.people()) + " people and " +
                     std::to_string(gathered.table.statements()) +
                     " statements are more than a room (50,000 when multiplied). Take --mode polis."};
    }
    return findings_json(shown, sign, gathered, insight::look_as_room(gathered.table, gathered.standing));
  }
  insight::GroupsWanted wanted;
  bool const takes_published =
      settings.groups == "published" || (settings.groups == "auto" && gathered.published.has_value());
  if (takes_published) wanted.given = gathered.published;
  if (settings.groups != "published" && settings.groups != "auto" && settings.groups != "new") {
    wanted.number = std::stoi(settings.groups);
  }
  return findings_json(shown, sign, gathered, insight::look_as_polis(gathered.table, gathered.standing, wanted),
                       takes_published);
}

int analyse(AnalyseSettings const& settings) {
  fs::path const folder{settings.path};
  if (!fs::is_directory(folder)) {
    return say_why_not(settings.path + " is no folder. Give the folder in which the files of the export lie.");
  }
  exchange::Shown shown;
  auto const read = read_folder(folder, shown.kind);
  if (auto const* no = std::get_if<exchange::Unreadable>(&read)) return refuse(no->why, not_understood);
  auto const& conversation = std::get<exchange::PolisConversation>(read);
  std::optional<int> asked;
  if (settings.agree_is != "auto") asked = settings.agree_is == "1" ? 1 : -1;
  auto const checked = exchange::check_sign(conversation, asked);
  if (auto const* no = std::get_if<exchange::Unreadable>(&checked)) return refuse(no->why, not_understood);
  auto const& sign = std::get<exchange::SignCheck>(checked);
  if (sign.agree_is == -1 && !asked) {
    std::fprintf(stderr, "In these files -1 means agree; the votes were turned round.\n");
  }
  if (sign.checked == 0 && !asked) {
    std::fprintf(stderr, "No statement says how many agreed, so 1 was taken for agree. See --agree-is.\n");
  }
  auto const gathered = exchange::gather(conversation, sign);
  if (settings.groups == "published" && !gathered.published) {
    return refuse("This export says of nobody which group they are in. Leave --groups out.", wrong_use);
  }
  shown.topic = conversation.topic;
  shown.has_people = settings.has_people;
  std::fputs(findings(settings, shown, sign, gathered).c_str(), stdout);
  return std::fflush(stdout) == 0 ? 0 : say_why_not("The result cannot be written. Is the disk full?");
}

}  // namespace

CLI::App* add_analyse(CLI::App& app, AnalyseSettings& settings) {
  auto* analyse = app.add_subcommand("analyse", "common ground in a conversation that Polis exported, as JSON");
  analyse->footer(about);
  analyse->add_option("PATH", settings.path, "folder with the files of the export")->required();
  analyse->add_option("--mode", settings.mode, "room or polis")->check(CLI::IsMember({"room", "polis"}));
  analyse
      ->add_option("--groups", settings.groups,
                   "with --mode polis: published (those of the export), new (look for them), 2 to 5 (so many); auto: "
                   "published if there are any")
      ->check(CLI::IsMember({"auto", "published", "new", "2", "3", "4", "5"}));
  analyse->add_option("--agree-is", settings.agree_is, "which number means agree, when you know: 1 or -1")
      ->check(CLI::IsMember({"auto", "1", "-1"}));
  analyse->add_flag("--people", settings.has_people, "also where each person stands, by the numbers of the export");
  return analyse;
}

int run_analyse(AnalyseSettings const& settings) {
  try {
    if (settings.mode == "room" && settings.groups != "auto") {
      return refuse("--groups goes with --mode polis; a room looks for its groups itself.", wrong_use);
    }
    return analyse(settings);
  } catch (Missing const& no) {
    return say_why_not(no.why);
  } catch (TooLarge const& no) {
    return refuse(no.why, wrong_use);
  } catch (exchange::Unreadable const& no) {
    return refuse(no.why, not_understood);
  } catch (fs::filesystem_error const& error) {
    return say_why_not(std::string{"The folder cannot be read: "} + error.what());
  }
}
