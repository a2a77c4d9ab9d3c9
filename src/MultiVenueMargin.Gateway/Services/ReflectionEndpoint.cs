using Grpc.Core;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>grpc.reflection.v1.</summary>
internal sealed class ReflectionEndpoint(ReflectionBook book) : Reflection.V1.ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<Reflection.V1.ServerReflectionRequest> requestStream,
        IServerStreamWriter<Reflection.V1.ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            await responseStream.WriteAsync(book.Answer(requestStream.Current)).ConfigureAwait(false);
        }
    }
}
