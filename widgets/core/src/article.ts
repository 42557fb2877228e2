/** One article: the same elements as `exporters/templates/article.html`. */

import { h, type Child } from './dom.js';
import type { ArticleView, Audit, Brief, Panel, Paragraph, Passage, Run, Sentence } from './types.js';

const PARAGRAPH: Record<string, string> = { headline: 'hd', deck: 'dk', subhead: 'sb', caption: 'cap' };

export function agency(name: string, badge: string): HTMLElement {
  return h(`span.ag.ag-${badge}`, { dir: 'auto' }, name);
}

export function article(v: ArticleView): HTMLElement {
  const heading = `${v.key}-h`;
  return h(
    'section.art',
    { id: v.key, 'data-view': 'article', 'data-why': v.why, 'aria-labelledby': heading },
    h(
      'header',
      null,
      h('p.kick', null, h('strong', { dir: 'auto' }, v.name), v.published && ' · ', v.published),
      h(`h${v.level}.ti`, { id: heading, dir: 'auto', lang: v.lang }, v.heading),
      v.verdict && h('p.verdict', null, h('b', null, v.verdict.bold), v.verdict.rest),
      v.notes.map((note) => h('p.small.mute', { dir: 'auto' }, note)),
    ),
    v.audit && audit(v.audit, v.lang),
    v.paragraphs.length ? reading(v) : h('p.empty', null, 'There is no text in this article.'),
    limits(v),
    tables(v),
  );
}

function reading(v: ArticleView): Child {
  return [
    tools(v),
    h(
      'div.read',
      null,
      minimap(v),
      h('div.txt', { role: 'group', 'aria-label': 'Article text', lang: v.lang }, v.paragraphs.map(paragraph)),
      h(
        'aside.ev-col.side',
        { 'aria-label': 'Evidence' },
        v.panels.map((p) => panel(p, v.level)),
        h(
          'p.hint.js',
          null,
          h('kbd', null, 'j'),
          ' ',
          h('kbd', null, 'k'),
          ' next and previous sentence, ',
          h('kbd', null, 'Enter'),
          ' opens the evidence, ',
          h('kbd', null, 'Esc'),
          ' returns to the text',
        ),
      ),
    ),
  ];
}

function audit(a: Audit, lang?: string): HTMLElement {
  const line = (text: string, extra = '') => h('span.cl', { class: extra }, text);
  return h(
    'dl.audit',
    null,
    h(
      'div',
      null,
      h('dt', null, 'Declared on the page'),
      h(
        'dd',
        null,
        a.declared.map((text) => h('span.cl', null, h('q', { dir: 'auto', lang }, text))),
        a.declaredNote && line(a.declaredNote, a.declared.length ? 'small mute' : ''),
        a.asides.map((x) => h('span.aside', null, `${x.what}: `, h('q', { dir: 'auto', lang }, x.text))),
      ),
    ),
    h(
      'div',
      null,
      h('dt', null, 'Found in the text'),
      h(
        'dd',
        null,
        a.found.map((f) => h('span.row', null, agency(f.name, f.badge), ` ${f.text}`)),
        a.foundNote && line(a.foundNote),
      ),
    ),
    h(
      'div',
      null,
      h('dt', null, 'Difference'),
      h('dd', null, a.difference.map((text) => line(text)), a.differenceNote && line(a.differenceNote, 'small mute')),
    ),
  );
}

