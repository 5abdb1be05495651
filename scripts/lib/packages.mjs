// The published packages: laid out in build/package, packed into build/packages.

import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { thirdPartyNotices } from './notices.mjs';
import { at, npmTool, readJson } from './project.mjs';
import { run } from './run.mjs';

/** The project's web address, `https://HOST/OWNER/NAME`. While it is undefined, the packages name none. */
const ADDRESS = undefined;

const LAID_OUT = 'build/package';
const PACKED = 'build/packages';

/** Documents in the main package: everything referenced by its README. */
const TEXTS = [
  'README.md',
  'CHANGELOG.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'LICENSE',
  'docs',
];

/** The notices for code linked into binaries, in each package. */
const NOTICES = 'THIRD-PARTY.md';

/** Fields of package.json without use after installation. */
const DEVELOPMENT_FIELDS = ['devDependencies', 'scripts'];

/** Target triples by the platform in an addon's file name, such as `superlinear.linux-x64-gnu.node`. */
const TRIPLES = {
  'linux-x64-gnu': 'x86_64-unknown-linux-gnu',
  'linux-arm64-gnu': 'aarch64-unknown-linux-gnu',
  'linux-x64-musl': 'x86_64-unknown-linux-musl',
  'linux-arm64-musl': 'aarch64-unknown-linux-musl',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
  'win32-x64-msvc': 'x86_64-pc-windows-msvc',
  'win32-arm64-msvc': 'aarch64-pc-windows-msvc',
};

const addonsIn = (folder) => readdirSync(folder).filter((name) => name.endsWith('.node'));

/**
 * Makes the main package and the platform packages it depends on. `addons` is a folder with the addons of all targets,
 * or with `isIncomplete` of some; without it, only this computer's addon is packed. Resolves to the tarballs.
 */
export async function makePackages(addons, isIncomplete = false) {
  const source = addons ?? at('dist/native');
  rmSync(at(LAID_OUT), { recursive: true, force: true });
  rmSync(at(PACKED), { recursive: true, force: true });
  mkdirSync(at(PACKED), { recursive: true });
  const notices = await thirdPartyNotices();
  layOut(isIncomplete || addons === undefined ? targetsOf(addonsIn(source)) : undefined);

  const napi = (...args) => run([...npmTool('@napi-rs/cli', 'napi'), ...args, '--cwd', LAID_OUT]);
  await napi('create-npm-dirs');
  await napi('artifacts', '--output-dir', source);
  // Adds the platform packages to optionalDependencies. Publishing is left to a person.
  await napi('pre-publish', '--skip-optional-publish');

  const folders = [LAID_OUT, ...readdirSync(at(LAID_OUT, 'npm')).map((name) => `${LAID_OUT}/npm/${name}`)];
  const tarballs = [];
  for (const folder of folders) {
    addLicenses(folder, notices);
    const command = ['npm', 'pack', `./${folder}`, '--pack-destination', PACKED, '--json'];
    const [{ filename }] = JSON.parse(await run(command, { shell: process.platform === 'win32' }));
    tarballs.push(at(PACKED, filename));
  }
  return tarballs;
}

/** Copies the contents of the main package, without the addon. `targets` replaces the list of platforms. */
function layOut(targets) {
  const manifest = readJson('package.json');
  for (const field of DEVELOPMENT_FIELDS) delete manifest[field];
  if (targets !== undefined) manifest.napi.targets = targets;
  Object.assign(manifest, addressFields(ADDRESS));
  mkdirSync(at(LAID_OUT), { recursive: true });
  writeFileSync(at(LAID_OUT, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of TEXTS) cpSync(at(name), at(LAID_OUT, name), { recursive: true });
  cpSync(at('dist'), at(LAID_OUT, 'dist'), { recursive: true, filter: (path) => path !== at('dist/native') });
}

/** Adds the license and the notices to a package layout. */
function addLicenses(folder, notices) {
  const manifest = readJson(`${folder}/package.json`);
  if (!manifest.files.includes(NOTICES)) manifest.files.push(NOTICES);
  writeFileSync(at(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(at(folder, NOTICES), notices);
  cpSync(at('LICENSE'), at(folder, 'LICENSE'));
}

/** The manifest fields with the project's web addresses. */
export const addressFields = (address) =>
  address === undefined
    ? {}
    : {
        repository: { type: 'git', url: `git+${address}.git` },
        homepage: `${address}#readme`,
        bugs: `${address}/issues`,
      };

function targetsOf(files) {
  return files.map((file) => {
    const platform = file.split('.')[1];
    if (!(platform in TRIPLES)) throw new Error(`${file} is for a platform that is not published`);
    return TRIPLES[platform];
  });
}
