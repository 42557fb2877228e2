/** The frame of the review: what stays while the coder moves from sentence to sentence. */

import { h } from './dom.js';
import type { ReviewLabel, ReviewView } from './types.js';

export function review(v: ReviewView): HTMLElement {
  const heading = `${v.key}-h`;
  if (!v.items.length) {
    return h(
      'section.review',
      { id: v.key, 'data-view': 'review', 'aria-labelledby': heading },
      h('h1.ti', { id: heading }, v.heading),
      h('p.empty', null, 'There is no sentence to review.'),
    );
  }
  return h(
    'section.review',
    { id: v.key, 'data-view': 'review', 'aria-labelledby': heading },
    h('h1.vh', { id: heading }, v.heading),
    head(v),
    h(
      'div.rev',
      null,
      h(
        'div.tx',
        null,
        h('p.ctxp', { 'data-before': true, dir: 'auto' }),
        h('p.focus', { 'data-focus': true, tabindex: '-1', dir: 'auto' }),
        h('p.ctxp', { 'data-after': true, dir: 'auto' }),
      ),
      h('aside', { 'aria-label': 'Evidence' }, h('div', { 'data-evidence': true }), h('section.tool', { 'data-tool': true }), h('section.tool.past', { 'data-past': true })),
      controls(v),
    ),
  );
}

function head(v: ReviewView): HTMLElement {
  return h(
    'header.prog',
    null,
    h('p', { 'data-where': true, dir: 'auto' }),
    h('p.num', { 'data-progress': true, 'aria-live': 'polite' }),
    h('div.track', { role: 'img', 'data-track': true }),
    h(
      'p.who',
      null,
      h(
        'label',
        null,
        'Coder ',
        h('input', { type: 'text', 'data-coder': true, value: v.coder, placeholder: 'Your name', autocomplete: 'off', list: `${v.key}-coders` }),
      ),
      h('datalist', { id: `${v.key}-coders` }, v.coders.map((name) => h('option', { value: name }))),
      h('label', null, h('input', { type: 'checkbox', 'data-auto': true }), ' Move on after a label'),
      h('span.mute.small', { 'data-all': true }),
    ),
  );
}

function controls(v: ReviewView): HTMLElement {
  const id = `${v.key}-reason`;
  const next = v.blind ? 'Next undecided' : 'Next uncertain';
  return h(
    'div.ctl',
    null,
    h('div.keys', { role: 'group', 'aria-label': 'Label' }, v.labels.map(key)),
    h(
      'div.reason',
      null,
      h(
        'label',
        { for: id },
        h('b', null, 'Reason'),
        ' ',
        h('span.mute.small', null, 'kept with your name and the time · ', h('kbd', null, 'R')),
      ),
      h('textarea', { id, 'data-reason': true, rows: 2 }),
    ),
    h(
      'div.moves',
      null,
      h('button.btn.go', { type: 'button', 'data-go': 'next-open' }, `${next} `, h('kbd', null, 'Enter')),
      !v.blind && h('button.btn', { type: 'button', 'data-go': 'agree' }, 'Agree with the tool ', h('kbd', null, 'Y')),
      h('button.btn', { type: 'button', 'data-go': 'next' }, 'Next ', h('kbd', null, 'J')),
      h('button.btn', { type: 'button', 'data-go': 'back' }, 'Back ', h('kbd', null, 'K')),
      h('button.btn', { type: 'button', 'data-go': 'undo' }, 'Undo ', h('kbd', null, 'Z')),
    ),
    h('p.hint', { 'data-said': true, 'aria-live': 'polite' }, hint(v)),
  );
}

function hint(v: ReviewView): string {
  return `Press a letter to label. ${v.file ? `Every decision is written to ${v.file} at once.` : 'Decisions are kept by the program that shows this page.'}`;
}

function key(label: ReviewLabel): HTMLElement {
  const small = label.letter.toLowerCase();
  return h(
    'button',
    { type: 'button', 'data-letter': label.letter, 'aria-pressed': 'false', 'aria-keyshortcuts': small },
    h(`span.k.${label.class}`, { 'aria-hidden': 'true' }, label.letter),
    h('span', null, label.text),
  );
}
