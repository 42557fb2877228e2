/**
 * An annotation without a view, shown as it stands in the file.
 *
 * Views are made in Python, which counts, compares and chooses words. A bare file of the published format, or an output
 * without a view, is shown here by its own fields and by the table of kinds alone: text, kinds, reasons, passages. Nothing
 * is concluded: no verdict, no audit, no word difference. Offsets count code points, so text is cut as an array of them.
 */

import { ORDER, LABELS, OTHER, PROSE, REPRINTS, RULES, SHOWN, TAGS, TITLES } from './generated.js';
import { badge } from './relabel.js';
import type { ArticleView, ClassKey, Paragraph, Panel, Passage, Sentence } from './types.js';

type Json = Record<string, any>;

const PLAIN =
  'Plain view: there is no view made by Python here, so sentences are shown as the file states them, without verdict, ' +
  'credits or differences. The command "provenance report" writes the full report of such a file.';

/** Return the kind that a segment is shown as. */
export function kindOf(segment: Json): ClassKey {
  const fits = (when: Json) => Object.entries(when).every(([name, value]) => String(segment[name] ?? '') === String(value ?? ''));
  return Object.hasOwn(PROSE, segment.kind) ? (RULES.find(([, when]) => fits(when))?.[0] ?? 'x') : 'x';
}

/** Make a view of an annotation in the published format. Throws an Error with a plain reason. */
export function plain(annotation: Json): ArticleView {
  const { text, segments } = annotation;
  if (typeof text !== 'string' || !Array.isArray(segments)) throw new Error('an annotation needs "text" and "segments"');
  const points = Array.from(text);
  const key = `pv-${show(annotation.sha256).replace(/[^0-9a-f]/g, '').slice(0, 10) || 'file'}`;
  const longest = Math.max(1, ...segments.map((segment: Json) => segment.end - segment.start));
  const sentences: Sentence[] = [];
  for (const segment of segments) sentences.push(sentence(segment, points, key, sentences, longest));
  const body = sentences.filter((shown) => shown.kind === 'body');
  const count = (kind: ClassKey) => body.filter((shown) => shown.class === kind).length;
  return {
    type: 'article',
    format: 'provenance-view/1',
    key,
    level: 1,
    id: show(annotation.id),
    lang: show(annotation.language),
    outlet: show(annotation.outlet),
    name: show(annotation.outlet ?? annotation.source ?? annotation.id),
    published: show(annotation.published),
    heading: show(annotation.title ?? annotation.id),
    source: show(annotation.source),
    notes: [PLAIN, ...(annotation.notes ?? []).map((note: Json) => show(note.text))],
    why: '',
    verdict: null,
    brief: null,
    audit: null,
    legend: ORDER.filter((kind) => count(kind) || kind === 'n').map((kind) => ({
      class: kind, tag: TAGS[kind], label: LABELS[kind], count: count(kind), on: kind !== 'n',
    })),
    legendNote: 'Counts are of body sentences.',
    partKey: false,
    agencies: [],
    paragraphs: paragraphs(segments, sentences, points),
    panels: sentences.flatMap((shown, index) => (shown.panel ? [panel(shown, segments[index], annotation)] : [])),
    table: sentences.filter((shown) => shown.panel).map((shown) => ({
      n: shown.n, id: shown.id, tag: shown.tag, title: shown.title, agency: shown.agency, certainty: shown.certainty, lang: shown.lang,
      kind: PROSE[shown.kind] || 'body', text: shown.runs.map((run) => run.t).join(''),
    })),
    limits: [{ title: 'What was searched', text: searched(annotation) }],
    parameters: [['Version', show(annotation.run?.version ?? 'not stated')]],
  };
}

/** Characters that hide or reorder text are made visible, as in Python. */
function show(value: unknown): string {
  return Array.from(String(value ?? ''), (char) => SHOWN[char] ?? char).join('');
}

