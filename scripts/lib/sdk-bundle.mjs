// The SDK of the Model Context Protocol, bundled into one module of dist, so that the package does not depend on it.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, readJson } from './project.mjs';

const MODULE = 'dist/mcp/sdk';

/** The licenses of the bundled packages. */
export const SDK_NOTICES = 'dist/mcp/sdk-licenses.txt';

/** Replaces the compiled module by a bundle of itself and of the SDK. Nothing of it is for users' programs. */
export async function bundleSdk() {
  const { build } = await import('esbuild'); // dynamic, since an earlier step may have installed it
  const { metafile } = await build({
    absWorkingDir: at(),
    entryPoints: [`${MODULE}.js`],
    outfile: `${MODULE}.js`,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  });
  // They describe the module before, with types of a package that is not installed.
  for (const ending of ['js.map', 'd.ts', 'd.ts.map']) rmSync(at(`${MODULE}.${ending}`), { force: true });
  const modules = Object.keys(metafile.inputs).filter((path) => path.includes('node_modules/'));
  const packages = new Map(modules.flatMap(packagesIn));
  writeFileSync(at(SDK_NOTICES), noticesOf(packages));
}

/** The packages of a module, with versions: its own, and others in it, as its bundler noted. */
function packagesIn(path) {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  const inside = readFileSync(at(path), 'utf8').matchAll(/^\/\/#region .*\/\.pnpm\/([a-z-]+)@(\d[\d.]*)/gm);
  return [
    [name, readJson(`node_modules/${name}/package.json`).version],
    ...[...inside].map(([, other, version]) => [other, version]),
  ];
}

function noticesOf(packages) {
  const texts = [...packages].sort().map(([name, version]) => {
    const { license } = readJson(`node_modules/${name}/package.json`);
    return `${name} ${version} (${license})\n\n${licenseOf(name)}\n`;
  });
  return `sdk.js contains code of these packages.\n\n${texts.join(`\n${'-'.repeat(78)}\n\n`)}`;
}

function licenseOf(name) {
  const folder = at('node_modules', name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no license to pass on`);
  return readFileSync(join(folder, file), 'utf8').trim();
}
