/** Files of the site in the sandbox, handed over by the page. */

import type { Answer, FromProgram } from './messages.js';

/** The bytes of a WebAssembly module by its name, or of a file by its address. */
export function bytesOf(file: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const listen = ({ data }: MessageEvent<Answer>) => {
      if (data.file !== file) return;
      removeEventListener('message', listen);
      if ('bytes' in data) resolve(data.bytes);
      else reject(new Error(data.error));
    };
    addEventListener('message', listen);
    postMessage({ kind: 'file', file } satisfies FromProgram);
  });
}
