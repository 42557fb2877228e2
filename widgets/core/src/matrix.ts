/** Outlets by agencies: the same elements as `templates/corpus.html`, and the counting again at another threshold. */

import { agency } from './article.js';
import { all, h, one, put, type Child } from './dom.js';
import { grouped, perCent } from './share.js';
import type { Matrix, RowState } from './types.js';

/** Outlets that are shown at first; a button brings the others. */
const FIRST = 10;
const OTHER = 'other';

export function matrix(m: Matrix): Child[] {
  return [
    h('h2.sec', null, 'Which outlet, which agency'),
    h(
      'div.scroll',
      { role: 'region', tabindex: '0', 'aria-label': 'Outlets and agencies, scrolls sideways when narrow' },
      h(
        'table.mx',
        null,
        h(
          'thead',
          null,
          h('tr', null, h('th', { scope: 'col' }, 'Outlet'), h('th.nn', { scope: 'col' }, 'Sentences'), m.columns.map(column)),
        ),
        h('tbody', null, m.rows.map((row, index) => outlet(m, row, index))),
      ),
    ),
    h('p.say.small', null, 'Each row adds up to all of its sentences. Grey: fewer than 20, read the count.'),
  ];
}

function column(c: Matrix['columns'][number]): HTMLElement {
  const kind = () => h('span.kk', null, h(`span.k.${c.class}`, { 'aria-hidden': 'true' }, c.tag), c.label);
  return h('th', { scope: 'col', 'data-col': c.key }, c.badge ? agency(c.label, c.badge) : kind());
}

function outlet(m: Matrix, r: Matrix['rows'][number], index: number): HTMLElement {
  return h(
    'tr',
    { class: index === 0 ? 'tot' : r.few ? 'few' : '', 'data-outlet': r.outlet },
    h('th', { scope: 'row', dir: 'auto' }, r.name, h('small', null, r.note)),
    h('td.nn.num', null, grouped(r.total)),
    r.cells.map((x, at) => h('td', { 'data-col': m.columns[at]?.key ?? '' }, cell(x.n, x.share, x.units))),
  );
}

function cell(n: number, share: string, units: number): Child {
  if (!n) return h('span.z', null, share);
  return [
    h('span.mb', { 'aria-hidden': 'true' }, h(`i.u${units}`), units < 100 && h(`i.rest.u${100 - units}`)),
    h('span.mv2', null, h('b', null, share), ' ', h('span.num', null, grouped(n))),
  ];
}

/** What a row of the article list holds now, by outlet. */
export interface Used {
  outlet: string;
  shown: RowState;
}

/** Show the first outlets only, and a button for the others. */
export function shorten(root: HTMLElement): void {
  const rows = all(root, '.mx tbody tr').slice(FIRST + 1);
  if (rows.length < 2) return;
  for (const row of rows) row.hidden = true;
  const button = h('button.btn', { type: 'button' }, `Show all ${rows.length + FIRST} outlets`);
  button.addEventListener('click', () => {
    for (const row of rows) row.hidden = false;
    button.parentElement?.remove();
  });
  one(root, '.mx')?.closest('.scroll')?.after(h('p.acts.js', null, button));
}

/** Count every cell again: a row is an outlet, the first one is all of them. */
export function recount(root: HTMLElement, articles: Used[]): void {
  for (const [index, row] of all(root, '.mx tbody tr').entries()) {
    const own = index === 0 ? articles : articles.filter((one_) => one_.outlet === (row.dataset.outlet ?? ''));
    const total = own.reduce((sum, { shown }) => sum + shown.total, 0);
    const named = new Map<string, number>();
    for (const { shown } of own) for (const a of shown.agencies) named.set(a.name, (named.get(a.name) ?? 0) + a.count);
    const of = (...keys: string[]) => own.reduce((sum, { shown }) => sum + keys.reduce((some, key) => some + (shown.counts[key] ?? 0), 0), 0);
    const cells = all(row, 'td[data-col]');
    const columns = new Set(cells.map((td) => td.dataset.col ?? ''));
    let rest = of('w', 'e');
    for (const [name, number] of named) if (columns.has(name)) rest -= number;
    for (const td of cells) {
      const key = td.dataset.col ?? '';
      const head = one(root, `.mx thead th[data-col="${CSS.escape(key)}"]`);
      const n = one(head ?? root, '.kk') ? of(key) : key === OTHER ? rest : (named.get(key) ?? 0);
      const made = h('td', { 'data-col': key }, cell(n, n ? perCent(n, total) : '–', n ? Math.max(1, Math.round((100 * n) / total)) : 0));
      td.replaceWith(made);
    }
    put(row, '.nn', grouped(total));
  }
}
