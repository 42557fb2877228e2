/** The renderer of annotations, for outputs in notebooks and for files: no kernel, no network. */

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Widget } from '@lumino/widgets';

import { parse } from './payload';
import { Shown } from './show';

export const MIME = 'application/vnd.provenance.annotation+json';
export const MIME_LINES = 'application/vnd.provenance.annotations+jsonl';

/** One output or one open file. */
class Renderer extends Widget implements IRenderMime.IRenderer {
  private _shown: Shown | null = null;
  private _mimeType: string;

  constructor(options: IRenderMime.IRendererOptions) {
    super();
    this._mimeType = options.mimeType;
    this.addClass('jp-Provenance');
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const payload = parse(model.data[this._mimeType]);
    this._shown?.dispose();
    this._shown = new Shown(this.node, payload);
  }

  dispose(): void {
    this._shown?.dispose();
    this._shown = null;
    super.dispose();
  }
}

const factory = (mimeType: string): IRenderMime.IRendererFactory => ({
  safe: true, // text becomes text nodes only: an untrusted notebook shows it too
  mimeTypes: [mimeType],
  defaultRank: 0,
  createRenderer: options => new Renderer(options)
});

const extensions: IRenderMime.IExtension[] = [
  {
    id: '@wire-provenance/labextension:renderer',
    description: 'Shows annotated articles in outputs and opens *.provenance.json.',
    rendererFactory: factory(MIME),
    rank: 0,
    dataType: 'string', // files: broken JSON is then named by our own page
    fileTypes: [
      {
        name: 'provenance-annotation',
        displayName: 'Provenance annotation',
        mimeTypes: [MIME],
        extensions: ['.provenance.json'],
        fileFormat: 'text'
      }
    ],
    documentWidgetFactoryOptions: {
      name: 'Provenance',
      primaryFileType: 'provenance-annotation',
      fileTypes: ['provenance-annotation'],
      defaultFor: ['provenance-annotation']
    }
  },
  {
    id: '@wire-provenance/labextension:lines',
    description: 'Opens *.provenance.jsonl, one annotation a line.',
    rendererFactory: factory(MIME_LINES),
    rank: 0,
    dataType: 'string',
    fileTypes: [
      {
        name: 'provenance-annotations',
        displayName: 'Provenance annotations',
        mimeTypes: [MIME_LINES],
        extensions: ['.provenance.jsonl'],
        fileFormat: 'text'
      }
    ],
    documentWidgetFactoryOptions: {
      name: 'Provenance corpus',
      primaryFileType: 'provenance-annotations',
      fileTypes: ['provenance-annotations'],
      defaultFor: ['provenance-annotations']
    }
  }
];

export default extensions;
