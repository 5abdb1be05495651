/** A place for pictures, which are drawn anew whenever its width changes. */

import type { Draw } from './panel.js';

/** Gives the function that shows a picture there, or none. */
export function pictureIn(place: HTMLElement): (draw: Draw | undefined) => void {
  let draw: Draw | undefined;
  let drawnWidth = 0;
  const redraw = () => {
    drawnWidth = place.clientWidth;
    place.replaceChildren(...(draw === undefined ? [] : [draw(drawnWidth)]));
  };
  // Not at once: a picture changes the height of the place, whose observer must not be told while it tells.
  const watch = () =>
    requestAnimationFrame(() => {
      if (draw !== undefined && place.clientWidth !== drawnWidth) redraw();
    });
  new ResizeObserver(watch).observe(place);
  return (next) => {
    draw = next;
    redraw();
  };
}
