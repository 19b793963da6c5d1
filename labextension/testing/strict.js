// A test that makes the console complain fails, as it does in pytest.
const { format } = require('node:util');

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
