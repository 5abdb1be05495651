/** Answers and what they are to be, as people read them. */

import type { Answer, Gold } from './claim.js';

/** What an answer is to be: `2.5 ± 1e-9`, `at most 10`. */
export function goldInWords(gold: Gold): string {
  if ('atMost' in gold) return `at most ${gold.atMost}`;
  if ('atLeast' in gold) return `at least ${gold.atLeast}`;
  if ('equals' in gold) return answerInWords(gold.equals);
  const { near, relative, absolute } = gold;
  const tolerance = relative === undefined ? absolute : `${relative} of it`;
  return `${answerInWords(near)}${tolerance === undefined ? '' : ` ± ${tolerance}`}`;
}

/** An answer; of numbers as many digits as mean something. */
export const answerInWords = (answer: Answer): string =>
  [answer]
    .flat()
    .map((entry) => (typeof entry === 'number' ? String(Number(entry.toPrecision(15))) : entry))
    .join(', ');
