#pragma once
// Deadlines of many lines, for a thread that looks five times a second: setting or dropping one costs two pointers,
// where a timer of its own would cost every silent member a hundred bytes. Pure; belongs to one thread, which calls
// turn() once in every `notch`.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace engine {

class Wheel {
 public:
  // Something with one deadline. Takes itself out when it goes.
  class Entry {
   public:
    Entry() = default;
    Entry(Entry const&) = delete;
    Entry& operator=(Entry const&) = delete;
    virtual ~Entry() { drop(); }
    // May set a new deadline, or end this entry.
    virtual void rings() = 0;
    void drop() {
      if (!before_) return;
      before_->after_ = after_;
      after_->before_ = before_;
      before_ = after_ = nullptr;
    }

   private:
    friend class Wheel;
    Entry* before_ = nullptr;
    Entry* after_ = nullptr;
  };

  Wheel() {
    for (auto& slot : slots_) slot.before_ = slot.after_ = &slot;
  }
  Wheel(Wheel const&) = delete;
  Wheel& operator=(Wheel const&) = delete;

  static constexpr std::chrono::milliseconds notch{200};
  static constexpr std::size_t notches = 256;
  static constexpr std::chrono::milliseconds time_max = notch * (static_cast<int>(notches) - 2);

  // Rings when this time has passed, never before and up to two notches later, instead of when it would have rung.
  void set(Entry& entry, std::chrono::milliseconds time) {
    entry.drop();
    auto const whole = (std::min(time, time_max) + notch - std::chrono::milliseconds{1}) / notch;
    // The notch under way has begun already: one more, or it would ring early.
    auto const turns = static_cast<std::size_t>(whole) + 1;
    append(slots_[(now_ + turns) % notches], entry);
  }

  // A notch has passed. Entries ring in the order in which they were set.
  void turn() {
    now_ = (now_ + 1) % notches;
    Slot due;  // apart, because who rings may end itself and others
    due.before_ = due.after_ = &due;
    auto& slot = slots_[now_];
    if (slot.after_ != &slot) {
      due.after_ = slot.after_;
      due.before_ = slot.before_;
      due.after_->before_ = due.before_->after_ = &due;
      slot.before_ = slot.after_ = &slot;
    }
    while (due.after_ != &due) {
      auto& first = *due.after_;
      first.drop();
      first.rings();
    }
    due.before_ = due.after_ = nullptr;
  }

 private:
  class Slot : public Entry {
   public:
    ~Slot() override { before_ = after_ = nullptr; }
    void rings() override {}
    friend class Wheel;
  };
  static void append(Entry& slot, Entry& entry) {
    entry.before_ = slot.before_;
    entry.after_ = &slot;
    slot.before_->after_ = &entry;
    slot.before_ = &entry;
  }

  std::array<Slot, notches> slots_;
  std::size_t now_ = 0;
};

}  // namespace engine
