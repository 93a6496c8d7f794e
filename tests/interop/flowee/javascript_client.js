// What a program written on flowee-js-pure does, unchanged library: it finds its Hub and its Indexer at
// api.flowee.org, which the test makes 127.0.0.1. Prints one JSON object a step, behind "> ".

const Flowee = require(process.env.DRAGOMAN_FLOWEE_JS);
const fromThere = (name) => require(require.resolve(name, { paths: [process.env.DRAGOMAN_FLOWEE_JS] }));
const cashaddr = fromThere('cashaddrjs');

const [receiver, transaction, seconds] = process.argv.slice(2);
const hash = Buffer.from(receiver, 'hex');

function tell(step, value) {
  const plain = (_, one) => (one && one.type === 'Buffer' ? Buffer.from(one.data).toString('hex') : one);
  process.stdout.write(`> ${JSON.stringify({ step, value }, plain)}\n`);
}

async function main() {
  const flowee = new Flowee();
  tell('version', await flowee.Meta.getVersion());
  tell('info', await flowee.Blockchain.getBlockChainInfo());
  tell('best', await flowee.Blockchain.getBestBlockHash());
  tell('count', await flowee.Blockchain.getBlockCount());
  tell('block by height', await flowee.Blockchain.getBlock(111));
  tell('block by hash', await flowee.Blockchain.getBlock(await flowee.Blockchain.getBestBlockHash()));
  try {
    tell('no such block', await flowee.Blockchain.getBlock(100000));
  } catch (error) {
    tell('refused', error.message);
  }
  if (transaction) {
    tell('indexers', await flowee.Meta.getAvailableIndexers());
    tell('transaction', await flowee.Transaction.getTransactionRaw(transaction));
  }

  const address = cashaddr.encode('bitcoincash', 'P2PKH', hash);
  const blocks = [];
  const payments = [];
  // The library's buffers are overwritten by the next packet: what is to last is copied.
  flowee.Monitor.subscribeNewBlocks((block) => blocks.push({ ...block, blockHash: block.blockHash.toString('hex') }));
  const watched = await flowee.Monitor.subscribeAddress(address, (payment) => payments.push(payment));
  tell('watching', { address, script: watched.scriptHashed });
  await flowee.RegTest.generateBlock({ address: hash, amount: 1 });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const best = (await flowee.Blockchain.getBestBlockHash()).toString('hex');
  tell('told of it', { blocks: blocks.length, best: blocks[0].blockHash === best, height: blocks[0].blockHeight });
  tell('paid', payments.map(({ amount, blockHeight, offsetInBlock }) => ({ amount, blockHeight, offsetInBlock })));
  flowee.Monitor.unsubscribeAddress(watched);
  await flowee.RegTest.generateBlock({ address: hash, amount: 1 });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  tell('after unsubscribing', { blocks: blocks.length, payments: payments.length });

  let closed = false;
  let pongs = 0;
  flowee.hub._socket.on('close', () => { closed = true; });
  flowee.hub.addHandler({ 1: 126, 6: true }, (message) => { pongs += 1; return message; });
  await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1000));
  tell('later', { closed, pongs, version: closed ? null : await flowee.Meta.getVersion() });
  flowee.disconnect();
}

main().catch((error) => {
  tell('failed', String(error && error.stack));
  process.exit(1);
});
