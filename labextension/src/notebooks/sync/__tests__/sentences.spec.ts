import { nullTranslator } from '@jupyterlab/translation';

import { Formatter } from '../../../core/format';
import type { SyncProgress } from '../../types';
import { progressWords } from '../sentences';

const MB = 1024 * 1024;

function said(progress: SyncProgress): string {
  const trans = nullTranslator.load('');
  return progressWords(progress, trans, new Formatter(trans, 'en'));
}

describe('progressWords', () => {
  const moving = {
    phase: 'moving',
    files: 3,
    total_files: 1200,
    bytes: 2 * MB,
    total_bytes: 50 * MB
  };

  it('says how fast it moves and how long it will take', () => {
    expect(said({ ...moving, rate: 1.5 * MB, seconds_left: 32 })).toBe(
      '3 of 1,200 files · 2 MB of 50 MB · 1.5 MB/s · 32 s left'
    );
    expect(said({ ...moving, rate: MB, seconds_left: 0 })).toContain('0 s left');
  });

  it('says neither while they are not known', () => {
    expect(said({ ...moving, rate: 0, seconds_left: null })).toBe(
      '3 of 1,200 files · 2 MB of 50 MB'
    );
  });

  it('says what is waited for before anything moves', () => {
    expect(said({ ...moving, phase: 'queued' })).toBe('Waiting to begin');
    expect(said({ ...moving, phase: 'waiting' })).toBe(
      'Waiting for another sync of this folder'
    );
    expect(said({ ...moving, phase: 'comparing' })).toBe('Comparing both sides');
  });
});
