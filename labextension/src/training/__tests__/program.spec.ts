import { emptyDraft, emptyInput } from '../draft';
import { shellWord } from '../../core/program';
import { asCommand, asJson, asPython, fitsCommand } from '../program';

const DRAFT = {
  ...emptyDraft(),
  name: 'digits',
  codeDir: 'my code',
  bootFile: 'train.py',
  engine: 'scikit-learn',
  inputs: [
    { ...emptyInput('dataset'), dataset: 'd1', version: 'v1' },
    { ...emptyInput('location'), name: 'more', url: 'obs://b/k/' }
  ],
  parameters: [{ name: 'text', value: "it's; rm -rf /" }]
};

it('quotes what a shell would read as more than a word', () => {
  expect(shellWord('plain-word_1')).toBe('plain-word_1');
  expect(shellWord("it's; rm -rf /")).toBe("'it'\\''s; rm -rf /'");
  expect(shellWord('$(id)')).toBe("'$(id)'");
  expect(shellWord('')).toBe("''");
});

it('writes one command', () => {
  const words = asCommand(DRAFT).split(' \\\n  ');
  expect(words).toContain("--code-dir 'my code'");
  expect(words).toContain('--input d1:v1');
  expect(words).toContain('--input more=obs://b/k/');
  expect(words).toContain("--parameter 'text=it'\\''s; rm -rf /'");
  expect(fitsCommand(DRAFT)).toBe(true);
  expect(fitsCommand({ ...DRAFT, metrics: [] })).toBe(false);
});

it('writes a Python program without a token in it', () => {
  const program = asPython(DRAFT, 'http://localhost:8888/');
  expect(program).toContain(
    'URL = "http://localhost:8888/modelarts/v2/default/training-jobs"'
  );
  expect(program).toContain(`"value": "it's; rm -rf /",`);
  expect(program).toContain('"metrics": None,');
  expect(program).toContain("os.environ['JUPYTER_TOKEN']");
});

it('writes the request as JSON', () => {
  expect(JSON.parse(asJson(DRAFT))).toMatchObject({
    algorithm: { boot_file: 'train.py' }
  });
});
