using Grpc.Core;

namespace MultiVenueMargin.Grpc.Server;

internal sealed class ClientStreamingMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler) : ServerMethod(method)
    where TRequest : class
    where TResponse : class
{
    public override async Task Handle(ServerCall call)
    {
        var requests = new RequestStream<TRequest>(call, method.RequestMarshaller);
        TResponse response = await handler(requests, call).ConfigureAwait(false);
        call.WriteOnly(method.ResponseMarshaller, response);
    }
}
