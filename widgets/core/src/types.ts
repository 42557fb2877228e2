/** The View: plain data made by `provenance.show.view` in Python. Text is already cut and words are already chosen. */

import type { ClassKey } from './generated.js';
import type { CommonText, GroupsView } from './shared-types.js';

export type { ClassKey } from './generated.js';
export type * from './shared-types.js';

export type Mode = 'provenance' | 'agency' | 'certainty' | 'edit';

export interface Run {
  /** Text. */
  t: string;
  /** What became of it. */
  p: 'kept' | 'rewritten' | 'new' | 'plain';
  /** Marked as a drift of substance. */
  d: boolean;
}

/** What is shown from a threshold upwards, until the next step; ascending. */
export type Step<T> = [number, T];

export interface Sentence {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  id: string;
  n: number;
  class: ClassKey;
  tag: string;
  spoken: string;
  title: string;
  agency: string;
  badge: string;
  certainty: string;
  edit: string;
  number: number;
  mark: string;
  hand: boolean;
  kind: string;
  units: number;
  panel: string;
  runs: Run[];
}

export interface Paragraph {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  kind: string;
  note: string;
  prose: boolean;
  sentences: Sentence[];
}

export interface Change {
  o: '=' | '-' | '+';
  t: string;
}

export interface Brief {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  doc: string;
  name: string;
  badge: string;
  when: string;
  lag: string;
  side: string;
  before: string;
  hit: string;
  after: string;
  note: string;
  alert: string;
  version: string;
  /** Where the passage stands in this report, or empty. */
  href: string;
}

export interface Passage extends Brief {
  role: string;
  title: string;
  head: string;
  edit: string;
  diffHead: string;
  diff: Change[] | null;
  same: boolean;
}

export interface Fact {
  what: string;
  text: string;
  alert: string;
}

export interface Panel {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  id: string;
  class: ClassKey;
  tag: string;
  title: string;
  number: number;
  lead: string;
  why: string;
  passages: Passage[];
  others: Brief[];
  othersNote: string;
  text: string | null;
  facts: Fact[];
}

export interface LegendItem {
  class: ClassKey;
  tag: string;
  label: string;
  count: number;
  on?: boolean;
  /** Of all body sentences of an overview: a percentage, and as a whole number of hundred. */
  share?: string;
  units?: number;
}

export interface AgencyItem {
  name: string;
  badge: string;
  count: number;
}

export interface Audit {
  declared: string[];
  declaredNote: string;
  asides: { what: string; text: string }[];
  found: { name: string; badge: string; text: string }[];
  foundNote: string;
  difference: string[];
  differenceNote: string;
}

export interface TableRow {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  n: number;
  id: string;
  tag: string;
  title: string;
  agency: string;
  certainty: string;
  kind: string;
  text: string;
}

export interface Verdict {
  word: string;
  bold: string;
  rest: string;
}

export interface ArticleView {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  type: 'article';
  format: string;
  key: string;
  level: number;
  id: string;
  outlet: string;
  /** The outlet, else the file or the id. */
  name: string;
  /** The command that takes an answer of this article apart, but for the sentence's number; empty in a plain view. */
  why: string;
  published: string;
  heading: string;
  source: string;
  notes: string[];
  /** Null in a plain view (see plain.ts), as is `audit`. */
  verdict: Verdict | null;
  /** The verdict for a head of two lines, in a cell of a notebook. */
  brief: { bold: string; rest: string } | null;
  audit: Audit | null;
  legend: LegendItem[];
  legendNote: string;
  partKey: boolean;
  agencies: AgencyItem[];
  paragraphs: Paragraph[];
  panels: Panel[];
  table: TableRow[];
  limits: { title: string; text: string }[];
  parameters: [string, string][];
}

export interface Flag {
  kind: string;
  text: string;
}

