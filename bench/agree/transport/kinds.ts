// Optimal transport.

import { barycenters } from './barycenters.js';
import { divergences } from './divergences.js';
import { mapsAndBatches } from './maps.js';
import { partialPlans, plans } from './plans.js';
import { balanced, penalized } from './potentials.js';

export const subjects = [
  plans,
  partialPlans,
  balanced,
  penalized,
  barycenters,
  divergences,
  ...mapsAndBatches,
];
