// Dutch words of people without a phone, for the staff: hand cards and the pad of who helps, tablets on tables, the
// printed cards. B1, "je", about ten words a sentence.
export const words = {
  // hand cards: numbers on paper, held up by who has no phone
  padTitle: 'Welke kaart gaat omhoog?',
  padLead: 'Tik het nummer.',
  padCard: 'Kaart',
  padRecent: 'Kaarten van net',
  padWipe: 'Wis',
  padBack: 'Terug',
  padRaise: 'Hand van {name} omhoog',
  padLower: 'Hand van {name} omlaag',
  padUp: 'De hand van {name} is omhoog.',
  padDown: 'De hand van {name} is omlaag.',
  padSpeaks: '{name} is nu aan het woord.',
  padClosed: 'Dit is de kaart van {name}. De rij is nu dicht.',
  padNobody: 'Kaart {number} is nog van niemand.',
  padWithName: 'Vul een naam in',
  padName: 'Hoe heet deze persoon?',
  padNameGo: 'Hand omhoog',
  padWithoutName: 'Zonder naam: hand omhoog',
  padCardName: 'Kaart {number}',
  enterCardGive: 'Geef een handkaart',
  enterCardNumber: 'Nummer van de handkaart',
  enterCardGiven: 'Kaart {number} is van {name}.',
  enterCardBack: 'Kaart {number} is weer vrij',
  enterCardTaken: '{name} heeft geen handkaart meer.',
  enterLet: 'Laat iemand voorgaan',
  enterLetLead: 'Wie mag voor {name}? {name} staat dan meteen daarachter.',
  enterLetDone: '{name} staat nu achter {other}.',

  // panel: table tablets
  moreTablets: 'Tafeltablets',
  tabletsLead: 'Een tablet op tafel is voor wie daar zit zonder telefoon. Het telt niet mee als mens.',
  tabletTable: 'Voor welke tafel?',
  tabletMake: 'Maak een code',
  tabletScan: 'Scan deze code met de tablet. Hij werkt één keer.',
  tabletsNone: 'Er staat nog geen tablet op tafel.',
  tabletHere: 'verbonden',
  tabletAway: 'niet verbonden',
  tabletRemove: 'Haal weg',
  tabletRemoveSure: 'Ja, haal deze tablet weg',
  tabletRemoved: 'De leiding haalde deze tablet weg.',

  // sheet: hand cards to cut out
  sheetWhat: 'Wat wil je printen?',
  sheetPoster: 'Het blad voor tafels en deur',
  sheetCards: 'Handkaarten',
  sheetCardsLead: 'Voor wie geen telefoon heeft. Snijd elk vel in vieren. Geef ieder een kaart.',
  sheetCardsFrom: 'Vanaf nummer',
  sheetCardsTo: 'Tot en met nummer',
  sheetCardsHold: 'Wil je iets zeggen? Houd deze kaart omhoog.',
};
export type HandsWords = typeof words;
