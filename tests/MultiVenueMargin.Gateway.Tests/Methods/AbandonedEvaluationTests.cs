using Grpc.Core;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.RuleBooks;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>An evaluation that has begun, and that its caller gave up: long enough for it to begin, and far too short for it to end.</summary>
public sealed class AbandonedEvaluationTests : IAsyncLifetime
{
    private readonly DoorStreet _street = new() { Limits = new DoorLimits { EvaluateWithin = TimeSpan.FromSeconds(2), EvaluationsAtOnce = 1 } };

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    /// <summary>Every model on a book of thousands of options, and each step of its distances: some minutes of a core that nobody waits for.</summary>
    [Fact]
    public async Task Evaluation_WhenNobodyWaitsForItAnyMore_GivesUpItsPlace()
    {
        var request = await LargeAsync();
        Assert.Equal("TOO_LONG", (await Refused.ByAsync(() => _street.Door.Margins.EvaluateAsync(request).ResponseAsync)).Reason);

        using var patience = new CancellationTokenSource(Patience.Long);
        while (await IsBusyAsync())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private async Task<bool> IsBusyAsync()
    {
        try
        {
            await _street.Door.Margins.EvaluateAsync(new V1.EvaluateRequest());
            return false;
        }
        catch (RpcException exception)
        {
            return Refused.Of(exception).Reason == "BUSY";
        }
    }

    private async Task<V1.EvaluateRequest> LargeAsync()
    {
        var known = await _street.Street.MarginAsync(Street.Main);
        var market = (await _street.Platform.MarketAsync(CancellationToken.None)).Snapshot!;
        var position = known.Book.Positions[0];
        var options = Enumerable.Range(1, 4_000).Select(i => new EuropeanOption(
            new InstrumentId($"BTC-CALL-{i}"), Street.Bitcoin, ContractStyle.Linear, Street.Usdc, 1m, market.AsOf + TimeSpan.FromDays(1 + (i % 50)), OptionRight.Call,
            new Price(50_000m + (20m * i)))).ToList();
        var mark = market.Marks[Street.BtcPerpetual];
        var request = MarginWire.Write(
            known.Book with
            {
                Lines = [known.Book.Lines[0] with { Balance = new Quantity(1_000_000_000_000m) }],
                Positions = [.. options.Select((option, i) => position with { Instrument = option.Id, Quantity = new Quantity(i % 2 == 0 ? 1m : -1m), AverageEntry = null })],
            },
            market with
            {
                Instruments = market.Instruments.Values.Concat(options).ToDictionary(each => each.Id),
                Marks = market.Marks.Concat(options.Select(option => KeyValuePair.Create(option.Id, mark with { ImpliedVolatility = 0.5, Forward = new Price(100_000m), Mark = new Price(10_000m) }))).ToDictionary(),
            },
            null);
        request.Models.Add(ModelCatalogue.Shipped.Models.Select(model => model.Name.Code));
        request.WithDistances = true;
        return request;
    }
}
