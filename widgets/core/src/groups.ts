/** Shared sources: the same elements as `exporters/templates/groups.html`, and the common text that Compare shows. */

import { h, type Child } from './dom.js';
import type { CommonPiece, CommonText, GroupsView, SharedPassage, SharedSource, SharedWitness } from './types.js';

export function groups(v: GroupsView): HTMLElement {
  const heading = `${v.key}-h`;
  return h(
    'section.grp',
    { id: v.key, 'data-view': 'groups', 'aria-labelledby': heading },
    h(
      'header',
      null,
      h('p.kick', null, h('strong', null, 'Shared sources'), ` · ${v.kick}`),
      h('h1.ti', { id: heading }, v.heading),
      h('p.verdict', null, h('b', null, v.verdict.bold), v.verdict.rest),
    ),
    key(),
    v.sources.map(source),
  );
}

/** What the brackets and the raised letters say. */
function key(): HTMLElement {
  return h(
    'p.partkey',
    null,
    h('span', null, h('b', null, '{a | b}'), ' the articles differ'),
    h('span', null, h('b', null, '[a]'), ' in one article only'),
    h('span', null, 'raised letters: which articles, where not all have it'),
  );
}

function source(s: SharedSource): HTMLElement {
  return h(
    'section.shs',
    { id: s.id, 'aria-labelledby': `${s.id}-h` },
    h('h2.h2', { id: `${s.id}-h`, dir: 'auto' }, s.heading),
    h('p.small.mute', null, s.note),
    h(
      'ul.outl',
      null,
      s.outlets.map((o) =>
        h(
          'li',
          null,
          mark(o.mark),
          h(
            'span',
            null,
            h('b', { dir: 'auto' }, o.name),
            o.when && [' ', h('span.mute.num', null, o.when)],
            o.key ? h('a.hl', { href: `#${o.key}`, dir: 'auto', lang: o.lang }, o.title) : h('span.hl', { dir: 'auto', lang: o.lang }, o.title),
          ),
        ),
      ),
    ),
    s.stretches.map((t) => h('div.run', null, t.note && h('p.small.mute', null, t.note), t.passages.map(passage))),
  );
}

function passage(p: SharedPassage): HTMLElement {
  return h(
    'div.psg',
    { id: p.id },
    h('div.ctx2', null, h('a.no', { href: `#${p.id}`, 'aria-label': `Passage ${p.n}` }, String(p.n)), text(p)),
    h('ul.wit', null, p.witnesses.map(witness)),
    p.more.length > 0 && h('p.small.mute.more2', { dir: 'auto' }, `Also in ${p.more.join(', ')}.`),
    p.beside.length > 0 && h('ul.wit.besd', null, p.beside.map(witness)),
  );
}

function text(p: { pieces: CommonPiece[]; note: string; lang?: string }): HTMLElement {
  if (!p.pieces.length) return h('p.small.mute', null, p.note);
  return h('p.ct', { dir: 'auto', lang: p.lang }, p.pieces.map((x, index) => [index > 0 && ' ', piece(x)]));
}

function piece(x: CommonPiece): Child {
  const [first] = x.readings;
  if (!first) return null;
  if (x.kind === 'agreed') return first.marks ? h('span.pt', null, first.t, who(first.marks)) : first.t;
  if (x.kind === 'only') return h('span.op', null, `[${first.t}`, who(first.marks), ']');
  return h(
    'span.op',
    null,
    '{',
    x.readings.map((r, index) => [index > 0 && ' | ', r.t, who(r.marks)]),
    x.more > 0 && ` | ${x.more} more`,
    x.absent && [' | –', who(x.absent)],
    '}',
  );
}

function who(marks: string): Child {
  return marks && h('sup.wh', null, h('span.vh', null, ' in '), marks);
}

function mark(letter: string): HTMLElement {
  return h('span.mk', null, letter);
}

function witness(w: SharedWitness): HTMLElement {
  const kind = w.sentences.find((s) => s.kind)?.kind;
  return h(
    'li',
    null,
    h('p.wn', null, mark(w.mark), h('span', { dir: 'auto' }, w.name), kind && h('span.mute', null, kind)),
    h(
      'p.wt',
      { dir: 'auto', lang: w.lang },
      w.sentences.map((s, index) => [
        index > 0 && ' ',
        h(
          s.id ? 'a.s.sh' : 'span.s.sh',
          { href: s.id && `#${s.id}` },
          s.runs.map((r) => (r.k ? r.t : h('span.nw', null, r.t))),
        ),
      ]),
    ),
  );
}

/** The passages that two outlets share, as far as their text can be told: below an article and its witness. */
export function common(t: CommonText): HTMLElement {
  return h(
    'section.common',
    { 'aria-label': 'Common text' },
    h('h2.h2', null, 'The common text'),
    h('p.small.mute', null, t.note),
    h(
      'p.partkey',
      null,
      t.outlets.map((o) => h('span.wn', null, mark(o.mark), h('span', { dir: 'auto' }, o.name))),
      h('span', null, h('b', null, '{a | b}'), ' they differ'),
      h('span', null, h('b', null, '[a]'), ' in one only'),
    ),
    h('ol', { lang: t.lang }, t.passages.map((p) => h('li', null, text(p)))),
  );
}
