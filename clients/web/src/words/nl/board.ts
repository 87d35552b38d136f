// Dutch words of the board, for the staff: themes, and weighing with dots. B1, "je", about ten words a sentence.
export const words = {
  // themes on the board
  themeNew: 'Nieuw thema', themeName: 'Hoe heet dit thema?', themeSave: 'Bewaar',
  themeRename: 'Noem anders', themeRenameOf: 'Noem {title} anders',
  themeMerge: 'Voeg samen', themeMergeOf: 'Voeg {title} samen met een ander',
  themeMergeWith: 'Bij welk thema hoort dit?',
  themeHolds: 'Hierin ook: {title}', themeSplit: 'Haal eruit', themeSplitOf: 'Haal {title} er weer uit',
  themePut: 'Thema', themePutIn: 'In welk thema hoort dit kaartje?', themeNone: 'Geen thema',
  boardFreeze: 'Zet dit bord vast', boardOpen: 'Maak dit bord los',
  // dots
  dotsTitle: 'Stippen', dotsOpen: 'Laat stippen zetten', dotsBegin: 'Begin',
  dotsBudget: 'Hoeveel stippen krijgt ieder?', dotsWhere: 'Op welke kaartjes?', dotsWholeBoard: 'Het hele bord',
  dotsSeats: '{seats} plekken kregen stippen. Nu hier: {hall} in de zaal, {online} online.',
  dotsLate: 'Later binnengekomen, nog zonder stippen:', dotsAdmit: 'Geef {name} stippen',
  dotsStickers: 'Tel stickers op papier', dotsStickersOn: 'Stickers op: {title}',
  dotsStickersLead: 'Hoeveel stickers zitten er in de zaal op elk kaartje?',
  dotsClose: 'Tel en toon alle stippen', dotsCloseLead: 'Tot dan ziet niemand een stand. Daarna staat alles vast.',
};
export type BoardWords = typeof words;
