/** An article beside its sources. Each passage names its partner by number; ribbons only repeat that. */

import { agency } from './article.js';
import { h, svg } from './dom.js';
import { common } from './groups.js';
import { pairs } from './pairs.js';
import type { CompareTab, CompareView, Side } from './types.js';

export function compare(v: CompareView): HTMLElement {
  const heading = `${v.key}-h`;
  const several = v.tabs.length > 1;
  return h(
    'section.side',
    { id: v.key, 'data-view': 'compare', 'aria-labelledby': heading },
    h(
      'header',
      null,
      h('p.kick', null, h('strong', null, 'Side by side'), ` · article and ${v.tabs.length === 1 ? 'one source' : `${v.tabs.length} sources`}`),
      h('h1.ti', { id: heading, dir: 'auto', lang: v.lang }, v.heading),
    ),
    several &&
      h(
        'div.tabs',
        { role: 'tablist', 'aria-label': 'Sources' },
        v.tabs.map((t, index) =>
          h(
            'button',
            {
              type: 'button',
              role: 'tab',
              id: `${t.key}-t`,
              'aria-controls': t.key,
              'aria-selected': index ? 'false' : 'true',
              tabindex: index ? '-1' : '0',
            },
            t.badge ? agency(t.name, t.badge) : h('b', { dir: 'auto' }, t.name),
            h('span.num', null, t.when),
          ),
        ),
      ),
    v.tabs.length
      ? v.tabs.map((t, index) => tab(v, t, several, index > 0))
      : h('p.empty', null, v.empty),
    h(
      'p.hint.wide',
      null,
      h('kbd', null, 'Tab'),
      ' moves through matched passages, ',
      h('kbd', null, 'Esc'),
      ' shows all ribbons. Each passage names its partner by number, so nothing depends on the ribbons.',
    ),
  );
}

function tab(v: CompareView, t: CompareTab, several: boolean, hidden: boolean): HTMLElement {
  return h(
    'div.pane',
    { id: t.key, role: several ? 'tabpanel' : '', 'aria-labelledby': several ? `${t.key}-t` : '', hidden },
    h('p.verdict', null, h('b', null, t.verdict.bold), t.verdict.rest),
    h(
      'div.cmp',
      null,
      svg('svg', { 'aria-hidden': 'true' }),
      h(
        'div.colh.l',
        null,
        h('span.small.mute.num', null, h('span', { dir: 'auto' }, v.outlet), v.published && ` · ${v.published}`),
        h('h2.h2', { dir: 'auto' }, v.declares),
      ),
      h('div.col.l', { lang: v.lang }, t.left.map((s) => side(s, 'own'))),
      h(
        'div.colh.rt',
        null,
        h(
          'span.small.mute.num',
          null,
          t.badge ? agency(t.name, t.badge) : h('b', { dir: 'auto' }, t.name),
          ` ${t.when}${t.lag ? ` · ${t.lag} ${t.side}` : ''}`,
        ),
        h('h2.h2', { dir: 'auto', lang: t.title && t.lang }, t.title || 'Title withheld'),
      ),
      h('div.col.rt', { lang: t.lang }, t.right.map((s) => side(s, 'omit'))),
    ),
    pairs(t, v.lang),
    t.common !== null && t.common.passages.length > 0 && common(t.common),
  );
}

function side(s: Side, alone: string): HTMLElement {
  const linked = s.to.length > 0;
  return h(
    linked ? 'a.ps' : 'p.ps',
    {
      class: linked ? s.class : alone,
      id: s.id,
      href: linked ? `#${s.to[0]}` : '',
      'data-to': linked ? s.to.join(' ') : '',
      'data-moved': s.moved ? 'moved' : '',
      dir: 'auto',
      lang: s.lang,
    },
    h('span.no', { dir: 'ltr', lang: 'en' }, `${s.n}${s.tag ? ` ${s.tag}` : ''}`),
    s.runs.map((r) => (r.k ? r.t : h('span', { class: alone !== 'own' ? 'cut' : r.p === 'rewritten' ? 'rw' : 'nw' }, r.t))),
    s.note && h('span.to', { dir: 'ltr', lang: 'en' }, s.note),
  );
}
