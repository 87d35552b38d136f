// Which part of the cockpit lies open beside the talk, one at a time. Pure types and titles.
import type { StaffWords } from '../../words/nl/staff.ts';

export type PanelName =
  | 'enter' | 'people' | 'record' | 'more'
  | 'script' | 'texts' | 'invite' | 'screen' | 'tablets' | 'tables' | 'devices' | 'keys' | 'close';

export type RecordTab = 'waiting' | 'talk' | 'cards' | 'hidden';

// Panels behind "More" lead back there.
export const parentOf: Readonly<Record<PanelName, PanelName | null>> = {
  enter: null, people: null, record: null, more: null,
  script: 'more', texts: 'more', invite: 'more', screen: 'more', tablets: 'more', tables: 'more',
  devices: 'more', keys: 'more', close: 'more',
};

export const titleOf: Readonly<Record<PanelName, keyof StaffWords>> = {
  enter: 'enterTitle', people: 'people', record: 'talkAndCards', more: 'more', script: 'wholeScript',
  texts: 'moreTexts', invite: 'moreInvite', screen: 'moreScreen', tablets: 'moreTablets', tables: 'moreTables',
  devices: 'moreDevices', keys: 'keysTitle', close: 'moreClose',
};