function tools(v: ArticleView): HTMLElement {
  const modes = ['provenance', 'agency', 'certainty', 'edit'];
  return h(
    'div.tools',
    null,
    h(
      'div.leg',
      { role: 'group', 'aria-label': 'Show or hide a kind of sentence' },
      v.legend.map((l) =>
        h(
          'button',
          { type: 'button', 'data-k': l.class, 'aria-pressed': l.on ? 'true' : 'false' },
          h(`span.k.${l.class}`, { 'aria-hidden': 'true' }, l.tag),
          h('span.ll', null, l.label),
          ' ',
          h('b', null, String(l.count)),
        ),
      ),
    ),
    h(
      'details.filt',
      { open: true },
      h('summary.btn', null, 'Filters ', h('b', { 'data-set': true })),
      h(
      'div.bar2',
      null,
      h(
        'div.by',
        { role: 'group', 'aria-label': 'Colour by' },
        h('span', { 'aria-hidden': 'true' }, 'Colour by'),
        modes.map((mode, index) =>
          h('button', { type: 'button', 'data-mode': mode, 'aria-pressed': index ? 'false' : 'true' }, mode),
        ),
      ),
      v.agencies.length > 0 &&
        h(
          'div.leg.agl',
          { role: 'group', 'aria-label': 'Show or hide an agency' },
          v.agencies.map((a) =>
            h(
              'button',
              { type: 'button', 'data-agency': a.name, 'aria-pressed': 'true' },
              agency(a.name, a.badge),
              ' ',
              h('b', null, String(a.count)),
            ),
          ),
        ),
    ),
    h(
      'p.partkey',
      null,
      v.partKey && [
        h('span', null, 'Inside an edited sentence:'),
        h('span', null, h('span.s.e.key', null, 'kept words')),
        h('span', null, h('span.s.e.key', null, h('span.rw', null, 'rewritten words'))),
        h('span', null, h('span.s.e.key', null, h('span.nw', null, 'new words'))),
      ],
      h('span', null, v.legendNote),
    ),
    ),
  );
}

function minimap(v: ArticleView): HTMLElement {
  return h(
    'nav.map',
    { 'aria-label': 'Map of the article' },
    v.paragraphs.map((p) =>
      p.sentences.map((s) =>
        h('a', { class: `${s.class} u${s.units}`, href: `#${s.id}`, tabindex: '-1', title: p.prose ? s.title : p.note }),
      ),
    ),
  );
}

function spaced(items: HTMLElement[]): Child[] {
  return items.map((item, index) => (index ? [' ', item] : item));
}

function paragraph(p: Paragraph): HTMLElement {
  if (!p.prose) {
    const lines = p.sentences.map((s) => h('span', { id: s.id }, s.runs.map((r) => r.t)));
    return h('p.nb', null, h('i', { lang: 'en' }, p.note), h('span', { dir: 'auto', lang: p.lang }, spaced(lines)));
  }
  return h(
    'p',
    { class: PARAGRAPH[p.kind], dir: 'auto', lang: p.lang },
    p.kind === 'caption' && h('i', { dir: 'ltr', lang: 'en' }, 'caption'),
    spaced(p.sentences.map(sentence)),
  );
}

export function sentence(s: Sentence): HTMLElement {
  return h(
    'a.s',
    {
      class: `${s.class}${s.hand ? ' hand' : ''}`,
      id: s.id,
      href: `#${s.panel}`,
      'data-g': s.agency,
      'data-b': s.agency && s.badge,
      'data-c': s.certainty,
      'data-d': s.edit,
    },
    h('span.vh', { dir: 'ltr', lang: 'en' }, s.spoken),
    s.runs.map(run),
    h(
      'sup.t',
      { 'aria-hidden': 'true', 'data-a': s.mark, 'data-g': s.agency, 'data-c': s.certainty, 'data-d': s.edit },
      h('span.tl0', null, s.tag),
    ),
  );
}

function run(r: Run): Child {
  const names = [r.p === 'new' ? 'nw' : r.p === 'rewritten' ? 'rw' : '', r.d ? 'df' : ''].filter(Boolean);
  return names.length ? h('span', { class: names.join(' ') }, r.t) : r.t;
}

