"""Runs the cases of the public gRPC interoperability suite with grpcio, against a host on loopback.

    python3 client.py --port N --descriptors FILE [case ...]

Needs python3-grpcio and python3-protobuf. Messages are made from descriptors (the host writes them: --descriptors FILE), so that no
generated code has to fit the installed version of protobuf. Prints a line for each case; the exit code is the number that failed.
"""

import argparse
import sys
import time
import traceback

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

SERVICE = "/grpc.testing.TestService/"
ECHO_INITIAL = "x-grpc-test-echo-initial"
ECHO_TRAILING = "x-grpc-test-echo-trailing-bin"
REQUEST_SIZES = [27182, 8, 1828, 45904]
RESPONSE_SIZES = [31415, 9, 2653, 58979]


def load(path):
    files = descriptor_pb2.FileDescriptorSet()
    with open(path, "rb") as source:
        files.ParseFromString(source.read())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    names = [f"{file.package}.{message.name}" for file in files.file for message in file.message_type]
    factory = message_factory.MessageFactory(pool) if hasattr(message_factory, "MessageFactory") else None
    make = (lambda d: factory.GetPrototype(d)) if hasattr(factory, "GetPrototype") else message_factory.GetMessageClass
    return {name.rsplit(".", 1)[1]: make(pool.FindMessageTypeByName(name)) for name in names}


class Client:
    def __init__(self, channel, types):
        self.types = types
        t = types
        self.empty_call = self.method(channel.unary_unary, "EmptyCall", t["Empty"], t["Empty"])
        self.unary_call = self.method(channel.unary_unary, "UnaryCall", t["SimpleRequest"], t["SimpleResponse"])
        self.output_call = self.method(channel.unary_stream, "StreamingOutputCall", t["StreamingOutputCallRequest"], t["StreamingOutputCallResponse"])
        self.input_call = self.method(channel.stream_unary, "StreamingInputCall", t["StreamingInputCallRequest"], t["StreamingInputCallResponse"])
        self.duplex_call = self.method(channel.stream_stream, "FullDuplexCall", t["StreamingOutputCallRequest"], t["StreamingOutputCallResponse"])
        self.unimplemented_call = self.method(channel.unary_unary, "UnimplementedCall", t["Empty"], t["Empty"])
        self.unimplemented_service = channel.unary_unary(
            "/grpc.testing.UnimplementedService/UnimplementedCall", request_serializer=t["Empty"].SerializeToString, response_deserializer=t["Empty"].FromString)

    @staticmethod
    def method(kind, name, request, response):
        return kind(SERVICE + name, request_serializer=request.SerializeToString, response_deserializer=response.FromString)

    def payload(self, size):
        return self.types["Payload"](body=b"\0" * size)

    def simple(self, request_size=271828, response_size=314159, **more):
        return self.types["SimpleRequest"](response_size=response_size, payload=self.payload(request_size), **more)

    def output(self, sizes, request_size=None, **more):
        request = self.types["StreamingOutputCallRequest"](**more)
        for size in sizes:
            request.response_parameters.add(size=size)
        if request_size is not None:
            request.payload.CopyFrom(self.payload(request_size))
        return request

    def true(self):
        return self.types["BoolValue"](value=True)

    def false(self):
        return self.types["BoolValue"](value=False)


def expect(actual, expected, what):
    if actual != expected:
        raise AssertionError(f"{what}: expected {expected!r}, not {actual!r}")


def expect_status(call, code, details=None):
    try:
        call()
    except grpc.RpcError as error:
        expect(error.code(), code, "code")
        if details is not None:
            expect(error.details(), details, "details")
        return error
    raise AssertionError(f"ended well instead of as {code}")


class Pipe:
    """Requests that are handed over one by one."""

    def __init__(self):
        import queue
        self.queue = queue.Queue()

    def put(self, request):
        self.queue.put(request)

    def close(self):
        self.queue.put(None)

    def __iter__(self):
        return self

    def __next__(self):
        request = self.queue.get(timeout=20)
        if request is None:
            raise StopIteration
        return request


def empty_unary(c):
    expect(c.empty_call(c.types["Empty"](), timeout=20), c.types["Empty"](), "response")


def large_unary(c):
    expect(len(c.unary_call(c.simple(), timeout=20).payload.body), 314159, "size")


def client_streaming(c):
    requests = (c.types["StreamingInputCallRequest"](payload=c.payload(size)) for size in REQUEST_SIZES)
    expect(c.input_call(requests, timeout=20).aggregated_payload_size, 74922, "sum")


def server_streaming(c):
    sizes = [len(response.payload.body) for response in c.output_call(c.output(RESPONSE_SIZES), timeout=20)]
    expect(sizes, RESPONSE_SIZES, "sizes")


def ping_pong(c):
    pipe = Pipe()
    responses = c.duplex_call(pipe, timeout=20)
    for request_size, response_size in zip(REQUEST_SIZES, RESPONSE_SIZES):
        pipe.put(c.output([response_size], request_size))
        expect(len(next(responses).payload.body), response_size, "size")
    pipe.close()
    expect(list(responses), [], "rest")
    expect(responses.code(), grpc.StatusCode.OK, "code")


def empty_stream(c):
    expect(list(c.duplex_call(iter([]), timeout=20)), [], "responses")


