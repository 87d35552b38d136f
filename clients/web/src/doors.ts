// The real world for a line: sockets, clocks and chance of the browser. The only file that names them.
import type { Doors, Socket } from './connection.ts';

export function browserDoors(): Doors {
  return {
    open(path, subprotocol) {
      const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
      return new WebSocket(`${scheme}//${location.host}${path}`, subprotocol) as Socket;
    },
    timers: {
      set: (action, ms) => window.setTimeout(action, ms),
      clear: (timer) => window.clearTimeout(timer),
    },
    wall: () => Date.now(),
    steady: () => performance.now(),
    random: () => Math.random(),
    fill: (bytes) => void crypto.getRandomValues(bytes),
    onWake(listener) {
      const whenVisible = (): void => {
        if (document.visibilityState === 'visible') listener();
      };
      window.addEventListener('online', listener);
      window.addEventListener('pageshow', listener);
      document.addEventListener('visibilitychange', whenVisible);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('pageshow', listener);
        document.removeEventListener('visibilitychange', whenVisible);
      };
    },
  };
}
