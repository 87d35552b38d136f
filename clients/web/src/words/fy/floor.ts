// The words of the order in Frisian: what a hand is for, and why somebody is where in the order.
import type { FloorWords } from '../nl/floor.ts';

export const words: FloorWords = {
  otherLead: 'Wêrfoar stekst dyn hân op?',
  asks: {
    reply: 'Ik wol reagearje',
    question: 'Ik haw in fraach',
    technical: 'Ik hear of sjoch neat',
    point_of_order: 'Foarstel oer hoe’t wy prate',
  },
  asksLead: {
    reply: 'Op wat krekt sein is.',
    question: 'Dat kin soms tuskentroch.',
    technical: 'Dan kinst net meidwaan. Dêrom giest foar.',
    point_of_order: 'Bygelyks: skoft, of earst wat oars. Dêrom giest foar.',
  },
  letLead: 'Tik op wa’t foar dy mei. Do komst der fuort efter.',
  letNobody: 'Efter dy wachtet nimmen.',
  movedYou: {
    ties_in: 'Do slútst oan op wat krekt sein is.',
    has_to_go: 'Do moatst aanst fuort.',
    asked_to: 'Do fregest der sels om.',
    balance: 'Sa ferdiele wy it wurd earlik.',
    other: 'Freegje gerêst wêrom.',
  },

  orderTurns: 'Wa krige it wurd, en wêrom?',
  orderNone: 'Noch nimmen krige it wurd.',
  kinds: {
    reply: 'reaksje', question: 'fraach', technical: 'heart of sjocht neat',
    point_of_order: 'foarstel oer hoe’t wy prate',
  },
  why: {
    moved: 'ferpleatst troch de lieding',
    stepped_back: 'liet immen foargean',
    called: 'wie al earder roppen',
    waited_long: 'wachte al lang',
    urgent: 'it wie driuwend',
    not_heard: 'wie noch net oan it wurd west',
    side_behind: 'fan dy kant hearden wy noch net folle',
    table_behind: 'fan dy tafel hearden wy noch net folle',
    heard_before: 'wie al earder oan it wurd west',
    arrival: 'op folchoarder fan de hannen',
  },
  moved: {
    ties_in: 'slút oan', has_to_go: 'moat aanst fuort', asked_to: 'frege derom', balance: 'earlik ferdiele',
    other: 'oare reden',
  },
  inRow: (ordinal, reason) => `Stie as ${ordinal} yn de rige: ${reason}.`,
  chosen: 'Keazen troch de lieding.',
  interrupts: 'Koarte fraach tuskentroch.',
  inRound: 'Oan bar yn it rûntsje.',
  askedAs: (kind) => `Hân foar: ${kind}.`,
  seconds: (n) => (n === 1 ? '1 sekonde' : `${n} sekonden`),
  ruleTitle: 'Sa wurket de folchoarder',
  rules: {
    fair: [
      'Wa’t hiel lang wachtet, giet earder.',
      'Wa’t neat heart, giet foar. Ek wa’t wat foarstelt oer hoe’t wy prate.',
      'Wa’t noch net spruts, giet foar wa’t al spruts.',
      'Spruts dyn kant of dyn tafel minder? Dan giest earder.',
      'De lieding mei immen ferpleatse. Elkenien sjocht dan wêrom.',
    ],
    arrival: [
      'Wa’t it earst de hân opstekt, giet earst.',
      'Waardst roppen en wiest der net? Dan hâldst dyn plak.',
      'Do meist in oar foargean litte.',
      'In koarte fraach kin tuskentroch. De sprekker hâldt de tiid.',
      'De lieding mei immen ferpleatse. Elkenien sjocht dan wêrom.',
    ],
    facilitator: [
      'De petearlieder kiest wa’t it wurd krijt.',
      'Do sjochst wa’t wachtet en hoe lang oft de rige is.',
      'Do meist in oar foargean litte.',
      'In koarte fraach kin tuskentroch. De sprekker hâldt de tiid.',
      'Hjir lêst altyd wa’t keazen is.',
    ],
  },
};
