import type { ObsClient } from '../client';
import { folderOfLocal } from '../drivePaths';

const ASKED = 1000;

/**
 * A name in a folder that nothing has yet: `a.txt`, then `a1.txt` as Jupyter numbers new files,
 * or `a-Copy1.txt` as it names copies.
 */
export async function freeName(
  client: ObsClient,
  folder: string,
  wanted: string,
  way: 'number' | 'copy'
): Promise<string> {
  const uri = folderOfLocal(folder)!;
  const { stem, extension } = split(wanted);
  const found = await client.find(uri, { limit: ASKED, prefix: stem });
  const taken = new Set([
    ...found.folders.map(one => one.slice(uri.length, -1)),
    ...found.objects.map(one => one.uri.slice(uri.length))
  ]);
  let name = wanted;
  for (let number = 1; taken.has(name); number++) {
    name = `${stem}${way === 'copy' ? '-Copy' : ''}${number}${extension}`;
  }
  return name;
}

function split(name: string): { stem: string; extension: string } {
  const at = name.lastIndexOf('.');
  return at > 0
    ? { stem: name.slice(0, at), extension: name.slice(at) }
    : { stem: name, extension: '' };
}
