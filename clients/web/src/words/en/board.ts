// The words of the board, for the staff, in English.
import type { BoardWords } from '../nl/board.ts';

export const words: BoardWords = {
  // themes on the board
  themeNew: 'New theme', themeName: 'What is this theme called?', themeSave: 'Save',
  themeRename: 'Rename', themeRenameOf: 'Rename {title}',
  themeMerge: 'Merge', themeMergeOf: 'Merge {title} with another',
  themeMergeWith: 'With which theme does this belong?',
  themeHolds: 'Also in here: {title}', themeSplit: 'Take out', themeSplitOf: 'Take {title} out again',
  themePut: 'Theme', themePutIn: 'In which theme does this card belong?', themeNone: 'No theme',
  boardFreeze: 'Freeze this board', boardOpen: 'Open this board again',
  // dots
  dotsTitle: 'Dots', dotsOpen: 'Let people place dots', dotsBegin: 'Begin',
  dotsBudget: 'How many dots does each person get?', dotsWhere: 'On which cards?', dotsWholeBoard: 'The whole board',
  dotsSeats: '{seats} places got dots. Here now: {hall} in the hall, {online} online.',
  dotsLate: 'Came in later, still without dots:', dotsAdmit: 'Give {name} dots',
  dotsStickers: 'Count stickers on paper', dotsStickersOn: 'Stickers on: {title}',
  dotsStickersLead: 'How many stickers are on each card in the hall?',
  dotsClose: 'Count and show all dots', dotsCloseLead: 'Until then nobody sees a count. After it nothing changes.',
};
