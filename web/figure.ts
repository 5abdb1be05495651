/** Containers for pictures, redrawn whenever their width changes. */

import type { Draw } from './panel.js';

/** Returns a function that shows a picture in the element, or clears it. */
export function pictureIn(place: HTMLElement): (draw: Draw | undefined) => void {
  let draw: Draw | undefined;
  let drawnWidth = 0;
  const redraw = () => {
    drawnWidth = place.clientWidth;
    place.replaceChildren(...(draw === undefined ? [] : [draw(drawnWidth)]));
  };
  // Deferred to the next frame: drawing changes the element's height, and a `ResizeObserver` must not trigger itself.
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
