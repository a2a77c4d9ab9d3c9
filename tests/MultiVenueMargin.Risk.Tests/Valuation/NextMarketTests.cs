using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Tests.Properties;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>A market that follows another takes over what stands still; every figure is that of a market that follows none.</summary>
public sealed class NextMarketTests
{
    private const int Steps = 12;

    [Fact]
    public void Prices_WhateverHappensToTheMarket_AreThoseOfOneThatFollowsNone()
    {
        var (compared, carried) = (0, 0);
        BookProperty.Holds(30, drawn =>
        {
            var moves = new MarketMoves(drawn.Number);
            var (snapshot, rules) = (drawn.Market, drawn.Rules);
            var market = new PricedMarket(snapshot, rules);
            var before = new Dictionary<InstrumentId, PricedInstrument>();
            for (var step = 0; step < Steps; step++)
            {
                // Not everything is asked for every time, so that some prices were left by a market long ago.
                var asked = snapshot.Instruments.Keys.Append(new InstrumentId("NOBODY-LISTS-THIS")).Where(_ => moves.Chance(80)).ToList();
                if (moves.Chance(50))
                {
                    market.PriceAll(asked);
                }

                var fresh = new PricedMarket(snapshot, rules);
                foreach (var id in asked)
                {
                    var isPriced = market.TryPrice(id, out var priced, out var reason);
                    Assert.Equal((isPriced, reason), (fresh.TryPrice(id, out var anew, out var reasonAnew), reasonAnew));
                    if (priced is not null)
                    {
                        Same(anew!, priced);
                        compared++;
                        carried += ReferenceEquals(before.GetValueOrDefault(id), priced) ? 1 : 0;
                        before[id] = priced;
                    }
                }

                SameStatistics(fresh, market, asked);
                (snapshot, rules) = moves.Move(snapshot, rules);
                market = market.Next(snapshot, rules);
            }
        });

        // Both must have happened for this to mean anything.
        Assert.True(carried > compared / 20 && carried < compared, $"{carried} of {compared} were taken over");
    }

    [Fact]
    public void Prices_OfManyAtOnce_AreThoseOfEachAlone() => BookProperty.Holds(30, drawn =>
    {
        var (together, alone) = (drawn.Priced, drawn.Priced);
        together.PriceAll(drawn.Market.Instruments.Keys.Append(new InstrumentId("NOBODY-LISTS-THIS")));
        foreach (var id in drawn.Market.Instruments.Keys)
        {
            Assert.Equal(alone.TryPrice(id, out var expected, out var reason), together.TryPrice(id, out var actual, out var same));
            Assert.Equal(reason, same);
            if (expected is not null)
            {
                Same(expected, actual!);
            }
        }
    });

    [Fact]
    public void Option_WhileNotEvenASecondHasPassed_IsTheSame()
    {
        var (market, snapshot, rules) = Market();
        var first = market.Next(snapshot with { AsOf = snapshot.AsOf.AddMilliseconds(100) }, rules);
        var option = Priced(first, "BTC-C");
        Assert.NotSame(Priced(market, "BTC-C"), option);
        Assert.Same(option, Priced(first.Next(snapshot with { AsOf = snapshot.AsOf.AddMilliseconds(900) }, rules), "BTC-C"));
    }

    [Fact]
    public void Option_WhenASecondHasPassed_IsPricedAnew()
    {
        var (market, snapshot, rules) = Market();
        Assert.NotSame(Priced(market, "BTC-C"), Priced(market.Next(snapshot with { AsOf = snapshot.AsOf.AddSeconds(1.5) }, rules), "BTC-C"));
    }

    [Fact]
    public void Perpetual_WhileItsMarkStands_IsTheSameHoweverMuchTimeHasPassed()
    {
        var (market, snapshot, rules) = Market();
        var perpetual = Priced(market, "BTC-PERP");
        var later = market.Next(snapshot with { AsOf = snapshot.AsOf.AddDays(3) }, rules);
        Assert.Same(perpetual, Priced(later, "BTC-PERP"));
        Assert.Same(perpetual, Priced(later.Next(snapshot with { AsOf = snapshot.AsOf.AddDays(4) }, rules), "BTC-PERP"));
    }

    [Fact]
    public void Statistics_WhileHistoryStands_AreTheSame()
    {
        var (market, snapshot, rules) = Market();
        var unit = new RiskUnit("BTC");
        var later = market.Next(snapshot with { AsOf = snapshot.AsOf.AddDays(3) }, rules);
        Assert.NotNull(later.FindStatistics(unit));
        Assert.Same(later.FindStatistics(unit), later.Next(snapshot with { AsOf = snapshot.AsOf.AddDays(4) }, rules).FindStatistics(unit));
    }

    [Fact]
    public void Prices_UnderOtherRules_AreAnew()
    {
        var (market, snapshot, rules) = Market();
        Assert.NotSame(Priced(market, "BTC-PERP"), Priced(market.Next(snapshot, rules with { }), "BTC-PERP"));
    }

    [Fact]
    public void Prices_ThatNobodyAsksForAnyMore_AreLetGo()
    {
        var (market, snapshot, rules) = Market();
        Priced(market, "BTC-C");
        Priced(market, "BTC-PERP");
        for (var i = 0; i < 200; i++)
        {
            market = market.Next(snapshot, rules);
            Priced(market, "BTC-PERP");
            Assert.InRange(market.Kept.Instruments, 1, 2);
        }

        Assert.Equal(1, market.Kept.Instruments);
    }

