using Grpc.Core;
using Microsoft.Extensions.Logging;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>An evaluation that takes longer than a caller may want: here every one does.</summary>
public sealed class LongEvaluationTests : IAsyncLifetime
{
    private readonly DoorStreet _street = new() { Limits = new DoorLimits { EvaluateWithin = TimeSpan.FromTicks(1) } };

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    [Fact]
    public async Task Evaluation_WhenItTakesTooLong_IsToldSoAndTheOperatorToo()
    {
        var known = await _street.Street.MarginAsync(Street.Main);
        var market = (await _street.Platform.MarketAsync(CancellationToken.None)).Snapshot!;
        var request = MarginWire.Write(known.Book, market, Street.Rules("house-1"));

        // One that has ended before anybody looked at the clock is answered; that is rare, and another one is asked for.
        using var patience = new CancellationTokenSource(Patience.Long);
        Refused? refused = null;
        while (refused is null && !patience.IsCancellationRequested)
        {
            try
            {
                await _street.Door.Margins.EvaluateAsync(request);
            }
            catch (RpcException exception)
            {
                refused = Refused.Of(exception);
            }
        }

        Assert.Equal((StatusCode.DeadlineExceeded, "TOO_LONG"), (refused!.Code, refused.Reason));
        Assert.Contains(_street.Door.Logs.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("took longer", StringComparison.Ordinal));
    }
}
