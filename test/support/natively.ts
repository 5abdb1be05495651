/**
 * Tests for the native backend only: statistics of many draws and scaling with size, which concern the algorithm rather
 * than the backend. All other tests check that WebAssembly gives the same results up to rounding.
 */

import { backend } from 'superlinear';
import { test } from 'vitest';

export const testNatively: typeof test = backend().name === 'native' ? test : (test.skip as typeof test);
