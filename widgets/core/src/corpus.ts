/** The overview of several articles: the same elements as `exporters/templates/corpus.html`. */

import { agency, settings } from './article.js';
import { h, svg, type Child } from './dom.js';
import type { Calendar, CorpusRow, CorpusView, RowState, Timeline } from './types.js';

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
      h('p.kick', null, h('strong', null, v.kick), v.span && ` · ${v.span}`),
      h('h1.ti', { id: heading, dir: 'auto' }, v.heading),
      h('p.verdict', null, h('b', { 'data-head': true }, v.verdict.bold), h('span', { 'data-rest': true }, v.verdict.rest)),
    ),
    v.missing && missing(v.missing),
    v.timeline && (v.timeline.kind === 'story' ? timeline(v.timeline) : calendar(v.timeline)),
    v.rows.length
      ? [
          filters(v),
          slider(v),
          h(
            'p.partkey.keyline',
            null,
            v.legend.map((l) => h('span', null, h(`span.k.${l.class}`, { 'aria-hidden': 'true' }, l.tag), l.label)),
          ),
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

function timeline(t: Timeline): (HTMLElement | null)[] {
  const drawing = svg(
    'svg.tl',
    { viewBox: `0 0 ${t.width} ${t.height}`, role: 'img', 'aria-label': t.label },
    svg('text.m', { x: '0', y: 56 }, 'Dispatches'),
    svg('text.m', { x: '0', y: t.axis + 47 }, 'Articles'),
    t.days.map((d) => [
      d.line && svg('line.gr', { x1: d.x, x2: d.x, y1: 10, y2: t.height }),
      svg('text.m', { x: d.x + 5, y: 22 }, d.label),
    ]),
    t.links.map((l) => svg('path.ln', { d: l.d, 'stroke-width': String(l.width), 'data-from': l.from, 'data-to': l.to })),
    svg('line.ax', { x1: t.left, x2: t.right, y1: t.axis, y2: t.axis }),
    t.dispatches.map((d) =>
      svg(
        'g',
        null,
        svg('title', null, d.title),
        svg(`rect.b-${d.badge}`, { x: d.x, y: d.y, width: d.w, height: 22, rx: 3 }),
        svg('text.bd', { x: d.x + d.w / 2, y: d.y + 15, 'text-anchor': 'middle' }, d.name),
      ),
    ),
    t.articles.map((a) =>
      svg(
        'g',
        { 'data-key': a.key },
        svg('rect.bx', { x: a.x - 6, y: a.y, width: 12, height: 12 }),
        svg('rect.fi', { x: a.x - 6, y: a.y + 12 - a.fill, width: 12, height: String(a.fill) }),
        svg(
          'text.nm',
          { x: a.left ? a.x - 13 : a.x + 13, y: a.y + 10.5, 'text-anchor': a.left ? 'end' : 'start' },
          `${a.name} `,
          svg('tspan.m', null, a.matched),
        ),
      ),
    ),
  );
  return [
    h('h2.vh', null, 'Timeline'),
    h('div.scroll.tlbox', { role: 'region', tabindex: '0', 'aria-label': 'Timeline, scrolls sideways when narrow' }, drawing),
    h('p.small.mute', null, t.note),
  ];
}

function calendar(t: Calendar): HTMLElement[] {
  const drawing = svg(
    'svg.tl.cal',
    { viewBox: `0 0 ${t.width} ${t.height}`, role: 'img', 'aria-label': t.label },
    svg('text.m', { x: t.left - 8, y: 24, 'text-anchor': 'end' }, String(t.most)),
    svg('text.m', { x: t.left - 8, y: t.axis, 'text-anchor': 'end' }, '0'),
    t.bars.map((b) =>
      svg(
        'g',
        { 'data-first': b.first, 'data-last': b.last },
        svg('title', null, b.title),
        svg('rect.bx', { x: b.x, y: t.axis - b.h, width: b.w, height: String(b.h) }),
        svg('rect.fi', { x: b.x, y: t.axis - b.fill, width: b.w, height: String(b.fill) }),
      ),
    ),
    svg('line.ax', { x1: t.left, x2: t.right, y1: t.axis, y2: t.axis }),
    t.labels.map((l) => svg('text.m', { x: l.x, y: t.axis + 20 }, l.text)),
  );
  return [
    h('h2.vh', null, 'Timeline'),
    h('div.scroll.tlbox', { role: 'region', tabindex: '0', 'aria-label': 'Timeline, scrolls sideways when narrow' }, drawing),
    h('p.small.mute', null, t.note),
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

function day(label: string, name: string, dates: string[]): HTMLElement {
  return h('label', null, label, h('input', { type: 'date', [name]: true, min: dates[0], max: dates[1] }));
}

function filters(v: CorpusView): HTMLElement {
  const same = (names: string[]): [string, string][] => names.map((name) => [name, name]);
  return h(
    'div.filters',
    null,
    h('label', null, 'Find', h('input', { type: 'search', 'data-find': true, placeholder: 'Outlet or words' })),
    v.outlets.length > 0 && choice('Outlet', 'outlet', same(v.outlets)),
    v.agencies.length > 0 && choice('Agency found', 'agency', same(v.agencies)),
    choice('Verdict', 'verdict', VERDICTS),
    choice('Credit', 'credit', CREDITS),
    v.dates.length > 0 && [day('From', 'data-from-day', v.dates), day('To', 'data-to-day', v.dates)],
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
    h('p.small.mute.num', { 'data-shown': true, 'aria-live': 'polite' }, v.kick),
  );
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
      'data-outlet': r.outlet, 'data-credit': r.credit,
      'data-verdict': r.verdict, 'data-share': String(r.share) },
    h(
      'td',
      { role: 'cell' },
      h('span.small.mute.num', null, h('span', { dir: 'auto' }, r.name), r.name && r.published && ' · ', r.published),
      h('a.hl', { href: `#${r.key}`, dir: 'auto' }, r.title),
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
        ? r.credits.map((text) => h('span.small.cl', { dir: 'auto' }, `“${text}”`))
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
      h('span.small.mute.num.vn', null, r.matched),
      r.flags.length > 0 && h('ul.flags', null, r.flags.map((f) => h('li', { 'data-f': f.kind, dir: 'auto' }, f.text))),
    ),
  );
}
