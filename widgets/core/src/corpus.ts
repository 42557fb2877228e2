/** The overview of several articles: the same elements as `exporters/templates/corpus.html`. */

import { agency, settings } from './article.js';
import { h, svg, type Child } from './dom.js';
import { matrix } from './matrix.js';
import { grouped } from './share.js';
import { calendar, timeline } from './timeline.js';
import type { CorpusRow, CorpusView, LegendItem, RowState } from './types.js';

export const VERDICTS: [string, string][] = [
  ['wholly', 'Wholly'],
  ['mainly', 'Mainly'],
  ['partly', 'Partly'],
  ['none', 'None'],
  ['undetermined', 'Undetermined'],
];

const CREDITS: [string, string][] = [
  ['named', 'Names an agency'],
  ['unnamed', 'Agencies, none named'],
  ['none', 'No credit'],
];

export function corpus(v: CorpusView): HTMLElement {
  const heading = `${v.key}-h`;
  return h(
    'section.over',
    { id: v.key, 'data-view': 'corpus', 'aria-labelledby': heading },
    h(
      'header',
      null,
      h('p.kick', null, h('strong', null, v.kick), [...v.scope, v.span].filter(Boolean).map((text) => ` · ${text}`)),
      h('h1.ti', { id: heading, dir: 'auto' }, v.heading),
      h('p.verdict', null, h('b', { 'data-head': true }, v.verdict.bold), h('span', { 'data-rest': true }, v.verdict.rest)),
    ),
    v.missing && missing(v.missing),
    v.rows.length > 0 && [composition(v.legend), slider(v)],
    v.timeline && (v.timeline.kind === 'story' ? timeline(v.timeline) : calendar(v.timeline)),
    v.matrix && matrix(v.matrix),
    v.rows.length
      ? [
          h('h2.sec', { id: `${v.key}-l` }, 'The articles'),
          filters(v),
          table(v),
          h('p.empty', { hidden: true }, 'No article fits these filters.'),
        ]
      : h('p.empty', null, 'There is no article here.'),
    settings(v.parameters),
  );
}

function missing(m: { title: string; text: string; command: string }): HTMLElement {
  return h('section.miss', { 'aria-label': m.title }, h('h2.h2', null, m.title), h('p', null, m.text), h('p.cmd', null, m.command));
}

/** How all sentences fall into kinds: a bar, and each kind with its share and number. */
export function composition(legend: LegendItem[]): Child[] {
  return [
    h('div.compo', { 'aria-hidden': 'true' }, legend.map((l) => (l.units ? h(`span.cf.${l.class}.u${l.units}`, null, l.units > 2 && l.tag) : null))),
    h(
      'ul.ckey',
      null,
      legend.map((l) =>
        h(
          'li',
          null,
          h(`span.k.${l.class}`, { 'aria-hidden': 'true' }, l.tag),
          h('span', null, l.label),
          h('b.num', null, l.share ?? ''),
          h('span.num.mute', null, grouped(l.count)),
        ),
      ),
    ),
  ];
}

function choice(label: string, name: string, options: [string, string][]): HTMLElement {
  return h(
    'label',
    null,
    label,
    h(
      'select',
      { 'data-filter': name },
      h('option', { value: '' }, 'Any'),
      options.map(([value, text]) => h('option', { value }, text)),
    ),
  );
}

function filters(v: CorpusView): Child[] {
  const same = (names: string[]): [string, string][] => names.map((name) => [name, name]);
  const date = (label: string, name: string) => h('input', { type: 'date', [name]: true, 'aria-label': label, min: v.dates[0], max: v.dates[1] });
  const fields = h(
    'div.filters',
    null,
    h('label', null, 'Find', h('input', { type: 'search', 'data-find': true, placeholder: 'Outlet, title or words in the text' })),
    v.stories.length > 0 && choice('Story', 'story', v.stories.map((name, index) => [String(index), name])),
    v.outlets.length > 0 && choice('Outlet', 'outlet', same(v.outlets)),
    v.agencies.length > 0 && choice('Agency found', 'agency', same(v.agencies)),
    v.dispatches.length > 0 && choice('Dispatch used', 'doc', v.dispatches.map((d) => [d.doc, d.text])),
    choice('Credit', 'credit', CREDITS),
    choice('Verdict', 'verdict', VERDICTS),
    v.dates.length > 0 &&
      h(
        'fieldset',
        null,
        h('legend', null, 'Published'),
        h('div.dd', null, date('From', 'data-from-day'), h('span', { 'aria-hidden': 'true' }, '–'), date('To', 'data-to-day')),
      ),
    h(
      'div.chips',
      { role: 'group', 'aria-label': 'Flags' },
      v.flags
        .filter((f) => f.count || ['un', 'mq', 'nu'].includes(f.kind))
        .map((f) =>
          h(
            'button',
            { type: 'button', 'data-flag': f.kind, 'aria-pressed': 'false', disabled: !f.count },
            `${f.label} `,
            h('b', null, String(f.count)),
          ),
        ),
    ),
  );
  return [
    h('details.filt', { open: true }, h('summary.btn', null, 'Filters ', h('b', { 'data-set': true })), fields),
    h(
      'p.small.mute.num.shown',
      null,
      h('span', { 'data-shown': true, 'aria-live': 'polite' }, v.kick),
      ' ',
      h('span.js', null, `· filters act on this list; everything above is of all ${v.kick}`),
      ' ',
      h('button.btn.js', { type: 'button', 'data-clear': true, hidden: true }, 'Clear filters'),
    ),
  ];
}

