// A test that makes the console complain fails, as it does in pytest.
const { configure } = require('@testing-library/dom');
const { format } = require('node:util');

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000 });

let complaints = [];

for (const level of ['error', 'warn']) {
  console[level] = (...parts) => complaints.push(format(...parts));
}

afterEach(() => {
  const heard = complaints;
  complaints = [];
  if (heard.length > 0) {
    throw new Error(`The console complained:\n${heard.join('\n')}`);
  }
});
