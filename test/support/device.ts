/** The backend of the tests. */

import { backend } from 'superlinear';

/** Whether tests run on a device, which supports only some methods and keeps no entries of plans. */
export const isOnDevice = backend().name === 'cuda';
