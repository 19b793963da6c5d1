import { useSyncExternalStore } from 'react';

const ATTRIBUTE = 'data-jp-theme-name';

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { attributes: true, attributeFilter: [ATTRIBUTE] });
  return () => observer.disconnect();
}

/** The name of JupyterLab's theme: what is drawn on a canvas is drawn again when it changes. */
export function useThemeName(): string {
  return useSyncExternalStore(
    subscribe,
    () => document.body.getAttribute(ATTRIBUTE) ?? ''
  );
}

/** The present value of a CSS variable, as `--jp-brand-color1`. */
export function themeColor(variable: string): string {
  return getComputedStyle(document.body).getPropertyValue(variable).trim();
}
