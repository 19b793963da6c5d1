import type { IStateDB } from '@jupyterlab/statedb';

/** A set of words kept with JupyterLab's workspace. */
export class KeptSet {
  constructor(
    private readonly state: IStateDB | null,
    private readonly key: string
  ) {}

  async read(): Promise<ReadonlySet<string>> {
    const kept = await this.state?.fetch(this.key);
    return new Set(
      Array.isArray(kept) ? kept.filter(word => typeof word === 'string') : []
    );
  }

  async write(words: ReadonlySet<string>): Promise<void> {
    await this.state?.save(this.key, [...words]);
  }
}