    [Fact]
    public void Kept_CountsArraysAndTheirBytes()
    {
        var (market, snapshot, rules) = Market();
        Assert.Equal(default, market.Kept);
        _ = Priced(market, "BTC-PERP").ScanArray;
        Assert.Equal(new KeptPrices(1, 1, 0), market.Kept);
        var option = Priced(market, "BTC-C");
        _ = option.ScanArray;
        Assert.Equal(new KeptPrices(2, 2, 37 * 8), market.Kept);
        _ = option.ScanArray.ExactProfit[0];
        Assert.Equal(new KeptPrices(2, 2, 37 * (8 + 16)), market.Kept);
        _ = option.KeptArrayOver(market.FindStatistics(new RiskUnit("BTC"))!.Filtered);
        Assert.Equal(new KeptPrices(2, 3, (37 * (8 + 16)) + (4 * 8)), market.Kept);
        Assert.Equal(market.Kept, market.Next(snapshot, rules).Kept);
    }

    [Fact]
    public void Arrays_OverHistory_AreKeptWhileAskedForAndAFewAtMost()
    {
        var (market, _, _) = Market();
        var option = Priced(market, "BTC-C");
        List<ScenarioSet> sets = [.. Enumerable.Range(1, 20).Select(days => ScenarioSet.Joint("F", [.. Enumerable.Repeat((1.1, 0.9), days)]))];
        foreach (var set in sets)
        {
            Assert.Same(option.KeptArrayOver(set), option.KeptArrayOver(set));
        }

        Assert.Equal(new KeptPrices(1, 4, (17 + 18 + 19 + 20) * 8), market.Kept);
        var arrays = new RiskArray[8];
        Parallel.For(0, arrays.Length, i => arrays[i] = option.KeptArrayOver(sets[0]));
        Assert.All(arrays, array => Assert.Same(arrays[0], array));
    }

    private static (PricedMarket Market, MarketSnapshot Snapshot, RuleSet Rules) Market()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Call("BTC-C", days: 73, strike: 100_000m, quantity: 3m, vol: 0.5)
            .History("BTC", [0.01, -0.01, 0.01, -0.01], [0, 0, 0, 0], longRun: 0.01);
        var market = new PricedMarket(desk.Market, desk.Rules);
        return (market, market.Market, market.Rules);
    }

    private static PricedInstrument Priced(PricedMarket market, string id) =>
        market.TryPrice(new InstrumentId(id), out var priced, out var reason) ? priced! : throw new InvalidOperationException(reason);

    private static void SameStatistics(PricedMarket expected, PricedMarket actual, IEnumerable<InstrumentId> asked)
    {
        foreach (var id in asked.Take(3))
        {
            if (!expected.TryPrice(id, out var anew, out _) || expected.FindStatistics(anew!.Unit) is not { } statistics)
            {
                continue;
            }

            Assert.True(actual.TryPrice(id, out var priced, out _));
            var same = actual.FindStatistics(anew.Unit)!;
            Assert.Equal((statistics.DailyVolatility, statistics.BufferShare), (same.DailyVolatility, same.BufferShare));
            SameProfits(anew.KeptArrayOver(statistics.Filtered), priced!.KeptArrayOver(same.Filtered));
            SameProfits(anew.KeptArrayOver(statistics.LongRun), priced.KeptArrayOver(same.LongRun));
        }
    }

    private static void Same(PricedInstrument expected, PricedInstrument actual)
    {
        Assert.Same(expected.Contract, actual.Contract);
        Assert.Equal(expected.Mark, actual.Mark);
        Assert.Equal((expected.IsExpired, expected.IsDelivered), (actual.IsExpired, actual.IsDelivered));
        Same(expected.Delta, actual.Delta);
        SameProfits(expected.ScanArray, actual.ScanArray);
        switch (expected, actual)
        {
            case (PricedFuture anew, PricedFuture future):
                Same(anew.Price, future.Price);
                Same(anew.QuoteInUsd, future.QuoteInUsd);
                break;
            case (PricedOptionContract anew, PricedOptionContract option):
                Assert.Equal(anew.Inputs, option.Inputs);
                Assert.Equal(anew.DaysToExpiry, option.DaysToExpiry);
                Same(anew.Inputs.Forward, option.Inputs.Forward);
                Same(anew.UsdPerCoin, option.UsdPerCoin);
                Same(anew.UsdFactor, option.UsdFactor);
                Same(anew.ModelValue, option.ModelValue);
                Same(anew.Value, option.Value);
                Same(anew.Vega, option.Vega);
                break;
            default:
                Assert.Fail($"{expected.Contract.Id} is another thing.");
                break;
        }
    }

    private static void SameProfits(RiskArray expected, RiskArray actual)
    {
        Assert.Equal(expected.Set.Scenarios, actual.Set.Scenarios);
        for (var i = 0; i < expected.Set.Count; i++)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Profit[i]), BitConverter.DoubleToInt64Bits(actual.Profit[i]));
        }

        Same(expected.ExactProfit[0], actual.ExactProfit[0]);
        Same(expected.ExactProfit[expected.Set.Count - 1], actual.ExactProfit[expected.Set.Count - 1]);
    }

    /// <summary>To the last digit that is written.</summary>
    private static void Same(decimal expected, decimal actual) => Assert.Equal(decimal.GetBits(expected), decimal.GetBits(actual));
}
