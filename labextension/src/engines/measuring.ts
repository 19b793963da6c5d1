import type { TranslationBundle } from '@jupyterlab/translation';

import type { Formatter } from '../core/format';
import type { EnginesClient } from './client';
import type { Download } from './types';

const LOOK_MS = 500;
const LOOKS = 240;

/** What a build, or the installation of `requirements`, would download; null: not known in time. */
export async function measure(
  client: EnginesClient,
  engineId: string,
  requirements: readonly string[] = []
): Promise<Download | null> {
  await client.act(engineId, 'measure', requirements);
  for (let look = 0; look < LOOKS; look++) {
    const { measuring, download } = await client.download(engineId, requirements);
    if (!measuring) {
      return download;
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
  return null;
}

/** The size in a sentence, the largest files named. */
export function downloadSentence(
  download: Download | null,
  format: Formatter,
  trans: TranslationBundle
): string {
  if (download === null) {
    return trans.__('How much will be downloaded could not be found out in time.');
  }
  if (download.packages === 0) {
    return trans.__('Nothing has to be downloaded.');
  }
  const files = Object.entries(download.largest ?? {});
  const named = files.map(([name, size]) => `${name} ${format.bytes(size)}`);
  return trans.__(
    '%1 packages, %2 to download (%3), less what was downloaded before.',
    download.packages ?? 0,
    format.bytes(download.size_bytes ?? 0),
    named.join(', ')
  );
}
