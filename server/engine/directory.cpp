#include "server/engine/directory.hpp"

#include <algorithm>
#include <mutex>

#include "server/engine/credentials.hpp"

namespace engine {

namespace {
constexpr std::size_t code_signs = 8;  // 39.6 bits (guide reliability T1)
}

Directory::Directory(journal::Journal& journal) : journal_(journal) {
  for (auto const& room : journal.rooms()) {
    numbers_[room.code.value] = room.number;
    last_number_ = std::max(last_number_, room.number);
  }
  auto const settings = journal.settings();
  if (auto const found = settings.find("library"); found != settings.end()) library_ = found->second;
  if (auto const found = settings.find("password_hash"); found != settings.end()) password_hash_ = found->second;
}

std::optional<RoomNumber> Directory::find(std::string_view code) const {
  std::shared_lock const hold{lock_};
  auto const found = numbers_.find(std::string{code});
  return found == numbers_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<RoomNumber> Directory::rooms() const {
  std::shared_lock const hold{lock_};
  std::vector<RoomNumber> all;
  for (auto const& [code, number] : numbers_) all.push_back(number);
  std::ranges::sort(all);
  return all;
}

std::map<RoomNumber, protocol::RoomCode> Directory::codes() const {
  std::shared_lock const hold{lock_};
  std::map<RoomNumber, protocol::RoomCode> all;
  for (auto const& [code, number] : numbers_) all[number] = {code};
  return all;
}

std::pair<RoomNumber, protocol::RoomCode> Directory::reserve() {
  std::unique_lock const hold{lock_};
  std::string code;
  do {
    code = random_signs(code_signs);
  } while (numbers_.contains(code));
  return {++last_number_, protocol::RoomCode{code}};
}

void Directory::add(protocol::RoomCode const& code, RoomNumber number) {
  std::unique_lock const hold{lock_};
  numbers_[code.value] = number;
}

std::string Directory::library() const {
  std::shared_lock const hold{lock_};
  return library_;
}

std::string Directory::password_hash() const {
  std::shared_lock const hold{lock_};
  return password_hash_;
}

// One after the other: neither is acknowledged without both.
void Directory::set_office(std::string library, std::string password_hash, journal::OnCommitted done) {
  auto const adopt = [this, library, password_hash, done](journal::Outcome outcome) {
    if (outcome == journal::Outcome::committed) {
      std::unique_lock const hold{lock_};
      library_ = library;
      password_hash_ = password_hash;
    }
    done(outcome);
  };
  journal_.put_setting("library", library, [this, password_hash, done, adopt](journal::Outcome outcome) {
    if (outcome != journal::Outcome::committed) return done(outcome);
    journal_.put_setting("password_hash", password_hash, adopt);
  });
}

}  // namespace engine
