/**
 * An annotation as other tools write it, made a View.
 *
 * Python makes the full View (provenance.view) and our own files carry it along; this is for annotations that came
 * without one: text, classes, parts, reasons, evidence and, where the file has `sources`, the passages. No word diff.
 * Offsets count code points, so the text is cut as an array of them, never as a string.
 */

import type { ArticleView } from '@wire-provenance/core';

type Json = Record<string, any>;

interface ILook {
  tag: string;
  label: string;
}

const LOOKS: Record<string, ILook> = {
  w: { tag: 'W', label: 'Same as dispatch' },
  e: { tag: 'E', label: 'Edited from dispatch' },
  c: { tag: 'C', label: 'Credited, not checked' },
  sh: { tag: 'S', label: 'Shared, source not seen' },
  r: { tag: '?', label: 'Needs a look' },
  q: { tag: 'Q', label: 'Public quote' },
  n: { tag: 'N', label: 'No source found' },
  x: { tag: '–', label: 'Not body text' }
};
const PROSE = new Set(['headline', 'deck', 'subhead', 'body', 'caption']);
const NOTES: Record<string, string> = {
  headline: 'headline', deck: 'standfirst', subhead: 'cross-heading', caption: 'caption',
  credit: 'credit', furniture: 'page furniture', table: 'table'
};
const BADGES = new Set(['AFP', 'Reuters', 'AP', 'dpa']);

/** Bidi and control characters become visible, as in Python: what reorders words must not hide. */
const HIDDEN = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

function show(text: string): string {
  return text
    .replace(HIDDEN, mark => `⟨${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase()}⟩`)
    .replace(CONTROL, '\ufffd');
}

/** Return the kind that a segment is shown as; the same order of questions as provenance.view. */
export function lookOf(segment: Json): string {
  if (!PROSE.has(segment.kind) || !segment.origin) {
    return 'x';
  }
  if (segment.origin === 'quote' || segment.origin === 'original') {
    return segment.origin === 'quote' ? 'q' : 'n';
  }
  const basis: string[] = segment.basis ?? [];
  if (basis.length === 1 && basis[0] === 'credit') {
    return 'c';
  }
  if (segment.certainty === 'possible') {
    return 'r';
  }
  return segment.origin === 'shared' ? 'sh' : segment.edit === 'verbatim' ? 'w' : 'e';
}

/** Make a View from an annotation object of the published format. Throws an Error with a plain reason. */
export function viewOf(annotation: Json): ArticleView {
  if (typeof annotation.text !== 'string' || !Array.isArray(annotation.segments)) {
    throw new Error('an annotation needs "text" and "segments"');
  }
  const points = Array.from(annotation.text as string);
  const key = `pv-${String(annotation.sha256 ?? '').slice(0, 10).replace(/[^0-9a-z]/g, '') || 'file'}`;
  const longest = Math.max(1, ...annotation.segments.map((s: Json) => s.end - s.start));
  let number = 0;
  const sentences = annotation.segments.map((segment: Json, index: number) => {
    const counted = !['n', 'x'].includes(lookOf(segment));
    number += counted ? 1 : 0;
    return sentence(segment, points, key, index + 1, counted ? number : 0, longest);
  });
  const body = annotation.segments.map(lookOf).filter((_: string, i: number) => annotation.segments[i].kind === 'body');
  const count = (look: string): number => body.filter((name: string) => name === look).length;
  return {
    type: 'article', format: 'provenance-view/1', key, level: 1,
    id: show(String(annotation.id ?? '')),
    outlet: show(annotation.outlet ?? ''), published: show(annotation.published ?? ''), source: show(annotation.source ?? ''),
    heading: show(annotation.title ?? headline(annotation, points)),
    verdict: verdict(annotation, count, body.length),
    audit: audit(annotation, body),
    legend: Object.keys(LOOKS).filter(look => look !== 'x' && (count(look) || look === 'n'))
      .map(look => ({ class: look, ...LOOKS[look], count: count(look), on: look !== 'n' })),
    legendNote: 'Counts are of body sentences.',
    agencies: agencies(annotation).map(([name, total]) => ({ name: show(name), badge: badge(name), count: total })),
    notes: ['This file was made without a full view: word differences and times before publication are not shown.'],
    paragraphs: paragraphs(annotation.segments, sentences, points),
    panels: sentences.map((shown: Json, i: number) => panel(shown, annotation.segments[i], annotation, points)).filter(Boolean),
    table: sentences.filter((s: Json) => s.class !== 'x').map((s: Json) => row(s)),
    limits: [{ title: 'What was searched', text: searched(annotation) }],
    parameters: [['Version', show(String(annotation.run?.version ?? 'not stated'))]]
  } as unknown as ArticleView;
}

function slice(points: string[], start: number, end: number): string {
  return show(points.slice(start, end).join(''));
}

function badge(agency: string | null): string {
  return agency ? (BADGES.has(agency) ? agency : 'other') : 'other';
}

function sentence(segment: Json, points: string[], key: string, n: number, number: number, longest: number): Json {
  const look = lookOf(segment);
  const agency = look === 'n' || look === 'x' || look === 'q' ? '' : show(segment.agency ?? '');
  return {
    id: `${key}-s${n}`, n, class: look, tag: LOOKS[look].tag, number,
    spoken: `[${LOOKS[look].label}${agency ? `, ${agency}` : ''}] `,
    title: LOOKS[look].label, agency, badge: badge(agency),
    certainty: number ? segment.certainty ?? '' : '', edit: number ? segment.edit ?? '' : '',
    mark: number ? `${agency ? ` ${agency}` : ''} ${number}` : '',
    hand: Boolean(segment.review), kind: segment.kind,
    units: Math.max(1, Math.min(100, Math.round((100 * (segment.end - segment.start)) / longest))),
    runs: runs(segment, look, points),
    panel: number ? `${key}-e${n}` : '',
    steps: [[0, look, segment.agency ?? '']]
  };
}