/** What a row shows at one threshold; every word of it was chosen in Python. */
export interface RowState {
  verdict: string;
  verdictLabel: string;
  matched: string;
  /** The share of sentences that match, a dash where nothing could. */
  percent: string;
  /** Too few sentences for a percentage to say much. */
  few: boolean;
  /** The same for the timeline: empty where nothing could match. */
  short: string;
  share: number;
  counts: Record<string, number>;
  total: number;
  barLabel: string;
  bar: { class: ClassKey; count: number; units: number; text: string }[];
  agencies: AgencyItem[];
  /** What stands where no agency does. */
  agencyNote: string;
  /** The letter of each body sentence. */
  tags: string;
  flags: Flag[];
  /** How many matching sentences rest on each document. */
  links: Record<string, number>;
}

/** What stands above the rows at one threshold. */
export interface Head {
  bold: string;
  rest: string;
  effect: string;
  /** What matching sentences do, such as "match dispatches"; empty where none could match. */
  matches: string;
  /** How many articles have a flag of each kind. */
  flags: Record<string, number>;
  legend: LegendItem[];
}

/** What the slider needs of an article. */
export interface RowData {
  /** Left and right of each body sentence on a barcode 480 wide. */
  code: [number, number][];
  steps: Step<RowState>[];
}

export interface CorpusRow extends RowData, RowState {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  key: string;
  id: string;
  outlet: string;
  name: string;
  title: string;
  published: string;
  time: string;
  credits: string[];
  /** `named`, `unnamed` or `none`. */
  credit: string;
  /** The number of its story, empty where it is in none. */
  story: string;
  barcode: { class: ClassKey; fill: string; edge: string }[];
}

/** Many articles over time: a column a day, week or month by kind of sentence, and a lane an agency. */
export interface Calendar {
  kind: 'calendar';
  width: number;
  height: number;
  axis: number;
  left: number;
  right: number;
  most: number;
  all: string[];
  label: string;
  note: string;
  days: { x: number; w: number; first: string; last: string; title: string; count: number; parts: { class: ClassKey; y: number; h: number }[] }[];
  lanes: {
    name: string;
    badge: string;
    w: number;
    axis: number;
    most: number;
    note: string;
    share: string;
    bars: { x: number; w: number; first: string; up: number; down: number }[];
  }[];
  labels: { x: number; text: string }[];
}

/** A strip a story: its agencies row by row, its articles below the line. */
export interface Timeline {
  kind: 'story';
  width: number;
  height: number;
  left: number;
  right: number;
  label: string;
  note: string;
  days: { x: number; label: string; line: boolean }[];
  strips: {
    name: string;
    note: string;
    top: number;
    axis: number;
    bottom: number;
    agencies: { name: string; badge: string; y: number; count: number; w: number }[];
    dispatches: { doc: string; agency: string; badge: string; x: number; y: number; title: string }[];
    articles: { key: string; x: number; y: number; left: boolean; name: string; matched: string; fill: number }[];
    links: { from: string; to: string; width: number; d: string }[];
  }[];
}

/** Outlets by agencies; the first row is all outlets. */
export interface Matrix {
  columns: { key: string; badge: string; class: ClassKey | ''; tag: string; label: string }[];
  rows: { name: string; outlet: string; note: string; total: number; few: boolean; cells: { n: number; share: string; units: number }[] }[];
}

export interface CorpusView {
  type: 'corpus';
  format: string;
  key: string;
  heading: string;
  kick: string;
  /** How many stories and outlets. */
  scope: string[];
  span: string;
  verdict: Verdict;
  /** What no dispatch at hand means, and the command that helps. */
  missing: { title: string; text: string; command: string } | null;
  heads: Step<Head>[];
  threshold: number;
  timeline: Timeline | Calendar | null;
  matrix: Matrix | null;
  stories: string[];
  dispatches: { doc: string; text: string }[];
  legend: LegendItem[];
  flags: { kind: string; label: string; count: number }[];
  agencies: string[];
  /** First and last day of publication, ISO. */
  dates: string[];
  outlets: string[];
  rows: CorpusRow[];
  parameters: [string, string][];
}

/** A piece of a passage: `k` where it stands in both texts. */
export interface Piece {
  t: string;
  k: boolean;
  /** Of the article's words that do not: rewritten, or new. */
  p?: Run['p'];
}

