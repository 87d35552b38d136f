#pragma once
// Looks whether a WAL was damaged in the middle. SQLite ends a WAL at the first frame that does not add up and says
// nothing, which is right for a commit that a power cut tore; but commits stand behind this one only when it had been
// synced before. Pure, any thread. The form of the file: sqlite.org/fileformat2.html, section 4.

#include <cstddef>
#include <optional>
#include <string_view>

namespace journal {

// Where in the file the damage lies: whole commits behind it would be lost. None: whole, or torn at its end.
std::optional<std::size_t> wal_damage(std::string_view wal);

}  // namespace journal
