// The voice for screen readers: what is told, and what is taken back because it no longer holds.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announce, giveVoice, hush, makeTeller } from './announce.ts';
import { speak } from './words/index.svelte.ts';

describe('the voice', () => {
  const calm = { textContent: '' };
  const urgent = { textContent: '' };
  beforeEach(() => {
    vi.useFakeTimers();
    calm.textContent = urgent.textContent = '';
    giveVoice({ calm, urgent });
  });

  it('clears old words, but not the newer ones in their place', () => {
    announce('een');
    vi.advanceTimersByTime(4_000);
    announce('twee');
    vi.advanceTimersByTime(4_000);
    expect(calm.textContent.trim()).toBe('twee');
    vi.advanceTimersByTime(4_000);
    expect(calm.textContent).toBe('');
  });

  it('says the same words again as something new', () => {
    announce('bewaard');
    const first = calm.textContent;
    announce('bewaard');
    expect(calm.textContent).not.toBe(first);
  });

  it('hushes both regions at once', () => {
    announce('een');
    announce('twee', 'urgent');
    hush();
    expect([calm.textContent, urgent.textContent]).toEqual(['', '']);
  });

  it('tells a state when it changes, and takes it back when it is over', () => {
    const tell = makeTeller('urgent');
    tell('was al zo');
    expect(urgent.textContent).toBe('');
    tell('geweigerd');
    expect(urgent.textContent.trim()).toBe('geweigerd');
    tell('');
    expect(urgent.textContent).toBe('');
    tell('weer geweigerd');
    announce('jouw beurt', 'urgent');
    tell('');
    expect(urgent.textContent.trim()).toBe('jouw beurt');
  });

  it('does not tell a state again because the page speaks another language', async () => {
    const tell = makeTeller();
    tell('');
    tell('rij is open');
    hush();
    await speak('en');
    tell('queue is open');
    expect(calm.textContent).toBe('');
    tell('queue is shut');
    expect(calm.textContent.trim()).toBe('queue is shut');
    await speak('nl');
  });
});
