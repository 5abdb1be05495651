/** The worker that measures a claim. */

import { load, loadNames } from 'superlinear';
import type { Claim } from '../../dist/claims/support/claim.js';
import { evaluate } from '../../dist/claims/support/score.js';
import { answerInWords } from '../../dist/claims/support/words.js';

const CLAIMS = import.meta.glob<readonly Claim[]>('../../dist/claims/*.js', { import: 'claims' });

/** The verdict of a claim and its answers, in words. */
async function measured(family: string, name: string): Promise<string> {
  const claims = await CLAIMS[`../../dist/claims/${family}.js`]?.();
  // Blocking calls need all parts of the family, known once its claims have imported it.
  const parts = loadNames.filter((part) => part.split('-')[0] === family);
  await Promise.all(parts.map((part) => load(part)));
  const claim = claims?.find((candidate) => candidate.name === name);
  if (claim === undefined) throw new Error(`there is no claim ${name}`);
  const { verdict, answers } = await evaluate(claim);
  const words = Object.entries(answers).map(([answer, value]) => `${answer}: ${answerInWords(value)}`);
  return `${verdict}: ${words.join('; ')}`;
}

addEventListener('message', ({ data }: MessageEvent<{ family: string; name: string }>) => {
  measured(data.family, data.name).then(
    (words) => postMessage(words),
    (error: Error) => postMessage(`failed: ${error.message}`),
  );
});
