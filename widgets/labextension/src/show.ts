/** Put a payload on the page: the core renderer for articles, a list to choose from, or a message. */

import { mount, type Handle, type View } from '@wire-provenance/core';

import { announce } from './bus';
import type { IArticles, Payload } from './payload';
import { changed, preferences } from './preferences';

/** What is shown in one node, until it is disposed of. */
export class Shown {
  private _handle: Handle | null = null;
  private _view: View | null = null;
  private _selected: string | null = null;
  private readonly _stage = document.createElement('div');

  constructor(
    private readonly _node: HTMLElement,
    payload: Payload
  ) {
    this._node.replaceChildren();
    this._stage.className = 'jp-Provenance-stage';
    if (payload.kind === 'problem') {
      this._node.append(message(payload.message, 'alert'));
      return;
    }
    if (payload.problems.length > 0) {
      this._node.append(message(`Left out: ${payload.problems.join('; ')}`, 'status'));
    }
    if (payload.views.length > 1 || payload.omitted > 0) {
      this._node.append(this._chooser(payload));
    }
    this._node.append(this._stage);
    this._open(payload.views[0]);
    for (const type of ['focusin', 'pointerdown']) {
      this._stage.addEventListener(type, this._tell);
    }
    changed.connect(this._follow, this);
  }

  dispose(): void {
    changed.disconnect(this._follow, this);
    this._handle?.destroy();
    this._handle = null;
    this._node.replaceChildren();
  }

  private _open(view: View): void {
    this._handle?.destroy();
    this._stage.replaceChildren();
    this._view = view;
    this._selected = null;
    const { mode, threshold } = preferences();
    this._handle = mount(this._stage, view, {
      mode,
      threshold,
      onChange: (patch: { selected?: string | null }) => {
        if ('selected' in patch) {
          this._selected = patch.selected ?? null;
          this._tell();
        }
      }
    });
    // the node is in the page only after the renderer returned
    requestAnimationFrame(this._tell);
  }

  private readonly _tell = (): void => {
    if (this._handle && this._view) {
      const handle = this._handle;
      announce(this._stage, {
        view: this._view,
        selected: this._selected,
        select: id => handle.update({ selected: id })
      });
    }
  };

  private _follow(): void {
    const { mode, threshold } = preferences();
    this._handle?.update({ mode, threshold });
  }

  private _chooser(payload: IArticles): HTMLElement {
    const label = document.createElement('label');
    label.className = 'jp-Provenance-chooser';
    const words = document.createElement('span');
    words.textContent = `${payload.views.length + payload.omitted} articles`;
    const list = document.createElement('select');
    payload.views.forEach((view, index) => {
      const option = document.createElement('option');
      option.value = String(index);
      option.textContent = [view.heading, view.outlet].filter(Boolean).join(' · ');
      list.append(option);
    });
    list.addEventListener('change', () => this._open(payload.views[Number(list.value)]));
    label.append(words, list);
    if (payload.omitted > 0) {
      const more = document.createElement('small');
      more.textContent = `${payload.omitted} more are in the result, not in this output.`;
      label.append(more);
    }
    return label;
  }
}

function message(text: string, role: 'alert' | 'status'): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.className = 'jp-Provenance-message';
  paragraph.setAttribute('role', role);
  paragraph.textContent = text;
  return paragraph;
}
