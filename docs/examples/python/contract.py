"""Messages and stubs of the front door from its descriptor set: any version of grpcio and protobuf will do, and nothing is generated."""
import pathlib
from types import SimpleNamespace

from google.protobuf import descriptor_pb2, message_factory

DESCRIPTORS = pathlib.Path(__file__).resolve().parents[3] / "protos" / "multivenuemargin.v1.binpb"


def load(channel):
    """load(channel).GetMarginRequest(...) makes a message and .MarginService.GetMargin(...) calls, under the names of the protos."""
    files = descriptor_pb2.FileDescriptorSet.FromString(DESCRIPTORS.read_bytes()).file
    messages = message_factory.GetMessages(files)
    v1 = SimpleNamespace(**{name.rpartition(".")[2]: kind for name, kind in messages.items() if name.startswith("multivenuemargin.v1.")})
    v1.rpc = SimpleNamespace(**{name.rpartition(".")[2]: kind for name, kind in messages.items() if name.startswith("google.rpc.")})
    for file, service in ((file, service) for file in files for service in file.service if file.package == "multivenuemargin.v1"):
        stub = SimpleNamespace()
        for method in service.method:
            shape = ("stream_" if method.client_streaming else "unary_") + ("stream" if method.server_streaming else "unary")
            request, response = messages[method.input_type[1:]], messages[method.output_type[1:]]
            path = f"/{file.package}.{service.name}/{method.name}"
            setattr(stub, method.name, getattr(channel, shape)(path, request.SerializeToString, response.FromString))
        setattr(v1, service.name, stub)
    return v1
