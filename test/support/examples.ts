/** The examples in guides and doc comments, as programs. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { families } from 'superlinear';
import { publicModules } from '../../scripts/lib/project.mjs';
import { type CodeBlock, codeBlocksOf } from './code-blocks.js';

const isFamily = (name: string) => families.some((family) => family === name);

/** The files with examples. */
export const texts = () => [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The examples of all files. */
export const examplesOfTexts = (): CodeBlock[] => texts().flatMap(codeBlocksOf);

/** The examples in the doc comments of a module, each as a program that imports the names it uses from `specifier`. */
function examplesOfModule(path: string, specifier: string): CodeBlock[] {
  const text = readFileSync(path, 'utf8');
  // A family's functions are in two modules, generated and handwritten.
  const sources = [path, path.replace('ts/generated/', 'ts/families/')].filter(existsSync);
  const functions = sources.flatMap((source) => [
    ...readFileSync(source, 'utf8').matchAll(/^export (?:async )?function (\w+)/gm),
  ]);
  const names = [...new Set(functions.map(([, name]) => name as string))];
  return [...text.matchAll(/^ \* ```ts\n(.*?)^ \* ```$/gms)].map(({ 1: comment = '', index }) => {
    const code = comment.replace(/^ \* ?/gm, '');
    const used = names.filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(code));
    const namespaces = [...new Set(code.match(/(?<![.\w])[a-z]+(?=\.\w+\()/g))].filter(isFamily);
    const imports = [
      ...(used.length > 0 ? [`import { ${used.join(', ')} } from '${specifier}';`] : []),
      ...(namespaces.length > 0 ? [`import { ${namespaces.join(', ')} } from 'superlinear';`] : []),
    ];
    const place = `${path}:${text.slice(0, index).split('\n').length}`;
    return {
      place,
      code: code.includes('import ') ? code : [...imports, code].join('\n'),
    };
  });
}

/** The examples in the doc comments of the public API. */
export function examplesOfComments(): CodeBlock[] {
  const ofBatch = [
    'batch/run-batch',
    'queue/collect',
    'queue/enqueue',
    'queue/request',
    'queue/serve',
    'queue/work',
  ].map((name) => ({
    specifier: 'superlinear/batch',
    source: `ts/${name}.ts`,
  }));
  const ofTasks = families.map((family) => ({
    specifier: `superlinear/${family}`,
    source: `ts/generated/${family}.ts`,
  }));
  const ofExpressions = ['define', 'format', 'formula', 'read'].map((name) => ({
    specifier: 'superlinear/expression',
    source: `ts/expression/${name}.ts`,
  }));
  return [...publicModules(), ...ofTasks, ...ofBatch, ...ofExpressions].flatMap(({ source, specifier }) =>
    examplesOfModule(source, specifier),
  );
}

/** Whether an example needs a queue server. */
export const needsQueue = ({ code }: CodeBlock) => code.includes('redis://');
