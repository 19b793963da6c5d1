module.exports = { process: () => ({ code: '' }) };
