// The pictogram of a phase. Werkvormen and keys are data, in Dutch; what we do not know gets the sign for talk.
import type { IconName } from './icons.gen.ts';
import type { PhaseThing } from './protocol.gen.ts';

const byKey: [RegExp, IconName][] = [
  [/pauze|skoft/, 'coffee'],
  [/welkom|inloop|toelichting|slot|terugblik/, 'door-open'],
  [/droom|dromen|galerij|inleven/, 'moon-star'],
  [/verlies|afscheid|ritueel/, 'leaf'],
  [/verbind|rol|parlement/, 'heart-handshake'],
  [/actie|doen|afspra|een-twee/, 'footprints'],
  [/stip|consent|besluit/, 'circle-dot'],
  [/oogst|oproep/, 'wheat'],
  [/stilschrijven|schrijf/, 'pencil-line'],
  [/praatronde|rondje|check/, 'rotate-cw'],
  [/kunst|luister/, 'ear'],
];

export function pictogram(phase: Pick<PhaseThing, 'key' | 'werkvorm' | 'writing' | 'floor'>): IconName {
  for (const text of [phase.key, phase.werkvorm]) {
    const found = byKey.find(([pattern]) => pattern.test(text));
    if (found) return found[1];
  }
  if (phase.writing !== 'none') return 'pencil-line';
  return phase.floor === 'round' ? 'rotate-cw' : 'messages-square';
}
