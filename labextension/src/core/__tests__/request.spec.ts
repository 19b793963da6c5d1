import { newIdempotencyKey, path, ResponseError } from '../request';
import { FakeServer } from '../testing';

describe('RestClient', () => {
  it('sends JSON, the key and the revision, and returns the answer', async () => {
    const server = new FakeServer({
      'PUT v2/default/datasets/a%2Fb': { body: { ok: true }, headers: { ETag: '"4"' } }
    });
    const answer = await server.client().exchange(path`v2/default/datasets/${'a/b'}`, {
      method: 'PUT',
      body: { name: 'digits' },
      ifMatch: '"3"',
      idempotencyKey: 'k1'
    });
    const [seen] = server.seen;
    expect(answer).toEqual({ data: { ok: true }, status: 200, etag: '"4"' });
    expect(seen.body).toEqual({ name: 'digits' });
    expect(seen.headers.get('If-Match')).toBe('"3"');
    expect(seen.headers.get('Idempotency-Key')).toBe('k1');
  });

  it('leaves out of the query what is missing, and repeats lists', async () => {
    const server = new FakeServer({ 'GET things': {} });
    await server
      .client()
      .request('things', { query: { marker: null, limit: 5, label: ['a b', 'c'] } });
    expect(server.seen[0].path).toBe('things?limit=5&label=a+b&label=c');
  });

  it('rejects with code, sentence and field of a refusal', async () => {
    const body = {
      error_code: 'ModelArts.0104',
      error_msg: 'metadata.name: too long',
      field: 'metadata.name'
    };
    const server = new FakeServer({ 'POST things': { status: 400, body } });
    const request = server.client().request('things', { method: 'POST', body: {} });
    await expect(request).rejects.toMatchObject({
      status: 400,
      errorCode: 'ModelArts.0104',
      errorMsg: 'metadata.name: too long',
      field: 'metadata.name'
    });
  });

  it('tries a GET again after 503, and stops when it succeeds', async () => {
    let calls = 0;
    const server = new FakeServer({
      'GET things': () => ({ status: ++calls < 2 ? 503 : 200, body: { calls } })
    });
    await expect(server.client().request('things')).resolves.toEqual({ calls: 2 });
  });

  it('never repeats a POST without a key, and does with one', async () => {
    const server = new FakeServer({ 'POST things': { status: 503 } });
    const bare = server.client().request('things', { method: 'POST' });
    await expect(bare).rejects.toBeInstanceOf(ResponseError);
    expect(server.seen).toHaveLength(1);
    const keyed = server.client().request('things', {
      method: 'POST',
      idempotencyKey: newIdempotencyKey(),
      retries: 1
    });
    await expect(keyed).rejects.toBeInstanceOf(ResponseError);
    expect(server.seen).toHaveLength(3);
    const [, first, second] = server.seen.map(seen =>
      seen.headers.get('Idempotency-Key')
    );
    expect(first).toBe(second);
  });

  it('says status 0 where no server answers', async () => {
    const request = new FakeServer().client().request('things', { retries: 0 });
    await expect(request).rejects.toMatchObject({ status: 0 });
  });

  it('gives up with an AbortError, and sends nothing more', async () => {
    const controller = new AbortController();
    const server = new FakeServer({
      'GET things': () => {
        controller.abort();
        return { status: 503 };
      }
    });
    const request = server.client().request('things', { signal: controller.signal });
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.seen).toHaveLength(1);
  });
});
