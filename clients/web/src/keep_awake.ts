// Asks a phone that waits for its turn, or the computer behind the beamer, not to dim. Browsers give the lock up when
// the page is hidden, so it is asked for again when the page comes back. Where it does not exist nothing happens: the
// room's own settings then decide.
export function keepAwake(): () => void {
  let lock: { release(): Promise<void> } | null = null;
  let isOver = false;

  async function hold(): Promise<void> {
    if (isOver || document.visibilityState !== 'visible') return;
    try {
      lock = (await navigator.wakeLock?.request('screen')) ?? null;
    } catch {
      lock = null;                        // battery saver: not ours to force
    }
  }
  const onVisible = (): void => void hold();
  document.addEventListener('visibilitychange', onVisible);
  void hold();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}
