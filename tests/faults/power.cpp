// See power.hpp. The disk is followed record by record in one thread; the images it makes are opened and judged by two.

#include "tests/faults/power.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "tests/faults/disk.hpp"
#include "tests/faults/keys.hpp"
#include "tests/faults/office.hpp"
#include "tests/faults/promises.hpp"
#include "tests/faults/reading.hpp"
#include "tests/faults/recording.hpp"
#include "tests/support/server_process.hpp"

namespace faults {

namespace {

constexpr std::size_t log_bytes = 512 << 20;
constexpr std::size_t waiting_max = 8;
constexpr std::size_t faults_told_max = 12;
constexpr int judges_count = 2;

struct Task {
  Image image;
  std::size_t promised = 0;  // how many of the promises had been made
  std::size_t until = 0;     // the record before which they were
  std::string where;
};

// Somebody was erased, and this record was the first to say so.
struct Erased {
  std::size_t at = 0;
  std::pair<std::string, std::string> who;  // room's code and seat
  std::string key;                          // as it lay in the file, wrapped
};

// The first three words, "" where there are fewer.
std::array<std::string, 3> words_of(std::string const& promise) {
  std::array<std::string, 3> words;
  std::istringstream in{promise};
  in >> words[0] >> words[1] >> words[2];
  return words;
}

// Opens images and compares, in threads of its own.
class Judges {
 public:
  Judges(std::vector<Promise> const& promises, std::vector<Erased> const& erased, PowerReport& report)
      : promises_(promises), erased_(erased), report_(report) {
    for (int i = 0; i < judges_count; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Judges() { finish(); }
  void put(Task task) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return tasks_.size() < waiting_max; });
    tasks_.push_back(std::move(task));
    work_.notify_one();
  }
  void finish() {
    {
      std::scoped_lock const lock(mutex_);
      is_over_ = true;
    }
    work_.notify_all();
    for (auto& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

 private:
  void work() {
    auto const folder = scratch_folder("image");
    for (;;) {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return is_over_ || !tasks_.empty(); });
      if (tasks_.empty()) break;
      auto const task = std::move(tasks_.front());
      tasks_.pop_front();
      room_.notify_one();
      lock.unlock();
      judge(task, folder / "data");
    }
    std::filesystem::remove_all(folder);
  }

  void judge(Task const& task, std::filesystem::path const& folder) {
    write_image(task.image, folder);
    auto const reading = read_folder(folder);
    std::scoped_lock const lock(mutex_);
    ++report_.images;
    report_.events += reading.events;
    for (auto const& complaint : reading.complaints) tell(task.where + ": " + complaint);
    for (std::size_t i = 0; i < task.promised; ++i) {
      if (is_kept(reading.kept, promises_[i].what)) continue;
      ++report_.lost;
      tell(task.where + ": '" + promises_[i].what + "' left the server at record " + std::to_string(promises_[i].at) +
           " and is gone");
    }
    for (auto const& erased : erased_)
      if (erased.at < task.until) judge_erased(task, reading, erased);
  }
  void judge_erased(Task const& task, Reading const& reading, Erased const& erased) {
    ++report_.erased_again;
    auto const who =
        task.where + ": " + erased.who.second + ", told to be erased at record " + std::to_string(erased.at);
    auto const holds_key = [&](auto const& file) { return file.second.find(erased.key) != std::string::npos; };
    auto const file = std::ranges::find_if(task.image, holds_key);
    bool const is_back = !reading.erased.contains(erased.who);
    if (is_back) tell(who + ", is back");
    if (file != task.image.end()) tell(who + ": the key still lies in " + file->first);
    report_.came_back += is_back || file != task.image.end() ? 1 : 0;
  }
  void tell(std::string fault) {
    if (report_.faults.size() < faults_told_max) report_.faults.push_back(std::move(fault));
  }

  std::vector<Promise> const& promises_;
  std::vector<Erased> const& erased_;
  PowerReport& report_;
  std::mutex mutex_;
  std::condition_variable work_, room_;
  std::deque<Task> tasks_;
  bool is_over_ = false;
  std::vector<std::thread> threads_;
};

class Trial {
 public:
  explicit Trial(PowerPlan const& plan) : plan_(plan), dice_(plan.seed), server_(flags_of(plan)) {}

