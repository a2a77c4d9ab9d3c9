using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Tests.Markets;

public sealed class MarketFoldTests
{
    private static readonly DateTimeOffset Now = MarketDriver.Start;
    private static readonly Asset X = new("X");

    [Fact]
    public void Fold_WhenEmpty_IsAMarketWithNothingInIt()
    {
        var market = new MarketFold().SnapshotAt(Now);
        Assert.Equal(new MarketStamp(0, Now).Version, market.Version);
        Assert.Empty(market.Prices);
        Assert.False(market.StressFlag);
        Assert.Empty(MarketCheck.Check(market));
    }

    [Fact]
    public void Fold_OfSlicesAndListings_HoldsTheLastWordOnEach()
    {
        var fold = new MarketFold();
        fold.Apply(new InstrumentsListed([Perpetual("X-PERP")], new("ann")), 1);
        fold.Apply(new RegisterAnswered(new("r"), new byte[32], string.Empty), 1);
        fold.Apply(Slice(new MarketSlice { Prices = Priced(("X", 1m), ("Y", 2m)), StressFlag = true, Correlations = [new(new("X"), new("Y"), 0.1, 0.2)] }), 2);
        fold.Apply(Slice(new MarketSlice
        {
            Prices = Priced(("X", 3m)),
            Divergences = new Dictionary<Asset, Divergence> { [X] = new(Agreement.Split, Now, []) },
        }), 5);
        var market = fold.SnapshotAt(Now);
        Assert.Equal([(X, 3m), (new Asset("Y"), 2m)], market.Prices.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value.Mark.Value)));
        Assert.Equal([new InstrumentId("X-PERP")], market.Instruments.Keys);
        Assert.True(market.StressFlag);
        Assert.Single(market.Correlations);
        Assert.Equal(Agreement.Split, fold.Divergences[X].Agreement);
        Assert.Equal([X], fold.Doubtful);
        Assert.Equal("m5@2025-10-10T21:00:00.000Z", market.Version.Code);
        Assert.Equal(fold.StampAt(Now).Version, market.Version);
    }

    [Theory]
    [InlineData(Agreement.Agreed, false)]
    [InlineData(Agreement.Diverging, false)]
    [InlineData(Agreement.Split, true)]
    [InlineData(Agreement.Unconfirmed, true)]
    public void Doubtful_OfWhatSourcesSay_IsWhatNoMajorityConfirms(Agreement agreement, bool isDoubtful)
    {
        var fold = new MarketFold();
        Assert.Empty(fold.Doubtful);
        fold.Apply(Slice(new MarketSlice { Divergences = new Dictionary<Asset, Divergence> { [X] = new(agreement, Now, []) } }), 1);
        var doubtful = fold.Doubtful;
        fold.Apply(Slice(new MarketSlice { Prices = Priced(("X", 1m)) }), 2);
        Assert.Same(doubtful, fold.Doubtful);
        Assert.Equal(isDoubtful, doubtful.Contains(X));
        fold.Apply(Slice(new MarketSlice { Divergences = new Dictionary<Asset, Divergence> { [X] = new(Agreement.Agreed, Now, []) } }), 3);
        Assert.Empty(fold.Doubtful);
        Assert.Equal(isDoubtful, doubtful.Contains(X));
    }

    [Fact]
    public void Snapshot_WhenTheMarketGoesOn_DoesNotChange()
    {
        var fold = new MarketFold();
        fold.Apply(new InstrumentsListed([Perpetual("X-PERP")], new("ann")), 1);
        fold.Apply(Slice(new MarketSlice { Prices = Priced(("X", 1m)) }), 2);
        var (before, listed, divergences) = (fold.SnapshotAt(Now), fold.Instruments, fold.Divergences);
        Assert.Same(before, fold.SnapshotAt(Now));
        fold.Apply(new InstrumentsListed([Perpetual("Y-PERP")], new("ann")), 3);
        fold.Apply(Slice(new MarketSlice
        {
            Prices = Priced(("X", 2m), ("Z", 1m)),
            Divergences = new Dictionary<Asset, Divergence> { [X] = new(Agreement.Split, Now, []) },
        }), 4);
        Assert.Equal(1m, Assert.Single(before.Prices).Value.Mark.Value);
        Assert.Single(before.Instruments);
        Assert.Single(listed);
        Assert.Empty(divergences);
        Assert.Equal(2, fold.SnapshotAt(Now).Prices.Count);
        Assert.Equal(2, fold.Instruments.Count);
    }

    [Fact]
    public void Snapshot_WhenOnlyTimePasses_SharesEverything()
    {
        var fold = new MarketFold();
        fold.Apply(Slice(new MarketSlice { Prices = Priced(("X", 1m)) }), 1);
        var (first, second) = (fold.SnapshotAt(Now), fold.SnapshotAt(Now.AddMilliseconds(1)));
        Assert.Same(first.Prices, second.Prices);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Same(second, fold.SnapshotAt(Now.AddMilliseconds(1).AddTicks(9_999)));
        Assert.Equal(Now.AddMilliseconds(1), second.AsOf);
    }

    [Fact]
    public void Fold_OfAll_IsTheFoldOfASnapshotAndTheRest()
    {
        var records = Played(seed: 5);
        var (whole, half) = (new MarketFold(), new MarketFold());
        for (var i = 0; i < records.Count; i++)
        {
            whole.Apply(records[i], i + 1);
            half.Apply(records[i], i + 1);
            if (i % 37 == 0)
            {
                half = ReadBack(half);
            }

            Assert.Equal(MarketDriver.Bytes(whole), MarketDriver.Bytes(half));
        }

        Assert.Equal(Said(whole), Said(half));
        Assert.Empty(MarketCheck.Check(whole.SnapshotAt(MarketDriver.Start.AddHours(1))));
    }

    [Fact]
    public void Publishers_WhenTheySpeakOfDifferentThings_MayComeInAnyOrder()
    {
        var (one, other) = (Played(seed: 6, "X"), Played(seed: 7, "Y"));
        Assert.True(one.Count > 20 && other.Count > 20);
        var expected = Folded([.. one, .. other]);
        for (var seed = 0; seed < 10; seed++)
        {
            // Each publisher's own order stays; how they mix does not matter.
            var (random, left, right, mixed) = (new Random(seed), new Queue<MarketRecord>(one), new Queue<MarketRecord>(other), new List<MarketRecord>());
            while (left.Count + right.Count > 0)
            {
                mixed.Add((right.Count == 0 || (left.Count > 0 && random.Next(2) == 0) ? left : right).Dequeue());
            }

            Assert.Equal(expected, Folded(mixed));
        }
    }

    [Fact]
    public void Record_WhenItDoesNotFollow_Throws()
    {
        var fold = new MarketFold();
        fold.Apply(Slice(new MarketSlice()), 2);
        fold.Apply(Slice(new MarketSlice()), 2);
        Assert.Throws<InvalidOperationException>(() => fold.Apply(Slice(new MarketSlice()), 1));
        Assert.Throws<InvalidOperationException>(() => new MarketFold().Apply(Slice(new MarketSlice()), 0));
        Assert.Throws<InvalidOperationException>(() => fold.Apply(new DrawConfirmed(default), 3));
        Assert.Equal(2, fold.Position);
    }

    private static List<MarketRecord> Played(int seed, string asset = "X")
    {
        var (market, random) = (new MarketDriver(name: asset), new Random(seed));
        for (var i = 0; i < 80; i++)
        {
            market.Says(market.Price(asset, $"S{random.Next(4)}", 100m + random.Next(4)));
            if (asset == "X")
            {
                market.Says(market.Mark("X-PERP", $"S{random.Next(2)}", 100m + random.Next(3)));
            }

            market.Run(TimeSpan.FromMilliseconds(random.Next(1_000)));
        }

        return [.. market.History.Select(entry => entry.Record)];
    }

    private static byte[] Folded(List<MarketRecord> records)
    {
        var fold = new MarketFold();
        for (var i = 0; i < records.Count; i++)
        {
            fold.Apply(records[i], i + 1);
        }

        return MarketDriver.Bytes(fold);
    }

    private static MarketFold ReadBack(MarketFold fold)
    {
        var at = 0;
        var reader = new CanonicalReader(MarketDriver.Bytes(fold), ref at);
        var read = MarketFold.ReadFrom(reader);
        reader.End();
        return read;
    }

    private static byte[] Said(MarketFold fold)
    {
        var writer = new CanonicalWriter();
        MarketCodec.Write(writer, fold.SnapshotAt(MarketDriver.Start.AddHours(1)));
        return writer.ToArray();
    }

    private static SlicePublished Slice(MarketSlice slice) => new(1, 1, slice);

    private static Perpetual Perpetual(string id) => new(new(id), new("X"), ContractStyle.Linear, new("USDC"), 1m);

    private static Dictionary<Asset, AssetMark> Priced(params (string Asset, decimal Price)[] prices) =>
        prices.ToDictionary(price => new Asset(price.Asset), price => new AssetMark { Mark = new(price.Price), AsOf = Now });
}
