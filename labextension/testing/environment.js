// jsdom with what the browsers that JupyterLab supports have and jsdom lacks.
const { TestEnvironment } = require('jest-environment-jsdom');

class StillObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

module.exports = class BrowserLike extends TestEnvironment {
  async setup() {
    await super.setup();
    const clipboard = { writeText: async () => undefined, write: async () => undefined };
    Object.defineProperty(this.global.navigator, 'clipboard', { value: clipboard });
    Object.assign(this.global, {
      AbortController,
      AbortSignal,
      Headers,
      Request,
      Response,
      TextDecoder,
      TextEncoder,
      fetch,
      DragEvent: this.global.MouseEvent,
      ResizeObserver: StillObserver,
      requestIdleCallback: callback => setTimeout(callback, 0),
      matchMedia: () => Object.assign(new this.global.EventTarget(), { matches: false })
    });
  }
};
