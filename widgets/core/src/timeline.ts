/** The timeline: a strip a story, or a column a day with a lane an agency. The same elements as `templates/corpus.html`. */

import { h, svg, type Child } from './dom.js';
import type { Calendar, Timeline } from './types.js';

type Strip = Timeline['strips'][number];

export function timeline(t: Timeline): Child[] {
  return around(
    t,
    svg(
      'svg.tl',
      { viewBox: `0 0 ${t.width} ${t.height}`, role: 'group', 'aria-label': t.label },
      t.days.map((d) => [
        d.line && svg('line.gr', { x1: d.x, x2: d.x, y1: 8, y2: t.height }),
        svg('text.m', { x: d.x + 5, y: 16 }, d.label),
      ]),
      t.strips.map((strip, index) => svg('g.strip', { 'data-story': String(index) }, story(t, strip))),
    ),
  );
}

/** Curves first, text last: on a halo, so that nothing that crosses it makes it unreadable. */
function story(t: Timeline, s: Strip): Child[] {
  return [
    s.agencies.map((a) => svg('line.gr', { x1: t.left, x2: t.right, y1: a.y, y2: a.y })),
    svg('line.ax', { x1: t.left, x2: t.right, y1: s.axis, y2: s.axis }),
    s.links.map((l) => svg('path.ln', { d: l.d, 'stroke-width': String(l.width), 'data-from': l.from, 'data-to': l.to })),
    s.agencies.map((a) => svg('g.hx', { 'data-agency': a.name }, badge(a, a.y - 10), svg('text.m', { x: a.w + 8, y: a.y + 4 }, `${a.count} sent.`))),
    s.dispatches.map((d) =>
      svg(
        'g.hx',
        { 'data-doc': d.doc, 'data-of': d.agency },
        svg('title', null, d.title),
        svg('circle.hit', { cx: d.x, cy: d.y, r: 12 }),
        svg(`circle.dot.b-${d.badge}`, { cx: d.x, cy: d.y, r: 6.5 }),
      ),
    ),
    s.articles.map((a) =>
      svg(
        'g.hx',
        { 'data-key': a.key },
        svg('rect.hit', { x: a.x - 12, y: a.y - 6, width: 24, height: 24 }),
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
    svg('text.b', { x: '0', y: s.axis + 22 }, s.name),
    svg('text.m.sn', { x: '0', y: s.axis + 39 }, s.note),
  ];
}

export function calendar(t: Calendar): Child[] {
  return around(
    t,
    svg(
      'svg.tl.cal',
      { viewBox: `0 0 ${t.width} ${t.height}`, role: 'group', 'aria-label': t.label },
      t.labels.map((l) => [svg('line.gr', { x1: l.x, x2: l.x, y1: 8, y2: t.height }), svg('text.m', { x: l.x + 4, y: 16 }, l.text)]),
      svg('text.b', { x: '0', y: 48 }, 'All sentences'),
      t.all.map((text, index) => svg('text.m', { x: '0', y: 66 + 18 * index }, text)),
      t.days.map((d) =>
        svg(
          'g.hx.day',
          { 'data-first': d.first, 'data-last': d.last, 'data-title': d.title },
          svg('rect.hit', { x: d.x, y: 24, width: d.w, height: t.axis - 24 }),
          d.parts.map((p) => svg(`rect.part.${p.class}`, { x: d.x, y: p.y, width: d.w, height: String(p.h) })),
        ),
      ),
      svg('line.ax', { x1: t.left, x2: t.right, y1: t.axis, y2: t.axis }),
      t.lanes.map((a) =>
        svg(
          'g.lane',
          { 'data-agency': a.name, 'data-most': String(a.most) },
          svg(
            'g.hx',
            { 'data-agency': a.name },
            badge(a, a.axis - 24),
            svg('text.m.ls', { x: '0', y: a.axis + 14 }, a.share),
            svg('text.m', { x: '0', y: a.axis + 31 }, a.note),
          ),
          a.bars.map((b) => [
            svg('rect.up2', { x: b.x, y: a.axis - b.up, width: b.w, height: String(b.up) }),
            svg('rect.dn2', { x: b.x, y: a.axis, width: b.w, height: String(b.down), 'data-first': b.first }),
          ]),
          svg('line.ax', { x1: t.left, x2: t.right, y1: a.axis, y2: a.axis }),
        ),
      ),
    ),
  );
}

function badge(a: { name: string; badge: string; w: number }, y: number): Child[] {
  return [
    svg(`rect.b-${a.badge}`, { x: '0', y, width: a.w, height: 20, rx: 3 }),
    svg('text.bd', { x: a.w / 2, y: y + 14, 'text-anchor': 'middle' }, a.name),
  ];
}

function around(t: { note: string }, drawing: SVGElement): Child[] {
  return [
    h('h2.sec', null, 'When, and from whom'),
    h('div.scroll.tlbox', { role: 'region', tabindex: '0', 'aria-label': 'Timeline, scrolls sideways when narrow' }, drawing),
    h('p.say.small', { 'data-idle': t.note, 'aria-live': 'polite' }, t.note),
  ];
}
