// What a table is called in the cockpit: "Tafel 3", and while people are in pairs or fours "Groepje 4". Pure.
import { limits } from '../../protocol.gen.ts';
import { words } from '../../words/index.svelte.ts';
import { fill } from './fill.ts';

export function tableName(table: number): string {
  return table > limits.table_number_max
    ? fill(words.staff.groupNumber, { table: table % 100 }) : fill(words.staff.unheardTable, { table });
}
