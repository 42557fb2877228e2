/** The script of a report: shows one view at a time, by address, and brings each to life when it is first shown. */

import { all, byId, one } from './dom.js';
import { enliven, type Data, type Live } from './index.js';
import { LiveArticle } from './live-article.js';

function start(): void {
  const theme = new URLSearchParams(location.search).get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const page = one(document, '.pv[data-page]');
  if (!page) return;
  page.classList.add('live');
  const data: Data = JSON.parse(byId(document, 'pv-data')?.textContent || '{}');
  const views = all(page, '.view');
  const alive = new Map<HTMLElement, Live>();

  const open = (view: HTMLElement): Live => {
    let live = alive.get(view);
    if (!live) {
      unfold(view);
      live = enliven(one(view, '[data-view]') as HTMLElement, data, { keys: document });
      alive.set(view, live);
    }
    return live;
  };

  const show = (first: boolean): void => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const view = viewOf(page, views, wanted) ?? (first ? views[0] : undefined);
    if (!view) return;
    for (const other of views) other.hidden = other !== view;
    const { handle } = open(view);
    mark(page, views.indexOf(view) === 0);
    if (handle instanceof LiveArticle) handle.place();
    const target = byId(view, wanted);
    if (handle instanceof LiveArticle && target?.matches('a.s')) handle.reveal(wanted, !first);
    else if (target && target !== view.firstElementChild && !target.matches('[data-view]')) target.scrollIntoView();
    else if (!first) window.scrollTo(0, 0);
  };
  addEventListener('hashchange', () => show(false));
  show(true);
}

/** Make elements of an article that stands as text in a noscript element. The text is this file's own escaped markup. */
function unfold(view: HTMLElement): void {
  const folded = one(view, 'noscript');
  if (!folded) return;
  const parsed = new DOMParser().parseFromString(folded.textContent ?? '', 'text/html');
  view.replaceChildren(...Array.from(parsed.body.childNodes, (node) => document.importNode(node, true)));
}

/** The view that holds an id: ids begin with the key of their article. */
function viewOf(page: HTMLElement, views: HTMLElement[], id: string): HTMLElement | undefined {
  if (!id) return views[0];
  const made = byId(page, id)?.closest<HTMLElement>('.view');
  if (made) return made;
  const key = id.replace(/-[se]\d+$|-h$/, '');
  return views.find((view) => view.dataset.key === key);
}

function mark(page: HTMLElement, overview: boolean): void {
  const link = one(page, '.top a');
  if (!link || !link.getAttribute('href')?.startsWith('#')) return;
  if (overview) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

start();
