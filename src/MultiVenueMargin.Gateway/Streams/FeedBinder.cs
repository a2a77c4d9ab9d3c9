using Grpc.Core;
using MultiVenueMargin.Contracts.Feeds;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>
/// Binds the feed service as the contract names it, but that the messages of <c>Connect</c> are read by <see cref="FeedMessage"/>: feeds bring thousands
/// of them a second, and the generated messages cost more than all that follows.
/// </summary>
internal sealed class FeedBinder(
    ServerServiceDefinition.Builder builder, DuplexStreamingServerMethod<FeedMessage, V1.ConnectResponse> connect) : ServiceBinderBase
{
    // The door reads them and nobody writes one.
    private static readonly Marshaller<FeedMessage> Messages = Marshallers.Create<FeedMessage>(
        static (_, _) => throw new NotSupportedException("What comes in is not sent on."),
        static context => FeedMessage.Read(context.PayloadAsReadOnlySequence()));

    public static ServerServiceDefinition Bind(V1.FeedService.FeedServiceBase service, DuplexStreamingServerMethod<FeedMessage, V1.ConnectResponse> connect)
    {
        var builder = ServerServiceDefinition.CreateBuilder();
        V1.FeedService.BindService(new FeedBinder(builder, connect), service);
        return builder.Build();
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        builder.AddMethod(method, handler!);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        if (method is not Method<V1.ConnectRequest, V1.ConnectResponse> found)
        {
            throw new NotSupportedException($"{method.FullName} is no stream of feeds.");
        }

        builder.AddMethod(new Method<FeedMessage, V1.ConnectResponse>(found.Type, found.ServiceName, found.Name, Messages, found.ResponseMarshaller), connect);
    }
}
