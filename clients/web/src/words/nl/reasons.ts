// Why a rule stopped a text, as its author and the staff read it: moderation/data/reasons.toml, sentence by sentence
// (words.test.ts holds that they are the same). Part of the words of the floor.
import type { TextReason } from '../../protocol.gen.ts';

export const reasons: Record<TextReason, string> = {
  has_email: 'Hier staat een e-mailadres in. Haal het weg, dan kan iedereen je tekst lezen.',
  has_link: 'Hier staat een link in. De leiding kijkt eerst of die veilig is.',
  has_iban: 'Hier staat een rekeningnummer in. Haal het weg, dan kan iedereen je tekst lezen.',
  has_phone: 'Hier staat een telefoonnummer in. Haal het weg, dan kan iedereen je tekst lezen.',
  has_bsn: 'Hier staat misschien een BSN in. Haal het weg: met een BSN kan iemand misbruik maken.',
  has_address: 'Hier staat een adres in. Haal het huisnummer weg, dan kan iedereen je tekst lezen.',
  has_plate: 'Hier staat een kenteken in. Haal het weg, dan kan iedereen je tekst lezen.',
  maybe_slur:
    'Hier staat een woord in dat mensen pijn kan doen. De leiding leest het eerst. Je kunt het ook anders zeggen.',
  maybe_insult: 'Dit kan iemand kwetsen. De leiding leest het eerst. Je kunt ook zeggen wat je dwarszit.',
  maybe_threat:
    'Dit klinkt als een bedreiging. De leiding leest het eerst. Ben je boos? Praat met iemand van de leiding.',
  is_shouting: 'Dit leest als schreeuwen. Schrijf het met gewone letters, dan leest iedereen het graag.',
  too_many_texts: 'Je stuurt veel achter elkaar. Wacht een minuut. Je tekst blijft staan.',
  said_before: 'Dit is net ook al gestuurd. De leiding kijkt of het er nog een keer bij moet.',
  looks_like_staff: 'Deze naam lijkt op die van iemand van de leiding. Kies een andere naam.',
  same_as_staff:
    'Iemand van de leiding heet ook zo. Zet er iets bij, bijvoorbeeld je straat. Of wacht tot de leiding je '
    + 'binnenlaat.',
  says_it_is_staff:
    'In deze naam staat een taak van de leiding. Kies je eigen naam. Of wacht tot de leiding je binnenlaat.',
  name_has_odd_signs: 'In deze naam staan tekens die we niet kunnen laten zien. Typ de naam opnieuw.',
  name_too_long: 'Deze naam is te lang. Maak hem korter.',
  name_empty: 'Er staat nog geen naam. Typ hoe je wilt heten.',
  text_has_odd_signs: 'In deze tekst staan tekens die we niet kunnen laten zien. Typ de tekst opnieuw.',
};
