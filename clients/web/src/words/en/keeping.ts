// The English words for leaving, for what is kept and what is erased: in the help of the phone, and in the office.
import type { KeepingWords } from '../nl/keeping.ts';

export const words: KeepingWords = {
  // on the phone
  stretch: 'Do you need more time when you have the floor?',
  stretch_usual: 'Usual time',
  stretch_half_more: 'One and a half times as long',
  stretch_twice: 'Twice as long',
  stretchLead: 'Only you and the staff see this.',
  nudgesOff: 'No more nudges',
  nudgesOn: 'Nudge me again',
  nudgesLead: 'Not heard for long? Then we ask you whether you want to say something.',
  sitWith: 'With whom would you like to sit at a table?',
  sitWithNobody: 'I do not mind',
  sitWithGo: 'Ask this',
  sitWithLead: 'Do you both say so? Then we put you together. Nobody else sees this, except who leads.',
  sitWithAsked: '{name} wants to sit at a table with you. Do you want that too? Then choose {name}.',
  leave: 'Stop taking part',
  leaveSure: 'Do you want to stop? What you said and wrote stays.',
  leaveYes: 'Yes, I stop',
  me: 'Remove me',
  meSure: 'Shall we forget you? Then we erase your name and all you wrote. This cannot be undone.',
  meLimit: 'What others wrote about you stays. Do you want that gone as well? Ask the library.',
  meYes: 'Yes, remove me',

  // in the office
  until: 'The names and words of this evening are erased on {date}. Take the harvest home before that day.',
  untilShort: 'is erased on {date}',
  gone: 'The names and words of this evening have been erased.',
  goneShort: 'erased',
  title: 'Remove somebody',
  lead: 'Does somebody ask to be forgotten? Here you erase the name and all that this person wrote.',
  show: 'Show the names',
  nobody: 'There are no names to erase.',
  one: 'Remove {name}',
  sure: 'Erase the name and all text of {name}? This cannot be undone.',
  yes: 'Yes, erase everything of {name}',
  done: '{name} has been removed.',
  left: 'has left',
};
