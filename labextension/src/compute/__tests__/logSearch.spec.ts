import { marked, matchesIn } from '../logSearch';
import { LogWindow } from '../logWindow';

it('finds the rows that contain a text, whatever its case and colours', () => {
  const window = new LogWindow();
  const text = 'Loss 1\nnothing\n\u001b[31mlo\u001b[0mss 2\n';
  const next_offset = text.length;
  window.append({
    offset: 0,
    next_offset,
    size: next_offset,
    text,
    dropped: 0,
    ended: true
  });
  expect(matchesIn(window, 'LOSS')).toEqual([0, 2]);
  expect(matchesIn(window, '')).toEqual([]);
});

it('marks each place in a line', () => {
  expect(marked('a loss, a Loss', 'loss')).toEqual([
    { text: 'a ', isMatch: false },
    { text: 'loss', isMatch: true },
    { text: ', a ', isMatch: false },
    { text: 'Loss', isMatch: true }
  ]);
  expect(marked('abc', '')).toEqual([{ text: 'abc', isMatch: false }]);
});
