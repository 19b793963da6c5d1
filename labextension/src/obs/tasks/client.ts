import { PROJECT } from '../../core/names';
import { path, type RestClient } from '../../core/request';
import type { FolderTaskBody, FolderTaskListBody, FolderTaskRequest } from '../types';

const TASKS = path`v1/${PROJECT}/objects/tasks`;

/** Work on whole folders, which goes on whether or not somebody asks how far it is. */
export class FolderTasksClient {
  constructor(private readonly rest: RestClient) {}

  list(): Promise<FolderTaskListBody> {
    return this.rest.request(TASKS);
  }

  begin(body: FolderTaskRequest): Promise<FolderTaskBody> {
    return this.rest.request(TASKS, { method: 'POST', body });
  }

  get(id: string): Promise<FolderTaskBody> {
    return this.rest.request(path`v1/${PROJECT}/objects/tasks/${id}`);
  }

  stop(id: string): Promise<FolderTaskBody> {
    return this.rest.request(path`v1/${PROJECT}/objects/tasks/${id}/stop`, {
      method: 'POST'
    });
  }

  resume(id: string): Promise<FolderTaskBody> {
    return this.rest.request(path`v1/${PROJECT}/objects/tasks/${id}/resume`, {
      method: 'POST'
    });
  }

  async forget(id: string): Promise<void> {
    await this.rest.request(path`v1/${PROJECT}/objects/tasks/${id}`, {
      method: 'DELETE'
    });
  }
}
