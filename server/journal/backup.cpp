// Events, heads, keys: in this order; see backup.hpp.

#include "server/journal/backup.hpp"

#include <filesystem>
#include <utility>

#include "server/journal/copying.hpp"
#include "server/journal/store.hpp"

namespace journal {

namespace {

std::int64_t size_of(std::string const& path) {
  std::error_code error;
  auto const bytes = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<std::int64_t>(bytes);
}

}  // namespace

BackupWork::BackupWork(BackupPlan plan) : plan_(std::move(plan)) {}
BackupWork::~BackupWork() { take_away(); }

// Keys without a journal, or a journal without its keys, look like a backup and are none.
void BackupWork::take_away() {
  if (is_whole_) return;
  std::error_code ignored;
  auto const remove = [&](std::string const& path) { std::filesystem::remove(path, ignored); };
  bool const are_keys_ours = keys_ && !keys_->path().empty();
  auto const keys = are_keys_ours ? keys_->path() : std::string{};
  events_.reset();
  keys_.reset();
  if (are_keys_ours) {
    remove(keys + ".part");
    remove(keys);
  }
  if (!std::exchange(has_made_folder_, false)) return;
  for (auto const* name : {"/journal.sqlite.part", "/journal.sqlite", "/heads"}) remove(plan_.journal_to + name);
  remove(plan_.journal_to);  // empty, or it stays
}

void BackupWork::end_with(std::string trouble) {
  trouble_ = std::move(trouble);
  take_away();
  part_ = Part::ended;
}

void BackupWork::begin(Store& store) {
  if (plan_.journal_to.empty()) return begin_keys(store);
  std::error_code error;
  if (std::filesystem::exists(plan_.journal_to, error)) {
    return end_with("There is something at " + plan_.journal_to + " already. Name another place.");
  }
  if (!make_folder(plan_.journal_to)) return end_with("The folder " + plan_.journal_to + " cannot be made.");
  has_made_folder_ = true;
  events_ = std::make_unique<Copying>(store.events_connection(), plan_.journal_to + "/journal.sqlite");
  part_ = Part::events;
}

void BackupWork::begin_keys(Store& store) {
  part_ = Part::ended;
  if (plan_.keys_to.empty()) return;
  auto const folder = std::filesystem::absolute(plan_.keys_to).parent_path().string();
  if (!make_folder(folder)) return end_with("The folder " + folder + " cannot be made.");
  keys_ = std::make_unique<Copying>(store.keys_connection(), plan_.keys_to);
  part_ = Part::keys;
}

bool BackupWork::go_on(Store& store, std::chrono::microseconds budget) {
  if (part_ == Part::beginning) begin(store);
  if (part_ == Part::ended) return true;
  auto& copying = part_ == Part::events ? *events_ : *keys_;
  auto const step = copying.go_on(budget);
  if (step == Copying::Step::goes_on) return false;
  if (step == Copying::Step::failed) {
    end_with(copying.trouble());
    return true;
  }
  if (part_ == Part::keys) {
    part_ = Part::ended;
    return true;
  }
  try {
    // Of this very moment: the copy holds every commit up to now.
    replace_file(plan_.journal_to + "/heads", store.heads_now());
  } catch (DiskFull const&) {
    end_with("The disk of " + plan_.journal_to + " is full.");
    return true;
  } catch (Broken const& broken) {
    end_with(broken.sentence);
    return true;
  }
  begin_keys(store);
  return part_ == Part::ended;
}

std::variant<BackupMade, CannotOpen> BackupWork::finish() {
  for (auto* copying : {events_.get(), keys_.get()}) {
    if (!copying || !trouble_.empty()) continue;
    if (auto trouble = seal_copy(copying->path())) trouble_ = std::move(*trouble);
  }
  if (!trouble_.empty()) {
    take_away();
    return CannotOpen{trouble_};
  }
  is_whole_ = true;
  BackupMade made;
  if (events_) made.journal_bytes = size_of(events_->path());
  if (keys_) made.keys_bytes = size_of(keys_->path());
  return made;
}

std::string print(BackupPlan const& plan, BackupMade const& made) {
  std::string text;
  auto const add = [&](std::string const& path, std::int64_t bytes) {
    if (!path.empty()) text += path + ": " + std::to_string(bytes) + " bytes\n";
  };
  add(plan.journal_to, made.journal_bytes);
  add(plan.keys_to, made.keys_bytes);
  return text;
}

std::variant<BackupMade, CannotOpen> back_up(Options const& options, BackupPlan const& plan) {
  auto opened = Store::open(options, Purpose::inspect);
  if (auto* no = std::get_if<CannotOpen>(&opened)) return *no;
  BackupWork work(plan);
  while (!work.go_on(*std::get<0>(opened), std::chrono::seconds(1))) {
  }
  return work.finish();
}

}  // namespace journal
