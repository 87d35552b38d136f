#pragma once
// The settings of every rule, as a library or a room wants them: on or off, how grave, how much is too much. Read from
// a TOML file, of which moderation/data/rules.example.toml shows every line. Pure values; reading a file is in
// read_rules alone. Any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace moderation {

// What a rule does with a text in which it finds something. note: it passes, and what was found is told.
enum class Does { off, note, hold, refuse };

struct LinkRule {
  Does does = Does::note;
  std::vector<std::string> allowed;  // hosts that pass, with everything below them: "fryslan.frl"
};

// A list of words never refuses: it cannot tell hate from somebody who tells of it.
struct WordsRule {
  Does does = Does::hold;  // never refuse
  bool slurs = true;
  bool insults = true;
  bool threats = true;
  bool own_list = true;             // the list that comes with Plekberaad
  std::vector<std::string> lists;   // more lists, files beside the rules file
  std::vector<std::string> add;     // single words
  std::vector<std::string> except;  // words of the lists that pass here
};

struct ShoutingRule {
  Does does = Does::hold;
  int letters_min = 24;  // a shorter text may be all capitals: a name of a street, NS, AED
  int capital_percent = 80;
  int signs_in_row = 6;  // "!!!!!!" and more; 0: as many as one likes
};

struct FloodingRule {
  Does does = Does::refuse;
  int texts = 8;  // of one author
  int seconds = 60;
};

struct RepeatingRule {
  Does does = Does::hold;
  int alike_percent = 80;
  int seconds = 600;
  int letters_min = 16;  // "ja, mee eens" may be said again
  int others = 2;        // how many others may have said the same before it counts as one text sent by many
};

struct NamesRule {
  Does looks_like_staff = Does::refuse;  // reads or looks as the name of staff, in other signs
  Does same_as_staff = Does::hold;       // simply the same name: two people can be called Jan
  Does says_it_is_staff = Does::hold;    // "Gespreksleider", "Ada (helpdesk)"
  std::vector<std::string> staff;        // names that are always taken, besides those of the room
  std::vector<std::string> roles{"gespreksleider", "leiding",  "moderator", "facilitator", "beheerder", "admin",
                                 "helpdesk",       "gastheer", "gastvrouw", "bibliotheek", "gemeente",  "petearlieder"};
};

struct Rules {
  Does email = Does::hold;
  Does iban = Does::hold;
  Does phone = Does::hold;
  Does bsn = Does::hold;
  Does address = Does::hold;
  Does plate = Does::hold;
  LinkRule link;
  WordsRule words;
  ShoutingRule shouting;
  FloodingRule flooding;
  RepeatingRule repeating;
  NamesRule names;
};

// What is wrong with a file, in one sentence with its name, its line and the way out.
struct BadRules {
  std::string why;
};

// `name` is for what is said and for the lists beside it.
std::variant<Rules, BadRules> rules_of(std::string_view toml, std::string const& name);
std::variant<Rules, BadRules> read_rules(std::string const& file);

}  // namespace moderation
