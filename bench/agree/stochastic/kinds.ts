// Learning from many rows and sums of functions, against scikit-learn, SciPy and the formulas in NumPy.

import { descents } from './descents.js';
import { fits } from './fits.js';
import { rules } from './rules.js';
import { sampling } from './sampling.js';
import { streams } from './streams.js';
import { targets } from './targets.js';

export const subjects = [...fits, ...descents, ...targets, ...streams, ...rules, sampling];
