using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Consensus;

namespace MultiVenueMargin.Accounts.Tests.Markets;

public sealed class HostileQuotesTests
{
    private readonly MarketDriver _market = new();

    [Fact]
    public void Price_WhenItCannotBeMeant_IsRefusedByName()
    {
        Refused("Sources[A].Prices[X].Mark", _market.Price("X", "A", 0m));
        Refused("Sources[A].Prices[X].Mark", _market.Price("X", "A", Price.Largest));
        Refused("Sources[A].Prices[USD].Mark", _market.Price("USD", "A", 1.01m));
        Refused("Sources[A].Prices[X].Confidence", _market.Price("X", "A", 1m, confidence: 1m));
        Refused("Sources[A].Prices[X].Confidence", _market.Price("X", "A", 1m, confidence: -0.1m));
        Refused("Sources[A].Prices[X].AsOf", new PriceQuoted(new("X"), new SourceMark(new("A"), new(1m), default, default)));
        Refused("Prices[X].Quote.Source", new PriceQuoted(new("X"), new SourceMark(default, new(1m), default, _market.Now)));
        Refused("Sources[A].Prices[]", new PriceQuoted(default, new SourceMark(new("A"), new(1m), default, _market.Now)));
    }

    [Fact]
    public void Quote_WhenTheSecondOfTwoInOneBatchIsBad_IsRefusedToo() =>
        Refused("Sources[A].Prices[X].Confidence", _market.Price("X", "A", 1m), _market.Price("X", "A", 1m, confidence: 2m));

    [Fact]
    public void Mark_WhenItCannotBeMeant_IsRefusedByName()
    {
        Refused("Mark", mark => mark with { Mark = new Price(0m) });
        Refused("Forward", mark => mark with { Forward = new Price(0m) });
        Refused("Delivery", mark => mark with { Delivery = new Price(100m) });
        Refused("ImpliedVolatility", mark => mark with { ImpliedVolatility = double.NaN });
        Refused("ImpliedVolatility", mark => mark with { ImpliedVolatility = double.PositiveInfinity });
        Refused("ImpliedVolatility", mark => mark with { ImpliedVolatility = -1 });
        Refused("PredictedFunding", mark => mark with { PredictedFunding = new Rate(2m) });
        Refused("HalfSpread", mark => mark with { HalfSpread = new Rate(-1m) });
        Refused("AverageDailyVolume", mark => mark with { AverageDailyVolume = new Quantity(0m) });
        Refused("Depth[0].Coins", mark => mark with { Depth = [new(new(0.01m), new(0m))] });
        Refused("AsOf", mark => mark with { AsOf = _market.Now.AddMinutes(1) });
        Refused("Depth", mark => mark with { Depth = [.. Enumerable.Range(1, 4_097).Select(i => new DepthLevel(new(i / 10_000m), new(1m)))] });
    }

    [Fact]
    public void Unit_WhenItCannotBeMeant_IsRefusedByName()
    {
        void Unit(string path, UnitMarket unit) => Refused(
            path, MarketDriver.Empty with { Units = new Dictionary<RiskUnit, UnitMarket> { [new("X")] = unit } });

        Unit("Units[X].DailyVolatility", new UnitMarket { DailyVolatility = double.NaN });
        Unit("Units[X].AverageDailyVolume", new UnitMarket { AverageDailyVolume = new Quantity(-1m) });
        Unit("Units[X].Smiles[2025-10-17T21:00:00Z].Points", new UnitMarket
        {
            Smiles = new Dictionary<DateTimeOffset, Smile> { [MarketDriver.Start.AddDays(7)] = new QuotedSmile([]) },
        });
        Unit("Units[X].Smiles", new UnitMarket
        {
            Smiles = Enumerable.Range(0, 4_097).ToDictionary(
                i => MarketDriver.Start.AddMinutes(i), Smile (_) => new QuotedSmile([new(0, 0.5)])),
        });
        Unit("Units[X].History.VolatilityReturns", new UnitMarket
        {
            History = new ReturnHistory { PriceReturns = [0.1], VolatilityReturns = [], LongRunVolatility = 0.1 },
        });
        Refused("Correlations[0].Days250", MarketDriver.Empty with { Correlations = [new(new("X"), new("Y"), double.NaN, 0)] });
    }

    [Fact]
    public void Batch_WhenOneQuoteIsBad_IsRefusedAsAWhole() => Refused(
        "Sources[B].Prices[Y].Mark",
        MarketDriver.Empty with { Prices = [_market.Price("X", "A", 2m), _market.Price("Y", "B", 0m)], StressFlag = true });

    [Fact]
    public void Batch_WhenBeyondALimit_IsRefusedAsAWhole()
    {
        Beyond("Prices", MarketDriver.Empty with
        {
            Prices = [.. Enumerable.Repeat(_market.Price("X", "A", 1m), MarketLimits.QuotesPerBatch + 1)],
        });
        Beyond("Prices", MarketDriver.Empty with
        {
            Prices = [.. Enumerable.Range(0, MarketLimits.Prices + 1).Select(i => _market.Price($"A{i}", "A", 1m))],
        });
        Beyond("Units", MarketDriver.Empty with
        {
            Units = Enumerable.Range(0, MarketLimits.Units + 1).ToDictionary(i => new RiskUnit($"U{i}"), _ => new UnitMarket()),
        });

        _market.Says([.. Enumerable.Range(0, PriceConsensus.MostQuotes).Select(i => _market.Price("X", $"S{i}", 1m))]);
        Beyond("Prices[X]", MarketDriver.Empty with { Prices = [_market.Price("X", "another", 1m)] });
        _market.Says(_market.Price("X", "S0", 1m));
        _market.Says([.. Enumerable.Range(0, PriceConsensus.MostQuotes).Select(i => _market.Mark("X-PERP", $"S{i}", 1m))]);
        Beyond("Marks[X-PERP]", MarketDriver.Empty with { Marks = [_market.Mark("X-PERP", "another", 1m)] });
        Assert.NotNull(_market.Publish());
    }

    private void Refused(string path, params PriceQuoted[] quotes) => Refused(path, MarketDriver.Empty with { Prices = quotes });

    private void Refused(string figure, Func<InstrumentMark, InstrumentMark> spoil)
    {
        var quoted = _market.Mark("X-PERP", "A", 100m);
        Refused($"Sources[A].Marks[X-PERP].{figure}", MarketDriver.Empty with { Marks = [quoted with { Mark = spoil(quoted.Mark) }] });
    }

    private void Refused(string path, MarketBatch batch)
    {
        var answer = _market.Send(batch);
        Assert.Equal(Refusal.Malformed, answer.Refusal);
        Assert.Contains(path, answer.Findings.Select(finding => finding.Path));
        NothingWasTaken();
    }

    private void Beyond(string path, MarketBatch batch)
    {
        var known = _market.Publisher.IsDue(_market.Now);
        var answer = _market.Send(batch);
        Assert.Equal(Refusal.LimitReached, answer.Refusal);
        Assert.Equal(path, Assert.Single(answer.Findings).Path);
        Assert.Equal(known, _market.Publisher.IsDue(_market.Now));
    }

    private void NothingWasTaken()
    {
        Assert.False(_market.Publisher.IsDue(_market.Now));
        Assert.Equal(MarketDriver.Bytes(new MarketPublisher("X", new())), MarketDriver.Bytes(_market.Publisher));
    }
}
