/** Answers and expected answers as text. */

import type { Answer, Gold } from './claim.js';

/** The expected answer as text: `2.5 ± 1e-9`, `at most 10`. */
export function goldInWords(gold: Gold): string {
  if ('atMost' in gold) return `at most ${gold.atMost}`;
  if ('atLeast' in gold) return `at least ${gold.atLeast}`;
  if ('equals' in gold) return answerInWords(gold.equals);
  const { near, relative, absolute } = gold;
  const tolerance = relative === undefined ? absolute : `${relative} of it`;
  return `${answerInWords(near)}${tolerance === undefined ? '' : ` ± ${tolerance}`}`;
}

/** An answer as text, numbers to 15 significant digits. */
export const answerInWords = (answer: Answer): string =>
  [answer]
    .flat()
    .map((entry) => (typeof entry === 'number' ? String(Number(entry.toPrecision(15))) : entry))
    .join(', ');
