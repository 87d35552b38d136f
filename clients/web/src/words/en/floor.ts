// The words of the order in English: what a hand is for, and why somebody is where in the order.
import type { FloorWords } from '../nl/floor.ts';

export const words: FloorWords = {
  otherLead: 'What do you raise your hand for?',
  asks: {
    reply: 'I want to respond',
    question: 'I have a question',
    technical: 'I hear or see nothing',
    point_of_order: 'Proposal about how we talk',
  },
  asksLead: {
    reply: 'To what was just said.',
    question: 'Sometimes that can be in between.',
    technical: 'Then you cannot take part. That is why you go first.',
    point_of_order: 'For instance a break, or something else first. That is why you go first.',
  },
  letLead: 'Tap on who may go before you. You come right after.',
  letNobody: 'Nobody waits behind you.',
  movedYou: {
    ties_in: 'You link to what was just said.',
    has_to_go: 'You have to leave soon.',
    asked_to: 'You asked for it yourself.',
    balance: 'That way we share the floor fairly.',
    other: 'Feel free to ask why.',
  },

  orderTurns: 'Who got the floor, and why?',
  orderNone: 'Nobody got the floor yet.',
  kinds: {
    reply: 'response', question: 'question', technical: 'hears or sees nothing',
    point_of_order: 'proposal about how we talk',
  },
  why: {
    moved: 'moved by the hosts',
    stepped_back: 'let somebody go first',
    called: 'was called before',
    waited_long: 'had waited long',
    urgent: 'it was urgent',
    not_heard: 'had not spoken yet',
    side_behind: 'we had heard little from that side',
    table_behind: 'we had heard little from that table',
    heard_before: 'had spoken before',
    arrival: 'in the order of the hands',
  },
  moved: {
    ties_in: 'links to this', has_to_go: 'has to leave soon', asked_to: 'asked for it', balance: 'to share fairly',
    other: 'another reason',
  },
  inRow: (ordinal, reason) => `Stood ${ordinal} in the queue: ${reason}.`,
  chosen: 'Chosen by the hosts.',
  interrupts: 'A short question in between.',
  inRound: 'Their turn in the round.',
  askedAs: (kind) => `Hand for: ${kind}.`,
  seconds: (n) => (n === 1 ? '1 second' : `${n} seconds`),
  ruleTitle: 'How the order works',
  rules: {
    fair: [
      'Who waits very long goes earlier.',
      'Who hears nothing goes first. So does a proposal about how we talk.',
      'Who has not spoken goes before who has.',
      'Did your side or your table speak less? Then you go earlier.',
      'The hosts may move somebody. Everybody then sees why.',
    ],
    arrival: [
      'Who raises a hand first, goes first.',
      'Were you called and not there? Then you keep your place.',
      'You may let somebody else go first.',
      'A short question can come in between. The speaker keeps the time.',
      'The hosts may move somebody. Everybody then sees why.',
    ],
    facilitator: [
      'The facilitator chooses who gets the floor.',
      'You see who waits and how long the queue is.',
      'You may let somebody else go first.',
      'A short question can come in between. The speaker keeps the time.',
      'Here you can always read who was chosen.',
    ],
  },
};
