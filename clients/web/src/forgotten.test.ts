// Who asks to be forgotten is forgotten by this phone too: token, sheets, unsent words and what stood on the page.

import { describe, expect, it } from 'vitest';
import { draftOf } from './drafts.svelte.ts';
import { closeCodes } from './protocol.gen.ts';
import { keepToken, keptToken, Room } from './room.svelte.ts';
import { settings } from './settings.svelte.ts';
import { FakeWorld } from './testing.ts';

function standsInTheRoom(code: string): { room: Room; world: FakeWorld } {
  const world = new FakeWorld();
  keepToken(code, 'phone', 'token');
  const room = new Room({ code, view: 'participant', door: 'phone', doors: world });
  room.start();
  world.line.onopen?.();
  const seat = { type: 'seat', id: 's1', name: 'Fatima', label: 'Fatima', role: 'participant', side: 'hall',
                 is_proxied: false, has_left: false, devices: [] };
  world.line.says({ type: 'snapshot', epoch: 'e1', n: 1, view: 'participant', now: 5_000, page: 1, is_last: true,
                    things: [seat] });
  draftOf(code, 'say').text = 'half geschreven';
  settings.shelf.set(`draft.${code}.card.p1`, 'van een vorige keer');
  settings.shelf.set(`claimed.${code}`, 'ticket');
  settings.shelf.set('draft.other.say', 'van een andere avond');
  void room.ask({ type: 'say', words: 'nog niet verstuurd' });
  return { room, world };
}

describe('after being erased', () => {
  it('nothing of the evening is left on the phone', () => {
    const { room, world } = standsInTheRoom('abcd2345');
    expect(room.seat('s1')?.name).toBe('Fatima');
    world.line.drops(closeCodes.seat_erased);
    expect(room.line.state).toBe('stopped');
    expect(keptToken('abcd2345', 'phone')).toBeNull();
    expect(draftOf('abcd2345', 'say').text).toBe('');
    expect(room.seat('s1')).toBeNull();
    expect(settings.shelf.keys('').filter((key) => key.includes('abcd2345'))).toEqual([]);
    expect(settings.shelf.get('draft.other.say')).toBe('van een andere avond');
  });

  it('another ending forgets nothing', () => {
    const { world } = standsInTheRoom('wxyz2345');
    world.line.drops(closeCodes.device_replaced);
    expect(keptToken('wxyz2345', 'phone')).toBe('token');
    expect(draftOf('wxyz2345', 'say').text).toBe('half geschreven');
  });
});
