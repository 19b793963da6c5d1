import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type {
  IssuedKeyBody,
  IssuedTokenBody,
  KeyListBody,
  TokenListBody,
  TokenRequest
} from './types';

export class IamClient {
  constructor(private readonly rest: RestClient) {}

  tokens(signal?: AbortSignal): Promise<TokenListBody> {
    return this.rest.request(path`v1/${PROJECT}/access-tokens`, { signal });
  }

  /** The answer is the only time that the token is told. */
  createToken(body: Partial<TokenRequest>): Promise<IssuedTokenBody> {
    return this.rest.request(path`v1/${PROJECT}/access-tokens`, {
      method: 'POST',
      body
    });
  }

  revokeToken(tokenId: string): Promise<void> {
    const target = path`v1/${PROJECT}/access-tokens/${tokenId}`;
    return this.rest.request(target, { method: 'DELETE' });
  }

  keys(signal?: AbortSignal): Promise<KeyListBody> {
    return this.rest.request(path`v1/${PROJECT}/access-keys`, { signal });
  }

  /** The answer is the only time that the secret key is told. */
  createKey(name: string): Promise<IssuedKeyBody> {
    return this.rest.request(path`v1/${PROJECT}/access-keys`, {
      method: 'POST',
      body: { name }
    });
  }

  revokeKey(accessKey: string): Promise<void> {
    const target = path`v1/${PROJECT}/access-keys/${accessKey}`;
    return this.rest.request(target, { method: 'DELETE' });
  }
}
