import {
  deployRequest,
  draftOf,
  newVersion,
  updateRequest,
  weightSum,
  withoutVersion,
  withVersion
} from '../deployDraft';
import { exampleOf, formFields, takesFile } from '../example';
import { callSeries } from '../monitor';
import { asCurl, asPython } from '../program';
import { read } from '../reading';
import { configBody, IMAGE_API, JSON_API, serviceBody } from './bodies';

const ACCESS = 'http://127.0.0.1:18080/v1/infers/s1';

it('begins a request with an example of the schema', () => {
  expect(exampleOf(JSON_API.request)).toEqual({
    data: { req_data: [{ sepal_length: 0, species: 'setosa' }] }
  });
});

it('knows which parameters are files', () => {
  expect(formFields(IMAGE_API)).toEqual([{ name: 'images', isFile: true }]);
  expect(takesFile(JSON_API)).toBe(false);
});

it('takes for a file what the guide calls a string, and for text what else a form has', () => {
  const form = (properties: object): typeof IMAGE_API => ({
    ...IMAGE_API,
    request: { type: 'object', properties }
  });
  const [text, file] = [{ type: 'string' }, { type: 'file' }];

  expect(formFields(form({ image: text }))).toEqual([{ name: 'image', isFile: true }]);
  expect(formFields(form({ question: text }))).toEqual([
    { name: 'question', isFile: false }
  ]);
  expect(formFields(form({ images: file, image_name: text }))).toEqual([
    { name: 'images', isFile: true },
    { name: 'image_name', isFile: false }
  ]);
  expect(formFields({ ...JSON_API, request: form({ image: text }).request })).toEqual(
    []
  );
});

it('writes the other fields of a form beside the file', () => {
  const api = {
    ...IMAGE_API,
    request: {
      type: 'object',
      properties: { images: { type: 'file' }, top: { type: 'integer' } }
    }
  };
  expect(asCurl(ACCESS, api, 'secret')).toContain('-F images=@image.png \\\n  -F top=');
  expect(asPython(ACCESS, api)).toContain('"top": (None, "")');
});

it('reads scores, sorted, with the label that was predicted', () => {
  const answer = {
    predicted_label: 7,
    scores: [
      ['1', '0.02'],
      ['7', '0.98']
    ]
  };
  expect(read(200, JSON.stringify(answer))).toEqual({
    kind: 'scores',
    label: '7',
    scores: [
      { label: '7', score: 0.98 },
      { label: '1', score: 0.02 }
    ]
  });
});

it('reads a table of resp_data', () => {
  const answer = { data: { resp_data: [{ a: 1, predictresult: 'x' }, { a: 2 }] } };
  expect(read(200, JSON.stringify(answer))).toEqual({
    kind: 'table',
    columns: ['a', 'predictresult'],
    rows: [
      { a: '1', predictresult: 'x' },
      { a: '2', predictresult: '–' }
    ]
  });
});

it('leaves any other answer as it is', () => {
  expect(read(200, '{"a":[1]}')).toEqual({
    kind: 'json',
    text: '{\n  "a": [\n    1\n  ]\n}'
  });
  expect(read(200, 'plain')).toEqual({ kind: 'text', text: 'plain' });
  expect(read(200, '{"scores": [["a", 3]]}').kind).toBe('json');
});

it('makes a sentence of a refusal', () => {
  const refusal = '{"error_code":"ModelArts.4203","error_msg":"images is missing."}';
  expect(read(400, refusal)).toEqual({
    kind: 'error',
    sentence: 'images is missing.',
    code: 'ModelArts.4203'
  });
});

it('writes curl for a file and for JSON, quoted for a shell', () => {
  expect(asCurl(ACCESS, IMAGE_API, 'secret')).toBe(
    `curl -X POST ${ACCESS} \\\n  -H 'X-Auth-Token: secret' \\\n  -F images=@image.png`
  );
  expect(asCurl(ACCESS, JSON_API, '$TOKEN')).toContain(
    `-d '{"data":{"req_data":[{"sepal_length":0,"species":"setosa"}]}}'`
  );
});

it('writes Python that takes its token from the environment', () => {
  const program = asPython(ACCESS, { ...IMAGE_API, url: '/predict' });
  expect(program).toContain(`URL = "${ACCESS}/predict"`);
  expect(program).toContain('os.environ["MODELARTS_TOKEN"]');
});

describe('the draft of a deployment', () => {
  const draft = {
    name: ' digits ',
    description: '',
    versions: [newVersion('m1', 'small')],
    stopAfter: 120
  };

  it('becomes the request of the REST API', () => {
    expect(deployRequest(draft)).toMatchObject({
      service_name: 'digits',
      infer_type: 'real-time',
      config: [{ model_id: 'm1', weight: 100, specification: 'small' }],
      schedule: [{ type: 'stop', time_unit: 'MINUTES', duration: 120 }]
    });
  });

  it('shares the calls when a version comes, and gives them back when it goes', () => {
    const both = withVersion(draft, newVersion('m2', 'small'));
    expect(both.versions.map(one => one.weight)).toEqual([90, 10]);
    expect(weightSum(both)).toBe(100);
    expect(withoutVersion(both, 1)).toEqual(draft);
  });

  it('of an update says only what differs', () => {
    const before = draftOf(serviceBody({ config: [configBody()] }));
    expect(updateRequest(before, before)).toEqual({});
    expect(updateRequest({ ...before, description: 'new' }, before)).toEqual({
      description: 'new'
    });
    expect(updateRequest({ ...before, stopAfter: 60 }, before).schedule).toHaveLength(
      1
    );
  });
});

it('draws stretches without a call as zero', () => {
  const data = {
    span_s: 30,
    loads: [{ at: 80_000, calls: 20, failures: 10, mean_ms: 1, p50_ms: 1, p99_ms: 2 }]
  };
  const found = callSeries(data as unknown as Parameters<typeof callSeries>[0], 95_000);
  expect(found.x).toEqual([60, 70, 80, 90]);
  expect(found.calls).toEqual([0, 0, 2, 0]);
  expect(found.failures).toEqual([0, 0, 1, 0]);
});
