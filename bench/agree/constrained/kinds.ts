// Programs under constraints, residuals, curves, regressions and controls.

import { controls } from './controls.js';
import { curves } from './curves.js';
import { logistic } from './logistic.js';
import { linearPrograms, quadraticPrograms, severalPrograms } from './programs.js';
import { residuals } from './residuals.js';
import { smoothPrograms } from './smooth.js';

export const subjects = [
  ...[linearPrograms, quadraticPrograms, severalPrograms],
  ...[smoothPrograms, residuals, curves, logistic, controls],
];
