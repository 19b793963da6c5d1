import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { UUID } from '@lumino/coreutils';

const PREFIX = 'modelarts';
const RETRIED_STATUS = new Set([429, 502, 503, 504]);
const IDEMPOTENT_METHODS = new Set(['GET', 'HEAD', 'PUT']);

type Query = Record<
  string,
  string | number | boolean | readonly string[] | null | undefined
>;

export interface IRequestOptions {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Entries that are null or undefined are left out; a list repeats its name. */
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as they are, instead of a body. */
  bytes?: Blob | ArrayBuffer | Uint8Array<ArrayBuffer>;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** A key from `newIdempotencyKey()`; with one, a POST, PATCH or DELETE is retried too. */
  idempotencyKey?: string;
  /** The revision that the change is based on, as `IAnswer.etag` gave it. */
  ifMatch?: string;
  /** How often to try again; 2 unless said. */
  retries?: number;
}

export interface IAnswer<T> {
  data: T;
  status: number;
  etag: string | null;
}

/** What the server said when it refused; `status` is 0 where no server answered. */
export class ResponseError extends Error {
  constructor(
    readonly status: number,
    readonly errorCode: string,
    readonly errorMsg: string,
    /** The path of the wrong field, as `metadata.name`, where there is one. */
    readonly field: string | null = null,
    readonly retryAfterMs: number | null = null,
    /** The whole refusal: a conflict may carry the newest state. */
    readonly body: Readonly<Record<string, unknown>> = {}
  ) {
    super(errorMsg);
    this.name = 'ResponseError';
  }

  /** Somebody else changed the thing meanwhile. */
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }
}

/** True for the error of a request that its own caller gave up. */
export function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** One key per thing that the user did: the server does the work of a key once. */
export function newIdempotencyKey(): string {
  return UUID.uuid4();
}

/** A path with its parts encoded: path`v2/${PROJECT}/datasets/${id}`. */
export function path(
  strings: TemplateStringsArray,
  ...parts: readonly (string | number)[]
): string {
  return String.raw({ raw: strings }, ...parts.map(part => encodeURIComponent(part)));
}

/** The one way to the server's REST API. */
export class RestClient {
  constructor(readonly settings: ServerConnection.ISettings) {}

  /** The address of a path, for links, images and downloads. */
  url(target: string, query: Query = {}): string {
    const search = queryString(query);
    return URLExt.join(this.settings.baseUrl, PREFIX, target) + search;
  }

  /** The answer's JSON. Rejects with ResponseError, or AbortError when given up. */
  async request<T>(target: string, options: IRequestOptions = {}): Promise<T> {
    return (await this.exchange<T>(target, options)).data;
  }

  /** Like `request`, with the status and the revision. */
  async exchange<T>(
    target: string,
    options: IRequestOptions = {}
  ): Promise<IAnswer<T>> {
    const retries = isRetried(options) ? (options.retries ?? 2) : 0;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.exchangeOnce<T>(target, options);
      } catch (error) {
        if (attempt >= retries || !isPassing(error)) {
          throw error;
        }
        await pause(retryDelay(error, attempt), options.signal);
      }
    }
  }

  /** The answer with its bytes still to be read. Rejects as `request` does. */
  async fetch(target: string, options: IRequestOptions = {}): Promise<Response> {
    const response = await this.send(target, options);
    if (!response.ok) {
      throw refusal(response, await response.text());
    }
    return response;
  }

  private async exchangeOnce<T>(
    target: string,
    options: IRequestOptions
  ): Promise<IAnswer<T>> {
    const response = await this.send(target, options);
    const text = await response.text();
    if (!response.ok) {
      throw refusal(response, text);
    }
    return {
      data: (text ? parseJson(text, response.status) : {}) as T,
      status: response.status,
      etag: response.headers.get('ETag')
    };
  }

  private async send(target: string, options: IRequestOptions): Promise<Response> {
    options.signal?.throwIfAborted();
    const init: RequestInit = {
      method: options.method ?? 'GET',
      headers: headersOf(options),
      // JupyterLab's default, no-store, adds the time to the query.
      cache: 'no-cache',
      signal: options.signal
    };
    if (options.body !== undefined) {
      init.body = JSON.stringify(options.body);
    } else if (options.bytes !== undefined) {
      init.body = options.bytes;
    }
    try {
      const address = this.url(target, options.query);
      return await ServerConnection.makeRequest(address, init, this.settings);
    } catch (error) {
      // JupyterLab wraps an abort in its own NetworkError.
      options.signal?.throwIfAborted();
      throw new ResponseError(0, 'ModelArts.0000', messageOf(error));
    }
  }
}

function headersOf(options: IRequestOptions): Record<string, string> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
  } else if (options.bytes !== undefined) {
    headers['Content-Type'] = 'application/octet-stream';
  }
  if (options.idempotencyKey) {
    headers['Idempotency-Key'] = options.idempotencyKey;
  }
  if (options.ifMatch) {
    headers['If-Match'] = options.ifMatch;
  }
  return headers;
}

function queryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (one !== null && one !== undefined) {
        search.append(name, String(one));
      }
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

function isRetried(options: IRequestOptions): boolean {
  const method = options.method ?? 'GET';
  return IDEMPOTENT_METHODS.has(method) || Boolean(options.idempotencyKey);
}

function isPassing(error: unknown): error is ResponseError {
  return (
    error instanceof ResponseError &&
    (error.status === 0 || RETRIED_STATUS.has(error.status))
  );
}

function retryDelay(error: ResponseError, attempt: number): number {
  const backOff = 250 * 2 ** attempt;
  return Math.min(error.retryAfterMs ?? backOff, 10_000) * (1 + Math.random() / 4);
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) {
        reject(signal.reason);
      } else {
        resolve();
      }
    }
  });
}

function refusal(response: Response, text: string): ResponseError {
  const fields = objectOf(text);
  const message = [fields.error_msg, fields.message, response.statusText].find(isText);
  const seconds = Number(response.headers.get('Retry-After'));
  return new ResponseError(
    response.status,
    isText(fields.error_code) ? fields.error_code : `ModelArts.${response.status}`,
    message ?? `HTTP ${response.status}`,
    isText(fields.field) ? fields.field : null,
    seconds > 0 ? seconds * 1000 : null,
    fields
  );
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const start = text.slice(0, 80);
    throw new ResponseError(
      status,
      'ModelArts.0000',
      `Not an answer of ours: ${start}`
    );
  }
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
