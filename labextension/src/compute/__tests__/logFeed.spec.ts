import { LogFeed } from '../logFeed';
import type { LogChunk } from '../types';

/** A log in memory, served as the server does. */
class Log {
  text = '';
  ended = false;
  readonly asked: string[] = [];

  readonly source = {
    log: async (offset: number, limit: number): Promise<LogChunk> => {
      this.asked.push(`${offset}+${limit}`);
      const text = this.text.slice(offset, offset + limit);
      return this.chunk(Math.min(offset, Math.max(offset, 0)), text);
    },
    tail: async (lines: number): Promise<LogChunk> => {
      this.asked.push(`tail ${lines}`);
      const kept = this.text
        .split('\n')
        .slice(-lines - 1)
        .join('\n');
      return this.chunk(this.text.length - kept.length, kept);
    }
  };

  add(count: number): void {
    const from = this.text.split('\n').length - 1;
    this.text += Array.from({ length: count }, (_, at) => `line ${from + at}\n`).join(
      ''
    );
  }

  private chunk(offset: number, text: string): LogChunk {
    const next = offset + text.length;
    const { ended } = this;
    return {
      offset,
      next_offset: next,
      size: this.text.length,
      text,
      dropped: 0,
      ended
    };
  }
}

function lastRow(feed: LogFeed): unknown {
  return feed.window.row(feed.window.rows - 1);
}

describe('LogFeed', () => {
  it('begins at the end of a long log and reads on', async () => {
    const log = new Log();
    log.add(50_000);
    const feed = new LogFeed(log.source);
    await feed.look();
    expect(feed.window.rows).toBe(2_000);
    expect(lastRow(feed)).toEqual({ text: 'line 49999' });
    log.add(10);
    await feed.look();
    expect(lastRow(feed)).toEqual({ text: 'line 50009' });
  });

  it('reads a flood to its end in one look', async () => {
    const log = new Log();
    const feed = new LogFeed(log.source);
    await feed.look();
    log.add(100_000);
    await feed.look();
    expect(lastRow(feed)).toEqual({ text: 'line 99999' });
    expect(feed.window.rows).toBe(100_000);
  });

  it('does not add lines under a reader who has scrolled up', async () => {
    const log = new Log();
    log.add(10);
    const feed = new LogFeed(log.source);
    await feed.look();
    feed.setFollowing(false);
    log.add(10);
    await feed.look();
    expect(feed.window.rows).toBe(10);
    expect(feed.window.hasLater).toBe(true);
    await feed.toEnd();
    expect(lastRow(feed)).toEqual({ text: 'line 19' });
  });

  it('goes back to the beginning part by part', async () => {
    const log = new Log();
    log.add(30_000);
    const feed = new LogFeed(log.source);
    await feed.look();
    feed.setFollowing(false);
    expect(await feed.earlier()).toBe(true);
    while (await feed.earlier()) {
      expect(feed.window.rows).toBeLessThanOrEqual(30_000);
    }
    expect(feed.window.row(0)).toEqual({ text: 'line 0' });
    expect(feed.window.rows).toBe(30_000);
  });

  it('keeps within its limits when it goes back', async () => {
    const log = new Log();
    log.add(60_000);
    const feed = new LogFeed(log.source, { characters: 400_000, rows: 40_000 });
    await feed.look();
    feed.setFollowing(false);
    while (await feed.earlier()) {
      expect(feed.window.rows).toBeLessThanOrEqual(40_000 + 2_000);
    }
    expect(feed.window.row(0)).toEqual({ text: 'line 0' });
    expect(feed.window.hasLater).toBe(true);
    await feed.toEnd();
    expect(lastRow(feed)).toEqual({ text: 'line 59999' });
  });

  it('looks once where it is asked twice in a row', async () => {
    const log = new Log();
    log.add(1);
    const feed = new LogFeed(log.source);
    await feed.look();
    const before = log.asked.length;
    await Promise.all([feed.look(), feed.look(), feed.look()]);
    expect(log.asked.length - before).toBe(1);
  });

  it('begins anew with the log of another attempt', async () => {
    const log = new Log();
    log.add(100);
    const feed = new LogFeed(log.source);
    await feed.look();
    log.text = '';
    log.add(2);
    await feed.look();
    await feed.look();
    expect(feed.window.rows).toBe(2);
  });

  it('keeps an error until the next answer', async () => {
    const log = new Log();
    const feed = new LogFeed({
      ...log.source,
      tail: async () => {
        if (log.asked.length === 0) {
          log.asked.push('refused');
          throw new Error('no answer');
        }
        return log.source.tail(1);
      }
    });
    await feed.look();
    expect(feed.error).toEqual(new Error('no answer'));
    await feed.look();
    expect(feed.error).toBeNull();
  });
});
