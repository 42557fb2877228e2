/** The JupyterLab 4 plugin: settings, two commands, and the side panel. The renderer stands in mime.ts. */

import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { LabIcon } from '@jupyterlab/ui-components';

import { addCommands, COMMANDS } from './commands';
import { SentencePanel } from './panel';
import { setPreferences, type IPreferences } from './preferences';
import { colourRules } from './colours';

const ID = '@wire-provenance/labextension:plugin';

const icon = new LabIcon({
  name: 'provenance:sentences',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16"><g class="jp-icon3" fill="#616161">
<rect x="2" y="2" width="12" height="3"/><rect x="2" y="7" width="7" height="2" opacity=".55"/><rect x="2" y="11" width="10" height="3"/></g></svg>`
});

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Annotates files, exports reports, lists sentences by class.',
  autoStart: true,
  optional: [ISettingRegistry, ICommandPalette, IFileBrowserFactory, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    registry: ISettingRegistry | null,
    palette: ICommandPalette | null,
    browsers: IFileBrowserFactory | null,
    restorer: ILayoutRestorer | null
  ) => {
    addPanel(app, restorer);
    addCommands(app, browsers);
    if (palette) {
      for (const command of Object.values(COMMANDS)) {
        palette.addItem({ command, category: 'Provenance' });
      }
    }
    if (registry) {
      void readSettings(registry);
    }
  }
};

function addPanel(app: JupyterFrontEnd, restorer: ILayoutRestorer | null): void {
  const panel = new SentencePanel();
  panel.title.icon = icon;
  restorer?.add(panel, panel.id);
  app.shell.add(panel, 'right', { rank: 700 });
  app.commands.addCommand(COMMANDS.panel, {
    label: 'Show sentences by class',
    caption: 'Open the side panel that lists the sentences of the annotated article',
    icon,
    execute: () => app.shell.activateById(panel.id)
  });
}

async function readSettings(registry: ISettingRegistry): Promise<void> {
  const style = document.createElement('style');
  document.head.append(style);
  try {
    const settings = await registry.load(ID);
    const apply = (): void => {
      const next = settings.composite as unknown as IPreferences;
      setPreferences(next);
      style.textContent = colourRules(next.colours);
    };
    settings.changed.connect(apply);
    apply();
  } catch (error) {
    console.error('Provenance: the settings could not be read, the defaults hold.', error);
  }
}

export default plugin;
