import { ServerConnection } from '@jupyterlab/services';

import { EventStream, LOOK_AGAIN } from '../events';
import type { IChange } from '../tokens';

class FakeSocket {
  static all: FakeSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  close(): void {
    this.onclose?.();
  }
}

function makeStream(): EventStream {
  return new EventStream(
    ServerConnection.makeSettings({
      baseUrl: 'http://localhost/',
      wsUrl: 'ws://localhost/',
      token: 'a b',
      appendToken: true,
      WebSocket: FakeSocket as unknown as typeof WebSocket
    })
  );
}

describe('EventStream', () => {
  let stream: EventStream;
  let heard: IChange[];

  beforeEach(() => {
    jest.useFakeTimers();
    FakeSocket.all = [];
    heard = [];
    stream = makeStream();
  });

  afterEach(() => {
    stream.dispose();
    jest.useRealTimers();
  });

  it('opens one socket, with the first subscriber', () => {
    expect(FakeSocket.all).toHaveLength(0);
    stream.subscribe('datasets', change => heard.push(change));
    stream.subscribe('training', change => heard.push(change));
    expect(FakeSocket.all.map(socket => socket.url)).toEqual([
      'ws://localhost/modelarts/events?token=a%20b'
    ]);
  });

  it('tells each subscriber of its topic only, until it is disposed', () => {
    const subscription = stream.subscribe('datasets', change => heard.push(change));
    const [socket] = FakeSocket.all;
    socket.onopen?.();
    const send = (topic: string): void =>
      socket.onmessage?.({
        data: JSON.stringify({ topic, urn: 'u', change: 'changed' })
      });
    send('hello');
    send('training');
    send('datasets');
    subscription.dispose();
    send('datasets');
    expect(heard).toEqual([{ topic: 'datasets', urn: 'u', change: 'changed' }]);
  });

  it('ignores what is not a message of ours', () => {
    stream.subscribe('*', change => heard.push(change));
    for (const data of [new Blob(), 'null', '[]', '{"topic": 3}', 'not JSON']) {
      FakeSocket.all[0].onmessage?.({ data });
    }
    expect(heard).toEqual([]);
  });

  it('connects again ever more slowly, and then says to look again', () => {
    stream.subscribe('datasets', change => heard.push(change));
    FakeSocket.all[0].onopen?.();
    FakeSocket.all[0].close();
    expect(stream.isConnected).toBe(false);
    jest.advanceTimersByTime(750);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.all[1].close();
    jest.advanceTimersByTime(750);
    expect(FakeSocket.all).toHaveLength(2);
    jest.advanceTimersByTime(750);
    expect(FakeSocket.all).toHaveLength(3);
    expect(heard).toEqual([]);
    FakeSocket.all[2].onopen?.();
    expect(heard.map(change => change.change)).toEqual([LOOK_AGAIN]);
  });

  it('does not wait when the network comes back', () => {
    stream.subscribe('datasets', () => undefined);
    FakeSocket.all[0].onopen?.();
    FakeSocket.all[0].close();
    window.dispatchEvent(new Event('online'));
    expect(FakeSocket.all).toHaveLength(2);
  });
});
