#pragma once
// What every fuzz target shares: a promise that stops the run when it is broken, and the bytes as text. One thread.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#define FUZZ_TARGET(bytes)                                                         \
  static void one_input(std::string_view bytes);                                   \
  extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t n) { \
    one_input({reinterpret_cast<char const*>(data), n});                           \
    return 0;                                                                      \
  }                                                                                \
  static void one_input(std::string_view bytes)

namespace fuzz {

inline void promise(bool is_kept, char const* what) {
  if (is_kept) return;
  std::fprintf(stderr, "BROKEN PROMISE: %s\n", what);
  std::abort();
}

// Takes choices from the front of an input, so that one input can say how as well as what.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}
  unsigned byte() {
    if (bytes_.empty()) return 0;
    auto const first = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return first;
  }
  std::string_view take(std::size_t size) {
    auto const part = bytes_.substr(0, size);
    bytes_.remove_prefix(part.size());
    return part;
  }
  std::string_view rest() const { return bytes_; }
  bool is_empty() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

}  // namespace fuzz
