// Node's `ws`: an echo (`listen`), or one that asks an echo (`dial URL`). DEFLATE=1: compressed.
const WebSocket = require('ws');
const crypto = require('crypto');
const [verb, url] = process.argv.slice(2);
const perMessageDeflate = process.env.DEFLATE ? { threshold: 0 } : false;
const maxPayload = 64 << 20;

if (verb === 'listen') {
  const server = new WebSocket.Server({ host: '127.0.0.1', port: 0, perMessageDeflate, maxPayload }, () => {
    console.log(`listening 127.0.0.1:${server.address().port}`);
  });
  server.on('connection', (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })));
  process.stdin.on('end', () => process.exit(0)).resume();
} else {
  const sizes = [0, 1, 125, 126, 127, 65535, 65536, 1000000, 8000000];
  for (let size = 0; size < 3500; size += 7) sizes.push(size);
  const socket = new WebSocket(url, { perMessageDeflate, maxPayload });
  let asked = 0;
  let question;
  let pongs = 0;
  const fail = (why) => { console.error(why); process.exit(1); };
  const ask = () => {
    question = crypto.randomBytes(sizes[asked++]);
    const half = question.length >> 1;
    if (asked % 3 !== 0) return socket.send(question);
    socket.send(question.subarray(0, half), { binary: true, fin: false });  // in fragments, a ping between them
    socket.ping('between');
    socket.send(question.subarray(half), { fin: true });
  };
  socket.on('open', () => {
    if (process.env.DEFLATE && !socket.extensions.includes('permessage-deflate')) fail('not compressed');
    ask();
  });
  socket.on('pong', (data) => { if (data.toString() === 'between') ++pongs; });
  socket.on('message', (data) => {
    if (!question.equals(data)) fail(`answer ${asked} differs`);
    if (asked < sizes.length) return ask();
    socket.close(4001, 'that is all');
  });
  socket.on('close', (code) => {
    if (code !== 4001 || pongs !== Math.floor(sizes.length / 3)) fail(`code ${code}, ${pongs} pongs`);
    console.log('answered');
  });
  socket.on('error', fail);
}
