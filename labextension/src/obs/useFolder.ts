import { useModelArts } from '../core/context';
import { type IPagedResource, usePagedResource } from '../core/hooks';
import { ObsClient } from './client';
import { TOP } from './places';

const PAGE = 200;

export interface IEntry {
  /** With a slash at the end where it is a folder. */
  place: string;
  isFolder: boolean;
  size: number | null;
}

/** What lies in a folder: folders first, page by page; at the top the buckets. */
export function useFolder(folder: string, withFiles: boolean): IPagedResource<IEntry> {
  const { rest } = useModelArts();
  return usePagedResource<IEntry>(
    async (marker, signal) => {
      const client = new ObsClient(rest);
      if (folder === TOP) {
        const { buckets } = await client.buckets(signal);
        return { items: buckets.map(bucket => folderEntry(`${TOP}${bucket.name}/`)) };
      }
      const page = await client.list(folder, marker, PAGE, signal);
      const files = withFiles
        ? page.objects.map(one => ({ place: one.uri, isFolder: false, size: one.size }))
        : [];
      return {
        items: [...page.folders.map(folderEntry), ...files],
        nextMarker: page.next_marker
      };
    },
    [rest, folder, withFiles]
  );
}

function folderEntry(place: string): IEntry {
  return { place, isFolder: true, size: null };
}
