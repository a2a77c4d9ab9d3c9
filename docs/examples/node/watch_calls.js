// What happens to margin calls, from where it was left:  node watch_calls.js 127.0.0.1:7171 cursor.txt
const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const definition = loader.loadSync('multivenuemargin/v1/margin_call_service.proto', {
  includeDirs: [path.join(__dirname, '../../../protos')], keepCase: true, longs: String, enums: String, defaults: true });
const { v1 } = grpc.loadPackageDefinition(definition).multivenuemargin;
const [address, kept] = process.argv.slice(2);
const me = new grpc.Metadata();
me.set('x-mvm-principal', 'desk@acme');
const calls = new v1.MarginCallService(address, grpc.credentials.createInsecure());

function watch() {
  const fresh = [];
  const stream = calls.WatchMarginCalls({ cursor: fs.existsSync(kept) ? fs.readFileSync(kept, 'utf8') : '' }, me);
  stream.on('data', message => {
    if (message.call) fresh.push(message.call);
    if (message.cursor) { // Everything up to here has come.
      for (const call of fresh.splice(0)) console.log(call.call, call.kind, call.amount);
      fs.writeFileSync(kept, message.cursor);
    }
  });
  stream.on('error', error => {
    if ([grpc.status.INVALID_ARGUMENT, grpc.status.OUT_OF_RANGE, grpc.status.UNAUTHENTICATED].includes(error.code)) throw error;
  });
  stream.on('close', () => setTimeout(watch, 1000));
}
watch();
