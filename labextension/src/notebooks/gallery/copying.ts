import type { IModelArtsContext } from '../../core/tokens';
import type { ExampleBody } from '../types';
import { GalleryClient } from './client';
import type { IGalleryHost } from './host';
import { openCopy } from './opening';
import { UseDialog } from './UseDialog';

/** "Use": asks for a name, writes the copy, and opens it. */
export async function copyExample(
  context: IModelArtsContext,
  host: IGalleryHost,
  example: ExampleBody
): Promise<void> {
  const client = new GalleryClient(context.rest);
  const folder = host.folder();
  const dialog = new UseDialog(context, example, folder, choice =>
    client.copy({
      gallery_id: example.gallery_id,
      path: example.path,
      folder,
      file_name: choice.name,
      overwrite: choice.overwrite
    })
  );
  const { button, value } = await dialog.launch();
  if (button.accept && value) {
    await host.written(value);
    await openCopy(context, host, value);
  }
}
