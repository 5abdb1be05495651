// Notices and license texts of the Rust crates linked into the addon and into WebAssembly.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from './project.mjs';
import { run } from './run.mjs';

const HEADING = `# Third-party notices

superlinear is distributed with compiled code of the packages below, under their own licenses. The texts follow the list. The licenses of the
packages in dist/mcp/sdk.js of the main package stand beside it, in sdk-licenses.txt.
`;

/** Names of license and notice files. */
const NOTICES = /^(licen[cs]e|copying|notice|unlicense)/i;

/** C sources bundled with crates have their own licenses. */
const BUNDLED = { 'libmimalloc-sys': ['c_src/mimalloc', 'c_src/mimalloc/v3', 'c_src/mimalloc/v2'] };

/** Returns the notices as Markdown. */
export async function thirdPartyNotices() {
  const packages = await linkedPackages(['superlinear-napi', 'superlinear-wasm']);
  // Many packages share a text, which is printed once.
  const texts = [...new Set(packages.flatMap(textsOf))];
  const lines = packages.map((linked) => lineOf(linked, texts));
  const printed = texts.map((text, index) => `## Text ${index + 1}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
  return [HEADING, ...lines, '', ...printed].join('\n');
}

/** All external packages linked into the roots, sorted by name. */
async function linkedPackages(roots) {
  const command = [
    'cargo',
    'metadata',
    '--format-version=1',
    '--locked',
    '--manifest-path',
    at('Cargo.toml'),
  ];
  const { packages, resolve } = JSON.parse(await run(command));
  const byId = new Map(packages.map((entry) => [entry.id, entry]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const waiting = packages.filter(({ name }) => roots.includes(name)).map(({ id }) => id);
  const linked = new Set(waiting);
  for (const id of waiting) {
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
      const isLinked = kinds.some(({ kind }) => kind === null) && !isMacro(byId.get(pkg));
      if (!isLinked || linked.has(pkg)) continue;
      linked.add(pkg);
      waiting.push(pkg);
    }
  }
  return [...linked]
    .map((id) => byId.get(id))
    .filter(({ source }) => source !== null)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a package runs only in the compiler. */
const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'));

/** The entry of a package in the list, with the numbers of its texts. */
function lineOf(linked, texts) {
  const { name, version, license, repository, authors } = linked;
  const numbers = textsOf(linked).map((text) => texts.indexOf(text) + 1);
  const told = [license, repository, authors.length > 0 && `by ${authors.join(', ')}`];
  if (numbers.length > 0) told.push(`texts: ${numbers.join(', ')}`);
  return `- **${name} ${version}**: ${told.filter(Boolean).join('; ')}`;
}

function textsOf({ name, manifest_path: manifest }) {
  const folders = ['', ...(BUNDLED[name] ?? [])].map((folder) => join(dirname(manifest), folder));
  return folders.flatMap(noticesIn);
}

function noticesIn(folder) {
  let names;
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const files = names.filter((name) => NOTICES.test(name)).map((name) => join(folder, name));
  return files.map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim());
}
