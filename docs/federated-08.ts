import { federated } from 'superlinear';

const compressor = { kind: 'top', fraction: 0.4 } as const;
const { message, relativeError } = await federated.compress({ vector: [0.5, -3, 0, 2, 0.25], compressor });
const { vector } = await federated.decompress({ message, maxDimension: 5 });
console.log(relativeError, vector);

export {};
