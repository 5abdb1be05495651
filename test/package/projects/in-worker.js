// A worker of the program.

import { transport } from 'superlinear';

self.onmessage = async ({ data: cost }) => {
  const { transportCost } = await transport.exact({ cost });
  self.postMessage([transportCost, transport.exactSync({ cost }).transportCost]);
};
