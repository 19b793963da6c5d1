import { countsOf, pageOf, topMost } from '../state';
import type { State, WorkloadBody } from '../types';
import { gpuOf, limitLine } from '../usage';

function workload(state: State, parent: string | null = null): WorkloadBody {
  return { workload_id: state, state, parent_id: parent } as WorkloadBody;
}

it('counts what is at work and what waits', () => {
  const all = [workload('running'), workload('queued'), workload('stopping')];
  expect(countsOf(all)).toEqual({ running: 2, queued: 1 });
});

it('leaves out what another workload began', () => {
  const all = [workload('running'), workload('queued', 'somebody')];
  expect(topMost(all)).toEqual([all[0]]);
});

it('knows the page of a URN', () => {
  expect(pageOf('urn:modelarts:training-job:abc')).toEqual({
    name: 'training-job',
    id: 'abc'
  });
  expect(pageOf('')).toBeNull();
});

it('draws a limit where there is one, and a GPU where one was measured', () => {
  expect(limitLine('limit', 200, [1, 2])).toEqual([
    { label: 'limit', values: [200, 200] }
  ]);
  expect(limitLine('limit', 0, [1, 2])).toEqual([]);
  const sample = { at: 1, cpu_percent: 1, memory_bytes: 1 };
  expect(gpuOf([sample])).toBeNull();
  expect(gpuOf([sample, { ...sample, gpu_percent: 5 }])).toEqual([null, 5]);
});
