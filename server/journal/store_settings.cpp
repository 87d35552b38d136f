// The few settings of the library. They are no events, so no chain ties them together: a row of its own holds how often
// they were changed and a print of them all, and the heads file keeps a copy (as room 0), so that a damaged or lost
// setting is told like a damaged event. See store.hpp.

#include <charconv>

#include "server/journal/store.hpp"

namespace journal {

namespace {

constexpr char const* check_key = "check";

// NUL stands in no key and in no value, so two different sets never read alike.
Chain print_of(std::map<std::string, std::string> const& settings, std::int64_t changes) {
  std::string body;
  for (auto const& [key, value] : settings) body.append(key).append(1, '\0').append(value).append(1, '\0');
  return chain_after({}, Row{0, changes, static_cast<std::int64_t>(settings.size()), 0, {}, body});
}

}  // namespace

std::map<std::string, std::string> Store::read_settings() {
  std::map<std::string, std::string> all;
  SQLite::Statement found(connection_.database(), "SELECT key, value FROM settings");
  while (found.executeStep()) all[found.getColumn(0).getString()] = found.getColumn(1).getString();
  return all;
}

std::map<std::string, std::string> Store::settings() {
  auto all = connection_.guarded([&] { return read_settings(); });
  all.erase(check_key);
  return all;
}

// Inside the transaction that changed them.
void Store::check_settings() {
  auto all = read_settings();
  all.erase(check_key);
  auto const print = print_of(all, settings_head_.last_seq + 1);
  put_setting(check_key, std::to_string(settings_head_.last_seq + 1) + ' ' + hex(print));
}

void Store::put_setting(std::string const& key, std::string const& value) {
  put_setting_.tryReset();
  put_setting_.bind(1, key);
  put_setting_.bind(2, value);
  put_setting_.exec();
  put_setting_.tryReset();
}

// Is what stands there what was put there? Called once, when the folder is opened.
void Store::scan_settings() {
  auto all = read_settings();
  auto const check = all.extract(check_key);
  if (check.empty()) {
    settings_fault_ = "their check is gone";
    return;
  }
  auto const& words = check.mapped();
  auto const cut = std::min(words.find(' '), words.size());
  std::int64_t changes = 0;
  std::from_chars(words.data(), words.data() + cut, changes);
  auto const print = print_of(all, changes);
  if (changes < 1 || words != std::to_string(changes) + ' ' + hex(print)) {
    settings_fault_ = "they do not match their check";
    return;
  }
  settings_head_ = {changes, print};
}

void Store::compare_settings(Head const& head) {
  if (settings_fault_) return;
  if (head.last_seq > settings_head_.last_seq) {
    settings_fault_ = "the last change is gone: the heads file knows change " + std::to_string(head.last_seq);
  } else if (head.last_seq == settings_head_.last_seq && head != settings_head_) {
    settings_fault_ = "they are not the ones that the heads file knows";
  }
}

}  // namespace journal
