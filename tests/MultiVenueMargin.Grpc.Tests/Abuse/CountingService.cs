using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>
/// Handlers that never fail and answer whatever they are asked: a status that blames the server is then the transport's. Counts how many run.
/// </summary>
internal sealed class CountingService : TestService.TestServiceBase
{
    private int _running;
    private int _most;
    private int _served;

    public int Running => Volatile.Read(ref _running);

    public int Most => Volatile.Read(ref _most);

    public int Served => Volatile.Read(ref _served);

    public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        _ = context.RequestHeaders.Count;
        Interlocked.Increment(ref _served);
        return Task.FromResult(new SimpleResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[Math.Clamp(request.ResponseSize, 0, 1000)]) } });
    }

    public override Task<StreamingInputCallResponse> StreamingInputCall(IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context) => Counted(async () =>
    {
        var sum = new StreamingInputCallResponse();
        await foreach (StreamingInputCallRequest request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            sum.AggregatedPayloadSize = unchecked(sum.AggregatedPayloadSize + (request.Payload?.Body.Length ?? 0));
        }

        return sum;
    });

    public override Task StreamingOutputCall(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context) => Counted(async () =>
    {
        var response = new StreamingOutputCallResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[10_000]) } };
        while (true)
        {
            await responseStream.WriteAsync(response);
        }

#pragma warning disable CS0162 // The compiler wants a value that nobody gets.
        return true;
#pragma warning restore CS0162
    });

    private async Task<T> Counted<T>(Func<Task<T>> handler)
    {
        int now = Interlocked.Increment(ref _running);
        int most;
        while (now > (most = Volatile.Read(ref _most)) && Interlocked.CompareExchange(ref _most, now, most) != most)
        {
        }

        try
        {
            return await handler();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
