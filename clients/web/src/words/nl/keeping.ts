// Dutch words for leaving, for what is kept and what is erased: in the help of the phone, and in the office.
// B1, "je", about ten words a sentence.
export const words = {
  // on the phone
  stretch: 'Heb je meer tijd nodig als je aan het woord bent?',
  stretch_usual: 'Gewone tijd',
  stretch_half_more: 'Anderhalf keer zo lang',
  stretch_twice: 'Twee keer zo lang',
  stretchLead: 'Alleen jij en de leiding zien dit.',
  nudgesOff: 'Geen seintje meer',
  nudgesOn: 'Stuur mij weer een seintje',
  nudgesLead: 'Ben je lang niet gehoord? Dan vragen we jou of je iets wilt zeggen.',
  sitWith: 'Met wie wil je aan tafel zitten?',
  sitWithNobody: 'Dat maakt mij niet uit',
  sitWithGo: 'Vraag dit',
  sitWithLead: 'Zeggen jullie het allebei? Dan zetten we jullie bij elkaar. Verder ziet alleen de leiding dit.',
  sitWithAsked: '{name} wil bij jou aan tafel zitten. Wil jij dat ook? Kies dan {name}.',
  leave: 'Stop met meedoen',
  leaveSure: 'Wil je stoppen? Wat je zei en schreef blijft staan.',
  leaveYes: 'Ja, ik stop',
  me: 'Verwijder mij',
  meSure: 'Wil je dat wij je vergeten? Dan wissen we je naam en alles wat je schreef. Dat kan niet terug.',
  meLimit: 'Wat een ander over jou opschreef, blijft staan. Wil je dat ook weg? Vraag het de bibliotheek.',
  meYes: 'Ja, verwijder mij',

  // in the office
  until: 'De namen en woorden van deze avond worden gewist op {date}. Haal de oogst op voor die dag.',
  untilShort: 'wordt gewist op {date}',
  gone: 'De namen en woorden van deze avond zijn gewist.',
  goneShort: 'gewist',
  title: 'Iemand verwijderen',
  lead: 'Vraagt iemand om vergeten te worden? Dan wis je hier de naam en alles wat die persoon schreef.',
  show: 'Toon de namen',
  nobody: 'Er zijn geen namen om te wissen.',
  one: 'Verwijder {name}',
  sure: 'Wil je de naam en alle tekst van {name} wissen? Dat kan niet terug.',
  yes: 'Ja, wis alles van {name}',
  done: '{name} is verwijderd.',
  left: 'is weg',
};

export type KeepingWords = typeof words;
