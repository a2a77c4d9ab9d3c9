using Grpc.Core;
using Grpc.Testing;

namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>Reads whatever comes and answers nothing.</summary>
internal sealed class Listener : TestService.TestServiceBase
{
    public override async Task FullDuplexCall(IAsyncStreamReader<StreamingOutputCallRequest> requestStream, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext())
        {
        }
    }
}
