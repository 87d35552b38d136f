// How far the keyboard of a phone covers the page: a button at the bottom has to come up by as much to be seen. Tells
// the pixels now and after each change; gives back how to stop. Called by FloorZone, in the browser only.
export function overKeyboard(tell: (pixels: number) => void): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const look = (): void => {
    // Somebody who enlarges a part of the page also sees less of it, without any keyboard.
    const covered = view.scale > 1.05 ? 0 : window.innerHeight - view.height - view.offsetTop;
    tell(Math.max(0, Math.round(covered)));
  };
  look();
  view.addEventListener('resize', look);
  view.addEventListener('scroll', look);
  return () => {
    view.removeEventListener('resize', look);
    view.removeEventListener('scroll', look);
  };
}
