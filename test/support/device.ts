/** Which backend tests run on. */

import { backend } from 'superlinear';

/** Whether it is a device, on which not all methods compute, and no entries of plans are kept. */
export const isOnDevice = backend().name === 'cuda';
