/** The labels of an article at another threshold, and back to those it was decided with. */

import { all, byId, h, one } from './dom.js';
import { ORDER, TAGS, TITLES } from './generated.js';
import { badge } from './relabel.js';
import { stepAt } from './steps.js';
import type { ClassKey, Step } from './types.js';

interface Was {
  key: ClassKey;
  spoken: string;
  tag: string;
  agency: string | null;
  badge: string | null;
}

export class Labels {
  private readonly was = new Map<HTMLElement, Was>();
  private readonly bold: string;
  private readonly rest: string;

  constructor(
    private readonly root: HTMLElement,
    private readonly sentences: HTMLElement[],
    private readonly steps: Map<string, Step[]>,
  ) {
    for (const sentence of sentences) {
      this.was.set(sentence, {
        key: classOf(sentence),
        spoken: one(sentence, '.vh')?.textContent ?? '',
        tag: one(sentence, '.tl0')?.textContent ?? '',
        agency: sentence.getAttribute('data-g'),
        badge: sentence.getAttribute('data-b'),
      });
    }
    const verdict = one(root, '.verdict');
    this.bold = verdict?.firstElementChild?.textContent ?? '';
    this.rest = (verdict?.textContent ?? '').slice(this.bold.length);
  }

  /** Label every sentence as the rules would from this threshold; null is as it was decided. */
  set(threshold: number | null): void {
    for (const sentence of this.sentences) {
      const was = this.was.get(sentence) as Was;
      const step = threshold === null ? null : stepAt(this.steps.get(sentence.id) ?? [], threshold);
      if (!step || (step[1] === was.key && step[2] === (was.agency ?? ''))) this.write(sentence, was, null);
      else this.write(sentence, was, step);
    }
    this.count(threshold);
  }

  private write(sentence: HTMLElement, was: Was, step: Step | null): void {
    const key = step?.[1] ?? was.key;
    const named = step ? (key === 'n' || key === 'q' ? '' : step[2]) : (was.agency ?? '');
    sentence.classList.remove(...ORDER);
    sentence.classList.add(key);
    const mark = byId(this.root, sentence.id) && one(this.root, `.map a[href="#${CSS.escape(sentence.id)}"]`);
    mark?.classList.remove(...ORDER);
    mark?.classList.add(key);
    const tag = one(sentence, '.tl0');
    if (tag) tag.textContent = step ? TAGS[key] : was.tag;
    const spoken = one(sentence, '.vh');
    if (spoken) spoken.textContent = step ? `[${TITLES[key]}${named ? `, ${named}` : ''}] ` : was.spoken;
    for (const element of [sentence, one(sentence, '.t')]) put(element, 'data-g', named);
    put(sentence, 'data-b', step ? named && badge(named) : (was.badge ?? ''));
    this.tellPanel(sentence, step, key);
  }

  /** The evidence stays; the panel says what the sentence is called now. */
  private tellPanel(sentence: HTMLElement, step: Step | null, key: ClassKey): void {
    const panel = byId(this.root, sentence.getAttribute('href')?.slice(1) ?? '');
    if (!panel || panel.id.endsWith('-e0')) return;
    one(panel, '.now')?.remove();
    if (step) one(panel, '.what')?.after(h('p.now.small.mute', null, `At this threshold: ${TITLES[key].toLowerCase()}.`));
  }

  private count(threshold: number | null): void {
    const body = this.sentences.filter((sentence) => !sentence.closest('.hd,.dk,.sb,.cap'));
    const number = (...keys: ClassKey[]) => body.filter((sentence) => keys.includes(classOf(sentence))).length;
    for (const button of all(this.root, '.leg [data-k]')) {
      const words = one(button, 'b');
      if (words) words.textContent = String(number(button.dataset.k as ClassKey));
    }
    const verdict = one(this.root, '.verdict');
    if (!verdict || !body.length) return;
    const matched = number('w', 'e');
    const bold = `${matched} of ${body.length} sentences ${matched === 1 ? 'matches' : 'match'} dispatches`;
    const more = number('r') ? `; ${number('r')} more may` : '';
    const rest = threshold === null ? this.rest : `${more}, if a source needs a certainty of ${threshold.toFixed(2)}.`;
    verdict.replaceChildren(h('b', null, threshold === null ? this.bold : bold), rest);
  }
}

function classOf(sentence: HTMLElement): ClassKey {
  return ORDER.find((key) => sentence.classList.contains(key)) ?? 'n';
}

function put(element: Element | null, name: string, value: string): void {
  if (value) element?.setAttribute(name, value);
  else element?.removeAttribute(name);
}