export function panel(p: Panel, level: number): HTMLElement {
  const small = (text: string) => h(`h${level + 2}.h3`, null, text);
  return h(
    'section.ev',
    { class: p.class, id: p.id, 'data-doc': p.passages[0]?.doc },
    h(
      `h${level + 1}.what`,
      { tabindex: '-1' },
      h(`span.k.${p.class}`, { 'aria-hidden': 'true' }, p.tag),
      h('span', null, p.number > 0 && h('span.pn', null, `${p.number}. `), p.title),
    ),
    h('p.cert', null, h('b', null, p.lead), ' ', h('span', { dir: 'auto' }, p.why)),
    p.passages.map((x) => [
      srcline(x),
      x.alert && h('p.alert', null, x.alert),
      small(x.head),
      passage(x),
      x.diff
        ? [small(x.diffHead), diff(x, p.lang)]
        : x.same && h('p.small.mute', null, 'No word differs.'),
    ]),
    p.text !== null && [small('In the article'), h('p.pass', { dir: 'auto', lang: p.lang }, p.text)],
    p.facts.length > 0 &&
      h(
        'ul.facts',
        null,
        p.facts.map((f) =>
          h('li', { class: f.alert ? 'fl' : '' }, h('b', null, `${f.what}:`), ' ', h('span', { dir: 'auto' }, f.text)),
        ),
      ),
    p.others.length > 0
      ? h(
          'details.more',
          null,
          h('summary', null, `Also found (${p.others.length})`),
          h('ul', null, p.others.map((x) => h('li', null, srcline(x), passage(x)))),
        )
      : p.othersNote && h('details.more', null, h('summary', null, 'Also found'), h('p.mute', null, p.othersNote)),
  );
}

export function diff(x: Passage, lang?: string): HTMLElement {
  return h(
    'p.diff',
    { dir: 'auto', lang },
    (x.diff ?? []).map((c) => (c.o === '=' ? c.t : h(c.o === '-' ? 'del' : 'ins', null, h('span', null, c.t)))),
  );
}

export function srcline(x: Brief): HTMLElement {
  return h(
    'p.srcline',
    null,
    x.badge ? agency(x.name, x.badge) : h('b', { dir: 'auto' }, x.name),
    h(
      'span.num',
      null,
      x.when,
      x.lag && [x.when && ' · ', h('b', null, x.lag), ` ${x.side}`],
      x.version && [' · version ', h('span', { dir: 'auto' }, x.version)],
    ),
    x.href && h('a.small', { href: x.href }, 'read it there'),
  );
}

export function passage(x: Brief): Child {
  const words =
    (x.hit || x.before || x.after) &&
    h(
      'p.pass',
      { dir: 'auto', lang: x.lang },
      x.before && [h('span.ctx', null, x.before), ' '],
      h('span.hit', null, x.hit),
      x.after && [' ', h('span.ctx', null, x.after)],
    );
  return [words || null, x.note && h('p.small.mute', null, x.note)];
}

function limits(v: ArticleView): HTMLElement {
  return h(
    'section.limits',
    { 'aria-label': 'Limits' },
    v.limits.map((l) => h('div', null, h(`h${v.level + 1}.h2`, null, l.title), h('p', null, l.text))),
  );
}

function tables(v: ArticleView): Child {
  const head = ['No.', 'Tag', 'Kind', 'Agency', 'Certainty', 'Part', 'Sentence'];
  const sentences = h(
    'table',
    null,
    h('thead', null, h('tr', null, head.map((text) => h('th', { scope: 'col' }, text)))),
    h(
      'tbody',
      null,
      v.table.map((r) =>
        h(
          'tr',
          null,
          h('td.num', null, h('a', { href: `#${r.id}` }, String(r.n))),
          [r.tag, r.title, r.agency, r.certainty, r.kind].map((text) => h('td', null, text || '–')),
          h('td', { dir: 'auto', lang: r.lang || v.lang }, r.text),
        ),
      ),
    ),
  );
  return [
    h('details.tbl', null, h('summary', null, 'All sentences as a table'), region('All sentences', sentences)),
    settings(v.parameters),
  ];
}

function region(label: string, table: HTMLElement): HTMLElement {
  return h('div.scroll', { role: 'region', tabindex: '0', 'aria-label': label }, table);
}

export function settings(rows: [string, string][]): Child {
  if (!rows.length) return null;
  const lines = rows.map(([name, value]) => h('tr', null, h('th', { scope: 'row' }, name), h('td.num', null, value)));
  const table = h('table', null, h('tbody', null, lines));
  return h('details.tbl', null, h('summary', null, 'Settings and versions'), region('Settings', table));
}
