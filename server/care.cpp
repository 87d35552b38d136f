#include "server/care.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <future>
#include <set>

#include "server/ending.hpp"
#include "server/engine/clock.hpp"
#include "server/journal/backup.hpp"
#include "server/journal/copying.hpp"
#include "server/journal/folder.hpp"
#include "server/journal/verify.hpp"
#include "server/net/admin.hpp"
#include "server/room/decide.hpp"
#include "server/room/evolve.hpp"

namespace fs = std::filesystem;
using namespace protocol;

namespace {

constexpr int is_damaged = 1;

journal::Options options_of(std::string const& data, std::string const& server_key) {
  journal::Options options;
  options.folder = data;
  options.server_key_file = server_key.empty() ? data + "/server.key" : server_key;
  return options;
}

// The answer of a server that runs: its text, and whether its last line says done.
std::optional<int> answered_by_server(std::string const& data, net::Admin::Words const& words, int when_failed,
                                      std::FILE* failed_to) {
  auto answer = net::ask_server(data, words);
  if (!answer) return std::nullopt;
  bool const is_done = answer->ends_with(net::admin_done);
  bool const has_failed = answer->ends_with(net::admin_failed);
  if (!is_done && !has_failed) return say_why_not("The server stopped before it had answered. Look at its log.");
  answer->resize(answer->size() - std::string(is_done ? net::admin_done : net::admin_failed).size());
  std::fputs(answer->c_str(), is_done ? stdout : failed_to);
  return is_done ? 0 : when_failed;
}

std::string time_name() {
  auto const now = static_cast<std::time_t>(engine::RealClock{}.now() / 1000);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y%m%d-%H%M%SZ", &parts);
  return text;
}

// Copies of keys are named after their time, so that their age is known without trusting the disk's clock.
std::optional<std::time_t> time_of_keys(std::string const& name) {
  std::tm parts{};
  auto const* end = strptime(name.c_str(), "keys-%Y%m%d-%H%M%SZ.sqlite", &parts);
  if (!end || *end != '\0') return std::nullopt;
  return timegm(&parts);
}

int rotate_keys(std::string const& folder, int days) {
  auto const oldest = static_cast<std::time_t>(engine::RealClock{}.now() / 1000) - std::time_t{days} * 24 * 3600;
  int removed = 0;
  std::error_code error;
  for (auto const& entry : fs::directory_iterator(folder, error)) {
    auto const made_at = time_of_keys(entry.path().filename().string());
    if (made_at && *made_at < oldest && fs::remove(entry.path(), error)) ++removed;
  }
  return removed;
}

void copy_whole(std::string const& from, std::string const& to) {
  std::error_code error;
  fs::copy_file(from, to + ".part", fs::copy_options::overwrite_existing, error);
  if (error) throw journal::CannotOpen{from + " cannot be copied: " + error.message() + "."};
  fs::permissions(to + ".part", fs::perms::owner_read | fs::perms::owner_write, error);
  if (auto const trouble = journal::seal_copy(to)) throw journal::CannotOpen{*trouble};
}

// One room of the restored journal, as far as it can be trusted.
struct Restored {
  room::Room room;
  std::set<SeatId> erased_by_event;
  std::optional<journal::Corruption> fault;
};

Restored read_room(journal::Journal& journal, journal::RoomNumber number) {
  Restored restored;
  std::promise<void> is_read;
  journal.read(number, 1, [&](std::variant<journal::Slice, journal::Corruption> part) {
    if (auto const* bad = std::get_if<journal::Corruption>(&part)) {
      restored.fault = *bad;
      return is_read.set_value();
    }
    auto const& slice = std::get<journal::Slice>(part);
    for (auto const& record : slice.records) {
      room::evolve(restored.room, record);
      if (auto const* erased = std::get_if<SeatErased>(&record.event)) restored.erased_by_event.insert(erased->seat);
    }
    if (slice.is_last) is_read.set_value();
  });
  is_read.get_future().get();
  return restored;
}

// People whose keys are gone, but who were erased after this journal was copied: the erasure is said again, so that the
// room knows it too.
int erase_again(journal::Journal& journal, journal::RoomNumber number, room::Room& room,
                std::set<SeatId> const& erased_by_event) {
  std::vector<SeatId> gone;
  if (room.is_erased) return 0;
  for (auto const& [id, seat] : room.seats) {
    if (seat.is_erased && !erased_by_event.contains(id)) gone.push_back(id);
  }
  engine::RealClock const clock;
  room::Presence const nobody;
  for (auto const& seat : gone) {
    room.seats.at(seat).is_erased = false;
    room::Context context;
    context.now = clock.now();
    context.actor = room::Office{};
    context.presence = &nobody;
    auto const decision = room::decide(room, EraseSeat{seat}, context);
    journal::Batch batch{number, std::nullopt, {}};
    for (auto const& event : std::get<std::vector<Event>>(decision)) {
      Record const record{room.seq + 1, clock.now(), std::nullopt, event};
      room::evolve(room, record);
      batch.records.push_back(record);
    }
    std::promise<journal::Outcome> kept;
    journal.append({std::move(batch)}, [&](journal::Outcome outcome) { kept.set_value(outcome); });
    if (kept.get_future().get() != journal::Outcome::committed) throw journal::CannotOpen{"The disk is full."};
  }
  return static_cast<int>(gone.size());
}

int check_restored(journal::Journal& journal) {
  int damaged = 0, erased = 0;
  std::int64_t events = 0;
  auto const rooms = journal.rooms();
  for (auto const& row : rooms) {
    auto restored = read_room(journal, row.number);
    if (restored.fault) {
      ++damaged;
      std::printf("room %lld: DAMAGED after event %lld: %s\n", static_cast<long long>(row.number),
                  static_cast<long long>(restored.fault->after_seq), restored.fault->what.c_str());
      continue;
    }
    events += row.last_seq;
    erased += erase_again(journal, row.number, restored.room, restored.erased_by_event);
  }
  std::printf("%zu rooms, %lld events; %d people were erased since and stay so\n", rooms.size(),
              static_cast<long long>(events), erased);
  if (damaged == 0) return 0;
  std::printf(
      "%d rooms cannot be read. If they say \"has no key\", the keys are older than this journal: take a later "
      "copy of the keys.\n",
      damaged);
  return is_damaged;
}

}  // namespace

