#pragma once
// Stands in front of the C library's fdatasync and fsync in this test program, so that tests can count syncs and make
// them fail as a dying disk does. SQLite and the journal call these same symbols.

#include <atomic>

namespace journal_test {

extern std::atomic<int> wal_syncs;             // fdatasync calls on journal.sqlite-wal
extern std::atomic<char const*> failing_file;  // syncs of files that end like this fail with EIO; null: none does

}  // namespace journal_test
