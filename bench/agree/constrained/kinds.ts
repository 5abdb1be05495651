// Programs under constraints, residuals, and curves.

import { curves } from './curves.js';
import { linearPrograms, quadraticPrograms } from './programs.js';
import { residuals } from './residuals.js';
import { smoothPrograms } from './smooth.js';

export const subjects = [linearPrograms, quadraticPrograms, smoothPrograms, residuals, curves];
