// The margin of an account:  node margin.js 127.0.0.1:7171 SOUTH/alpha
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const definition = loader.loadSync('multivenuemargin/v1/margin_service.proto', {
  includeDirs: [path.join(__dirname, '../../../protos')], keepCase: true, longs: String, enums: String, defaults: true });
const { v1 } = grpc.loadPackageDefinition(definition).multivenuemargin;
const [address, account] = process.argv.slice(2);
const me = new grpc.Metadata();
me.set('x-mvm-principal', 'desk@acme');

const margins = new v1.MarginService(address, grpc.credentials.createInsecure());
margins.GetMargin({ account }, me, { deadline: Date.now() + 5000 }, (error, answer) => {
  if (error) throw error;
  for (const { figures } of answer.margin.report.pools) {
    console.log(account, figures.pool, figures.state, 'equity', figures.worst_equity, 'maintenance', figures.maintenance_margin);
  }
});
