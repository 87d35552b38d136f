// The bare room publisher on `ws`: what one member sends goes to the others of the room named in the path, unread,
// unchecked and unkept. The peer to beat, and a simple one on purpose. Usage: node ws_room.mjs PORT
import { WebSocketServer, WebSocket } from 'ws';

const rooms = new Map();
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  perMessageDeflate: false,
  backlog: 4096,
});

server.on('connection', (socket, request) => {
  const name = request.url;
  const members = rooms.get(name) ?? new Set();
  rooms.set(name, members);
  members.add(socket);
  socket.on('message', (data) => {
    for (const other of members) {
      if (other !== socket && other.readyState === WebSocket.OPEN) other.send(data, { binary: false });
    }
  });
  socket.on('close', () => members.delete(socket));
  socket.on('error', () => {});
});
server.on('listening', () => console.log('listening'));
