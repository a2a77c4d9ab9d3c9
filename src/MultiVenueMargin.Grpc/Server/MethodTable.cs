using Grpc.Core;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>Collects the methods of services, once; a call then finds its method with its types already in place.</summary>
internal sealed class MethodTable : ServiceBinderBase
{
    private readonly List<ServerMethod> _methods = [];

    public IReadOnlyList<ServerMethod> Methods => _methods;

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        _methods.Add(new UnaryMethod<TRequest, TResponse>(method, Needed(method, handler)));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        _methods.Add(new ClientStreamingMethod<TRequest, TResponse>(method, Needed(method, handler)));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        _methods.Add(new ServerStreamingMethod<TRequest, TResponse>(method, Needed(method, handler)));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        _methods.Add(new DuplexStreamingMethod<TRequest, TResponse>(method, Needed(method, handler)));

    private static T Needed<T>(IMethod method, T? handler)
        where T : class =>
        handler ?? throw new ArgumentException($"{method.FullName} has no handler: services are bound with an instance.", nameof(handler));
}
