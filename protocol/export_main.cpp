// plekberaad_export ROOT: writes every generated file below ROOT (the checkout). Run by the target protocol_generated.

#include <fstream>
#include <iostream>

#include "protocol/export.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: plekberaad_export ROOT\n";
    return 2;
  }
  for (auto const& file : protocol::generated_files()) {
    std::ofstream out{std::string{argv[1]} + "/" + std::string{file.path}, std::ios::binary};
    out << file.text();
    if (!out.flush()) {
      std::cerr << "cannot write " << file.path << "\n";
      return 1;
    }
  }
}
