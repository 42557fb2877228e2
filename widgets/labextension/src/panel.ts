/** The side panel: the sentences of the view that was used last, by class, each a door to its place. */

import { ORDER, type ArticleView, type View } from '@wire-provenance/core';
import { Widget } from '@lumino/widgets';

import { listen, type IAnnouncement } from './bus';

export class SentencePanel extends Widget {
  private _current: IAnnouncement | null = null;
  private _source: HTMLElement | null = null;
  private _end: (() => void) | null = null;

  constructor() {
    super();
    this.id = 'provenance-sentences';
    this.addClass('jp-Provenance-panel');
    this.title.caption = 'Provenance: sentences by class';
    this._draw();
    this._end = listen((announcement, el) => this._take(announcement, el));
  }

  dispose(): void {
    this._end?.();
    this._end = null;
    super.dispose();
  }

  private _take(announcement: IAnnouncement, el: HTMLElement): void {
    const same = this._current?.view === announcement.view && this._source === el;
    this._current = announcement;
    this._source = el;
    if (same) {
      this._mark();
    } else {
      this._draw();
    }
  }

  private _draw(): void {
    const view = this._current?.view as View | undefined;
    this.node.replaceChildren();
    if (view?.type !== 'article') {
      const empty = document.createElement('p');
      empty.textContent = 'Show or open an annotated article; its sentences are listed here by class.';
      this.node.append(empty);
      return;
    }
    const title = document.createElement('h2');
    title.textContent = view.heading;
    this.node.append(title);
    for (const [name, sentences] of groups(view)) {
      this.node.append(this._group(name, sentences));
    }
    this._mark();
  }

  private _group(name: string, sentences: Sentence[]): HTMLElement {
    const details = document.createElement('details');
    details.open = sentences[0].class !== 'n';
    const summary = document.createElement('summary');
    summary.append(key(sentences[0]), ` ${name} `, count(sentences.length));
    const list = document.createElement('ul');
    for (const sentence of sentences) {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset['sentence'] = sentence.id;
      const words = document.createElement('span');
      words.dir = 'auto';
      words.textContent = sentence.runs.map(run => run.t).join('');
      button.append(words);
      if (sentence.agency) {
        const agency = document.createElement('small');
        agency.textContent = ` ${sentence.agency}`;
        button.append(agency);
      }
      button.addEventListener('click', () => this._current?.select(sentence.id));
      item.append(button);
      list.append(item);
    }
    details.append(summary, list);
    return details;
  }

  private _mark(): void {
    const selected = this._current?.selected;
    for (const button of this.node.querySelectorAll<HTMLButtonElement>('button[data-sentence]')) {
      const here = button.dataset['sentence'] === selected;
      if (here) {
        button.setAttribute('aria-current', 'true');
        (button.closest('details') as HTMLDetailsElement).open = true;
        button.scrollIntoView({ block: 'nearest' });
      } else {
        button.removeAttribute('aria-current');
      }
    }
  }
}

type Sentence = ArticleView['paragraphs'][number]['sentences'][number];

/** Sentences by their long label, in the order of the legend; what is not body text is left out. */
function groups(view: ArticleView): [string, Sentence[]][] {
  const all = view.paragraphs.flatMap(paragraph => paragraph.sentences);
  const found = new Map<string, Sentence[]>();
  for (const look of ORDER) {
    for (const sentence of all) {
      if (sentence.class === look) {
        found.set(sentence.title, [...(found.get(sentence.title) ?? []), sentence]);
      }
    }
  }
  return [...found];
}

function key(sentence: Sentence): HTMLElement {
  const outer = document.createElement('span');
  outer.className = 'pv jp-Provenance-key';
  const inner = document.createElement('span');
  inner.className = `k ${sentence.class}`;
  inner.textContent = sentence.tag;
  outer.append(inner);
  return outer;
}

function count(number: number): HTMLElement {
  const bold = document.createElement('b');
  bold.textContent = String(number);
  return bold;
}
