using Grpc.Core;

namespace MultiVenueMargin.Client.Tests.Calls;

public sealed class EvaluateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Evaluation_WhenAsked_GoesAsItIsWithItsOwnDeadline()
    {
        var calls = new KeptCalls();
        await using var client = new MarginClient(calls, new MarginClientOptions { Clock = new StandingClock(), JitterSeed = 1, EvaluateWithin = TimeSpan.FromSeconds(31) });
        var request = new V1.EvaluateRequest { Models = { "house", "deribit-pm" }, WithDistances = true };

        var answer = await client.EvaluateAsync(request);

        Assert.Same(calls.Answer, answer);
        Assert.Equal((request, (Now + TimeSpan.FromSeconds(31)).UtcDateTime), (calls.Request, calls.Deadline));
    }

    [Fact]
    public void Evaluation_WhenNothingIsSaid_WaitsLongerThanTheDoorTakes() =>
        Assert.Equal(TimeSpan.FromSeconds(25), new MarginClientOptions { Clock = TimeProvider.System, JitterSeed = 1 }.EvaluateWithin);

    [Fact]
    public void Client_WhenAnEvaluationHasNoTime_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        new MarginClient(new KeptCalls(), new MarginClientOptions { Clock = TimeProvider.System, JitterSeed = 1, EvaluateWithin = TimeSpan.Zero }));

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Answers every evaluation, and keeps what was asked and until when.</summary>
    private sealed class KeptCalls : CallInvoker
    {
        public V1.EvaluateResponse Answer { get; } = new();

        public object? Request { get; private set; }

        public DateTime? Deadline { get; private set; }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            (Request, Deadline) = (request, options.Deadline);
            return new AsyncUnaryCall<TResponse>(
                Task.FromResult((TResponse)(object)Answer), Task.FromResult(Metadata.Empty), () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