int run_verify(std::string const& data, std::string const& server_key) {
  if (auto const answer = answered_by_server(data, {"verify"}, is_damaged, stdout)) return *answer;
  auto const checked = journal::verify(options_of(data, server_key));
  if (auto const* no = std::get_if<journal::CannotOpen>(&checked)) return say_why_not(no->why);
  auto const& verdict = std::get<journal::Verdict>(checked);
  std::fputs(journal::print(verdict).c_str(), stdout);
  return verdict.is_whole() ? 0 : is_damaged;
}

int run_backup(BackupSettings const& settings) {
  if (settings.to.empty() && settings.keys_to.empty()) {
    return say_why_not("Say where the copies go: --to FOLDER for the evenings, --keys-to FOLDER for their keys.");
  }
  auto const when = time_name();
  journal::BackupPlan plan;
  // The server writes the copies, and stands somewhere else than we do.
  if (!settings.to.empty()) plan.journal_to = fs::absolute(settings.to + "/plekberaad-" + when).lexically_normal();
  if (!settings.keys_to.empty()) plan.keys_to = fs::absolute(settings.keys_to + "/keys-" + when + ".sqlite");
  int code = cannot;
  if (auto const answer =
          answered_by_server(settings.data, {"backup", plan.journal_to, plan.keys_to}, cannot, stderr)) {
    code = *answer;
  } else {
    auto const made = journal::back_up(options_of(settings.data, settings.server_key), plan);
    if (auto const* no = std::get_if<journal::CannotOpen>(&made)) return say_why_not(no->why);
    std::fputs(journal::print(plan, std::get<journal::BackupMade>(made)).c_str(), stdout);
    code = 0;
  }
  if (code != 0 || settings.keys_to.empty()) return code;
  if (int const removed = rotate_keys(settings.keys_to, settings.keep_keys_days); removed > 0) {
    std::printf("%d copies of keys older than %d days removed\n", removed, settings.keep_keys_days);
  }
  return 0;
}

int run_restore(RestoreSettings const& settings) {
  auto const options = options_of(settings.data, settings.server_key);
  try {
    if (fs::exists(settings.data + "/journal.sqlite") || fs::exists(settings.data + "/keys.sqlite")) {
      return say_why_not("There are evenings in " + settings.data + " already. Restore into a new folder.");
    }
    if (!fs::exists(options.server_key_file)) {
      return say_why_not("The server key " + options.server_key_file + " is missing. Without it nothing can be read.");
    }
    if (!journal::make_folder(settings.data)) return say_why_not("The folder " + settings.data + " cannot be made.");
    copy_whole(settings.keys, settings.data + "/keys.sqlite");
    copy_whole(settings.from + "/heads", settings.data + "/heads");
    copy_whole(settings.from + "/journal.sqlite", settings.data + "/journal.sqlite");
    auto opened = journal::open_sqlite(options);
    if (auto const* no = std::get_if<journal::CannotOpen>(&opened)) return say_why_not(no->why);
    auto const journal = std::move(std::get<std::unique_ptr<journal::Journal>>(opened));
    auto const code = check_restored(*journal);
    journal->close();
    return code;
  } catch (journal::CannotOpen const& no) {
    return say_why_not(no.why);
  }
}
