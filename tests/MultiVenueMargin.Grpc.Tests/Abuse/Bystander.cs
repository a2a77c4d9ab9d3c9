using Grpc.Core;
using Grpc.Testing;

namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>A client that does nothing wrong, and calls as long as others do. Each of its calls has to be answered.</summary>
internal sealed class Bystander : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly Task<int> _calling;

    public Bystander(CallInvoker invoker) => _calling = Task.Run(() => CallAsync(new TestService.TestServiceClient(invoker), _enough.Token));

    /// <summary>Ends it and says how many calls were answered; throws what became of one that was not.</summary>
    public async Task<int> EndAsync()
    {
        await _enough.CancelAsync();
        return await _calling;
    }

    public ValueTask DisposeAsync()
    {
        _enough.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<int> CallAsync(TestService.TestServiceClient client, CancellationToken enough)
    {
        int answered = 0;
        do
        {
            SimpleResponse response = await client.UnaryCallAsync(new SimpleRequest { ResponseSize = 100 }, deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: CancellationToken.None);
            Assert.Equal(100, response.Payload.Body.Length);
            answered++;
            await Task.Delay(1, CancellationToken.None);
        }
        while (!enough.IsCancellationRequested);

        return answered;
    }
}
