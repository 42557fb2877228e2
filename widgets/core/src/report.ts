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

  const show = (first: boolean): void => {
    const target = byId(page, decodeURIComponent(location.hash.slice(1)));
    const view = target?.closest<HTMLElement>('.view') ?? views[0];
    if (!view || (!first && target && !target.closest('.view'))) return;
    for (const other of views) other.hidden = other !== view;
    let live = alive.get(view);
    if (!live) {
      const section = one(view, '[data-view]') as HTMLElement;
      live = enliven(section, data, { keys: document });
      alive.set(view, live);
    }
    mark(page, views.indexOf(view) === 0);
    if (live.handle instanceof LiveArticle) {
      live.handle.place();
      if (target?.matches('a.s')) live.handle.reveal(target.id, !first);
      else if (!first) window.scrollTo(0, 0);
    } else if (!first) window.scrollTo(0, 0);
  };
  addEventListener('hashchange', () => show(false));
  show(true);
}

function mark(page: HTMLElement, overview: boolean): void {
  const link = one(page, '.top a');
  if (!link || !link.getAttribute('href')?.startsWith('#')) return;
  if (overview) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

start();