export interface Side {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  id: string;
  n: number;
  class: ClassKey | '';
  tag: string;
  runs: Piece[];
  /** Ids of the partners on the other side. */
  to: string[];
  note: string;
  moved?: boolean;
}

/** A sentence and its passage, one below the other; or sentences without a partner here, folded to one line. */
export type Pair =
  | { of: string; where: string; kept: string; diff: Change[] | null; same: boolean }
  | { fold: string; last: boolean; ids: string[] };

export interface CompareTab {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  doc: string;
  key: string;
  name: string;
  badge: string;
  role: string;
  noun: string;
  title: string;
  when: string;
  lag: string;
  side: string;
  verdict: Verdict;
  left: Side[];
  right: Side[];
  /** The same in one column, for narrow screens. */
  pairs: Pair[];
  /** What two outlets share: the text of a source that nobody here has seen; null beside a dispatch. */
  common: CommonText | null;
}

export interface CompareView {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  type: 'compare';
  format: string;
  key: string;
  /** The key of the article's own view. */
  article: string;
  heading: string;
  outlet: string;
  published: string;
  declares: string;
  /** What stands where there is no tab. */
  empty: string;
  tabs: CompareTab[];
}

export interface ReviewLabel {
  /** The letter, which is also the key to press. */
  letter: string;
  class: ClassKey;
  text: string;
}

export interface ReviewItem {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  id: string;
  article: string;
  outlet: string;
  heading: string;
  /** Place of the sentence in its article, from 1. */
  n: number;
  unit: { article: string; start: number; end: number };
  text: string;
  before: string;
  after: string;
  uncertain: boolean;
  /** The evidence; null where the host sends it on demand. */
  panel: Panel | null;
}

export interface ReviewDecision {
  id: string;
  letter: string;
  coder: string;
  time: string;
  reason: string;
}

export interface ReviewView {
  type: 'review';
  format: string;
  key: string;
  heading: string;
  coder: string;
  coders: string[];
  blind: boolean;
  labels: ReviewLabel[];
  items: ReviewItem[];
  decisions: ReviewDecision[];
  file: string;
  /** What stands over a passage, and where there is none: neither tells what the tool decided. */
  texts: { found: string; none: string };
}

export type View = ArticleView | CorpusView | CompareView | ReviewView | GroupsView;

/** What a host may set and what it is told about. */
export interface State {
  /** Colour by. */
  mode: Mode;
  /** The id of the selected sentence. */
  selected: string | null;
  /** Class keys and agency names that are switched off. */
  hidden: string[];
  /** The probability from which a source is named: of an overview; an article is sent as it is decided. */
  threshold: number | null;
}

/** A decision of the coder, for the host to write down with its time. */
export interface ReviewAction {
  action: 'decide' | 'undo';
  id?: string;
  letter?: string;
  reason?: string;
  coder: string;
}

export interface Patch extends Partial<State> {
  /** The key of an article that the reader wants to see. */
  open?: string;
  /** The id of a source that the reader compares with. */
  doc?: string;
  /** The id of a source whose every use the reader wants to see. */
  used?: string;
  /** To the host: words to look for in the articles' texts; from it: the keys of those that have them. */
  find?: string;
  found?: string[];
  /** To the host: what the coder did. */
  review?: ReviewAction;
  /** To the host: the item whose evidence is wanted. */
  need?: string;
  /** From the host: the decisions that stand. */
  decisions?: ReviewDecision[];
  /** From the host: evidence by item id. */
  panels?: Record<string, Panel>;
}

export interface Options extends Partial<State> {
  onChange?: (patch: Patch) => void;
  /** In a cell of a notebook: no higher than most of the window, folded when another result follows. */
  boxed?: boolean;
  /** Somebody is at work in this result already: it does not fold. */
  used?: boolean;
  /** The whole text of an article by row key, where it is at hand: Find looks into it too. */
  texts?: (key: string) => string;
  /** How many articles of the overview use a dispatch, where there is an overview to go to. */
  users?: (doc: string) => number;
  /** The host decides an article again when its threshold is moved: offer that. */
  decides?: boolean;
}

export interface Handle {
  update(patch: Patch): void;
  destroy(): void;
}
