import type { ConversionOptions } from './types';

const KEY = 'jupyter-modelarts:conversion';

/** What stands in the dialog's options; tags as they are typed. */
export interface IOptions {
  markdown: boolean;
  arguments: boolean;
  tags: string;
}

export const USUAL: IOptions = { markdown: true, arguments: true, tags: '' };

/** As they were last converted with in this browser. */
export function keptOptions(): IOptions {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '{}');
    const { markdown, arguments: made, tags } = kept as Partial<IOptions>;
    return {
      markdown: typeof markdown === 'boolean' ? markdown : USUAL.markdown,
      arguments: typeof made === 'boolean' ? made : USUAL.arguments,
      tags: typeof tags === 'string' ? tags : USUAL.tags
    };
  } catch {
    return USUAL;
  }
}

export function keepOptions({ markdown, arguments: made, tags }: IOptions): void {
  window.localStorage.setItem(KEY, JSON.stringify({ markdown, arguments: made, tags }));
}

export function isUsual(options: IOptions): boolean {
  return options.markdown && options.arguments && tagsOf(options.tags).length === 0;
}

/** What is sent. */
export function conversionOptions(options: IOptions): ConversionOptions {
  return {
    markdown: options.markdown,
    arguments: options.arguments,
    drop_tags: tagsOf(options.tags)
  };
}

function tagsOf(text: string): string[] {
  const tags = text.split(/[,，]/).map(tag => tag.trim());
  return [...new Set(tags.filter(tag => tag !== ''))];
}
