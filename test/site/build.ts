/** Builds the site once for all of its tests. */

import { resolve } from 'node:path';
import { buildSite } from '../../site/build.mjs';

export default async function setup(): Promise<void> {
  const options = { address: 'https://example.com/below/a/path/', reference: false };
  await buildSite(resolve('build/test-site/below/a/path'), options);
}
