// Why a rule stopped a text, as its author and the staff read it: moderation/data/reasons.toml, sentence by sentence
// (words.test.ts holds that they are the same). Part of the words of the floor.
import type { TextReason } from '../../protocol.gen.ts';

export const reasons: Record<TextReason, string> = {
  has_email: 'There is an e-mail address in this. Take it out, then everybody can read your text.',
  has_link: 'There is a link in this. The staff look first whether it is safe.',
  has_iban: 'There is a bank account number in this. Take it out, then everybody can read your text.',
  has_phone: 'There is a telephone number in this. Take it out, then everybody can read your text.',
  has_bsn: 'There may be a citizen service number (BSN) in this. Take it out: others can misuse it.',
  has_address: 'There is an address in this. Take out the house number, then everybody can read your text.',
  has_plate: 'There is a licence plate in this. Take it out, then everybody can read your text.',
  maybe_slur: 'There is a word in this that can hurt people. The staff read it first. You can also say it another way.',
  maybe_insult: 'This can hurt somebody. The staff read it first. You can also say what bothers you.',
  maybe_threat: 'This sounds like a threat. The staff read it first. Are you angry? Talk to one of the staff.',
  is_shouting: 'This reads like shouting. Write it in ordinary letters, then everybody likes to read it.',
  too_many_texts: 'You send a lot in a row. Wait a minute. Your text is kept.',
  said_before: 'This was sent a moment ago. The staff look whether it is needed once more.',
  looks_like_staff: 'This name looks like that of one of the staff. Choose another name.',
  same_as_staff:
    'One of the staff has this name too. Add something, for example your street. Or wait until the staff let you in.',
  says_it_is_staff: 'This name holds a task of the staff. Choose your own name. Or wait until the staff let you in.',
  name_has_odd_signs: 'This name holds signs that we cannot show. Type the name again.',
  name_too_long: 'This name is too long. Make it shorter.',
  name_empty: 'There is no name yet. Type what you want to be called.',
  text_has_odd_signs: 'This text holds signs that we cannot show. Type the text again.',
};
