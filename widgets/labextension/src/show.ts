/** Put a payload on the page: the core renderer for an article or an overview, or a message. */

import { hold, mount, THRESHOLD, usersOf, type CorpusView, type Handle, type Patch, type View } from '@wire-provenance/core';

import { announce } from './bus';
import type { IArticles, Payload } from './payload';
import { changed, preferences } from './preferences';

/** What is shown in one node, until it is disposed of. */
export class Shown {
  private _handle: Handle | null = null;
  private _view: View | null = null;
  private _selected: string | null = null;
  private readonly _stage = document.createElement('div');
  private readonly _bar = document.createElement('div');

  constructor(
    private readonly _node: HTMLElement,
    private readonly _payload: Payload
  ) {
    this._node.replaceChildren();
    if (_payload.kind === 'problem') {
      this._node.append(message(_payload.message, 'alert'));
      return;
    }
    if (_payload.problems.length > 0) {
      this._node.append(message(`Left out: ${_payload.problems.join('; ')}`, 'status'));
    }
    this._bar.className = 'jp-Provenance-bar';
    this._stage.className = 'jp-Provenance-stage';
    this._node.append(this._bar, this._stage);
    this._start(_payload);
    for (const type of ['focusin', 'pointerdown']) {
      this._stage.addEventListener(type, this._tell);
    }
    this._bar.addEventListener('keydown', hold);
    changed.connect(this._follow, this);
  }

  dispose(): void {
    changed.disconnect(this._follow, this);
    this._handle?.destroy();
    this._handle = null;
    this._node.replaceChildren();
  }

  private _start(payload: IArticles): void {
    if (payload.overview) {
      this._open(payload.overview);
      return;
    }
    if (payload.views.length > 1) {
      this._bar.append(chooser(payload, index => this._open(payload.views[index], true)));
    }
    this._open(payload.views[0]);
  }

  private _open(view: View, used = false): void {
    this._handle?.destroy();
    this._stage.replaceChildren();
    this._view = view;
    this._selected = null;
    const { mode } = preferences();
    this._handle = mount(this._stage, view, {
      boxed: true,
      used,
      mode,
      threshold: threshold(),
      texts: key => this._text(key),
      users: doc => usersOf(this._overview?.rows ?? [], doc),
      onChange: patch => this._changed(patch)
    });
    // the node is in the page only after the renderer returned
    requestAnimationFrame(this._tell);
  }

  private get _overview(): CorpusView | null {
    return this._payload.kind === 'articles' ? this._payload.overview : null;
  }

  /** The words of an article that is in this output: Find looks into them. */
  private _text(key: string): string {
    const view = this._payload.kind === 'articles' ? this._payload.views.find(item => item.key === key) : null;
    return (view?.paragraphs ?? []).flatMap(p => p.sentences.flatMap(s => s.runs.map(run => run.t))).join('');
  }

  private _changed(patch: Patch): void {
    if (patch.used !== undefined && this._overview) {
      this._bar.replaceChildren();
      this._open(this._overview, true);
      this._handle?.update({ used: patch.used });
    }
    if ('selected' in patch) {
      this._selected = patch.selected ?? null;
      this._tell();
    }
    if (patch.open !== undefined) {
      this._openArticle(patch.open);
    }
  }

  /** Open the article of a row; the way back stands above it. */
  private _openArticle(key: string): void {
    if (this._payload.kind !== 'articles') {
      return;
    }
    const { views, overview } = this._payload;
    const view = views.find(item => item.key === key);
    this._bar.replaceChildren();
    if (!view) {
      this._bar.append(message('This article is in the result, but not in this output: show it alone.', 'status'));
      return;
    }
    if (overview) {
      const back = document.createElement('button');
      back.type = 'button';
      back.className = 'jp-Provenance-back';
      back.textContent = `← ${overview.heading}`;
      back.addEventListener('click', () => {
        this._bar.replaceChildren();
        this._open(overview, true);
        const row = this._stage.querySelector(`tr[data-key="${CSS.escape(key)}"]`);
        row?.scrollIntoView({ block: 'center' });
        row?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
      });
      this._bar.append(back);
    }
    this._open(view, true);
    this._bar.querySelector('button')?.focus({ preventScroll: true });
    this._bar.scrollIntoView({ block: 'start' });
  }

  private readonly _tell = (): void => {
    if (this._handle && this._view) {
      const handle = this._handle;
      announce(this._stage, {
        view: this._view,
        selected: this._selected,
        select: id => {
          handle.update({ selected: id });
          this._selected = id;
          this._tell();
        }
      });
    }
  };

  private _follow(): void {
    this._handle?.update({ mode: preferences().mode, threshold: threshold() });
  }
}

/** The threshold of the settings, or null where an annotation keeps the one it was decided with. */
function threshold(): number | null {
  const value = preferences().threshold;
  return value === THRESHOLD ? null : value;
}

function chooser(payload: IArticles, open: (index: number) => void): HTMLElement {
  const label = document.createElement('label');
  const words = document.createElement('span');
  words.textContent = `${payload.views.length + payload.omitted} articles`;
  const list = document.createElement('select');
  payload.views.forEach((view, index) => {
    const option = document.createElement('option');
    option.value = String(index);
    option.textContent = [view.heading, view.outlet].filter(Boolean).join(' · ');
    list.append(option);
  });
  list.addEventListener('change', () => open(Number(list.value)));
  label.append(words, list);
  return label;
}

function message(text: string, role: 'alert' | 'status'): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.className = 'jp-Provenance-message';
  paragraph.setAttribute('role', role);
  paragraph.textContent = text;
  return paragraph;
}
