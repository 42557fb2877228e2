/** A share as a whole percentage, as `wording.per_cent` has it in Python: what is there is never said to be 0 %. */

export function perCent(part: number, whole: number): string {
  const exact = whole ? (100 * part) / whole : 0;
  const rounded = exact % 1 === 0.5 ? 2 * Math.round(exact / 2) : Math.round(exact); // a half goes to the even number
  if (rounded === 0 && part) return '<1\u202f%';
  return rounded === 100 && part < whole ? '>99\u202f%' : `${rounded}\u202f%`;
}

export const grouped = (value: number): string => value.toLocaleString('en-US');
