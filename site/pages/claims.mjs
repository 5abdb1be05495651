// Claims of the papers and their measured results, from ts/claims, with filters by family and verdict.

import { isRun, QUICK } from '../../dist/claims/support/claim.js';
import { answerInWords, goldInWords } from '../../dist/claims/support/words.js';
import { escaped, slug } from '../html.mjs';

/** Verdicts, and their words for several claims. */
const COUNTED = {
  holds: 'hold',
  'holds in part': 'hold in part',
  'does not hold here': 'do not hold here',
};

export function claims({ claims: byFamily, guides }) {
  const families = Object.keys(byFamily).filter((family) => byFamily[family].length > 0);
  const all = families.flatMap((family) => byFamily[family]);
  const verdicts = Object.keys(COUNTED);
  const titleOf = (family) => guides.find(({ name }) => name === family)?.title.split(':')[0] ?? family;
  const numberOf = (verdict) => all.filter((claim) => claim.verdict === verdict).length;
  const counts = verdicts.map((verdict) => `${numberOf(verdict)} ${COUNTED[verdict]}`);
  return [
    {
      path: 'claims.html',
      kind: 'wide',
      modules: ['site/client/claims.ts'],
      title: 'Claims of the papers',
      description:
        'Claims of the papers behind the methods, measured here, including those that do not hold.',
      body: `<h1>Claims of the papers</h1>
<p class="lead">The papers behind the methods claim something about them. Each claim here is a run with known answers within a tolerance. Of ${all.length}, ${escaped(counts.join(', '))}. <code>superlinear claims</code> repeats them.</p>
<form id="filters"><div class="field"><label for="family">Family</label><select id="family"><option value="">all</option>${families.map((family) => `<option value="${family}">${escaped(titleOf(family))}</option>`).join('')}</select></div>
<div class="field"><label for="verdict">Verdict</label><select id="verdict"><option value="">all</option>${verdicts.map((verdict) => `<option>${escaped(verdict)}</option>`).join('')}</select></div>
<p role="status">${all.length} of ${all.length} claims</p></form>
${families.map((family) => sectionOf(family, titleOf(family), byFamily[family])).join('\n')}`,
    },
  ];
}

const sectionOf = (family, title, claims) => `<section class="claims" data-family="${family}">
<h2 id="${family}">${escaped(title)}</h2>
${claims.map(articleOf).join('\n')}
</section>`;

function articleOf({ name, claim, source, shown, gold, verdict, remark }) {
  const expected = Object.entries(gold)
    .map(([answer, wanted]) => `${answer}: ${goldInWords(wanted)}`)
    .join('; ');
  const quick = isRun(shown) && shown.budget <= QUICK ? ' data-quick' : '';
  return `<article class="claim" data-verdict="${escaped(verdict)}" id="${escaped(name)}"${quick}>
<h3>${escaped(claim)}</h3>
<p><span class="verdict ${slug(verdict)}">${escaped(verdict)}</span> <span class="source">${escaped(source)}</span></p>
<details><summary>How it is measured</summary>
<p>${escaped(isRun(shown) ? shown.what : reported(shown))}. Expected: ${escaped(expected)}.${remark ? ` ${escaped(remark)}.` : ''}</p></details>
</article>`;
}

function reported({ what, command, statedIn, answers }) {
  const seen = Object.entries(answers).map(([name, answer]) => `${name}: ${answerInWords(answer)}`);
  return `${what}. “${command}” shows it; ${statedIn} has ${seen.join('; ')}`;
}
