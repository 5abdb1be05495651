// A module worker of the page, with the same functionality as the page.

import { solveFamilies } from './solve-families.js';

solveFamilies().then(
  (families) => self.postMessage({ families }),
  (error) => self.postMessage({ error: `${error.stack}` }),
);
