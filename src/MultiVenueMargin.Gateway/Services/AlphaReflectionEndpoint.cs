using Google.Protobuf;
using Grpc.Core;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>grpc.reflection.v1alpha, which older tools ask: the same messages under another name, byte for byte.</summary>
internal sealed class AlphaReflectionEndpoint(ReflectionBook book) : Reflection.V1Alpha.ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<Reflection.V1Alpha.ServerReflectionRequest> requestStream,
        IServerStreamWriter<Reflection.V1Alpha.ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var answer = book.Answer(Reflection.V1.ServerReflectionRequest.Parser.ParseFrom(requestStream.Current.ToByteString()));
            await responseStream.WriteAsync(Reflection.V1Alpha.ServerReflectionResponse.Parser.ParseFrom(answer.ToByteString())).ConfigureAwait(false);
        }
    }
}
