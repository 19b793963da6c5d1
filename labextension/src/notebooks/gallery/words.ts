import type { TranslationBundle } from '@jupyterlab/translation';

import type { ExampleBody, GalleryBody, Words } from '../types';

/** What an example says of itself, in Chinese where the reader's language is and it can. */
export function wordsOf(example: ExampleBody, language: string): Words {
  const isChinese = language.toLowerCase().startsWith('zh');
  const { words, zh } = example;
  return {
    title: (isChinese && zh.title) || words.title,
    description: (isChinese && zh.description) || words.description,
    category: (isChinese && zh.category) || words.category
  };
}

export function galleryName(gallery: GalleryBody, trans: TranslationBundle): string {
  return gallery.is_built_in ? trans.__('Comes with ModelArts') : gallery.gallery_name;
}

/** Examples under their categories, both in the order in which they came. */
export function byCategory(
  examples: readonly ExampleBody[],
  language: string
): Map<string, ExampleBody[]> {
  const found = new Map<string, ExampleBody[]>();
  for (const example of examples) {
    const { category } = wordsOf(example, language);
    found.set(category, [...(found.get(category) ?? []), example]);
  }
  return found;
}

export interface IWanted {
  search: string;
  category: string;
  engine: string;
}

/** Whether an example is asked for: every word that was typed is somewhere in its words. */
export function isWanted(
  example: ExampleBody,
  wanted: IWanted,
  language: string
): boolean {
  const { title, description, category } = wordsOf(example, language);
  const text = [
    ...[title, description, category, example.file_name, example.engine_id],
    ...[example.words.title, example.words.description]
  ]
    .join('\n')
    .toLowerCase();
  const words = wanted.search.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every(word => text.includes(word)) &&
    (!wanted.category || category === wanted.category) &&
    (!wanted.engine || example.engine_id === wanted.engine)
  );
}
