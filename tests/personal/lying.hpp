#pragma once
// What lies in a data folder: its files byte by byte, and what its journal says to who has the server's key.

#include <filesystem>
#include <map>
#include <string>

namespace personal {

// Every file under a folder, as it lies there, by its name.
std::map<std::string, std::string> files(std::filesystem::path const& folder);

// How often a word is in a text.
int hits(std::string const& text, std::string const& word);

// Everything that a journal can be made to say with the server's own key, as text; with CORRUPT or CANNOT OPEN in it
// when it cannot be read.
std::string opened(std::filesystem::path const& folder, std::filesystem::path const& server_key);

}  // namespace personal
