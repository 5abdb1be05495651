// npm run ratios: writes the README's table of measured ratios from bench/records.

import { readFileSync, writeFileSync } from 'node:fs';
import { main } from './lib/build.mjs';
import { at } from './lib/project.mjs';
import { withRatios } from './lib/ratios.mjs';

await main(async () => {
  writeFileSync(at('README.md'), withRatios(readFileSync(at('README.md'), 'utf8')));
});