  PowerReport run() {
    if (!record()) return report_;
    records_ = records_of(recording_.log());
    report_.records = static_cast<long>(records_.size());
    read_promises();
    read_erased();
    cut_everywhere();
    start_for_real();
    return report_;
  }

 private:
  static std::vector<std::string> flags_of(PowerPlan const& plan) {
    std::vector<std::string> flags{"--limits", "relaxed", "--reactors", "1", "--rules", PLEKBERAAD_EVENING_RULES};
    flags.insert(flags.end(), plan.flags.begin(), plan.flags.end());
    return flags;
  }
  bool fail(std::string what) {
    report_.faults.push_back(std::move(what));
    return false;
  }

  bool record() {
    std::vector<std::string> more;
    if (!plan_.swallows.empty()) more.push_back(std::string{swallow_variable} + "=" + plan_.swallows);
    server_.in_environment(recording_.environment(server_.data(), more));
    if (!server_.start()) return fail("the server does not start: " + server_.log());
    auto const said = server_.said("bibliotheek#");
    auto const at = said.find('#');
    heard_ = keep_busy(server_.port(), at == std::string::npos ? "" : said.substr(at + 1, 28), plan_.busy);
    if (auto const code = server_.stop(); code != 0) return fail("the server ended with " + std::to_string(code));
    if (heard_.code.empty() || heard_.answered.empty()) return fail("nothing was asked of the server");
    for (auto const& refused : heard_.refused) fail("refused without reason: " + refused);
    report_.done = heard_.done;
    return true;
  }

  // Who was told to be erased when, and how their keys lay in the file while they were there.
  void read_erased() {
    std::vector<Erased> told;
    for (auto const& promise : promises_.all()) {
      auto const words = words_of(promise.what);
      auto const erasing = heard_.erasing.find(words[1]);
      if (words[0] == "answered" && erasing != heard_.erasing.end()) told.push_back({promise.at, erasing->second, ""});
      if (words[0] == "forgotten") told.push_back({promise.at, {words[1], words[2]}, ""});
    }
    if (told.empty()) return;
    auto const keys = keys_of(records_);
    for (auto& erased : told) {
      auto const key = keys.find(erased.who);
      if (key == keys.end()) {
        fail("no key was ever seen of " + erased.who.second + ", who was erased");
        continue;
      }
      erased.key = key->second;
      erased_.push_back(std::move(erased));
    }
    report_.erasings = static_cast<long>(erased_.size());
  }

  void read_promises() {
    promises_ = Promises{heard_.office_did};
    for (std::size_t i = 0; i < records_.size(); ++i) {
      auto const& [head, bytes] = records_[i];
      if (head.did == Did::sent) promises_.sent(head.file, bytes, i);
      if (head.did == Did::closed) promises_.closed(head.file);
    }
    std::set<std::string> all;
    for (auto const& promise : promises_.all()) {
      all.insert(promise.what);
      ++report_.kinds[promise.what.substr(0, promise.what.find(' '))];
    }
    report_.promises = static_cast<long>(all.size());
    // The layer must have seen all that the people of the load were told, else it compares with too little.
    for (auto const& id : heard_.answered) {
      if (!all.contains("answered " + id)) fail("the layer did not see the answer to " + id);
    }
    if (promises_.done() != heard_.office_did.size()) fail("the layer did not see all answers to the office");
    if (plan_.busy.has_office && !all.contains("office")) fail("the layer did not see that a password was set");
  }

  void put(Judges& judges, Survives survives, std::size_t record, char const* what) {
    auto const& all = promises_.all();
    auto until = record;
    for (int early = 0; early < plan_.syncs_too_early; ++early) until = next_sync_after(until);
    auto const promised = std::ranges::lower_bound(all, until, {}, &Promise::at) - all.begin();
    report_.cuts_with_unsynced += disk_.pending() > 0 ? 1 : 0;
    judges.put({disk_.after_cut(survives, dice_), static_cast<std::size_t>(promised), until,
                "seed " + std::to_string(plan_.seed) + ", record " + std::to_string(record) + ", " + what});
  }

