// A library that stands between the real server and its files (LD_PRELOAD): it carries every call on a file of the data
// folder out, writes it into a log that the test reads, and can let a planned call fail. It also notes the bytes that
// leave through sockets, so that "was told" and "was on the disk" stand in one order. Any thread of the server.

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "tests/faults/layer_log.hpp"
#include "tests/faults/layer_plan.hpp"

namespace faults {

namespace {

constexpr int files_max = 65'536;
enum class Kind : unsigned char { other, file, folder };

LogHead* log_head = nullptr;
char folder[4096];
std::size_t folder_length = 0;
bool swallows_all = false;
Plan plan;
Kind kinds[files_max];
bool are_tables[files_max];  // the database itself, neither its WAL nor anything else
// Held over a call and its record, so that the log has the order in which things happened. Never held over a sync:
// what is sent while a sync is under way must be seen to be early.
pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

struct InOrder {
  InOrder() { pthread_mutex_lock(&order); }
  ~InOrder() { pthread_mutex_unlock(&order); }
  InOrder(InOrder const&) = delete;
  InOrder& operator=(InOrder const&) = delete;
};

[[noreturn]] void give_up(char const* why) {
  dprintf(STDERR_FILENO, "layer of the tests: %s\n", why);
  _exit(99);
}

struct Bytes {
  void const* data;
  std::size_t length;
};

void note(Did did, int file, int flags, std::int64_t offset, Bytes const* pieces, int count) {
  if (!log_head) return;
  std::uint64_t length = 0;
  for (int i = 0; i < count; ++i) length += pieces[i].length;
  auto const size = (sizeof(RecordHead) + length + 7) & ~std::uint64_t{7};
  auto const at = log_head->used.load();
  if (at + size > log_head->capacity) {
    log_head->has_overflowed = 1;
    give_up("the log is full");
  }
  auto* const place = reinterpret_cast<char*>(log_head) + at;
  RecordHead head;
  head.did = did;
  head.file = file;
  head.flags = flags;
  head.offset = offset;
  head.length = length;
  auto* bytes = place + sizeof head;
  for (int i = 0; i < count; ++i) {
    memcpy(bytes, pieces[i].data, pieces[i].length);
    bytes += pieces[i].length;
  }
  head.size = static_cast<std::uint32_t>(size);
  memcpy(place, &head, sizeof head);
  log_head->used = at + size;
}

void note(Did did, int file, std::int64_t offset = 0, Bytes bytes = {nullptr, 0}) {
  note(did, file, 0, offset, &bytes, bytes.length > 0 ? 1 : 0);
}

// The name within the data folder; null: somewhere else.
char const* name_of(char const* path) {
  if (folder_length == 0 || strncmp(path, folder, folder_length) != 0) return nullptr;
  if (path[folder_length] == '\0') return path + folder_length;
  return path[folder_length] == '/' ? path + folder_length + 1 : nullptr;
}

Kind kind_of(int file) { return file >= 0 && file < files_max ? kinds[file] : Kind::other; }

bool strikes(Call call, int file) {
  if (!plan.counts(call)) return false;
  auto const number = log_head ? log_head->calls.fetch_add(1) + 1 : ++plan.calls;
  if (!plan.strikes(number)) return false;
  if (log_head) log_head->has_struck = 1;
  note(Did::struck, file, static_cast<int>(call), plan.error, nullptr, 0);
  if (plan.kills) kill(getpid(), SIGKILL);
  errno = plan.error;
  return true;
}

int open_file(int at, char const* path, int flags, mode_t mode) {
  auto const* name = at == AT_FDCWD || path[0] == '/' ? name_of(path) : nullptr;
  if (!name) return static_cast<int>(syscall(SYS_openat, at, path, flags, mode));
  InOrder const in_order;
  if (strikes(Call::open, -1)) return -1;
  auto const file = static_cast<int>(syscall(SYS_openat, at, path, flags, mode));
  if (file < 0) return file;
  if (file >= files_max) give_up("too many files");
  kinds[file] = *name ? Kind::file : Kind::folder;
  auto const length = strlen(name);
  are_tables[file] = length > 7 && strcmp(name + length - 7, ".sqlite") == 0;
  Bytes const bytes{name, strlen(name)};
  note(Did::opened, file, flags, 0, &bytes, 1);
  return file;
}

// Writes what fits: a short write takes half and says so, as a disk that runs full does.
ssize_t write_at(int file, Bytes bytes, off_t offset) {
  InOrder const in_order;
  bool const is_struck = strikes(plan.call == Call::table && are_tables[file] ? Call::table : Call::write, file);
  if (is_struck && !plan.is_short) return -1;
  if (is_struck) bytes.length /= 2;
  auto const written = syscall(SYS_pwrite64, file, bytes.data, bytes.length, offset);
  if (written > 0) note(Did::wrote, file, offset, {bytes.data, static_cast<std::size_t>(written)});
  return written;
}

ssize_t write_on(int file, Bytes bytes) {
  InOrder const in_order;
  bool const is_struck = strikes(Call::write, file);
  if (is_struck && !plan.is_short) return -1;
  if (is_struck) bytes.length /= 2;
  auto const offset = lseek(file, 0, SEEK_CUR);
  auto const written = syscall(SYS_write, file, bytes.data, bytes.length);
  if (written > 0) note(Did::wrote, file, offset, {bytes.data, static_cast<std::size_t>(written)});
  return written;
}

int sync_file(long call, int file) {
  if (kind_of(file) == Kind::other) return static_cast<int>(syscall(call, file));
  {
    InOrder const in_order;
    if (strikes(Call::sync, file)) return -1;
    if (swallows_all) return 0;
    note(Did::sync_begun, file);
  }
  auto const result = static_cast<int>(syscall(call, file));
  InOrder const in_order;
  if (result == 0) note(Did::synced, file);
  return result;
}

int size_file(int file, off_t length) {
  if (kind_of(file) == Kind::other) return static_cast<int>(syscall(SYS_ftruncate, file, length));
  InOrder const in_order;
  if (strikes(Call::truncate, file)) return -1;
  auto const result = static_cast<int>(syscall(SYS_ftruncate, file, length));
  if (result == 0) note(Did::sized, file, length);
  return result;
}

// Answers with an error number and leaves errno alone, as posix_fallocate does.
int lay_aside(int file, off_t offset, off_t length) {
  InOrder const in_order;
  if (kind_of(file) != Kind::other && strikes(Call::write, file)) return plan.error;
  if (syscall(SYS_fallocate, file, 0, offset, length) != 0) return errno;
  if (kind_of(file) != Kind::other) note(Did::sized, file, offset + length);
  return 0;
}

ssize_t send_parts(int file, msghdr const* message, int flags) {
  InOrder const in_order;
  auto const sent = syscall(SYS_sendmsg, file, message, flags);
  if (sent <= 0 || !log_head) return sent;
  constexpr std::size_t pieces_max = 64;  // as many as Asio hands over at once
  if (message->msg_iovlen > pieces_max) give_up("an answer in so many pieces is not understood");
  Bytes pieces[pieces_max];
  int count = 0;
  auto left = static_cast<std::size_t>(sent);
  for (std::size_t i = 0; i < message->msg_iovlen && left > 0; ++i) {
    auto const& part = message->msg_iov[i];
    pieces[count] = {part.iov_base, part.iov_len < left ? part.iov_len : left};
    left -= pieces[count++].length;
  }
  note(Did::sent, file, 0, 0, pieces, count);
  return sent;
}

__attribute__((constructor)) void begin() {
  if (char const* const name = getenv(folder_variable)) {
    folder_length = strlen(name);
    if (folder_length >= sizeof folder) give_up("the folder's name is too long");
    memcpy(folder, name, folder_length + 1);
  }
  if (char const* const what = getenv(swallow_variable)) {
    swallows_all = strcmp(what, "all") == 0;
    if (!swallows_all) give_up("it is not said which syncs are swallowed");
  }
  if (char const* const words = getenv(plan_variable); words && !plan.read(words)) give_up("the plan is not readable");
  char const* const path = getenv(log_variable);
  if (!path) return;
  auto const file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0));
  struct stat found {};
  if (file < 0 || fstat(file, &found) != 0) give_up("the log cannot be opened");
  auto* const memory =
      reinterpret_cast<void*>(syscall(SYS_mmap, nullptr, found.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
  syscall(SYS_close, file);
  if (memory == MAP_FAILED) give_up("the log cannot be mapped");
  log_head = static_cast<LogHead*>(memory);
}

}  // namespace

}  // namespace faults

