/** Builds the playground as static files: `npm run web` writes them to build/web. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  build: { outDir: fileURLToPath(new URL('../build/web', import.meta.url)), emptyOutDir: true },
});
