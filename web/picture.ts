/** Solutions as pictures of `superlinear/views`, at the width of their place. */

import { type ViewOptions, view } from 'superlinear/views';
import { elementOf } from './chart.js';
import type { Draw } from './panel.js';

/** Creates a picture of a solution for `stage.show`. */
export const pictureOf =
  (method: string, problem: object, solution: object, options: Omit<ViewOptions, 'width'> = {}): Draw =>
  (width) =>
    elementOf(view(method, problem, solution, { ...options, width: Math.max(160, Math.min(960, width)) }));