function slider(v: CorpusView): HTMLElement {
  const id = `${v.key}-thr`;
  return h(
    'div.thr',
    null,
    h('label', { for: id }, 'Certainty needed'),
    h(
      'div.rail',
      null,
      h('input', { id, type: 'range', min: '0.2', max: '0.95', step: '0.05', value: v.threshold }),
      h('span.tick', { 'aria-hidden': 'true' }, 'default'),
      h('span.tick.low', { 'aria-hidden': 'true' }, 'sensitive'),
    ),
    h('output', { for: id }, v.threshold.toFixed(2)),
    h('button.btn', { type: 'button', 'data-reset': true }, 'Reset'),
    h('p.mute', { 'data-effect': true, 'aria-live': 'polite' }),
  );
}

function table(v: CorpusView): HTMLElement {
  const columns: [string, string, string][] = [
    ['time', 'c1', 'Article'],
    ['share', 'c2', 'Sentences, by kind and in reading order'],
    ['agency', 'c3', 'Credit and agencies'],
    ['flags', 'c4', 'Verdict and flags'],
  ];
  return h(
    'table.corp',
    { role: 'table' },
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        columns.map(([sort, name, text]) =>
          h('th', { role: 'columnheader', scope: 'col', 'data-sort': sort, class: name }, h('button', { type: 'button' }, text)),
        ),
      ),
    ),
    h('tbody', { role: 'rowgroup' }, v.rows.map(row)),
  );
}

/** The agencies of a row with their sentences, and what stands where there is none. */
export function agencies(r: RowState): Child[] {
  return [
    r.agencies.map((a) => h('span.agc', null, agency(a.name, a.badge), ' ', h('span.num.small', null, String(a.count)))),
    r.agencyNote && h('span.mute.small', null, r.agencyNote),
  ];
}

function row(r: CorpusRow): HTMLElement {
  return h(
    'tr',
    {
      role: 'row',
      'data-key': r.key,
      'data-time': r.time,
      'data-outlet': r.outlet,
      'data-story': r.story,
      'data-credit': r.credit,
      'data-verdict': r.verdict, 'data-share': String(r.share) },
    h(
      'td',
      { role: 'cell' },
      h('span.small.mute.num', null, h('span', { dir: 'auto' }, r.name), r.name && r.published && ' · ', r.published),
      h('a.hl', { href: `#${r.key}`, dir: 'auto', lang: r.lang }, r.title),
    ),
    h(
      'td',
      { role: 'cell' },
      h('div.bar', { role: 'img', 'aria-label': r.barLabel }, r.bar.map((b) => h(`span.${b.class}.u${b.units}`, null, b.text))),
      svg(
        'svg.code',
        { viewBox: '0 0 480 26', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        r.barcode.map((c) => [svg(`path.${c.class}`, { d: c.fill }), svg(`path.${c.class}.ed`, { d: c.edge })]),
      ),
    ),
    h(
      'td',
      { role: 'cell' },
      r.credits.length
        ? r.credits.map((text) => h('span.small.cl', { dir: 'auto', lang: r.lang }, `“${text}”`))
        : h('span.small', null, 'No credit for the text'),
      h(
        'div.ags',
        null,
        agencies(r),
      ),
    ),
    h(
      'td',
      { role: 'cell' },
      h('span.vd', null, r.verdictLabel),
      h('br'),
      h('b.pc.num', { class: r.few ? 'few' : '' }, r.percent),
      ' ',
      h('span.small.mute.num.vn', null, r.matched),
      r.flags.length > 0 && h('ul.flags', null, r.flags.map((f) => h('li', { 'data-f': f.kind, dir: 'auto' }, f.text))),
    ),
  );
}
