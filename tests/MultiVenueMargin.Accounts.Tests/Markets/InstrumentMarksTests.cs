using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts.Tests.Markets;

public sealed class InstrumentMarksTests
{
    private static readonly InstrumentId Perp = new("X-PERP");
    private static readonly InstrumentId Option = new("X-C");

    private readonly MarketDriver _market = new();

    [Fact]
    public void Mark_WhenOneSourceKnowsIt_IsItsWord()
    {
        var said = _market.Mark("X-PERP", "A", 100m, TimeSpan.FromSeconds(90));
        _market.Says(said with { Mark = said.Mark with { Confidence = new(0.0003m), PredictedFunding = new(0.0001m) } });
        var mark = Published(Perp);
        Assert.Equal((new Price(100m), new Rate(0.0003m), new Rate(0.0001m)), (mark.Mark!.Value, mark.Confidence, mark.PredictedFunding!.Value));
        Assert.Equal(_market.Now.AddSeconds(-90), mark.AsOf);
        Assert.Equal("A", Assert.Single(mark.Sources).Source.Code);
    }

    [Fact]
    public void Mark_WhenOneOfSeveralIsOut_FollowsTheOthers()
    {
        _market.Says(
            _market.Mark("X-PERP", "A", 100m), _market.Mark("X-PERP", "B", 100.1m),
            _market.Mark("X-PERP", "C", 65m), _market.Mark("X-PERP", "D", 100.2m));
        var mark = Published(Perp);
        Assert.Equal(new Price(100.05m), mark.Mark);
        Assert.True(mark.Confidence.Value >= 0.01m);
        Assert.Equal(4, mark.Sources.Count);
    }

    [Fact]
    public void Figures_WhenSeveralStateThem_AreThoseOfTheFreshestTrustedOne()
    {
        InstrumentQuoted Said(string source, decimal mark, int ageSeconds, double volatility, decimal? forward)
        {
            var quoted = _market.Mark("X-C", source, mark, TimeSpan.FromSeconds(ageSeconds));
            return quoted with { Mark = quoted.Mark with { ImpliedVolatility = volatility, Forward = forward is { } stated ? new Price(stated) : null } };
        }

        // C is the freshest and out of line; D is too old to count; A is fresher than B but states no forward.
        _market.Says(Said("A", 5m, 2, 0.51, null), Said("B", 5m, 3, 0.52, 101m), Said("C", 9m, 0, 0.99, 999m), Said("D", 5m, 61, 0.1, 888m));
        var mark = Published(Option);
        Assert.Equal(0.51, mark.ImpliedVolatility);
        Assert.Equal(new Price(101m), mark.Forward);
    }

    [Fact]
    public void Mark_WhenEverybodyLeavesItOut_IsUnknown()
    {
        _market.Says(_market.Mark("X-PERP", "A", 100m), _market.Mark("X-PERP", "B", 100m));
        Assert.NotNull(Published(Perp).Mark);
        _market.Now += TimeSpan.FromSeconds(1);
        _market.Says(_market.Mark("X-PERP", "A", null), _market.Mark("X-PERP", "B", null));
        var mark = Published(Perp);
        Assert.Null(mark.Mark);
        Assert.Empty(mark.Sources);
    }

    [Fact]
    public void Mark_WhenOnlyOldOnesAreLeft_StaysAndIsNotUnknown()
    {
        _market.Says(_market.Mark("X-PERP", "A", 100m), _market.Mark("X-PERP", "B", null));
        Published(Perp);
        _market.Run(TimeSpan.FromSeconds(70));
        var before = _market.History.Count;
        _market.Says(_market.Mark("X-PERP", "B", null));
        _market.Run(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(_market.History.Skip(before), entry => entry.Record.Slice.Marks.ContainsKey(Perp));
    }

    [Fact]
    public void Option_WhenEverybodySaysItIsWorthNothing_IsWorthNothing()
    {
        _market.Says(_market.Mark("X-C", "A", 0m), _market.Mark("X-C", "B", 0m));
        Assert.Equal(new Price(0m), Published(Option).Mark);
        _market.Now += TimeSpan.FromSeconds(1);
        _market.Says(_market.Mark("X-C", "B", 0.1m));
        Assert.Equal(new Price(0.1m), Published(Option).Mark);
    }

    [Fact]
    public void Mark_WhenNotListed_IsPassedOverAndNamedAndTheRestIsTaken()
    {
        var answer = _market.Send(MarketDriver.Empty with { Marks = [_market.Mark("GONE", "A", 1m), _market.Mark("X-PERP", "A", 100m)] });
        Assert.Null(answer.Refusal);
        Assert.Equal("Marks[GONE]", Assert.Single(answer.Findings).Path);
        Assert.Equal([Perp], _market.Publish()!.Slice.Marks.Keys);
    }

    private InstrumentMark Published(InstrumentId id) => _market.Publish()!.Slice.Marks[id];
}
