// All pages, each with its path, title, description and body.

import { benchmarks } from './pages/benchmarks.mjs';
import { claims } from './pages/claims.mjs';
import { code } from './pages/code.mjs';
import { find } from './pages/find.mjs';
import { gallery } from './pages/gallery.mjs';
import { guides } from './pages/guides.mjs';
import { landing } from './pages/landing.mjs';
import { notFound } from './pages/not-found.mjs';
import { problems } from './pages/problems.mjs';
import { movesFrom, start } from './pages/texts.mjs';
import { panels } from './pages/try.mjs';

const MAKERS = [
  landing,
  find,
  problems,
  guides,
  panels,
  code,
  start,
  movesFrom,
  gallery,
  benchmarks,
  claims,
  notFound,
];

export const allPages = (contents) => MAKERS.flatMap((make) => make(contents));