function runs(segment: Json, look: string, points: string[]): Json[] {
  const parts: Json[] = look === 'e' || look === 'sh' ? segment.parts ?? [] : [];
  if (parts.length === 0) {
    return [{ t: slice(points, segment.start, segment.end), p: 'plain', d: false }];
  }
  return parts.map(part => ({ t: slice(points, part.start, part.end), p: part.edit === 'verbatim' ? 'kept' : part.edit, d: false }));
}

function paragraphs(segments: Json[], sentences: Json[], points: string[]): Json[] {
  const found: Json[] = [];
  segments.forEach((segment, index) => {
    const before = index ? points.slice(segments[index - 1].end, segment.start) : ['\n'];
    const last = found[found.length - 1];
    if (before.includes('\n') || !last || last.kind !== segment.kind) {
      found.push({ kind: segment.kind, note: NOTES[segment.kind] ?? '', prose: PROSE.has(segment.kind), sentences: [] });
    }
    found[found.length - 1].sentences.push(sentences[index]);
  });
  return found;
}

function panel(shown: Json, segment: Json, annotation: Json, points: string[]): Json | null {
  if (!shown.panel) {
    return null;
  }
  const word = String(segment.certainty ?? '');
  return {
    id: shown.panel, class: shown.class, tag: shown.tag, title: shown.title, number: shown.number,
    lead: word ? `${word[0].toUpperCase()}${word.slice(1)}.` : '', why: show(segment.why ?? ''),
    passages: (segment.evidence ?? []).slice(0, 1).map((evidence: Json) => passage(evidence, annotation)),
    others: (segment.evidence ?? []).slice(1).map((evidence: Json) => passage(evidence, annotation)),
    othersNote: '', text: slice(points, segment.start, segment.end),
    facts: (segment.drift ?? []).map((drift: Json) => ({ what: `${drift.kind} differs`, text: show(drift.note ?? ''), alert: 'yes' }))
  };
}

function passage(evidence: Json, annotation: Json): Json {
  const source = annotation.sources?.[evidence.doc];
  const points = Array.from(String(source?.text ?? ''));
  return {
    doc: show(String(evidence.doc)), role: evidence.role, name: show(evidence.agency ?? source?.outlet ?? String(evidence.doc)),
    badge: badge(evidence.agency), title: show(source?.title ?? ''), when: show(evidence.published ?? ''), lag: '', side: '',
    head: evidence.role === 'wire' ? 'In the dispatch' : 'In the other article', edit: evidence.edit, version: '', alert: '',
    before: slice(points, Math.max(0, evidence.start - 200), evidence.start),
    hit: slice(points, evidence.start, evidence.end),
    after: slice(points, evidence.end, evidence.end + 200),
    note: source ? '' : 'The text of this source is not in the file.', diffHead: '', diff: null, same: false
  };
}

function row(shown: Json): Json {
  const text = shown.runs.map((run: Json) => run.t).join('');
  const points = Array.from(text);
  return { n: shown.n, tag: shown.tag, title: shown.title, agency: shown.agency, certainty: shown.certainty, id: shown.id,
    text: points.length > 72 ? `${points.slice(0, 70).join('')} …` : text, kind: NOTES[shown.kind] ?? 'body' };
}

function headline(annotation: Json, points: string[]): string {
  const segment = annotation.segments.find((item: Json) => item.kind === 'headline');
  return segment ? points.slice(segment.start, segment.end).join('') : String(annotation.id ?? 'Article');
}

function agencies(annotation: Json): [string, number][] {
  const found = new Map<string, number>();
  for (const segment of annotation.segments) {
    if (segment.agency && segment.kind === 'body') {
      found.set(segment.agency, (found.get(segment.agency) ?? 0) + 1);
    }
  }
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function searched(annotation: Json): string {
  const documents = Number(annotation.archive?.documents ?? 0);
  return documents ? `${documents.toLocaleString('en')} dispatches.` : 'No archive of dispatches.';
}

function verdict(annotation: Json, count: (look: string) => number, total: number): Json {
  const sure = count('w') + count('e');
  const more = count('r') ? `; ${count('r')} more may` : '';
  return { word: annotation.verdict, bold: `${sure} of ${total} sentences match`, rest: `${more}. ${count('n')} have no source in what was searched: ${searched(annotation)}` };
}

function audit(annotation: Json, body: string[]): Json {
  const credits: Json[] = annotation.credits ?? [];
  const text = credits.filter(credit => ['article', 'part'].includes(credit.scope));
  const found = agencies(annotation);
  const named = new Set(text.flatMap(credit => credit.agencies as string[]));
  const silent = found.map(([name]) => name).filter(name => !named.has(name));
  return {
    declared: text.map(credit => show(String(credit.text))).slice(0, 6),
    declaredNote: text.length ? '' : 'No agency is credited for the text.',
    asides: credits.filter(credit => ['image', 'mention'].includes(credit.scope)).slice(0, 6)
      .map(credit => ({ what: credit.scope === 'image' ? 'Picture credit' : 'Mention', text: show(String(credit.text)) })),
    found: found.map(([name, total]) => ({ name: show(name), badge: badge(name), text: `${total} of ${body.length} sentences` })),
    foundNote: found.length ? '' : 'No sentence matches a dispatch.',
    difference: silent.length ? [`Not named on this page: ${show(silent.join(', '))}.`] : ['Nothing found that is not declared.'],
    differenceNote: ''
  };
}
