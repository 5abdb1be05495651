/** The worker of a page. */

import { loadModule } from './page-modules.js';
import { taskServer } from './worker.js';

const serve = taskServer(loadModule, (message, transfer) => self.postMessage(message, { transfer }));

self.onmessage = ({ data }) => serve(data);
