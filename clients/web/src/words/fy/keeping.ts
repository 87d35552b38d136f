// The Frisian words for leaving, for what is kept and what is erased: in the help of the phone, and in the office.
import type { KeepingWords } from '../nl/keeping.ts';

export const words: KeepingWords = {
  // on the phone
  stretch: 'Hast mear tiid nedich ast oan it wurd bist?',
  stretch_usual: 'Gewoane tiid',
  stretch_half_more: 'Oardel kear sa lang',
  stretch_twice: 'Twa kear sa lang',
  stretchLead: 'Allinnich do en de lieding sjogge dit.',
  nudgesOff: 'Gjin seintsje mear',
  nudgesOn: 'Stjoer my wer in seintsje',
  nudgesLead: 'Bist lang net heard? Dan freegje wy dy oftst wat sizze wolst.',
  sitWith: 'Mei wa wolst oan tafel sitte?',
  sitWithNobody: 'Dat makket my net út',
  sitWithGo: 'Freegje dit',
  sitWithLead: 'Sizze jimme it beide? Dan sette wy jimme by inoar. Fierder sjocht allinnich de lieding dit.',
  sitWithAsked: '{name} wol by dy oan tafel sitte. Wolsto dat ek? Kies dan {name}.',
  leave: 'Stopje mei meidwaan',
  leaveSure: 'Wolst stopje? Watst seist en skreaust bliuwt stean.',
  leaveYes: 'Ja, ik stopje',
  me: 'Wiskje my',
  meSure: 'Wolst dat wy dy ferjitte? Dan wiskje wy dyn namme en alles watst skreaust. Dat kin net werom.',
  meLimit: 'Wat in oar oer dy opskreau, bliuwt stean. Wolst dat ek fuort? Freegje it de bibleteek.',
  meYes: 'Ja, wiskje my',

  // in the office
  until: 'De nammen en wurden fan dizze jûn wurde wiske op {date}. Helje de rispinge foar dy dei op.',
  untilShort: 'wurdt wiske op {date}',
  gone: 'De nammen en wurden fan dizze jûn binne wiske.',
  goneShort: 'wiske',
  title: 'Immen wiskje',
  lead: 'Freget immen om fergetten te wurden? Dan wiskest hjir de namme en alles wat dy persoan skreau.',
  show: 'Lit de nammen sjen',
  nobody: 'Der binne gjin nammen om te wiskjen.',
  one: 'Wiskje {name}',
  sure: 'Wolst de namme en alle tekst fan {name} wiskje? Dat kin net werom.',
  yes: 'Ja, wiskje alles fan {name}',
  done: '{name} is wiske.',
  left: 'is fuort',
};
