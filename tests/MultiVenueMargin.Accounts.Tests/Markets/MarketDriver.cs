using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Tests.Markets;

/// <summary>A publisher with what it published, in virtual time.</summary>
internal sealed class MarketDriver
{
    public static readonly DateTimeOffset Start = new(2025, 10, 10, 21, 0, 0, TimeSpan.Zero);

    private static readonly RiskUnit Coin = new("X");

    public MarketDriver(MarketPolicy? policy = null, string name = "X") =>
        (Policy, Publisher) = (policy ?? new(), new MarketPublisher(name, policy ?? new()));

    public MarketPolicy Policy { get; }

    public MarketPublisher Publisher { get; set; }

    public DateTimeOffset Now { get; set; } = Start;

    public List<(SlicePublished Record, DateTimeOffset At)> History { get; } = [];

    public SlicePublished Last => History[^1].Record;

    public Dictionary<InstrumentId, Instrument> Listed { get; } = new()
    {
        [new("X-PERP")] = new Perpetual(new("X-PERP"), Coin, ContractStyle.Linear, new("USDC"), 1m),
        [new("X-C")] = new EuropeanOption(
            new("X-C"), Coin, ContractStyle.Linear, new("USDC"), 1m, Start.AddDays(7), OptionRight.Call, new(100m)),
    };

    public static MarketBatch Empty { get; } = new("X", [], [], new Dictionary<RiskUnit, UnitMarket>(), null, null);

    public PriceQuoted Price(string asset, string source, decimal price, TimeSpan age = default, decimal confidence = 0m) =>
        new(new(asset), new SourceMark(new(source), new(price), new(confidence), Now - age));

    public InstrumentQuoted Mark(string instrument, string source, decimal? mark, TimeSpan age = default) =>
        new(new(instrument), new(source), new InstrumentMark { Mark = mark is { } stated ? new Price(stated) : null, AsOf = Now - age });

    public MarketAnswer Send(MarketBatch batch) => Publisher.Take(batch with { Market = Publisher.Stream.Name }, Listed, Now);

    public void Says(params PriceQuoted[] quotes) => Taken(Empty with { Prices = quotes });

    public void Says(params InstrumentQuoted[] quotes) => Taken(Empty with { Marks = quotes });

    public void Taken(MarketBatch batch)
    {
        var answer = Send(batch);
        Assert.Null(answer.Refusal);
        Assert.Empty(answer.Findings);
    }

    public SlicePublished? Publish()
    {
        var record = Publisher.Publish(Now);
        if (record is not null)
        {
            History.Add((record, Now));
        }

        return record;
    }

    /// <summary>Goes on in time, looking whenever it is due, to the millisecond.</summary>
    public void Run(TimeSpan time)
    {
        for (var end = Now + time; Now < end; Now += TimeSpan.FromMilliseconds(10))
        {
            Publish();
        }
    }

    /// <summary>Another publisher that goes on from the slices alone.</summary>
    public MarketPublisher Restarted()
    {
        var publisher = new MarketPublisher(Publisher.Stream.Name, Policy);
        History.ForEach(entry => publisher.Apply(entry.Record));
        return publisher;
    }

    public static byte[] Bytes(MarketPublisher publisher)
    {
        var writer = new CanonicalWriter();
        publisher.WriteTo(writer);
        return writer.ToArray();
    }

    public static byte[] Bytes(MarketFold fold)
    {
        var writer = new CanonicalWriter();
        fold.WriteTo(writer);
        return writer.ToArray();
    }
}
