using Grpc.Core;

namespace MultiVenueMargin.Grpc.Server;

internal sealed class UnaryMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler) : ServerMethod(method)
    where TRequest : class
    where TResponse : class
{
    public override async Task Handle(ServerCall call)
    {
        TRequest request = await call.ReadOnlyAsync(method.RequestMarshaller).ConfigureAwait(false);
        TResponse response = await handler(request, call).ConfigureAwait(false);
        call.WriteOnly(method.ResponseMarshaller, response);
    }
}
