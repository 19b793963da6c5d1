/** A dropped file and where it lies below what was dropped. */
export interface IDropped {
  file: File;
  /** As `folder/file`; the name alone for a file that was dropped itself. */
  relative: string;
}

/** All files of a drop; folders are looked through. */
export async function filesOfDrop(transfer: DataTransfer): Promise<IDropped[]> {
  // Only now: the browser empties the transfer when the event is over.
  const items = Array.from(transfer.items);
  const entries = items.map(item =>
    item.kind === 'file' ? item.webkitGetAsEntry() : null
  );
  if (entries.every(entry => entry === null)) {
    return Array.from(transfer.files, file => ({ file, relative: file.name }));
  }
  const found = await Promise.all(
    entries.filter(entry => entry !== null).map(entry => filesOf(entry, ''))
  );
  return found.flat();
}

async function filesOf(entry: FileSystemEntry, above: string): Promise<IDropped[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    return [{ file, relative: above + entry.name }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: IDropped[] = [];
  for (
    let batch = await readSome(reader);
    batch.length > 0;
    batch = await readSome(reader)
  ) {
    for (const child of batch) {
      found.push(...(await filesOf(child, `${above}${entry.name}/`)));
    }
  }
  return found;
}

/** Browsers give at most a hundred at once, and nothing at the end. */
function readSome(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