function sentence(segment: Json, points: string[], key: string, before: Sentence[], longest: number): Sentence {
  const kind = kindOf(segment);
  const n = before.length + 1;
  const claimed = kind !== 'n' && kind !== 'x';
  const number = claimed ? before.filter((other) => other.number).length + 1 : 0;
  const basis: string[] = segment.basis ?? [];
  const title = (basis.includes('reprint') && !basis.includes('match') ? REPRINTS : TITLES)[kind];
  const agency = claimed && kind !== 'q' ? show(segment.agency) : '';
  return {
    id: `${key}-s${n}`,
    n,
    class: kind,
    tag: TAGS[kind] + (segment.review ? `✎${show(segment.review.label || '–')}` : ''),
    spoken: `[${title}${agency && `, ${agency}`}] `,
    title,
    agency,
    badge: agency && badge(agency),
    certainty: claimed ? show(segment.certainty) : '',
    edit: claimed && kind !== 'q' ? show(segment.edit) : '',
    number,
    mark: claimed ? `${agency && ` ${agency}`} ${number}` : '',
    hand: Boolean(segment.review),
    kind: show(segment.kind),
    lang: show(segment.lang),
    units: Math.max(1, Math.min(100, Math.round((100 * (segment.end - segment.start)) / longest))),
    panel: kind === 'x' ? '' : `${key}-e${n}`,
    runs: [{ t: show(points.slice(segment.start, segment.end).join('')), p: 'plain', d: false }],
  };
}

function paragraphs(segments: Json[], sentences: Sentence[], points: string[]): Paragraph[] {
  const found: Paragraph[] = [];
  segments.forEach(({ kind, start, lang }, index) => {
    const between = index ? points.slice(segments[index - 1]?.end, start) : [];
    if (!index || between.includes('\n') || kind !== found.at(-1)?.kind) {
      const prose = Object.hasOwn(PROSE, kind);
      const note = prose ? PROSE[kind] : Object.hasOwn(OTHER, kind) ? OTHER[kind] : show(kind);
      found.push({ kind, note: note ?? '', prose, lang: show(lang), sentences: [] });
    }
    found.at(-1)?.sentences.push(sentences[index] as Sentence);
  });
  return found;
}

function panel(shown: Sentence, segment: Json, annotation: Json): Panel {
  const [best, ...others]: Passage[] = (segment.evidence ?? []).map((evidence: Json) => passage(evidence, annotation));
  const word = shown.certainty;
  return {
    id: shown.panel,
    class: shown.class,
    tag: shown.tag,
    title: shown.title,
    number: shown.number,
    lead: word && `${word[0]?.toUpperCase()}${word.slice(1)}.`,
    why: show(segment.why),
    passages: best ? [best] : [],
    others,
    othersNote: '',
    text: null,
    facts: (segment.drift ?? []).map((drift: Json) => ({ what: show(drift.kind), text: show(drift.note), alert: 'yes' })),
  };
}

function passage(evidence: Json, annotation: Json): Passage {
  const source = annotation.sources?.[evidence.doc];
  const points = Array.from(String(source?.text ?? ''));
  const doc = show(evidence.doc);
  return {
    doc,
    role: show(evidence.role),
    name: show(evidence.agency ?? source?.outlet ?? evidence.doc),
    badge: evidence.agency ? badge(show(evidence.agency)) : '',
    title: show(source?.title),
    when: show(evidence.published),
    head: `In ${doc}`,
    edit: show(evidence.edit),
    before: '',
    hit: show(points.slice(evidence.start, evidence.end).join('')),
    after: '',
    note: source ? '' : 'The text of this source is not in the file.',
    lag: '',
    side: '',
    alert: '',
    version: '',
    href: '',
    diffHead: '',
    diff: null,
    same: false,
  };
}

function searched(annotation: Json): string {
  const { searched: own, archive } = annotation;
  if (own) return `Documents that could be a source of this article: ${own.documents}, as the file states.`;
  return archive ? `Documents at hand: ${archive.documents}, as the file states.` : 'The file does not say.';
}