// --- the calls, as the C library names them
// ---------------------------------------------------------------------------

using namespace faults;

namespace {

mode_t mode_in(int flags, va_list& more) {
  return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(more, unsigned)) : 0;
}

}  // namespace

#define OPEN_WITH_MODE(at, path, flags)   \
  va_list more;                           \
  va_start(more, flags);                  \
  auto const mode = mode_in(flags, more); \
  va_end(more);                           \
  return open_file(at, path, flags, mode)

extern "C" {

int open(char const* path, int flags, ...) { OPEN_WITH_MODE(AT_FDCWD, path, flags); }
int open64(char const* path, int flags, ...) { OPEN_WITH_MODE(AT_FDCWD, path, flags); }
int openat(int at, char const* path, int flags, ...) { OPEN_WITH_MODE(at, path, flags); }
int openat64(int at, char const* path, int flags, ...) { OPEN_WITH_MODE(at, path, flags); }
int __open_2(char const* path, int flags) { return open_file(AT_FDCWD, path, flags, 0); }
int __open64_2(char const* path, int flags) { return open_file(AT_FDCWD, path, flags, 0); }
int creat(char const* path, mode_t mode) { return open_file(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
int creat64(char const* path, mode_t mode) { return creat(path, mode); }

int close(int file) {
  InOrder const in_order;
  if (file >= 0 && file < files_max) kinds[file] = Kind::other;
  if (log_head) note(Did::closed, file);
  return static_cast<int>(syscall(SYS_close, file));
}

ssize_t write(int file, void const* data, size_t length) {
  if (file == STDOUT_FILENO) {
    InOrder const in_order;
    note(Did::sent, file, 0, {data, length});
    return syscall(SYS_write, file, data, length);
  }
  if (kind_of(file) != Kind::file) return syscall(SYS_write, file, data, length);
  return write_on(file, {data, length});
}

ssize_t pwrite64(int file, void const* data, size_t length, off64_t offset) {
  if (kind_of(file) != Kind::file) return syscall(SYS_pwrite64, file, data, length, offset);
  return write_at(file, {data, length}, offset);
}
ssize_t pwrite(int file, void const* data, size_t length, off_t offset) { return pwrite64(file, data, length, offset); }

ssize_t writev(int file, iovec const* parts, int count) {
  if (kind_of(file) == Kind::file) give_up("writev to a file of the folder is not understood");
  return syscall(SYS_writev, file, parts, count);
}
ssize_t pwritev(int file, iovec const* parts, int count, off_t offset) {
  if (kind_of(file) == Kind::file) give_up("pwritev to a file of the folder is not understood");
  return syscall(SYS_pwritev, file, parts, count, offset, 0);
}

int fsync(int file) { return sync_file(SYS_fsync, file); }
int fdatasync(int file) { return sync_file(SYS_fdatasync, file); }
int ftruncate(int file, off_t length) noexcept { return size_file(file, length); }
int ftruncate64(int file, off64_t length) noexcept { return size_file(file, length); }
int posix_fallocate(int file, off_t offset, off_t length) { return lay_aside(file, offset, length); }
int posix_fallocate64(int file, off64_t offset, off64_t length) { return lay_aside(file, offset, length); }

int rename(char const* from, char const* to) noexcept {
  auto const* old_name = name_of(from);
  auto const* new_name = name_of(to);
  if (!old_name && !new_name) return static_cast<int>(syscall(SYS_rename, from, to));
  if (!old_name || !new_name) give_up("a rename out of or into the folder is not understood");
  InOrder const in_order;
  if (strikes(Call::rename, -1)) return -1;
  auto const result = static_cast<int>(syscall(SYS_rename, from, to));
  Bytes const names[] = {{old_name, strlen(old_name) + 1}, {new_name, strlen(new_name)}};
  if (result == 0) note(Did::renamed, -1, 0, 0, names, 2);
  return result;
}

int unlink(char const* path) noexcept {
  auto const* name = name_of(path);
  if (!name) return static_cast<int>(syscall(SYS_unlink, path));
  InOrder const in_order;
  if (strikes(Call::unlink, -1)) return -1;
  auto const result = static_cast<int>(syscall(SYS_unlink, path));
  if (result == 0) note(Did::unlinked, -1, 0, {name, strlen(name)});
  return result;
}

void* mmap(void* address, size_t length, int protection, int flags, int file, off_t offset) noexcept {
  if (kind_of(file) == Kind::file) give_up("a file of the folder is mapped: writes would not be seen");
  return reinterpret_cast<void*>(syscall(SYS_mmap, address, length, protection, flags, file, offset));
}
void* mmap64(void* address, size_t length, int protection, int flags, int file, off64_t offset) noexcept {
  return mmap(address, length, protection, flags, file, offset);
}

ssize_t sendmsg(int file, msghdr const* message, int flags) { return send_parts(file, message, flags); }
ssize_t send(int file, void const* data, size_t length, int flags) {
  iovec part{const_cast<void*>(data), length};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  return send_parts(file, &message, flags);
}

}  // extern "C"
