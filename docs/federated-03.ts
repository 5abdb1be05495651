import { federated } from 'superlinear';

const labels = Array.from({ length: 60 }, (_, k) => k % 3);
const { owners, counts } = await federated.partition({ labels, clients: 4, concentration: 0.3 });
console.log(owners, counts);

export {};
