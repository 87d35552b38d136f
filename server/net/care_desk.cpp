#include "server/net/care_desk.hpp"

#include <memory>

#include "server/engine/log.hpp"
#include "server/journal/backup.hpp"
#include "server/journal/verify.hpp"

namespace net {

namespace {

// Reads one room after another; keeps itself alive until the last has been read. The journal's thread.
struct Check : std::enable_shared_from_this<Check> {
  journal::Journal& journal;
  std::map<journal::RoomNumber, protocol::RoomCode> to_come;
  Admin::Answer answer;
  journal::Verdict verdict{};
  std::int64_t last_seq = 0;

  Check(journal::Journal& of, std::map<journal::RoomNumber, protocol::RoomCode> rooms, Admin::Answer then)
      : journal(of), to_come(std::move(rooms)), answer(std::move(then)) {}

  void next() {
    if (to_come.empty()) return answer(journal::print(verdict) + (verdict.is_whole() ? admin_done : admin_failed));
    auto const [number, code] = *to_come.begin();
    to_come.erase(to_come.begin());
    last_seq = 0;
    journal.read(number, 1, [self = shared_from_this(), number = number, code = code](auto part) {
      if (auto const* bad = std::get_if<journal::Corruption>(&part)) {
        self->verdict.rooms.push_back({number, code, bad->after_seq, false, bad->what});
        return self->next();
      }
      auto const& slice = std::get<journal::Slice>(part);
      if (!slice.records.empty()) self->last_seq = slice.records.back().seq;
      if (!slice.is_last) return;
      self->verdict.rooms.push_back({number, code, self->last_seq, true, {}});
      self->next();
    });
  }
};

}  // namespace

Admin::Handle care_desk(journal::Journal& journal, engine::Directory const& directory) {
  return [&journal, &directory](Admin::Words const& words, Admin::Answer answer) {
    if (words[0] == "verify" && words.size() == 1) {
      return std::make_shared<Check>(journal, directory.codes(), std::move(answer))->next();
    }
    if (words[0] != "backup" || words.size() != 3) {
      return answer(std::string("This server does not know what is asked. Use the program of its version.\n") +
                    admin_failed);
    }
    journal::BackupPlan const plan{words[1], words[2]};
    journal.back_up(plan, [plan, answer = std::move(answer)](auto result) {
      if (auto const* no = std::get_if<journal::CannotOpen>(&result)) {
        engine::log::error("a backup was not made: {}", engine::log::Sentence{no->why});
        return answer(no->why + '\n' + admin_failed);
      }
      engine::log::info("a backup was made");
      answer(journal::print(plan, std::get<journal::BackupMade>(result)) + admin_done);
    });
  };
}

}  // namespace net
