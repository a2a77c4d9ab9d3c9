using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Tests.Markets;

public sealed class MarketPublisherTests
{
    private static readonly Asset X = new("X");
    private static readonly Asset Y = new("Y");

    private readonly MarketDriver _market = new();

    [Fact]
    public void Slices_WhenQuotesPourIn_ComeAtMostEveryIntervalAndAreNumbered()
    {
        for (var i = 0; i < 500; i++)
        {
            _market.Says(_market.Price("X", $"S{i % 5}", 100m + (i % 7)));
            _market.Run(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(20, _market.History.Count);
        Assert.All(
            _market.History.Zip(_market.History.Skip(1)),
            pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMilliseconds(250)));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (1L, (long)n)), _market.History.Select(entry => (entry.Record.Epoch, entry.Record.Number)));
    }

    [Fact]
    public void Quote_WhenItIsTheFirstAfterAQuietTime_IsPublishedAtOnce()
    {
        Assert.False(_market.Publisher.IsDue(_market.Now));
        _market.Says(_market.Price("X", "A", 100m));
        Assert.True(_market.Publisher.IsDue(_market.Now));
        Assert.NotNull(_market.Publish());
        _market.Run(TimeSpan.FromSeconds(5));
        _market.Says(_market.Price("X", "A", 101m));
        Assert.Equal(_market.Now, _market.Publisher.DueAt > _market.Now ? _market.Publisher.DueAt : _market.Now);
        Assert.NotNull(_market.Publish());
    }

    [Fact]
    public void Mark_WhenSourcesAgree_IsTheirMedianWithAllOfThemBesideIt()
    {
        _market.Says(
            _market.Price("X", "C", 101m),
            _market.Price("X", "A", 100m, TimeSpan.FromSeconds(3)),
            _market.Price("X", "B", 100.2m, TimeSpan.FromSeconds(70)),
            _market.Price("X", "D", 100.5m, TimeSpan.FromSeconds(1)));
        var mark = _market.Publish()!.Slice.Prices[X];
        Assert.Equal(new Price(100.5m), mark.Mark);
        Assert.Equal(_market.Now.AddSeconds(-1), mark.AsOf);
        Assert.Equal(["A", "B", "C", "D"], mark.Sources.Select(source => source.Source.Code));
        Assert.Equal(_market.Now.AddSeconds(-70), mark.Sources[1].AsOf);
        Assert.Equal(Agreement.Agreed, _market.Last.Slice.Divergences[X].Agreement);
    }

    [Fact]
    public void Slice_WhenOneOfManyChanges_HoldsOnlyThat()
    {
        _market.Says(_market.Price("X", "A", 1m), _market.Price("Y", "A", 2m), _market.Price("Y", "B", 2m), _market.Price("Y", "C", 2m));
        _market.Says(_market.Mark("X-PERP", "A", 100m), _market.Mark("X-C", "A", 5m));
        _market.Publish();
        _market.Now += TimeSpan.FromSeconds(1);
        _market.Says(_market.Price("Y", "B", 2.001m));
        var slice = _market.Publish()!.Slice;
        Assert.Equal([Y], slice.Prices.Keys);
        Assert.Empty(slice.Divergences);
        Assert.Empty(slice.Marks);
        Assert.Null(slice.Correlations);
        Assert.Null(slice.StressFlag);

        _market.Now += TimeSpan.FromSeconds(1);
        _market.Says(_market.Mark("X-C", "A", 5.1m));
        slice = _market.Publish()!.Slice;
        Assert.Empty(slice.Prices);
        Assert.Equal([new InstrumentId("X-C")], slice.Marks.Keys);
    }

    [Fact]
    public void Units_WhenRepeated_ArePublishedOnce()
    {
        var said = MarketDriver.Empty with
        {
            Units = new Dictionary<RiskUnit, UnitMarket> { [new("X")] = Unit(0.03) },
            Correlations = [new Correlation(new("X"), new("Y"), 0.5, 0.6)],
            StressFlag = false,
        };
        _market.Taken(said);
        var slice = _market.Publish()!.Slice;
        Assert.Equal([new RiskUnit("X")], slice.Units.Keys);
        Assert.Single(slice.Correlations!);
        Assert.False(slice.StressFlag);

        _market.Now += TimeSpan.FromSeconds(1);
        _market.Taken(said with
        {
            Units = new Dictionary<RiskUnit, UnitMarket> { [new("X")] = Unit(0.03) },
            Correlations = [new Correlation(new("X"), new("Y"), 0.5, 0.6)],
        });
        Assert.Null(_market.Publish());

        // What is said and taken back before anybody looked is the last word.
        _market.Taken(said with { Units = new Dictionary<RiskUnit, UnitMarket> { [new("X")] = Unit(0.04) }, StressFlag = true });
        _market.Taken(said with { Units = new Dictionary<RiskUnit, UnitMarket> { [new("X")] = Unit(0.05) }, StressFlag = false });
        slice = _market.Publish()!.Slice;
        Assert.Equal(0.05, slice.Units[new("X")].DailyVolatility);
        Assert.False(slice.StressFlag);
    }

    [Fact]
    public void Quote_WhenOlderThanWhatItsSourceSaid_IsPassedOver()
    {
        _market.Says(_market.Price("X", "A", 100m), _market.Price("X", "B", 100m), _market.Price("X", "C", 100m));
        _market.Publish();
        _market.Now += TimeSpan.FromSeconds(1);
        _market.Says(_market.Price("X", "A", 1m, TimeSpan.FromSeconds(2)));
        Assert.Null(_market.Publish());
        _market.Says(_market.Price("X", "A", 100.1m, TimeSpan.FromSeconds(1)));
        Assert.Contains(_market.Publish()!.Slice.Prices[X].Sources, source => source.Mark == new Price(100.1m));
    }

    [Fact]
    public void Restart_GoesOnFromTheSlicesUnderTheNextEpoch()
    {
        _market.Says(_market.Price("X", "A", 100m), _market.Price("X", "B", 101m), _market.Price("X", "C", 90m));
        _market.Says(_market.Mark("X-PERP", "A", 100m), _market.Mark("X-PERP", "B", 101m), _market.Mark("X-PERP", "C", 99m));
        _market.Publish();
        _market.Run(TimeSpan.FromSeconds(2));
        var restarted = _market.Restarted();
        Assert.Equal(MarketDriver.Bytes(_market.Publisher), MarketDriver.Bytes(restarted));
        Assert.Equal((_market.Last.Epoch, _market.Last.Number), (restarted.Epoch, restarted.Number));

        // The other sources are remembered: one quote more gives both the same mark.
        _market.Now += TimeSpan.FromSeconds(1);
        var batch = MarketDriver.Empty with { Prices = [_market.Price("X", "A", 102m)], Marks = [_market.Mark("X-PERP", "B", 100.5m)] };
        restarted.Take(batch, _market.Listed, _market.Now);
        _market.Taken(batch);
        var (straight, again) = (_market.Publish()!, restarted.Publish(_market.Now)!);
        Assert.Equal((straight.Epoch + 1, 1L), (again.Epoch, again.Number));
        Assert.Equal(straight.Slice.Prices[X] with { Sources = [] }, again.Slice.Prices[X] with { Sources = again.Slice.Prices[X].Sources.Take(0).ToArray() });
        Assert.Equal(straight.Slice.Prices[X].Sources, again.Slice.Prices[X].Sources);
        Assert.Equal(straight.Slice.Marks[new("X-PERP")].Mark, again.Slice.Marks[new("X-PERP")].Mark);
    }

    [Fact]
    public void Snapshot_WithTheRestOfTheSlices_IsTheWhole()
    {
        var random = new Random(20_261_121);
        MarketPublisher? fromSnapshot = null;
        for (var i = 0; i < 120; i++)
        {
            _market.Says(_market.Price(random.Next(2) == 0 ? "X" : "Y", $"S{random.Next(4)}", 100m + random.Next(5)));
            _market.Says(_market.Mark("X-PERP", $"S{random.Next(3)}", 100m + random.Next(3)));
            _market.Run(TimeSpan.FromMilliseconds(random.Next(100, 4_000)));
            if (i == 60)
            {
                var at = 0;
                var reader = new CanonicalReader(MarketDriver.Bytes(_market.Publisher), ref at);
                fromSnapshot = MarketPublisher.ReadFrom(reader, "X", _market.Policy);
                reader.End();
                Assert.Equal(MarketDriver.Bytes(_market.Publisher), MarketDriver.Bytes(fromSnapshot));
                _market.History.Clear();
            }
        }

        _market.History.ForEach(entry => fromSnapshot!.Apply(entry.Record));
        Assert.Equal(MarketDriver.Bytes(_market.Publisher), MarketDriver.Bytes(fromSnapshot!));
    }

    [Fact]
    public void SameQuotes_GiveTheSameSlices()
    {
        static byte[] Play(int seed)
        {
            var (market, random) = (new MarketDriver(), new Random(seed));
            for (var i = 0; i < 200; i++)
            {
                market.Says(market.Price("X", $"S{random.Next(5)}", 100m + random.Next(20), TimeSpan.FromSeconds(random.Next(5))));
                market.Run(TimeSpan.FromMilliseconds(random.Next(1_000)));
            }

            return MarketDriver.Bytes(market.Publisher);
        }

        Assert.Equal(Play(3), Play(3));
        Assert.NotEqual(Play(3), Play(4));
    }

    [Fact]
    public void Slice_WhenItDoesNotFollow_Throws()
    {
        _market.Says(_market.Price("X", "A", 1m));
        _market.Publish();
        var (epoch, number) = (_market.Last.Epoch, _market.Last.Number);
        Assert.All(
            new[] { (epoch, number + 1), (epoch + 1, 2), (0, 1) },
            wrong => Assert.Throws<InvalidOperationException>(
                () => new MarketPublisher("X", new()).Apply(new SlicePublished(wrong.Item1, wrong.Item2, new MarketSlice()))));
        Assert.Throws<InvalidOperationException>(() => _market.Publisher.Apply(new SlicePublished(epoch, number + 1, new MarketSlice())));
    }

    [Fact]
    public void Publisher_WhenItCannotBe_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new MarketPublisher("instruments", new()));
        Assert.Throws<ArgumentException>(() => new MarketPublisher("a/b", new()));
        Assert.Throws<ArgumentException>(() => new MarketPublisher("X", new() { Interval = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => _market.Publisher.Take(MarketDriver.Empty with { Market = "Y" }, _market.Listed, _market.Now));
        var own = new MarketPolicy { Assets = new Dictionary<Asset, ConsensusPolicy> { [X] = new() { EnoughSources = 0 } } };
        Assert.Equal("Assets[X].EnoughSources", Assert.Single(own.Check()).Path);
        Assert.Empty(new MarketPolicy().Check());
        Assert.Equal(TimeSpan.FromMilliseconds(250), new MarketPolicy().Interval);
    }

    private static UnitMarket Unit(double volatility) => new()
    {
        DailyVolatility = volatility,
        Smiles = new Dictionary<DateTimeOffset, Smile> { [MarketDriver.Start.AddDays(7)] = new QuotedSmile([new(0, 0.5)]) },
        History = new ReturnHistory { PriceReturns = [0.01], VolatilityReturns = [0.0], LongRunVolatility = 0.02 },
    };
}
