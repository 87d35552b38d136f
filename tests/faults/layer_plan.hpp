#pragma once
// Which call is to fail and how, in words: "KIND N ERROR [HOW]". KIND: open, write, sync, rename, unlink, truncate,
// table (a write into a database itself, which only a checkpoint does) or any; N: the n-th such call on a file of the
// data folder, counted from 1; ERROR: EIO, ENOSPC, short (half is written, then the disk is full) or KILL (the process
// is killed as it asks); HOW: "on" lets every call from the n-th on fail. Part of the layer; plain data.

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>

namespace faults {

enum class Call { open, write, sync, rename, unlink, truncate, table, any };
constexpr char const* call_names[] = {"open", "write", "sync", "rename", "unlink", "truncate", "table", "any"};

struct Plan {
  Call call = Call::any;
  std::uint64_t first = 0;  // 0: nothing fails
  int error = EIO;
  bool is_short = false;
  bool kills = false;
  bool goes_on = false;
  std::uint64_t calls = 0;  // counted here when there is no log

  bool counts(Call happens) const { return first > 0 && (call == Call::any || call == happens); }
  bool strikes(std::uint64_t number) const { return goes_on ? number >= first : number == first; }

  bool read(char const* words) {
    char kind[16], fault[16], how[16] = "";
    unsigned long long n = 0;
    if (std::sscanf(words, "%15s %llu %15s %15s", kind, &n, fault, how) < 3 || n == 0) return false;
    bool is_known = false;
    for (int i = 0; i <= static_cast<int>(Call::any); ++i) {
      if (std::strcmp(kind, call_names[i]) != 0) continue;
      call = static_cast<Call>(i);
      is_known = true;
    }
    first = n;
    is_short = std::strcmp(fault, "short") == 0;
    kills = std::strcmp(fault, "KILL") == 0;
    goes_on = std::strcmp(how, "on") == 0;
    error = is_short || std::strcmp(fault, "ENOSPC") == 0 ? ENOSPC : EIO;
    return is_known && (is_short || kills || error == ENOSPC || std::strcmp(fault, "EIO") == 0);
  }
};

}  // namespace faults
