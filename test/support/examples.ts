/** The examples of the texts and of the doc comments, as programs. */

import { readdirSync, readFileSync } from 'node:fs';
import { families } from 'superlinear';
import { type CodeBlock, codeBlocksOf } from './code-blocks.js';

const isFamily = (name: string) => families.some((family) => family === name);

/** The texts that have examples. */
export const texts = () => [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The examples of all texts. */
export const examplesOfTexts = (): CodeBlock[] => texts().flatMap(codeBlocksOf);

/** The examples in the doc comments of a module: each as a program that imports from `specifier` what it uses. */
export function examplesOfModule(path: string, specifier: string): CodeBlock[] {
  const text = readFileSync(path, 'utf8');
  const names = [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name as string);
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

/** The examples in the doc comments of all that is public. */
export function examplesOfComments(): CodeBlock[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, { default?: string } | string>;
  };
  const modules = Object.entries(exports).flatMap(([subpath, target]) => {
    const file = typeof target === 'object' ? target.default : undefined;
    return file === undefined ? [] : [{ specifier: `superlinear${subpath.slice(1)}`, file }];
  });
  const of = (file: string, specifier: string) =>
    examplesOfModule(file.replace('./dist/', 'ts/').replace('.js', '.ts'), specifier);
  const ofBatch = ['batch/run-batch', 'queue/collect', 'queue/enqueue', 'queue/work'].flatMap((name) =>
    of(`./dist/${name}.js`, 'superlinear/batch'),
  );
  return [...modules.flatMap(({ file, specifier }) => of(file, specifier)), ...ofBatch];
}

/** Whether an example needs a server of queues. */
export const needsQueue = ({ code }: CodeBlock) => code.includes('redis://');
