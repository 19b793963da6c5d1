import { asPythonPost, shellWord } from '../core/program';
import { deployRequest, type IDeployDraft, LOAD_S } from './deployDraft';

/** The same deployment as a Python program. */
export function asDeployPython(draft: IDeployDraft, baseUrl: string): string {
  return asPythonPost({
    name: 'service',
    url: `${baseUrl}modelarts/v1/default/services`,
    body: deployRequest(draft),
    shown: 'answer.json()["service_id"]'
  });
}

/** The same deployment as one command. */
export function asDeployCommand(draft: IDeployDraft): string {
  const [first] = draft.versions;
  const several = draft.versions.length > 1;
  const models = draft.versions.map(one =>
    shellWord(several ? `${one.model}=${one.weight}` : one.model)
  );
  const words = [`jupyter modelarts services deploy ${models.join(' ')}`];
  const add = (option: string, value: string): void => {
    words.push(`${option} ${shellWord(value)}`);
  };
  if (draft.name.trim()) {
    add('--name', draft.name.trim());
  }
  if (draft.description.trim()) {
    add('--description', draft.description.trim());
  }
  add('--specification', first.specification);
  if (first.instances !== 1) {
    add('--instances', String(first.instances));
  }
  for (const { name, value } of first.envs.filter(pair => pair.name)) {
    add('--env', `${name}=${value}`);
  }
  if (first.loadS !== LOAD_S) {
    add('--load-seconds', String(first.loadS));
  }
  if (draft.stopAfter > 0) {
    add('--stop-after', String(draft.stopAfter));
  }
  return [...words, '--wait'].join(' \\\n  ');
}
