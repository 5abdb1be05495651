/** Loads the claims of a family. */

import type { Claim } from './claim.js';

/** The claims of a family, from the module of its name. */
export async function claimsOf(family: string): Promise<readonly Claim[]> {
  const module = (await import(`../${family}.js`)) as { claims: readonly Claim[] };
  return module.claims;
}
