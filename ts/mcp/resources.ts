/** The reference and the guides as resources. */

import { existsSync, readFileSync } from 'node:fs';
import { families } from '../generated/methods.js';
import { describe } from './describe.js';
import { find } from './find.js';
import { completed, isSolvable } from './methods.js';
import { type McpServer, ResourceNotFoundError, ResourceTemplate } from './sdk.js';

/** The folder of the guides, in the package as in the repository. */
const GUIDES = new URL('../../docs/', import.meta.url);

const contents = (uri: URL, mimeType: string, text: string) => ({
  contents: [{ uri: uri.href, mimeType, text }],
});

export function registerResources(server: McpServer): void {
  const methods = {
    mimeType: 'application/json',
    description: 'All methods, each with the wish it fulfills',
  };
  server.registerResource('methods', 'superlinear://methods', methods, async (uri) =>
    contents(uri, methods.mimeType, JSON.stringify(await find({}))),
  );
  const page = { mimeType: 'text/plain', description: 'The full reference of a method' };
  const pages = new ResourceTemplate('superlinear://method/{name}', {
    list: undefined,
    complete: { name: completed },
  });
  server.registerResource('method', pages, page, async (uri, { name }) => {
    if (typeof name !== 'string' || !isSolvable(name)) throw new ResourceNotFoundError(uri.href);
    return contents(uri, page.mimeType, await describe(name, 'full'));
  });
  const guide = { mimeType: 'text/markdown', description: 'The guide of a family' };
  const guides = new ResourceTemplate('superlinear://guide/{family}', {
    list: undefined,
    complete: { family: (start: string) => families.filter((family) => family.startsWith(start)) },
  });
  server.registerResource('guide', guides, guide, (uri, { family }) => {
    const file = new URL(`${family}.md`, GUIDES);
    const isFamily = families.some((known) => known === family);
    if (!isFamily || !existsSync(file)) throw new ResourceNotFoundError(uri.href);
    return contents(uri, guide.mimeType, readFileSync(file, 'utf8'));
  });
}
