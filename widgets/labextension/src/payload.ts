/** What an output or a file holds, told apart by its `format`; everything unknown becomes a message, never an exception. */

import { plain, type ArticleView, type CorpusView } from '@wire-provenance/core';

export interface IArticles {
  kind: 'articles';
  views: ArticleView[];
  /** The table of a corpus, where there is one. */
  overview: CorpusView | null;
  /** Articles of the result that are not in this payload. */
  omitted: number;
  /** What could not be read, in words. */
  problems: string[];
}

export interface IProblem {
  kind: 'problem';
  message: string;
}

export type Payload = IArticles | IProblem;

type Json = Record<string, unknown>;

/** Read the data of an output (an object) or the text of a file (JSON, or one JSON object a line). */
export function parse(data: unknown): Payload {
  const problems: string[] = [];
  const views: ArticleView[] = [];
  let overview: CorpusView | null = null;
  let omitted = 0;
  const values = typeof data === 'string' ? fromText(data, problems) : [{ where: 'this output', value: data }];
  for (const { where, value } of values) {
    try {
      const read = fromObject(value);
      views.push(...read.views);
      omitted += read.omitted;
      overview ??= read.overview;
    } catch (error) {
      problems.push(`${where}: ${(error as Error).message}`);
    }
  }
  if (views.length === 0) {
    return { kind: 'problem', message: problems.join('\n') || 'There is no annotation in this file.' };
  }
  return { kind: 'articles', views, overview, omitted, problems };
}

interface IFound {
  where: string;
  value: unknown;
}

function fromText(text: string, problems: string[]): IFound[] {
  try {
    return [{ where: 'this file', value: JSON.parse(text) }];
  } catch (whole) {
    const lines = text.split('\n');
    const found: IFound[] = [];
    lines.forEach((line, index) => {
      if (line.trim()) {
        try {
          found.push({ where: `line ${index + 1}`, value: JSON.parse(line) });
        } catch (error) {
          problems.push(`line ${index + 1}: not JSON (${(error as Error).message})`);
        }
      }
    });
    if (found.length === 0 && problems.length > 0) {
      problems.splice(0, problems.length, `not JSON (${(whole as Error).message})`);
    }
    return found;
  }
}

interface IRead {
  views: ArticleView[];
  overview: CorpusView | null;
  omitted: number;
}

function fromObject(value: unknown): IRead {
  if (Array.isArray(value)) {
    return { views: value.flatMap(item => fromObject(item).views), overview: null, omitted: 0 };
  }
  const object = value as Json | null;
  switch (object?.['format']) {
    case 'provenance-views/1':
      return {
        views: object['articles'] as ArticleView[],
        overview: (object['overview'] as CorpusView | undefined) ?? null,
        omitted: Number(object['omitted'] ?? 0)
      };
    case 'provenance-view/1':
      return { views: [object as unknown as ArticleView], overview: null, omitted: 0 };
    case 'provenance-annotation/1':
      return { views: [(object['view'] as ArticleView | undefined) ?? plain(object)], overview: null, omitted: 0 };
    default:
      throw new Error(
        `the format is ${JSON.stringify(object?.['format'] ?? null)}; this viewer reads "provenance-annotation/1"`
      );
  }
}
