// When the control that has the focus goes away (a hand that is up now, a card that was taken back), the browser drops
// the focus, and whoever goes by keyboard or by ear stands at the top of the page again. It goes to the box then where
// the control stood: the one marked data-home, or the first thing in it that can take the focus. App starts this.
export function keepFocus(): () => void {
  let had: { control: Element; home: string } | null = null;

  function remember({ target }: Event): void {
    const home = (target as Element).closest<HTMLElement>('[data-home]')?.dataset['home'];
    had = home === undefined ? null : { control: target as Element, home };
  }

  const watch = new MutationObserver(() => {
    if (!had || had.control.isConnected || document.activeElement !== document.body) return;
    const box = document.querySelector<HTMLElement>(`[data-home='${had.home}']`);
    had = null;
    (box?.matches('[tabindex]') ? box : box?.querySelector<HTMLElement>('[tabindex]'))?.focus({ preventScroll: true });
    // What a dialog asks next may stand below its edge; a page would jump under the reader's eyes.
    if (box?.closest('dialog')) box.scrollIntoView({ block: 'nearest' });
  });
  watch.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', remember);
  // Safari gives a tapped button no focus. Before anybody else hears of the tap, who may take the button away.
  document.addEventListener('click', remember, { capture: true });
  return () => {
    watch.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('click', remember, { capture: true });
  };
}
