// The journal behind its door: a queue that any thread may fill, and the writer thread that owns the Store. The writer
// takes the whole queue at once, so what gathered while one transaction ran goes into the next (group commit).

#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "server/journal/backup.hpp"
#include "server/journal/journal.hpp"
#include "server/journal/store.hpp"

namespace journal {

namespace {

constexpr std::chrono::microseconds slice_budget{2'000};
constexpr int exit_on_broken_disk = 70;  // EX_SOFTWARE; the supervisor starts us again

struct ReadJob {
  Reading reading;
  OnSlice on_slice;
};
struct BackupJob {
  BackupPlan plan;
  OnBackup done;
};
using Job = std::variant<AppendJob, SettingJob, ReadJob, BackupJob>;

void end_process(std::string const& sentence) {
  std::fprintf(stderr, "plekberaad: %s\n", sentence.c_str());
  std::fflush(stderr);
  ::_exit(exit_on_broken_disk);
}

OnCommitted const& done_of(WriteJob const& job) {
  return std::visit([](auto const& any) -> OnCommitted const& { return any.done; }, job);
}

class SqliteJournal : public Journal {
 public:
  SqliteJournal(std::unique_ptr<Store> store, std::function<void(std::string)> fatal)
      : store_(std::move(store)), fatal_(std::move(fatal)), rooms_(store_->rooms()), settings_(store_->settings()),
        is_full_(store_->is_full()) {
    writer_ = std::thread([this] { run(); });
  }
  ~SqliteJournal() override { close(); }

  void append(std::vector<Batch> group, OnCommitted done) override {
    put(AppendJob{std::move(group), std::move(done)});
  }
  void read(RoomNumber room, std::int64_t from_seq, OnSlice on_slice) override {
    Reading reading;
    reading.room = room;
    reading.from_seq = from_seq;
    put(ReadJob{reading, std::move(on_slice)});
  }
  std::vector<RoomRow> rooms() const override { return rooms_; }
  bool is_full() const override { return is_full_; }
  std::map<std::string, std::string> settings() const override { return settings_; }
  void put_setting(std::string key, std::string value, OnCommitted done) override {
    put(SettingJob{std::move(key), std::move(value), std::move(done)});
  }

  void back_up(BackupPlan plan, OnBackup done) override { put(BackupJob{std::move(plan), std::move(done)}); }

  void close() override {
    {
      std::scoped_lock const lock(mutex_);
      is_closing_ = true;
    }
    wake_.notify_one();
    if (writer_.joinable()) writer_.join();
    if (finisher_.joinable()) finisher_.join();
  }

 private:
  void put(Job job) {
    {
      std::scoped_lock const lock(mutex_);
      if (is_dead_) return;  // the process is ending: no answer is better than a wrong one
      queue_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

  // --- from here on: writer thread ---------------------------------------------------------------------------------

  void run() {
    try {
      std::vector<Job> jobs;
      while (take(jobs)) {
        carry_out(jobs);
        jobs.clear();
        read_one_slice();
        back_up_one_slice();
        store_->keep_house(is_idle());
        is_full_ = store_->is_full();
      }
      give_up_backup();
      store_->close();
      store_.reset();  // gives the lock free
    } catch (Broken const& broken) {
      die(broken.sentence);
    } catch (DiskFull const&) {
      die("the disk is full where no room was expected to be needed.");
    }
  }

  // Waits for work or for a chore of the house; false: closed and nothing left.
  bool take(std::vector<Job>& jobs) {
    std::unique_lock lock(mutex_);
    auto const has_work = [this] { return !queue_.empty() || is_closing_; };
    if (readings_.empty() && !backup_ && !has_work()) {
      if (auto const chore_at = store_->next_chore_at())
        wake_.wait_until(lock, *chore_at, has_work);
      else
        wake_.wait(lock, has_work);
    }
    jobs.swap(queue_);
    return !(jobs.empty() && is_closing_ && readings_.empty());
  }

  bool is_idle() {
    std::scoped_lock const lock(mutex_);
    return queue_.empty() && readings_.empty() && !backup_;
  }

  // In the order they came; neighbouring writes share a transaction.
  void carry_out(std::vector<Job>& jobs) {
    std::vector<WriteJob> writes;
    for (auto& job : jobs) {
      if (auto* append = std::get_if<AppendJob>(&job)) {
        writes.emplace_back(std::move(*append));
      } else if (auto* setting = std::get_if<SettingJob>(&job)) {
        writes.emplace_back(std::move(*setting));
      } else if (auto* backup = std::get_if<BackupJob>(&job)) {
        begin_backup(std::move(*backup));
      } else {
        readings_.push_back(std::move(std::get<ReadJob>(job)));
      }
    }
    commit(writes);
  }

  void commit(std::vector<WriteJob>& writes) {
    if (writes.empty()) return;
    auto const outcomes = store_->write(writes);
    is_full_ = store_->is_full();  // before anybody hears that something did not fit
    for (std::size_t i = 0; i < writes.size(); ++i) {
      if (auto const& done = done_of(writes[i])) done(outcomes[i]);
    }
    writes.clear();
  }

  // Readings take turns, one slice each between commits, so that loading a long room delays nobody's reply.
  void read_one_slice() {
    if (readings_.empty()) return;
    auto job = std::move(readings_.front());
    readings_.pop_front();
    auto slice = store_->read_slice(job.reading, slice_budget);
    auto const* good = std::get_if<Slice>(&slice);
    bool const goes_on = good && !good->is_last;
    job.on_slice(std::move(slice));
    if (goes_on) readings_.push_back(std::move(job));
  }

  void begin_backup(BackupJob job) {
    if (backup_ || is_finishing_) return job.done(CannotOpen{"A backup is on its way already."});
    backup_ = std::make_unique<BackupWork>(std::move(job.plan));
    backup_done_ = std::move(job.done);
  }

  // The server stops: a copy that is not whole is taken away, and whoever asked for it is told.
  void give_up_backup() {
    if (!std::exchange(backup_, nullptr)) return;
    std::exchange(backup_done_, {})(CannotOpen{"The server stopped before the backup was whole. Make it again."});
  }

  // Between two slices whoever waits for a commit comes first; syncing the copies waits on a thread of its own.
  void back_up_one_slice() {
    if (!backup_ || !backup_->go_on(*store_, slice_budget)) return;
    if (finisher_.joinable()) finisher_.join();
    is_finishing_ = true;
    finisher_ = std::thread(
        [this, work = std::shared_ptr<BackupWork>(std::move(backup_)), done = std::exchange(backup_done_, {})] {
          auto result = work->finish();
          is_finishing_ = false;
          done(std::move(result));
        });
  }

  void die(std::string const& sentence) {
    std::vector<Job> unanswered;  // destroyed without being called
    {
      std::scoped_lock const lock(mutex_);
      is_dead_ = true;
      unanswered.swap(queue_);
    }
    readings_.clear();
    fatal_(sentence);
  }

  std::unique_ptr<Store> store_;  // writer thread only, once it runs
  std::function<void(std::string)> const fatal_;
  std::vector<RoomRow> const rooms_;
  std::map<std::string, std::string> const settings_;
  std::atomic<bool> is_full_;
  std::deque<ReadJob> readings_;        // writer thread only
  std::unique_ptr<BackupWork> backup_;  // likewise, until its copies are whole
  OnBackup backup_done_;
  std::thread finisher_;  // syncs the copies of a backup
  std::atomic<bool> is_finishing_ = false;

  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::vector<Job> queue_;
  bool is_closing_ = false;
  bool is_dead_ = false;

  std::thread writer_;
};

}  // namespace

std::variant<std::unique_ptr<Journal>, CannotOpen> open_sqlite(Options const& options,
                                                               std::function<void(std::string)> fatal) {
  auto opened = Store::open(options, Purpose::serve);
  if (auto* no = std::get_if<CannotOpen>(&opened)) return *no;
  if (!fatal) fatal = end_process;
  std::unique_ptr<Journal> journal;
  try {
    journal = std::make_unique<SqliteJournal>(std::move(std::get<0>(opened)), std::move(fatal));
  } catch (Broken const& broken) {
    return CannotOpen{"The journal cannot be opened: " + broken.sentence};
  }
  return journal;
}

}  // namespace journal
