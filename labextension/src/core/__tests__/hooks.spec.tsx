import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { type JSX, useState } from 'react';

import { useModelArts } from '../context';
import { type IWatched, usePagedResource, useResource, useSubmit } from '../hooks';
import { FakeServer, renderWith, testContext } from '../testing';

function Thing(props: { id: string; watched?: IWatched }): JSX.Element {
  const { rest } = useModelArts();
  const thing = useResource(
    signal =>
      rest.request<{ name: string }>(`things/${props.id}`, { signal, retries: 0 }),
    [rest, props.id],
    props.watched
  );
  return (
    <p>
      {thing.loading ? 'loading' : (thing.data?.name ?? 'nothing')}
      {thing.error ? ` ${String(thing.error)}` : ''}
    </p>
  );
}

describe('useResource', () => {
  it('shows the answer, and drops that to an older question', async () => {
    let answerOld: (() => void) | undefined;
    const server = new FakeServer({
      'GET things/old': () =>
        new Promise(resolve => {
          answerOld = () => resolve({ body: { name: 'Old' } });
        }),
      'GET things/new': { body: { name: 'New' } }
    });
    const view = renderWith(<Thing id="old" />, testContext(server));
    await waitFor(() => expect(answerOld).toBeDefined());
    view.rerender(<Thing id="new" />);
    await screen.findByText('New');
    await act(async () => answerOld?.());
    expect(screen.queryByText('Old')).toBeNull();
  });

  it('looks again, once, after several changes of its thing', async () => {
    let reads = 0;
    const server = new FakeServer({
      'GET things/a': () => ({ body: { name: `Read ${++reads}` } })
    });
    const context = testContext(server);
    renderWith(
      <Thing id="a" watched={{ topics: ['things'], urn: 'urn:a' }} />,
      context
    );
    await screen.findByText('Read 1');
    context.events.send('things', 'urn:b');
    context.events.send('others', 'urn:a');
    context.events.send('things', 'urn:a');
    context.events.send('things', 'urn:a');
    await screen.findByText('Read 2');
    expect(server.seen).toHaveLength(2);
  });

  it('keeps what was read when a later look fails, and says why', async () => {
    let fails = false;
    const server = new FakeServer({
      'GET things/a': () =>
        fails
          ? {
              status: 500,
              body: { error_code: 'ModelArts.0500', error_msg: 'Broken.' }
            }
          : { body: { name: 'Kept' } }
    });
    const context = testContext(server);
    renderWith(<Thing id="a" watched={{ topics: ['things'] }} />, context);
    await screen.findByText('Kept');
    fails = true;
    context.events.send('things');
    await screen.findByText(/Kept .*Broken/);
  });
});

function Things(): JSX.Element {
  const { rest } = useModelArts();
  const list = usePagedResource(
    async (marker, signal) => {
      const page = await rest.request<{ items: string[]; next_marker?: string }>(
        'things',
        {
          query: { marker },
          signal
        }
      );
      return { items: page.items, nextMarker: page.next_marker };
    },
    [rest],
    { topics: ['things'] }
  );
  return (
    <div>
      <p>{list.items.join(',')}</p>
      <button onClick={list.loadMore}>{list.hasMore ? 'More' : 'End'}</button>
    </div>
  );
}

describe('usePagedResource', () => {
  it('adds pages, and reads all shown ones again in place after a change', async () => {
    let name = 'a';
    const server = new FakeServer({
      'GET things': () => ({
        body: { items: [`${name}1`, `${name}2`], next_marker: 'm' }
      }),
      'GET things?marker=m': () => ({ body: { items: [`${name}3`] } })
    });
    const context = testContext(server);
    renderWith(<Things />, context);
    fireEvent.click(await screen.findByText('More'));
    await screen.findByText('a1,a2,a3');
    expect(screen.queryByText('More')).toBeNull();
    name = 'b';
    context.events.send('things');
    await screen.findByText('b1,b2,b3');
  });
});

function Sender(props: { onKey: (key: string) => Promise<void> }): JSX.Element {
  const [text, setText] = useState('one');
  const form = useSubmit((key, _: string) => props.onKey(key));
  return (
    <>
      <button onClick={() => void form.submit(text)}>Send</button>
      <button onClick={() => setText('two')}>Change</button>
      <p>{form.error ? 'failed' : form.busy ? 'busy' : 'idle'}</p>
    </>
  );
}

describe('useSubmit', () => {
  it('keeps its key until it succeeds or sends something else', async () => {
    const keys: string[] = [];
    let fails = true;
    const onKey = async (key: string): Promise<void> => {
      keys.push(key);
      if (fails) {
        throw new Error('lost');
      }
    };
    renderWith(<Sender onKey={onKey} />);
    const send = async (result: string): Promise<void> => {
      fireEvent.click(screen.getByText('Send'));
      await screen.findByText(result);
    };
    await send('failed');
    await send('failed');
    fireEvent.click(screen.getByText('Change'));
    await send('failed');
    fails = false;
    await send('idle');
    await send('idle');
    const [first, repeated, changed, succeeded, next] = keys;
    expect(repeated).toBe(first);
    expect(changed).not.toBe(first);
    expect(succeeded).toBe(changed);
    expect(next).not.toBe(succeeded);
  });
});
