using Grpc.Core;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>A method as the server knows it: it takes a call's requests, lets the handler work and sends what it answers.</summary>
internal abstract class ServerMethod(IMethod method)
{
    public string Path { get; } = method.FullName;

    /// <summary>Whether requests may come slowly, as news does.</summary>
    public bool TakesStream { get; } = method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming;

    public abstract Task Handle(ServerCall call);
}
