import type { TranslationBundle } from '@jupyterlab/translation';

import type { Formatter } from '../../core/format';
import type { SyncBody, SyncCounts, SyncProgress } from '../types';

/** What became, or will become, of a name. */
export function whatWord(what: string, trans: TranslationBundle): string {
  switch (what) {
    case 'new':
      return trans.__('New');
    case 'changed':
      return trans.__('Changed');
    case 'conflict':
      return trans.__('Conflict');
    case 'delete':
      return trans.__('Delete');
    case 'skipped':
      return trans.__('Skipped');
    case 'failed':
      return trans.__('Failed');
    default:
      return what;
  }
}

/** The numbers in words, without those that are none. */
export function countWords(
  counts: SyncCounts,
  trans: TranslationBundle,
  format: Formatter,
  isPlan: boolean = false
): string {
  const words: [number | undefined, (text: string) => string][] = [
    [counts.new, n => trans.__('%1 new', n)],
    [counts.changed, n => trans.__('%1 changed', n)],
    [counts.conflict, n => trans.__('%1 in conflict', n)],
    [
      counts.delete,
      n => (isPlan ? trans.__('%1 to delete', n) : trans.__('%1 deleted', n))
    ],
    [counts.same, n => trans.__('%1 the same', n)],
    [counts.skipped, n => trans.__('%1 skipped', n)],
    [counts.failed, n => trans.__('%1 failed', n)]
  ];
  const said = words
    .filter(([count]) => Boolean(count))
    .map(([count, say]) => say(format.count(count ?? 0)));
  const size = counts.bytes ? [format.bytes(counts.bytes)] : [];
  return [...said, ...size].join(' · ') || nothingWords(trans, isPlan);
}

function nothingWords(trans: TranslationBundle, isPlan: boolean): string {
  return isPlan
    ? trans.__('There is nothing to sync. Is the name of the folder right?')
    : trans.__('There is nothing to sync.');
}

export function directionWord(sync: SyncBody, trans: TranslationBundle): string {
  if (sync.watch) {
    return trans.__('Watching both sides');
  }
  return sync.direction === 'up' ? trans.__('To OBS') : trans.__('From OBS');
}

/** How far it is. */
export function progressWords(
  progress: SyncProgress,
  trans: TranslationBundle,
  format: Formatter
): string {
  switch (progress.phase) {
    case 'queued':
      return trans.__('Waiting to begin');
    case 'waiting':
      return trans.__('Waiting for another sync of this folder');
    case 'comparing':
      return trans.__('Comparing both sides');
    case 'watching':
      return trans.__('Both sides are followed');
    default:
      return movingWords(progress, trans, format);
  }
}

function movingWords(
  progress: SyncProgress,
  trans: TranslationBundle,
  format: Formatter
): string {
  const words = [
    trans.__(
      '%1 of %2 files',
      format.count(progress.files ?? 0),
      format.count(progress.total_files ?? 0)
    ),
    trans.__(
      '%1 of %2',
      format.bytes(progress.bytes ?? 0),
      format.bytes(progress.total_bytes ?? 0)
    )
  ];
  if (progress.rate) {
    words.push(trans.__('%1/s', format.bytes(progress.rate)));
  }
  if (progress.seconds_left !== null && progress.seconds_left !== undefined) {
    words.push(trans.__('%1 left', format.duration(progress.seconds_left * 1000)));
  }
  return words.join(' · ');
}

export function shareOf(progress: SyncProgress): number | null {
  if (progress.phase !== 'moving' || !progress.total_bytes) {
    return null;
  }
  return (progress.bytes ?? 0) / progress.total_bytes;
}

/** The server's reasons, for people; what is not known here stays as it came. */
export function reasonWords(reason: string, trans: TranslationBundle): string {
  const kept = /^(.*): kept as (.*)$/.exec(reason);
  if (kept) {
    return trans.__(
      '%1: what was there is kept as %2',
      reasonWords(kept[1], trans),
      kept[2]
    );
  }
  const away = /^deleted, and kept in (.*)$/.exec(reason);
  if (away) {
    return trans.__('deleted, and kept in %1', away[1]);
  }
  return known(trans)[reason] ?? reason;
}

function known(trans: TranslationBundle): Readonly<Record<string, string>> {
  return {
    'it was changed on both sides': trans.__('it was changed on both sides'),
    'the other side has a file of its own with this name': trans.__(
      'the other side has a file of its own with this name'
    ),
    'it was changed here and not in the store: send it back with Sync to OBS': trans.__(
      'it was changed here and not in the store: send it back with Sync to OBS'
    ),
    'it was changed in the store and not here: fetch it with Sync OBS': trans.__(
      'it was changed in the store and not here: fetch it with Sync OBS'
    ),
    'it was deleted here, and deletions are not followed': trans.__(
      'it was deleted here, and deletions are not followed'
    ),
    'it was deleted in the store, and deletions are not followed': trans.__(
      'it was deleted in the store, and deletions are not followed'
    ),
    'it is a symbolic link, which is not followed': trans.__(
      'it is a symbolic link, which is not followed'
    ),
    'a file or a link stands where its folder belongs': trans.__(
      'a file or a link stands where its folder belongs'
    ),
    'a folder has its name': trans.__('a folder has its name'),
    'deleted, and in the trash': trans.__('deleted, and in the trash'),
    'it changes while it is read: sync again when it rests': trans.__(
      'it changes while it is read: sync again when it rests'
    )
  };
}
