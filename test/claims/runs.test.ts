/** The papers' claims have the documented verdicts on both backends, for all fast runs. */

import { families } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { type Claim, isRun, QUICK } from '../../dist/claims/support/claim.js';
import { claimsOf } from '../../dist/claims/support/load.js';
import { evaluate } from '../../dist/claims/support/score.js';

const isQuick = ({ shown }: Claim) => isRun(shown) && shown.budget <= QUICK;

for (const family of families) {
  const quick = (await claimsOf(family)).filter(isQuick);
  describe(family, () => {
    test.each(quick)('$name: $verdict', async (claim) => {
      const found = await evaluate(claim);
      const seen = `${JSON.stringify(found.answers)}; not seen: ${found.missing.join('; ')}`;
      expect(found.verdict, seen).toBe(claim.verdict);
    });
  });
}
