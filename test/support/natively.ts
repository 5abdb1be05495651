/**
 * Tests that run on the native backend alone: statistics of many draws and growth with size, which are about the algorithm and
 * not about where it runs. WebAssembly gives the same results to rounding, as all other tests make sure.
 */

import { backend } from 'superlinear';
import { test } from 'vitest';

export const testNatively: typeof test = backend().name === 'native' ? test : (test.skip as typeof test);
