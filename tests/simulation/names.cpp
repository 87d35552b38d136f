// How people are called: some share a name, and some write one like that of somebody else.

#include <iterator>

#include "tests/simulation/habits.hpp"

namespace sim {
namespace {

std::string_view const names[] = {"Fatima",  "Jan",   "jan",    "Piet",   "Ada",   "Bob",  "Cem",
                                  "Doutzen", "Eelke", "Femke",  "Gerrit", "Hiske", "Ilse", "Jelle",
                                  "Klaas",   "Linda", "Mo",     "Nynke",  "Oane",  "Pim",  "Rachid",
                                  "Sjoerd",  "Tine",  "Ursula", "Vera",   "Wim",   "Yara"};

}  // namespace

std::string some_name(Chance& chance) {
  std::string name{names[chance.below(std::size(names))]};
  return chance.one_in(2) ? name : name + " " + static_cast<char>('A' + chance.below(26)) + ".";
}

}  // namespace sim
