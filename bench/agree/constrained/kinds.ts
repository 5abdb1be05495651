// Programs under constraints, and curves.

import { curves } from './curves.js';
import { linearPrograms, quadraticPrograms } from './programs.js';
import { smoothPrograms } from './smooth.js';

export const subjects = [linearPrograms, quadraticPrograms, smoothPrograms, curves];