def custom_metadata(c):
    metadata = ((ECHO_INITIAL, "test_initial_metadata_value"), (ECHO_TRAILING, b"\xab\xab\xab"))

    def check(call):
        expect(dict(call.initial_metadata()).get(ECHO_INITIAL), "test_initial_metadata_value", "initial")
        expect(dict(call.trailing_metadata()).get(ECHO_TRAILING), b"\xab\xab\xab", "trailing")

    _, call = c.unary_call.with_call(c.simple(), timeout=20, metadata=metadata)
    check(call)
    responses = c.duplex_call(iter([c.output([314159], 271828)]), timeout=20, metadata=metadata)
    expect(len(list(responses)), 1, "responses")
    check(responses)


def status_code_and_message(c):
    status = c.types["EchoStatus"](code=2, message="test status message")
    expect_status(lambda: c.unary_call(c.types["SimpleRequest"](response_status=status), timeout=20), grpc.StatusCode.UNKNOWN, "test status message")
    duplex = c.types["StreamingOutputCallRequest"](response_status=status)
    expect_status(lambda: list(c.duplex_call(iter([duplex]), timeout=20)), grpc.StatusCode.UNKNOWN, "test status message")


def special_status_message(c):
    message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP \U0001F608\t\n"
    status = c.types["EchoStatus"](code=2, message=message)
    expect_status(lambda: c.unary_call(c.types["SimpleRequest"](response_status=status), timeout=20), grpc.StatusCode.UNKNOWN, message)


def unimplemented_method(c):
    expect_status(lambda: c.unimplemented_call(c.types["Empty"](), timeout=20), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(c):
    expect_status(lambda: c.unimplemented_service(c.types["Empty"](), timeout=20), grpc.StatusCode.UNIMPLEMENTED)


def cancel_after_begin(c):
    pipe = Pipe()
    call = c.input_call.future(pipe, timeout=20)
    call.cancel()
    expect(call.cancelled(), True, "cancelled")
    expect(call.code(), grpc.StatusCode.CANCELLED, "code")
    pipe.close()


def cancel_after_first_response(c):
    pipe = Pipe()
    responses = c.duplex_call(pipe, timeout=20)
    pipe.put(c.output([31415], 27182))
    expect(len(next(responses).payload.body), 31415, "size")
    responses.cancel()
    expect_status(lambda: next(responses), grpc.StatusCode.CANCELLED)
    pipe.close()


def timeout_on_sleeping_server(c):
    pipe = Pipe()
    responses = c.duplex_call(pipe, timeout=0.1)
    request = c.output([], 27182)
    request.response_parameters.add(size=31415, interval_us=5_000_000)
    pipe.put(request)
    began = time.monotonic()
    expect_status(lambda: next(responses), grpc.StatusCode.DEADLINE_EXCEEDED)
    if time.monotonic() - began > 4:
        raise AssertionError("the deadline was not kept")
    pipe.close()


def client_compressed_unary(c):
    def call(**more):
        return c.unary_call(c.simple(expect_compressed=c.true()), timeout=20, **more)

    expect_status(call, grpc.StatusCode.INVALID_ARGUMENT)
    expect(len(call(compression=grpc.Compression.Gzip).payload.body), 314159, "size")
    plain = c.unary_call(c.simple(expect_compressed=c.false()), timeout=20)
    expect(len(plain.payload.body), 314159, "size")


def client_compressed_streaming(c):
    def request(size):
        return c.types["StreamingInputCallRequest"](payload=c.payload(size), expect_compressed=c.true())

    expect_status(lambda: c.input_call(iter([request(27182)]), timeout=20), grpc.StatusCode.INVALID_ARGUMENT)
    response = c.input_call(iter([request(27182), request(45904)]), timeout=20, compression=grpc.Compression.Gzip)
    expect(response.aggregated_payload_size, 73086, "sum")


def server_compressed_unary(c):
    for compressed in (c.true(), c.false()):
        expect(len(c.unary_call(c.simple(response_compressed=compressed), timeout=20).payload.body), 314159, "size")


def server_compressed_streaming(c):
    request = c.output([])
    request.response_parameters.add(size=31415, compressed=c.true())
    request.response_parameters.add(size=92653, compressed=c.false())
    expect([len(response.payload.body) for response in c.output_call(request, timeout=20)], [31415, 92653], "sizes")


CASES = [
    empty_unary, large_unary, client_streaming, server_streaming, ping_pong, empty_stream, custom_metadata, status_code_and_message,
    special_status_message, unimplemented_method, unimplemented_service, cancel_after_begin, cancel_after_first_response,
    timeout_on_sleeping_server, client_compressed_unary, client_compressed_streaming, server_compressed_unary, server_compressed_streaming,
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", required=True)
    parser.add_argument("--descriptors", required=True)
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    failed = 0
    with grpc.insecure_channel("127.0.0.1:" + arguments.port) as channel:
        client = Client(channel, load(arguments.descriptors))
        for case in CASES:
            if arguments.cases and case.__name__ not in arguments.cases:
                continue
            try:
                case(client)
                print("ok", case.__name__, flush=True)
            except Exception:
                failed += 1
                print("FAILED", case.__name__, traceback.format_exc().replace("\n", " | "), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
