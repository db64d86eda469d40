/** Registers the service worker at the address in data-sw of <html>; without that attribute, there is none. */
export function startShell() {
  const address = document.documentElement.dataset.sw;
  if (!address || !('serviceWorker' in navigator)) return;
  // After the page is there: the first visit on a slow phone has better things to load.
  addEventListener('load', () => navigator.serviceWorker.register(address, { scope: '/' }).catch(() => {
    // A browser may forbid it (private windows do); the pages are whole without it.
  }));
}
