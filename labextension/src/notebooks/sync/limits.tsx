import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { type ComponentType, type JSX, useEffect, useState } from 'react';

import type { IPageProps } from '../../core/tokens';
import { SyncPage } from './components/SyncPage';
import { DEFAULT_LIMITS, type ILimits, type SyncArgs } from './draft';

/** The page, with the limits as JupyterLab's settings have them now. */
export async function limitedPage(
  plugin: string,
  registry: ISettingRegistry | null
): Promise<ComponentType<IPageProps<SyncArgs>>> {
  const settings = registry ? await registry.load(plugin).catch(() => null) : null;
  return function LimitedPage(props: IPageProps<SyncArgs>): JSX.Element {
    const [limits, setLimits] = useState(() => read(settings));
    useEffect(() => {
      const look = (): void => setLimits(read(settings));
      settings?.changed.connect(look);
      return () => {
        settings?.changed.disconnect(look);
      };
    }, []);
    return <SyncPage {...props} limits={limits} />;
  };
}

function read(settings: ISettingRegistry.ISettings | null): ILimits {
  return settings ? { ...DEFAULT_LIMITS, ...settings.composite } : DEFAULT_LIMITS;
}
