// Runs the cases of the public gRPC interoperability suite with @grpc/grpc-js, against a host on loopback.
//
//   npm ci && node client.js --port N [case ...]
//
// Prints a line for each case; the exit code is the number that failed.
'use strict';

const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const protos = path.join(__dirname, '..', '..', 'protos');
const definition = loader.loadSync('grpc/testing/test.proto', { includeDirs: [protos], keepCase: true, longs: Number });
const testing = grpc.loadPackageDefinition(definition).grpc.testing;

const ECHO_INITIAL = 'x-grpc-test-echo-initial';
const ECHO_TRAILING = 'x-grpc-test-echo-trailing-bin';
const REQUEST_SIZES = [27182, 8, 1828, 45904];
const RESPONSE_SIZES = [31415, 9, 2653, 58979];
const GZIP = { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip };

const payload = size => ({ body: Buffer.alloc(size) });
const simple = more => ({ response_size: 314159, payload: payload(271828), ...more });
const within = ms => ({ deadline: Date.now() + ms });

function expect(actual, expected, what) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`);
  }
}

// A call with one response: its outcome, whatever it is.
function once(begin) {
  return new Promise(resolve => {
    const outcome = {};
    const call = begin((error, response) => {
      outcome.error = error;
      outcome.response = response;
    });
    call.on('metadata', metadata => { outcome.headers = metadata; });
    call.on('status', status => {
      outcome.status = status;
      setImmediate(() => resolve(outcome));
    });
    outcome.call = call;
  });
}

// A call with many: what came, and how it ended.
function all(call, onData) {
  return new Promise(resolve => {
    const outcome = { responses: [] };
    call.on('metadata', metadata => { outcome.headers = metadata; });
    call.on('data', response => {
      outcome.responses.push(response);
      if (onData) {
        onData(response, outcome.responses.length);
      }
    });
    call.on('error', () => {});
    call.on('status', status => {
      outcome.status = status;
      setImmediate(() => resolve(outcome));
    });
  });
}

async function unary(client, request, metadata = new grpc.Metadata()) {
  return once(callback => client.UnaryCall(request, metadata, within(20000), callback));
}

function ended(outcome, code, details) {
  expect(outcome.status.code, code, 'code');
  if (details !== undefined) {
    expect(outcome.status.details, details, 'details');
  }
}

const cases = {
  async empty_unary(client) {
    ended(await once(callback => client.EmptyCall({}, within(20000), callback)), grpc.status.OK);
  },

  async large_unary(client) {
    expect((await unary(client, simple())).response.payload.body.length, 314159, 'size');
  },

  async client_streaming(client) {
    const outcome = await once(callback => {
      const call = client.StreamingInputCall(within(20000), callback);
      REQUEST_SIZES.forEach(size => call.write({ payload: payload(size) }));
      call.end();
      return call;
    });
    expect(outcome.response.aggregated_payload_size, 74922, 'sum');
  },

  async server_streaming(client) {
    const call = client.StreamingOutputCall({ response_parameters: RESPONSE_SIZES.map(size => ({ size })) }, within(20000));
    const outcome = await all(call);
    expect(outcome.responses.map(response => response.payload.body.length), RESPONSE_SIZES, 'sizes');
    ended(outcome, grpc.status.OK);
  },

  async ping_pong(client) {
    const call = client.FullDuplexCall(within(20000));
    const ping = i => call.write({ response_parameters: [{ size: RESPONSE_SIZES[i] }], payload: payload(REQUEST_SIZES[i]) });
    ping(0);
    const outcome = await all(call, (response, count) => (count < REQUEST_SIZES.length ? ping(count) : call.end()));
    expect(outcome.responses.map(response => response.payload.body.length), RESPONSE_SIZES, 'sizes');
    ended(outcome, grpc.status.OK);
  },

  async empty_stream(client) {
    const call = client.FullDuplexCall(within(20000));
    call.end();
    const outcome = await all(call);
    expect(outcome.responses.length, 0, 'responses');
    ended(outcome, grpc.status.OK);
  },

  async custom_metadata(client) {
    const metadata = new grpc.Metadata();
    metadata.set(ECHO_INITIAL, 'test_initial_metadata_value');
    metadata.set(ECHO_TRAILING, Buffer.from('ababab', 'hex'));
    const check = outcome => {
      ended(outcome, grpc.status.OK);
      expect(outcome.headers.get(ECHO_INITIAL), ['test_initial_metadata_value'], 'initial');
      expect(outcome.status.metadata.get(ECHO_TRAILING)[0].toString('hex'), 'ababab', 'trailing');
    };
    check(await unary(client, simple(), metadata));
    const call = client.FullDuplexCall(metadata, within(20000));
    call.write({ response_parameters: [{ size: 314159 }], payload: payload(271828) });
    call.end();
    check(await all(call));
  },

  async status_code_and_message(client) {
    const response_status = { code: 2, message: 'test status message' };
    ended(await unary(client, { response_status }), grpc.status.UNKNOWN, 'test status message');
    const call = client.FullDuplexCall(within(20000));
    call.write({ response_status });
    call.end();
    ended(await all(call), grpc.status.UNKNOWN, 'test status message');
  },

  async special_status_message(client) {
    const message = '\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \ud83d\ude08\t\n';
    ended(await unary(client, { response_status: { code: 2, message } }), grpc.status.UNKNOWN, message);
  },

  async unimplemented_method(client) {
    ended(await once(callback => client.UnimplementedCall({}, within(20000), callback)), grpc.status.UNIMPLEMENTED);
  },

  async unimplemented_service(client, address) {
    const other = new testing.UnimplementedService(address, grpc.credentials.createInsecure());
    ended(await once(callback => other.UnimplementedCall({}, within(20000), callback)), grpc.status.UNIMPLEMENTED);
    other.close();
  },

  async cancel_after_begin(client) {
    ended(await once(callback => {
      const call = client.StreamingInputCall(within(20000), callback);
      setImmediate(() => call.cancel());
      return call;
    }), grpc.status.CANCELLED);
  },

  async cancel_after_first_response(client) {
    const call = client.FullDuplexCall(within(20000));
    call.write({ response_parameters: [{ size: 31415 }], payload: payload(27182) });
    const outcome = await all(call, () => call.cancel());
    expect(outcome.responses.length, 1, 'responses');
    ended(outcome, grpc.status.CANCELLED);
  },

  async timeout_on_sleeping_server(client) {
    const began = Date.now();
    const call = client.FullDuplexCall(within(100));
    call.write({ response_parameters: [{ size: 31415, interval_us: 5000000 }], payload: payload(27182) });
    ended(await all(call), grpc.status.DEADLINE_EXCEEDED);
    if (Date.now() - began > 4000) {
      throw new Error('the deadline was not kept');
    }
  },

  async client_compressed_unary(client, address) {
    ended(await unary(client, simple({ expect_compressed: { value: true } })), grpc.status.INVALID_ARGUMENT);
    const gzip = new testing.TestService(address, grpc.credentials.createInsecure(), GZIP);
    expect((await unary(gzip, simple({ expect_compressed: { value: true } }))).response.payload.body.length, 314159, 'size');
    gzip.close();
    expect((await unary(client, simple({ expect_compressed: { value: false } }))).response.payload.body.length, 314159, 'size');
  },

  async client_compressed_streaming(client, address) {
    const send = (to, sizes) => once(callback => {
      const call = to.StreamingInputCall(within(20000), callback);
      sizes.forEach(size => call.write({ payload: payload(size), expect_compressed: { value: true } }));
      call.end();
      return call;
    });
    ended(await send(client, [27182]), grpc.status.INVALID_ARGUMENT);
    const gzip = new testing.TestService(address, grpc.credentials.createInsecure(), GZIP);
    expect((await send(gzip, [27182, 45904])).response.aggregated_payload_size, 73086, 'sum');
    gzip.close();
  },

  async server_compressed_unary(client) {
    for (const value of [true, false]) {
      expect((await unary(client, simple({ response_compressed: { value } }))).response.payload.body.length, 314159, 'size');
    }
  },

  async server_compressed_streaming(client) {
    const call = client.StreamingOutputCall({ response_parameters: [
      { size: 31415, compressed: { value: true } },
      { size: 92653, compressed: { value: false } },
    ] }, within(20000));
    expect((await all(call)).responses.map(response => response.payload.body.length), [31415, 92653], 'sizes');
  },
};

async function main() {
  const [flag, port, ...wanted] = process.argv.slice(2);
  if (flag !== '--port') {
    throw new Error('usage: --port N [case ...]');
  }
  const address = `127.0.0.1:${port}`;
  const client = new testing.TestService(address, grpc.credentials.createInsecure());
  let failed = 0;
  for (const [name, run] of Object.entries(cases)) {
    if (wanted.length > 0 && !wanted.includes(name)) {
      continue;
    }
    try {
      await run(client, address);
      console.log(`ok ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAILED ${name} ${String(error.stack).replace(/\n/g, ' | ')}`);
    }
  }
  client.close();
  process.exitCode = failed;
}

main();
