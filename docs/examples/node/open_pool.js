// A mutation, its repetition and its refusal:  node open_pool.js 127.0.0.1:7171 SOUTH/alpha basis
const path = require('path');
const { promisify } = require('util');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const definition = loader.loadSync(
  ['multivenuemargin/v1/account_service.proto', 'google/rpc/status.proto', 'google/rpc/error_details.proto'],
  { includeDirs: [path.join(__dirname, '../../../protos')], keepCase: true, longs: String, enums: String, defaults: true });
const { v1 } = grpc.loadPackageDefinition(definition).multivenuemargin;
const [address, account, pool] = process.argv.slice(2);
const me = new grpc.Metadata();
me.set('x-mvm-principal', 'desk@acme');
const accounts = new v1.AccountService(address, grpc.credentials.createInsecure());
const openPool = promisify((request, done) => accounts.OpenPool(request, me, { deadline: Date.now() + 5000 }, done));

(async () => {
  const request = { request_id: `open-${pool}`, account, pool, purpose: 'cash and carry' };
  for (const attempt of ['asked', 'asked again']) {
    console.log(attempt, 'version', (await openPool(request)).change.version);
  }
  try {
    await openPool({ ...request, request_id: `open-${pool}-anew` });
  } catch (error) {
    const status = definition['google.rpc.Status'].deserialize(error.metadata.get('grpc-status-details-bin')[0]);
    const info = status.details.find(detail => detail.type_url.endsWith('/google.rpc.ErrorInfo'));
    console.log('refused', grpc.status[error.code], definition['google.rpc.ErrorInfo'].deserialize(info.value).reason);
  }
})();
