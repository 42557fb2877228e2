/** Made by generate.mjs from kinds.json and defaults.json (c81c3f21d72b6bd5): change those, then `make frontend`. */

export type ClassKey = 'w' | 'e' | 'c' | 'sh' | 'r' | 'q' | 'n' | 'x';

/** Kinds in the order of legends and bars; `x` is no kind of sentence. */
export const ORDER: ClassKey[] = [
  "w",
  "e",
  "c",
  "sh",
  "r",
  "q",
  "n"
];

export const TAGS: Record<ClassKey, string> = {
  "w": "W",
  "e": "E",
  "c": "C",
  "sh": "S",
  "r": "?",
  "q": "Q",
  "n": "N",
  "x": "–"
};

export const LABELS: Record<ClassKey, string> = {
  "w": "Same as dispatch",
  "e": "Edited from dispatch",
  "c": "Credited, not checked",
  "sh": "Shared, source not seen",
  "r": "Needs a look",
  "q": "Public quote",
  "n": "No source found",
  "x": "Not body text"
};

export const TITLES: Record<ClassKey, string> = {
  "w": "Same words as a dispatch",
  "e": "Edited from a dispatch",
  "c": "Credited, not checked",
  "sh": "Shared, source not seen",
  "r": "Needs a look",
  "q": "Public quote",
  "n": "No source found",
  "x": "Not body text"
};

/** Titles where the source is another outlet's page. */
export const REPRINTS: Record<ClassKey, string> = {
  "w": "Same words as a credited page",
  "e": "Edited from a credited page",
  "c": "Credited, not checked",
  "sh": "Shared, source not seen",
  "r": "Needs a look",
  "q": "Public quote",
  "n": "No source found",
  "x": "Not body text"
};

/** Of the bars in a barcode. */
export const HEIGHTS: Record<ClassKey, number> = {
  "w": 26,
  "e": 20,
  "c": 23,
  "sh": 26,
  "r": 15,
  "q": 8,
  "n": 3,
  "x": 0
};

/** Kinds in which a changed number, name or quotation is worth a flag. */
export const FLAGGED: ClassKey[] = [
  "w",
  "e",
  "sh",
  "q"
];

/** The first rule whose every condition a segment fulfils names its kind. */
export const RULES: [ClassKey, Record<string, unknown>][] = [
  [
    "x",
    {
      "origin": null
    }
  ],
  [
    "q",
    {
      "origin": "quote"
    }
  ],
  [
    "n",
    {
      "origin": "original"
    }
  ],
  [
    "c",
    {
      "basis": [
        "credit"
      ]
    }
  ],
  [
    "r",
    {
      "certainty": "possible"
    }
  ],
  [
    "sh",
    {
      "origin": "shared"
    }
  ],
  [
    "w",
    {
      "edit": "verbatim"
    }
  ],
  [
    "e",
    {}
  ]
];

/** What stands beside a line that is prose, and beside one that is not. */
export const PROSE: Record<string, string> = {
  "headline": "headline",
  "deck": "standfirst",
  "subhead": "cross-heading",
  "body": "",
  "caption": "caption"
};

export const OTHER: Record<string, string> = {
  "credit": "credit",
  "furniture": "page furniture",
  "table": "table"
};

/** Agencies with a badge of their own, then `several` and `other`. */
export const BADGES: string[] = [
  "AFP",
  "Reuters",
  "AP",
  "dpa",
  "several",
  "other"
];

/** From which probability a source is named, where nobody says otherwise. */
export const THRESHOLD = 0.4;

/** Characters that would hide or reorder text, and how they are shown. */
export const SHOWN: Record<string, string> = {
  "\u0000": "␀",
  "\u0001": "␁",
  "\u0002": "␂",
  "\u0003": "␃",
  "\u0004": "␄",
  "\u0005": "␅",
  "\u0006": "␆",
  "\u0007": "␇",
  "\b": "␈",
  "\u000b": "␋",
  "\f": "␌",
  "\u000e": "␎",
  "\u000f": "␏",
  "\u0010": "␐",
  "\u0011": "␑",
  "\u0012": "␒",
  "\u0013": "␓",
  "\u0014": "␔",
  "\u0015": "␕",
  "\u0016": "␖",
  "\u0017": "␗",
  "\u0018": "␘",
  "\u0019": "␙",
  "\u001a": "␚",
  "\u001b": "␛",
  "\u001c": "␜",
  "\u001d": "␝",
  "\u001e": "␞",
  "\u001f": "␟",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "": "�",
  "؜": "⟨ALM⟩",
  "‎": "⟨LRM⟩",
  "‏": "⟨RLM⟩",
  "‪": "⟨LRE⟩",
  "‫": "⟨RLE⟩",
  "‬": "⟨PDF⟩",
  "‭": "⟨LRO⟩",
  "‮": "⟨RLO⟩",
  "⁦": "⟨LRI⟩",
  "⁧": "⟨RLI⟩",
  "⁨": "⟨FSI⟩",
  "⁩": "⟨PDI⟩",
  "﷐": "�",
  "﷑": "�",
  "﷒": "�",
  "﷓": "�",
  "﷔": "�",
  "﷕": "�",
  "﷖": "�",
  "﷗": "�",
  "﷘": "�",
  "﷙": "�",
  "﷚": "�",
  "﷛": "�",
  "﷜": "�",
  "﷝": "�",
  "﷞": "�",
  "﷟": "�",
  "﷠": "�",
  "﷡": "�",
  "﷢": "�",
  "﷣": "�",
  "﷤": "�",
  "﷥": "�",
  "﷦": "�",
  "﷧": "�",
  "﷨": "�",
  "﷩": "�",
  "﷪": "�",
  "﷫": "�",
  "﷬": "�",
  "﷭": "�",
  "﷮": "�",
  "﷯": "�",
  "￾": "�",
  "￿": "�"
};
