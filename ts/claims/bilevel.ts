/** Claims about bilevel problems. */

import { claims as minimizeClaims } from './support/bilevel-minimize.js';
import { claims as modelClaims } from './support/bilevel-model-claims.js';
import type { Claim } from './support/claim.js';
import { penaltyClaims } from './support/penalty-claims.js';

export const claims: readonly Claim[] = [...penaltyClaims, ...modelClaims, ...minimizeClaims];
