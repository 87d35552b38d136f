// Dutch words of the order: what a hand is for, why somebody is where in the order, letting others go first. They come
// after the phone's first view, and with the cockpit. B1, "je", about ten words a sentence.
import type { MoveReason, PlaceReason, RequestKind } from '../../protocol.gen.ts';

type Kinds = Record<Exclude<RequestKind, 'contribution'>, string>;

const asks: Kinds = {
  reply: 'Ik wil reageren',
  question: 'Ik heb een vraag',
  technical: 'Ik hoor of zie niets',
  point_of_order: 'Voorstel over hoe we praten',
};
const asksLead: Kinds = {
  reply: 'Op wat net gezegd is.',
  question: 'Dat kan soms tussendoor.',
  technical: 'Dan kun je niet meedoen. Daarom ga je voor.',
  point_of_order: 'Bijvoorbeeld: een pauze, of eerst iets anders. Daarom ga je voor.',
};
const kinds: Kinds = {
  reply: 'reactie', question: 'vraag', technical: 'hoort of ziet niets', point_of_order: 'voorstel over hoe we praten',
};
// of a hand of one's own
const movedYou: Record<MoveReason, string> = {
  ties_in: 'Jij sluit aan op wat net gezegd is.',
  has_to_go: 'Jij moet zo weg.',
  asked_to: 'Je vroeg er zelf om.',
  balance: 'Zo verdelen we het woord eerlijk.',
  other: 'Vraag gerust waarom.',
};
// of somebody else's; after "Stond als 2e in de rij: "
const why: Record<PlaceReason, string> = {
  moved: 'verplaatst door de leiding',
  stepped_back: 'liet iemand voorgaan',
  called: 'was al eerder geroepen',
  waited_long: 'wachtte al lang',
  urgent: 'het was dringend',
  not_heard: 'was nog niet aan het woord geweest',
  side_behind: 'van die kant hoorden we nog weinig',
  table_behind: 'van die tafel hoorden we nog weinig',
  heard_before: 'was al eerder aan het woord geweest',
  arrival: 'op volgorde van de handen',
};
const moved: Record<MoveReason, string> = {
  ties_in: 'sluit aan', has_to_go: 'moet zo weg', asked_to: 'vroeg erom', balance: 'eerlijk verdelen',
  other: 'andere reden',
};

export const words = {
  otherLead: 'Waarvoor steek je je hand op?',
  asks,
  asksLead,
  letLead: 'Tik op wie voor jou mag. Jij komt er meteen achter.',
  letNobody: 'Achter jou wacht niemand.',
  movedYou,

  // why this order
  orderTurns: 'Wie kreeg het woord, en waarom?',
  orderNone: 'Nog niemand kreeg het woord.',
  kinds,
  why,
  moved,
  inRow: (ordinal: string, reason: string) => `Stond als ${ordinal} in de rij: ${reason}.`,
  chosen: 'Gekozen door de leiding.',
  interrupts: 'Korte vraag tussendoor.',
  inRound: 'Aan de beurt in het rondje.',
  askedAs: (kind: string) => `Hand voor: ${kind}.`,
  seconds: (n: number) => (n === 1 ? '1 seconde' : `${n} seconden`),
  ruleTitle: 'Zo werkt de volgorde',
  rules: {
    fair: [
      'Wie heel lang wacht, gaat eerder.',
      'Wie niets hoort, gaat voor. Ook wie iets voorstelt over hoe we praten.',
      'Wie nog niet sprak, gaat voor wie al sprak.',
      'Sprak jouw kant of jouw tafel minder? Dan ga je eerder.',
      'De leiding mag iemand verplaatsen. Iedereen ziet dan waarom.',
    ],
    arrival: [
      'Wie het eerst de hand opsteekt, gaat eerst.',
      'Werd je geroepen en was je er niet? Dan houd je je plek.',
      'Je mag een ander voor laten gaan.',
      'Een korte vraag kan tussendoor. De spreker houdt de eigen tijd.',
      'De leiding mag iemand verplaatsen. Iedereen ziet dan waarom.',
    ],
    facilitator: [
      'De gespreksleider kiest wie het woord krijgt.',
      'Je ziet wie er wachten en hoe lang de rij is.',
      'Je mag een ander voor laten gaan.',
      'Een korte vraag kan tussendoor. De spreker houdt de eigen tijd.',
      'Hier lees je altijd wie gekozen is.',
    ],
  },
};
export type FloorWords = typeof words;
