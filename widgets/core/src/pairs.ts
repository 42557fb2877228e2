/** An article and one source in a single column: pairs in the article's order, for screens that hold no two columns. */

import { h } from './dom.js';
import { LABELS } from './generated.js';
import type { Change, CompareTab, Pair, Side } from './types.js';

/** The column of one tab, with its switch between differences and two texts, and its way through the pairs. */
export function pairs(t: CompareTab, lang?: string): HTMLElement {
  const sides = new Map([...t.left, ...t.right].map((side) => [side.id, side] as const));
  const found = t.pairs.filter((item) => 'of' in item).length;
  const choice = (mode: string, text: string, on: boolean) =>
    h('button', { type: 'button', 'data-texts': mode, 'aria-pressed': String(on) }, text);
  return h(
    'div.pairs',
    null,
    t.pairs.some((item) => 'of' in item && item.diff) &&
      h('div.seg2', { role: 'group', 'aria-label': 'Edited passages as' }, choice('one', 'Differences', true), choice('two', 'Two texts', false)),
    t.pairs.map((item) => ('of' in item ? pair(item, sides, lang, t.lang) : fold(item, sides, item.last ? t.lang : lang))),
    found > 0 &&
      h(
        'div.step3',
        { role: 'group', 'aria-label': 'Pairs' },
        h('button', { type: 'button', 'data-step': '-1' }, '‹ Previous'),
        h('span.num', { 'data-pair': true, 'aria-live': 'polite' }, `${found} pairs`),
        h('button', { type: 'button', 'data-step': '1' }, 'Next ›'),
      ),
  );
}

function pair(p: Extract<Pair, { of: string }>, sides: Map<string, Side>, own?: string, source?: string): HTMLElement {
  const side = sides.get(p.of) as Side;
  const look = side.class || 'e';
  const lang = side.lang || own;
  const theirs = side.to.flatMap((id) => sides.get(id) ?? []).map(words).join(' ');
  const moved = side.moved ? h('b', null, ' · moved') : null;
  return h(
    'section.pair',
    { class: p.diff ? 'diffs' : '', tabindex: '-1', 'aria-label': p.where },
    h('header', null, h(`span.k.${look}`, { 'aria-hidden': 'true' }, side.tag), h('b', null, LABELS[look]), h('span.mute.num', null, p.kept)),
    p.same
      ? [text(`pa.${look}`, p.where, words(side), lang, moved)]
      : [
          p.diff && h('div.one', null, h('span.whose', null, p.where, moved), difference(p.diff, lang)),
          h(
            'div.two',
            null,
            text('pd', p.where.split(' → ')[0] ?? '', theirs, source, null),
            text(`pa.${look}`, p.where.split(' → ')[1] ?? '', words(side), lang, moved),
          ),
        ],
  );
}

function text(name: string, whose: string, said: string, lang: string | undefined, moved: HTMLElement | null): HTMLElement {
  return h(`div.${name}`, null, h('span.whose', null, whose, moved), h('p', { dir: 'auto', lang }, said));
}

function difference(changes: Change[], lang?: string): HTMLElement {
  return h('p.diff', { dir: 'auto', lang }, changes.map((c) => (c.o === '=' ? c.t : h(c.o === '-' ? 'del' : 'ins', null, h('span', null, c.t)))));
}

function fold(f: Extract<Pair, { fold: string }>, sides: Map<string, Side>, lang?: string): HTMLElement {
  const texts = f.ids.flatMap((id) => sides.get(id) ?? []).map((side) => h('p', { dir: 'auto', lang: side.lang || lang }, words(side)));
  return h('details.fold2', { class: f.last ? 'un' : '' }, h('summary', null, f.fold), texts);
}

function words(side: Side): string {
  return side.runs.map((run) => run.t).join('');
}
