// Why a rule stopped a text, as its author and the staff read it: moderation/data/reasons.toml, sentence by sentence
// (words.test.ts holds that they are the same). Part of the words of the floor.
import type { TextReason } from '../../protocol.gen.ts';

export const reasons: Record<TextReason, string> = {
  has_email: 'Hjir stiet in e-mailadres yn. Helje it wei, dan kin elkenien dyn tekst lêze.',
  has_link: 'Hjir stiet in link yn. De lieding sjocht earst oft dy feilich is.',
  has_iban: 'Hjir stiet in rekkennûmer yn. Helje it wei, dan kin elkenien dyn tekst lêze.',
  has_phone: 'Hjir stiet in telefoannûmer yn. Helje it wei, dan kin elkenien dyn tekst lêze.',
  has_bsn: 'Hjir stiet miskien in BSN yn. Helje it wei: mei in BSN kin ien misbrûk meitsje.',
  has_address: 'Hjir stiet in adres yn. Helje it hûsnûmer wei, dan kin elkenien dyn tekst lêze.',
  has_plate: 'Hjir stiet in kenteken yn. Helje it wei, dan kin elkenien dyn tekst lêze.',
  maybe_slur: 'Hjir stiet in wurd yn dat minsken sear dwaan kin. De lieding lêst it earst. Do kinst it ek oars sizze.',
  maybe_insult: 'Dit kin ien kwetse. De lieding lêst it earst. Do kinst ek sizze wat dy dwerssit.',
  maybe_threat: 'Dit klinkt as in bedriging. De lieding lêst it earst. Bist lilk? Praat mei ien fan de lieding.',
  is_shouting: 'Dit lêst as razen. Skriuw it mei gewoane letters, dan lêst elkenien it graach.',
  too_many_texts: 'Do stjoerst in soad efter elkoar. Wachtsje in minút. Dyn tekst bliuwt stean.',
  said_before: 'Dit is krekt ek al stjoerd. De lieding sjocht oft it der nochris by moat.',
  looks_like_staff: 'Dizze namme liket op dy fan ien fan de lieding. Kies in oare namme.',
  same_as_staff:
    'Ien fan de lieding hjit ek sa. Set der wat by, bygelyks dyn strjitte. Of wachtsje oant de lieding dy deryn lit.',
  says_it_is_staff:
    'Yn dizze namme stiet in taak fan de lieding. Kies dyn eigen namme. Of wachtsje oant de lieding dy deryn lit.',
  name_has_odd_signs: 'Yn dizze namme steane tekens dy\'t wy net sjen litte kinne. Typ de namme opnij.',
  name_too_long: 'Dizze namme is te lang. Meitsje him koarter.',
  name_empty: 'Der stiet noch gjin namme. Typ hoest hjitte wolst.',
  text_has_odd_signs: 'Yn dizze tekst steane tekens dy\'t wy net sjen litte kinne. Typ de tekst opnij.',
};
