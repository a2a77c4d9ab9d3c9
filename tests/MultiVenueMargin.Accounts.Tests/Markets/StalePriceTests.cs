using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Tests.Markets;

/// <summary>A feed that is frozen at its last value must not look alive; one that says the same again is.</summary>
public sealed class StalePriceTests
{
    private static readonly Asset X = new("X");
    private static readonly string[] Sources = ["A", "B", "C"];

    private readonly MarketDriver _market = new();

    [Fact]
    public void Sources_WhenTheyRepeatTheSamePrice_KeepItFresh()
    {
        Speak(seconds: 120, Sources);
        Assert.True(_market.Now - Mark().AsOf <= TimeSpan.FromSeconds(1.5));
        Assert.DoesNotContain(_market.History, entry => Says(entry.Record, Agreement.Unconfirmed));
    }

    [Fact]
    public void Sources_WhenTheyStop_LeaveTheMarkWithItsTimeAndAreNoConsensusAfterAMinute()
    {
        Speak(seconds: 5, Sources);
        var (mark, stopped) = (Mark(), _market.Now - TimeSpan.FromSeconds(1));
        _market.Run(TimeSpan.FromMinutes(30));
        Assert.Equal(mark.Mark, Mark().Mark);
        Assert.Equal(stopped, Mark().AsOf);
        Noticed(stopped + _market.Policy.Prices.Stale);
    }

    [Fact]
    public void Sources_WhenTheyRepeatAnOldTime_AreAsOldAsTheySay()
    {
        var frozen = _market.Now;
        for (var second = 0; second < 90; second++)
        {
            _market.Says([.. Sources.Select(source => _market.Price("X", source, 100m, _market.Now - frozen))]);
            _market.Run(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(frozen, Mark().AsOf);
        Noticed(frozen + _market.Policy.Prices.Stale);
    }

    [Fact]
    public void Source_WhenItStopsAlone_NoLongerCountsAfterAMinute()
    {
        Speak(seconds: 5, Sources);
        var stopped = _market.Now - TimeSpan.FromSeconds(1);
        Speak(seconds: 100, "A", "B");
        Noticed(stopped + _market.Policy.Prices.Stale);
        Assert.True(_market.Now - Mark().AsOf <= TimeSpan.FromSeconds(1.5));
        Assert.Equal(stopped, Mark().Sources.Single(source => source.Source.Code == "C").AsOf);
    }

    [Fact]
    public void Freshness_WhenAnAssetHasItsOwn_IsThat()
    {
        var hourly = ConsensusPolicy.Default with { Fresh = TimeSpan.FromHours(1), Stale = TimeSpan.FromHours(2) };
        var market = new MarketDriver(new MarketPolicy { Assets = new Dictionary<Asset, ConsensusPolicy> { [X] = hourly } });
        market.Says([.. Sources.Select(source => market.Price("X", source, 100m))]);
        market.Says([.. Sources.Select(source => market.Price("Y", source, 100m))]);
        market.Run(TimeSpan.FromMinutes(2));
        var fold = new MarketFold();
        market.History.ForEach(entry => fold.Apply(entry.Record, 1));
        Assert.Equal(Agreement.Agreed, fold.Divergences[X].Agreement);
        Assert.Equal(Agreement.Unconfirmed, fold.Divergences[new("Y")].Agreement);
    }

    [Fact]
    public void Quote_WhenItsClockRunsAhead_IsNoYoungerThanItsArrival()
    {
        _market.Says(_market.Price("X", "A", 100m, -TimeSpan.FromSeconds(4)));
        _market.Publish();
        Assert.Equal(_market.Now, Mark().AsOf);
        Assert.Equal(_market.Now, Mark().Sources[0].AsOf);
        var refused = _market.Send(MarketDriver.Empty with { Prices = [_market.Price("X", "A", 100m, -TimeSpan.FromSeconds(6))] });
        Assert.Equal(Refusal.Malformed, refused.Refusal);
        Assert.Equal("Sources[A].Prices[X].AsOf", Assert.Single(refused.Findings).Path);
    }

    [Fact]
    public void Instrument_WhenItsVenueStops_KeepsItsMarkWithItsTime()
    {
        _market.Says(_market.Mark("X-PERP", "A", 100m));
        var stopped = _market.Now;
        _market.Run(TimeSpan.FromMinutes(30));
        var fold = new MarketFold();
        _market.History.ForEach(entry => fold.Apply(entry.Record, 1));
        Assert.Equal(stopped, fold.SnapshotAt(_market.Now).Marks[new("X-PERP")].AsOf);
    }

    private void Speak(int seconds, params string[] sources)
    {
        for (var second = 0; second < seconds; second++)
        {
            _market.Says([.. sources.Select(source => _market.Price("X", source, 100m))]);
            _market.Run(TimeSpan.FromSeconds(1));
        }
    }

    private AssetMark Mark() => _market.History.Last(entry => entry.Record.Slice.Prices.ContainsKey(X)).Record.Slice.Prices[X];

    /// <summary>The level is reached within a second of its threshold, and not before it.</summary>
    private void Noticed(DateTimeOffset threshold)
    {
        var at = _market.History.First(entry => Says(entry.Record, Agreement.Unconfirmed)).At;
        Assert.InRange(at, threshold, threshold.AddSeconds(1));
    }

    private static bool Says(SlicePublished record, Agreement agreement) =>
        record.Slice.Divergences.TryGetValue(X, out var divergence) && divergence.Agreement == agreement;
}
