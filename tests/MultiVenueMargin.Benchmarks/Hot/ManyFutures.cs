using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Benchmarks.Hot;

/// <summary>A made-up account of many dated futures in one unit at one venue, each with its entry, and cash: as large accounts of market makers look.</summary>
internal static class ManyFutures
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly RiskUnit Unit = new("BTC");
    private static readonly LocationId Venue = new("A");

    internal static Book BookOf(int positions) => new()
    {
        Account = new AccountId(new InstitutionId("bench"), "futures"),
        Positions = [.. Enumerable.Range(0, positions).Select(i => new Position
        {
            Venue = Venue,
            Instrument = IdOf(i),
            Quantity = new((i % 2 == 0 ? 0.25m : -0.25m) + (i / 1_000_000m)),
            AverageEntry = new(63_000m + (i % 100)),
            AsOf = Now,
        })],
        Lines = [new() { Asset = Asset.Usd, Location = new("CUST"), Balance = new(50_000_000m), AsOf = Now }],
    };

    /// <summary>The same a moment later, as a frame of a feed leaves it: all of it new records, one quantity changed, every age renewed.</summary>
    internal static Book WithOneFill(Book book, int number) => book with
    {
        Positions = [.. book.Positions.Select((position, i) => position with
        {
            Quantity = i == number % book.Positions.Count ? new Quantity(position.Quantity.Value + 0.01m) : position.Quantity,
            AsOf = Now.AddMilliseconds(number % 1_000),
        })],
    };

    internal static PricedMarket MarketOf(int positions)
    {
        var instruments = new Dictionary<InstrumentId, Instrument>();
        var marks = new Dictionary<InstrumentId, InstrumentMark>();
        for (var i = 0; i < positions; i++)
        {
            var contract = new DatedFuture(IdOf(i), Unit, ContractStyle.Linear, Asset.Usd, 1m, Now.AddDays(7 * (1 + (i % 12))));
            instruments.Add(contract.Id, contract);
            marks.Add(contract.Id, new InstrumentMark { AsOf = Now.AddSeconds(-2), Mark = new(64_000m + (i % 50)), HalfSpread = new Rate(0.0002m) });
        }

        var market = new MarketSnapshot
        {
            Version = new MarketVersion("bench"),
            AsOf = Now,
            Prices = new Dictionary<Asset, AssetMark> { [new("BTC")] = new() { Mark = new(64_000m), AsOf = Now } },
            Instruments = instruments,
            Marks = marks,
            Units = new Dictionary<RiskUnit, UnitMarket> { [Unit] = new() { AverageDailyVolume = new(300_000m) } },
        };
        return new PricedMarket(market, DeskOfFifty.Rules);
    }

    private static InstrumentId IdOf(int i) => new($"BTC-{i:000000}");
}
