// The words of the board, for the staff, in Frisian.
import type { BoardWords } from '../nl/board.ts';

export const words: BoardWords = {
  // themes on the board
  themeNew: 'Nij tema', themeName: 'Hoe hjit dit tema?', themeSave: 'Bewarje',
  themeRename: 'Neam oars', themeRenameOf: 'Neam {title} oars',
  themeMerge: 'Foegje gear', themeMergeOf: 'Foegje {title} gear mei in oar',
  themeMergeWith: 'By hokker tema heart dit?',
  themeHolds: 'Hjir ek yn: {title}', themeSplit: 'Helje derút', themeSplitOf: 'Helje {title} der wer út',
  themePut: 'Tema', themePutIn: 'Yn hokker tema heart dit briefke?', themeNone: 'Gjin tema',
  boardFreeze: 'Set dit boerd fêst', boardOpen: 'Meitsje dit boerd los',
  // dots
  dotsTitle: 'Stippen', dotsOpen: 'Lit stippen sette', dotsBegin: 'Begjin',
  dotsBudget: 'Hoefolle stippen kriget elk?', dotsWhere: 'Op hokker briefkes?', dotsWholeBoard: 'It hiele boerd',
  dotsSeats: '{seats} plakken krigen stippen. No hjir: {hall} yn de seal, {online} online.',
  dotsLate: 'Letter binnenkaam, noch sûnder stippen:', dotsAdmit: 'Jou {name} stippen',
  dotsStickers: 'Tel stickers op papier', dotsStickersOn: 'Stickers op: {title}',
  dotsStickersLead: 'Hoefolle stickers sitte der yn de seal op elk briefke?',
  dotsClose: 'Tel en toan alle stippen', dotsCloseLead: 'Oant dan sjocht nimmen in stân. Dêrnei stiet alles fêst.',
};
