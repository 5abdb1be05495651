/** The loaders of the backends in a page. */

import { SuperlinearError } from '../engine/errors.js';
import type { Backend } from './backend.js';
import type { Addon } from './native.js';
import { hasWorkers, pageBackend } from './page-backend.js';
import { loadModule } from './page-modules.js';

/** Pages have no native addon. */
export function loadNative(): Addon {
  const place = hasWorkers ? '' : '; there are no workers here either, so all is computed on this thread';
  throw new SuperlinearError('BACKEND_UNAVAILABLE', `pages cannot load native addons${place}`);
}

/** Creates the WebAssembly backend. */
export const loadWasm = (): Backend => pageBackend({ loadModule, openWorker });

/**
 * Bundlers recognize the first form. The second is for pages without a bundler whose scripts come from another origin.
 */
function openWorker(): Worker {
  const { protocol, origin, href } = new URL(import.meta.url);
  if (!protocol.startsWith('http') || origin === location.origin) {
    return new Worker(new URL('./page-worker.js', import.meta.url), { type: 'module' });
  }
  const script = `import ${JSON.stringify(new URL('./page-worker.js', href).href)};`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
}
