/** What articles share that no dispatch explains: the data of `groups.ts`. */

import type { Piece, Verdict } from './types.js';

/** Words and the marks of the articles that have them. */
export interface CommonReading {
  t: string;
  marks: string;
}

/** A stretch of common text: agreed words, readings that differ, or words of one article only. */
export interface CommonPiece {
  kind: 'agreed' | 'variant' | 'only';
  readings: CommonReading[];
  /** Readings that are not shown. */
  more: number;
  /** Marks of the articles that have no words here. */
  absent: string;
}

export interface SharedWitness {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  mark: string;
  name: string;
  /** The key of the article's own view, if it is on the page. */
  key: string;
  sentences: { id: string; kind: string; runs: Piece[] }[];
}

export interface SharedPassage {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  id: string;
  n: number;
  pieces: CommonPiece[];
  note: string;
  kept: number;
  text: string;
  witnesses: SharedWitness[];
  /** Headlines on the passage, and second tellings. */
  beside: SharedWitness[];
  /** Names of articles that are not shown. */
  more: string[];
}

export interface SharedSource {
  id: string;
  heading: string;
  note: string;
  outlets: { mark: string; name: string; when: string; title: string; key: string; lang?: string }[];
  stretches: { note: string; passages: SharedPassage[] }[];
}

export interface GroupsView {
  type: 'groups';
  format: string;
  key: string;
  kick: string;
  heading: string;
  verdict: Verdict;
  sources: SharedSource[];
}

/** The text that two outlets share, in the order of the article. */
export interface CommonText {
  /** The code of the language it is in; empty or missing where it is that of what stands around it. */
  lang?: string;
  outlets: { mark: string; name: string }[];
  /** What these passages are, and what cannot be told. */
  note: string;
  passages: { pieces: CommonPiece[]; note: string }[];
}