  std::size_t next_sync_after(std::size_t record) const {
    while (record + 1 < records_.size() && records_[record + 1].head.did != Did::synced) ++record;
    return record + 1;
  }

  void cut_everywhere() {
    std::set<std::size_t> between;
    std::uniform_int_distribution<std::size_t> any{1, records_.size()};
    for (int i = 0; i < plan_.cuts_between; ++i) between.insert(any(dice_));
    Judges judges{promises_.all(), erased_, report_};
    for (std::size_t i = 0; i < records_.size(); ++i) {
      auto const did = records_[i].head.did;
      if (did == Did::opened) file_names_[records_[i].head.file] = records_[i].bytes;
      // What waits for this sync was not told yet: an answer that left too early is lost here.
      if (did == Did::synced) put(judges, Survives::nothing, i, "just before the sync is done");
      disk_.follow(records_[i]);
      // Every promise with a number up to i was made before a cut behind record i.
      if (between.contains(i + 1)) put(judges, Survives::some, i + 1, "unsynced by the dice");
      if (did != Did::synced) continue;
      ++report_.syncs;
      report_.checkpoints += file_names_[records_[i].head.file] == "journal.sqlite" ? 1 : 0;
      put(judges, Survives::nothing, i + 1, "synced only");
      for (int more = 0; more < plan_.dice_each; ++more) put(judges, Survives::some, i + 1, "unsynced by the dice");
    }
    put(judges, Survives::nothing, records_.size(), "after the end");
    put(judges, Survives::everything, records_.size(), "after the end, everything");
    judges.finish();
  }

  // The journal's own reader is one thing; here the whole program starts on what a cut left behind.
  void start_for_real() {
    if (!report_.faults.empty()) return;
    for (int i = 0; i < plan_.started_for_real; ++i) {
      auto const until = records_.size() / 2 + dice_() % (records_.size() / 2);
      Disk disk;
      for (std::size_t at = 0; at < until; ++at) disk.follow(records_[at]);
      support::ServerProcess server{flags_of(plan_)};
      auto const image = disk.after_cut(i % 2 == 0 ? Survives::nothing : Survives::some, dice_);
      write_image(image, server.data());
      auto const reading = read_folder(server.data());
      if (!server.start()) {
        fail("a real server does not start on the image of record " + std::to_string(until) + ": " + server.log());
        continue;
      }
      auto const wrong = wrong_board(server.port(), reading.boards, heard_);
      if (!wrong.empty()) fail("a real server on the image of record " + std::to_string(until) + ": " + wrong);
      auto const office = heard_.office_did.empty() ? "" : wrong_office(server.port(), reading, heard_);
      if (!office.empty()) fail("a real server on the image of record " + std::to_string(until) + ": " + office);
      for (auto const& [code, board] : reading.boards)
        report_.boards += board.empty() || code == heard_.everything || heard_.rooms_of_office.contains(code) ? 0 : 1;
    }
  }

  PowerPlan const plan_;
  std::mt19937_64 dice_;
  Recording recording_{log_bytes};
  support::ServerProcess server_;
  Heard heard_;
  std::vector<LogRecord> records_;
  Promises promises_;
  std::vector<Erased> erased_;
  Disk disk_;
  std::map<int, std::string> file_names_;
  PowerReport report_;
};

}  // namespace

std::string PowerReport::line() const {
  return std::to_string(records) + " calls, " + std::to_string(syncs) + " syncs (" + std::to_string(checkpoints) +
         " of checkpoints), " + std::to_string(promises) + " promises, " + std::to_string(images) + " power cuts (" +
         std::to_string(cuts_with_unsynced) + " with something unsynced), " + std::to_string(events) +
         " events read back, " + std::to_string(lost) + " lost; " + std::to_string(boards) +
         " boards with cards read by a real server; " + std::to_string(erasings) + " people erased, asked for " +
         std::to_string(erased_again) + " times, " + std::to_string(came_back) + " came back";
}

PowerReport cut_the_power(PowerPlan const& plan) { return Trial{plan}.run(); }

}  // namespace faults
