// The neighbours of the rehearsed square; see words.hpp.

#include "clients/rehearsal/words.hpp"

#include <array>

namespace rehearsal::words {
namespace {

constexpr std::array<std::string_view, 60> all_names{
    "Fatima",  "Henk",    "Anneke", "Mehmet", "Sjoukje", "Ravi",    "Truus", "Jelle",  "Aïcha",  "Wim",
    "Noor",    "Dirk",    "Ineke",  "Yusuf",  "Marijke", "Bart",    "Hanan", "Kees",   "Femke",  "Omar",
    "Gerda",   "Thijs",   "Samira", "Piet",   "Lotte",   "Chantal", "Joost", "Meryem", "Hessel", "Zoë",
    "Arjen",   "Corrie",  "Daan",   "Esther", "Frits",   "Gül",     "Hilde", "Imane",  "Jaap",   "Karin",
    "Levi",    "Maaike",  "Nadia",  "Otto",   "Paula",   "Quinten", "Roos",  "Stefan", "Tineke", "Ursula",
    "Vincent", "Wietske", "Xandra", "Ype",    "Zeynep",  "André",   "Björn", "Cécile", "Douwe",  "Elif"};

constexpr std::array<std::string_view, 32> all_sentences{"Ik woon hier al dertig jaar.",
                                                         "Het plein was vroeger veel groener.",
                                                         "Mijn kinderen spelen er elke middag.",
                                                         "In de zomer is er nergens schaduw.",
                                                         "Een paar bomen zou al veel helpen.",
                                                         "Ik mis een bankje bij de bushalte.",
                                                         "Mijn moeder kan niet zo ver lopen zonder te zitten.",
                                                         "Na acht uur is het er te donker.",
                                                         "De lamp bij de fietsen doet het al weken niet.",
                                                         "Er staan vaak auto's op de stoep.",
                                                         "Met een rolstoel kom je er dan niet langs.",
                                                         "De markt op zaterdag wil ik graag houden.",
                                                         "Misschien kan de markt een stukje opschuiven.",
                                                         "Wij willen met de buren de bloembakken doen.",
                                                         "Als de gemeente de aarde brengt, doen wij de rest.",
                                                         "Jongeren hebben nu geen plek om te zitten.",
                                                         "Dan gaan ze bij de winkel staan.",
                                                         "Een klein dakje tegen de regen zou fijn zijn.",
                                                         "Ik schrik soms van de scooters.",
                                                         "Kunnen we daar iets tegen doen zonder hekken?",
                                                         "Op het schoolplein werkt een drempel goed.",
                                                         "Wat Henk zegt over de drempel, daar ben ik het mee eens.",
                                                         "Ik denk daar anders over.",
                                                         "Het water blijft staan als het hard regent.",
                                                         "Laten we de tegels eruit halen waar het kan.",
                                                         "Een watertappunt zou mooi zijn.",
                                                         "De bibliotheek kan ook buiten voorlezen.",
                                                         "Dat deden we vroeger ook, met een kleed op het gras.",
                                                         "Wie zorgt er straks voor het onderhoud?",
                                                         "Ik wil wel één keer in de maand helpen.",
                                                         "Dank je wel, dat was het.",
                                                         "Ik hoor graag hoe anderen dat zien."};

constexpr std::array<std::string_view, 24> all_ideas{"Meer bomen aan de zuidkant",
                                                     "Een bankje bij de bushalte",
                                                     "Lamp bij de fietsen maken",
                                                     "Samen de bloembakken vullen",
                                                     "Watertappunt naast de bibliotheek",
                                                     "Een dakje voor de jongeren",
                                                     "Tegels eruit, gras erin",
                                                     "Voorlezen op het gras",
                                                     "Geen auto's op de stoep",
                                                     "Een drempel tegen scooters",
                                                     "De markt mag blijven",
                                                     "Eén keer per maand samen vegen",
                                                     "Een schaaktafel",
                                                     "Speelplek ook voor kleintjes",
                                                     "Een fontein om in te spelen",
                                                     "Beter licht na acht uur",
                                                     "Een prikbord voor de buurt",
                                                     "Plek voor een buurtmoestuin",
                                                     "Rolstoelpad rond het plein",
                                                     "Een pomp zoals vroeger",
                                                     "Kunst van kinderen uit de wijk",
                                                     "Een geveltuin bij elke deur",
                                                     "Regenwater opvangen in tonnen",
                                                     "Een ruilkast voor boeken en zaden"};

}  // namespace

std::span<std::string_view const> names() { return all_names; }
std::span<std::string_view const> sentences() { return all_sentences; }
std::span<std::string_view const> ideas() { return all_ideas; }

}  // namespace rehearsal::words
