// A library that lets memory run out in a program under test (LD_PRELOAD): the n-th time that it asks the C library for
// memory it gets none, once or from then on (PLEKBERAAD_FAULTS_ALLOC="N" or "N on"). Counts from the start of the
// program. With PLEKBERAAD_FAULTS_COUNT=FILE the number of askings is written there at the end. Any thread.

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>

// The C library's own, under the names by which it knows them itself.
extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
}

namespace {

std::atomic<unsigned long long> asked{0};
unsigned long long first = 0;
bool goes_on = false;

bool is_refused() {
  auto const number = ++asked;
  if (first == 0 || (goes_on ? number < first : number != first)) return false;
  errno = ENOMEM;
  return true;
}

__attribute__((constructor)) void begin() {
  char const* const plan = getenv("PLEKBERAAD_FAULTS_ALLOC");
  if (!plan) return;
  char* end = nullptr;
  first = strtoull(plan, &end, 10);
  goes_on = strcmp(end, " on") == 0;
}

__attribute__((destructor)) void finish() {
  char const* const path = getenv("PLEKBERAAD_FAULTS_COUNT");
  if (!path) return;
  char text[32];
  auto const length = snprintf(text, sizeof text, "%llu\n", asked.load());
  auto const file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0 || write(file, text, static_cast<size_t>(length)) != length) _exit(97);
  close(file);
}

}  // namespace

extern "C" {

void* malloc(size_t size) { return is_refused() ? nullptr : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return is_refused() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return is_refused() ? nullptr : __libc_realloc(old, size); }
void* memalign(size_t alignment, size_t size) { return is_refused() ? nullptr : __libc_memalign(alignment, size); }
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void** place, size_t alignment, size_t size) {
  auto* const memory = memalign(alignment, size);
  if (!memory) return ENOMEM;
  *place = memory;
  return 0;
}

}  // extern "C"
