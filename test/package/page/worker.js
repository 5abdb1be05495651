// A module worker of the page's own, in which everything works as in the page.

import { solveFamilies } from './solve-families.js';

solveFamilies().then(
  (families) => self.postMessage({ families }),
  (error) => self.postMessage({ error: `${error.stack}` }),
);
