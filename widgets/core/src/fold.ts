/** Filters stand open where there is room and behind one button where there is none. */

import { one } from './dom.js';

export const NARROW = 760;

export class Folding {
  private readonly details: HTMLDetailsElement | null;
  private tight: boolean | null = null;

  constructor(
    root: HTMLElement,
    private readonly frame: HTMLElement,
  ) {
    this.details = one<HTMLDetailsElement>(root, '.filt');
  }

  /** Open or fold where the width has passed the border; in between the reader decides. */
  place(): void {
    const tight = this.frame.classList.contains('boxed') || this.frame.clientWidth <= NARROW;
    if (!this.details || tight === this.tight) return;
    this.tight = tight;
    this.details.open = !tight;
  }

  /** Say on the button how many filters are set. */
  say(set: number): void {
    const number = this.details && one(this.details, '[data-set]');
    if (number) number.textContent = set ? String(set) : '';
  }

  /** Print with everything in sight. */
  print(printing: boolean): void {
    if (!this.details) return;
    this.details.open = printing || !this.tight;
  }
}
