/** The one renderer of wire-provenance: `mount` builds from a View, `enhance` brings static markup to life. */

import { article } from './article.js';
import { compare } from './compare.js';
import { corpus } from './corpus.js';
import { all, h } from './dom.js';
import { Frame } from './frame.js';
import { groups } from './groups.js';
import { LiveArticle, type ArticleOptions } from './live-article.js';
import { LiveCompare } from './live-compare.js';
import { LiveCorpus, type CorpusOptions } from './live-corpus.js';
import { LiveReview } from './live-review.js';
import { review } from './review.js';
import type { CompareView, Handle, Head, Options, RowData, Step, View } from './types.js';

export { ORDER, TAGS, THRESHOLD } from './generated.js';
export { hold } from './frame.js';
export { usersOf } from './steps.js';
export { plain } from './plain.js';
export * from './types.js';
export { article, compare, corpus, groups };

/** Build a View in an element and bring it to life. The element is emptied first. */
export function mount(el: HTMLElement, view: View, options: Options = {}): Handle {
  const root = build(view);
  const box = options.boxed ? new Frame(view, root, options) : null;
  const frame = box?.element ?? h('div.pv.live', null, h('div.wrap', null, root));
  el.replaceChildren(frame);
  const handle = liven(root, view, options, frame);
  box?.arrive();
  return {
    update: (patch) => handle.update(patch),
    destroy: () => {
      handle.destroy();
      box?.destroy();
      frame.remove();
    },
  };
}

/** Build the elements of a View without behaviour. */
export function build(view: View): HTMLElement {
  switch (view.type) {
    case 'article':
      return article(view);
    case 'corpus':
      return corpus(view);
    case 'compare':
      return compare(view);
    case 'review':
      return review(view);
    case 'groups':
      return groups(view);
  }
}

function liven(root: HTMLElement, view: View, options: Options, keys: EventTarget): Handle {
  switch (view.type) {
    case 'article':
      return new LiveArticle(root, { ...options, keys });
    case 'corpus': {
      const rows = new Map(view.rows.map((row) => [row.key, row] as const));
      return new LiveCorpus(root, { ...options, rows, initial: view.threshold, heads: view.heads });
    }
    case 'compare':
      return new LiveCompare(root, view, { ...options, keys });
    case 'review':
      return new LiveReview(root, view, { ...options, keys });
    case 'groups':
      return STILL;
  }
}

/** What a static page holds beside its markup. */
export interface Data {
  threshold?: number;
  heads?: Step<Head>[];
  rows?: Record<string, RowData>;
  /** Side-by-side views by article key. */
  compare?: Record<string, CompareView>;
}

export type Live = { root: HTMLElement; handle: LiveArticle | LiveCorpus | LiveCompare | Handle };

/** A section that is only read, such as shared sources: its links are all it does. */
const STILL: Handle = { update: () => undefined, destroy: () => undefined };

/** Bring one static section (`[data-view]`) to life. */
export function enliven(root: HTMLElement, data: Data = {}, options: ArticleOptions & CorpusOptions = {}): Live {
  if (root.dataset.view === 'corpus') {
    const rows = new Map(Object.entries(data.rows ?? {}));
    const { threshold: initial, heads } = data;
    return { root, handle: new LiveCorpus(root, { ...options, rows, initial, heads }) };
  }
  if (root.dataset.view === 'groups') return { root, handle: STILL };
  const sources = new Set(data.compare?.[root.id]?.tabs.map((tab) => tab.doc));
  return { root, handle: new LiveArticle(root, { ...options, sources }) };
}

/** Bring every static section within an element to life: for a page with a single view. */
export function enhance(root: ParentNode, data: Data = {}): Live[] {
  for (const frame of all(root, '.pv')) frame.classList.add('live');
  return all(root, '[data-view]').map((section) => enliven(section, data));
}
