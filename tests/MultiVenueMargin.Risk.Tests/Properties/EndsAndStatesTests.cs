using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>The ends of the interval keep their order, and states follow equity.</summary>
public sealed class EndsAndStatesTests
{
    [Fact]
    public void Ends_WhateverIsLate_KeepTheirOrder() => BookProperty.Holds(80, drawn =>
    {
        foreach (var pool in drawn.Evaluate().Pools)
        {
            Assert.True(pool.Equity.Best >= pool.Equity.Likely, $"best {pool.Equity.Best} < likely {pool.Equity.Likely}");
            Assert.True(pool.Equity.Likely >= pool.Equity.Adjusted, $"likely {pool.Equity.Likely} < worst {pool.Equity.Adjusted}");
            Assert.True(pool.MaintenanceMargin >= Usd.Zero, $"MM {pool.MaintenanceMargin}");
            Assert.True(pool.InitialMargin >= pool.MaintenanceMargin, $"IM {pool.InitialMargin} < MM {pool.MaintenanceMargin}");
            Assert.Equal(pool.MaintenanceMargin == Usd.Zero, pool.Ratio.Worst is null);
            if (pool.Ratio is { Worst: { } worst, Likely: { } likely, Best: { } best })
            {
                Assert.True(best >= likely && likely >= worst, $"ratios {pool.Ratio}");
            }
        }
    });

    [Fact]
    public void State_WhenSomethingIsUnknown_IsUnknownAndOnlyThen() => BookProperty.Holds(80, drawn =>
    {
        foreach (var pool in drawn.Evaluate().Pools)
        {
            Assert.Equal(pool.Unknown.Count > 0, pool.State == MarginState.Unknown);
            Assert.Equal(
                pool.Unknown.Count > 0 ? drawn.Book.PriorStates.GetValueOrDefault(pool.Pool, MarginState.Healthy) : pool.State,
                pool.LastKnownState);
        }
    });

    [Fact]
    public void State_WhenCashIsAdded_IsNeverWorse() => BookProperty.Holds(40, drawn =>
    {
        if (drawn.Book.LostFeeds.Count > 0)
        {
            return;
        }

        var before = drawn.Evaluate().Pools[0];
        foreach (var cash in new[] { 1m, 10_000m, 1_000_000m, 1_000_000_000m })
        {
            var line = new CollateralLine
            {
                Pool = before.Pool,
                Location = World.Chain,
                Asset = Asset.Usd,
                Balance = new Quantity(cash),
                AsOf = World.Now,
            };
            var after = (drawn with { Book = drawn.Book with { Lines = [.. drawn.Book.Lines, line] } }).Evaluate().Pools[0];
            Assert.True(after.LastKnownState <= before.LastKnownState, $"{cash} USD more: from {before.LastKnownState} to {after.LastKnownState}");
            before = after;
        }
    });

    /// <summary>The ladder alone, over equities around every threshold: less equity is never a better state, and worse never kinder.</summary>
    [Fact]
    public void State_WhenEquityFalls_IsNeverBetter()
    {
        var rules = RuleSet.Default.States;
        decimal[] equities = [.. Enumerable.Range(-50, 250).Select(percent => percent * 10m), 999.999_999_99m, 1_000.000_000_01m];
        foreach (var prior in Enum.GetValues<MarginState>().Where(state => state != MarginState.Unknown))
        {
            foreach (var expired in new[] { false, true })
            {
                foreach (var spread in new[] { 0m, 20m, 300m })
                {
                    MarginState? worse = null;
                    foreach (var equity in equities.Order())
                    {
                        var state = MarginStates.Of(equity, equity + spread, 1_000m, prior, expired, rules);
                        Assert.True(worse is null || state <= worse, $"{equity} of 1000 from {prior}: {state} after {worse}");
                        Assert.True(!expired || state >= MarginState.Restricted);
                        Assert.True(spread == 0 || state <= MarginStates.Of(equity, equity, 1_000m, prior, expired, rules));
                        worse = state;
                    }
                }
            }
        }
    }

    /// <summary>Nobody is liquidated or taken over on staleness alone: the likely ratio must be below the same level too.</summary>
    [Theory]
    [InlineData(1_040, 1_040, MarginState.Healthy, MarginState.Liquidating)]
    [InlineData(1_040, 1_060, MarginState.Healthy, MarginState.Restricted)]
    [InlineData(990, 990, MarginState.Healthy, MarginState.Takeover)]
    [InlineData(990, 1_000, MarginState.Healthy, MarginState.Liquidating)]
    [InlineData(990, 1_050, MarginState.Healthy, MarginState.Restricted)]
    [InlineData(1_080, 1_080, MarginState.Liquidating, MarginState.Liquidating)]
    [InlineData(1_080, 1_110, MarginState.Liquidating, MarginState.Restricted)]
    public void State_WhenOnlyTheWorstEndIsLow_StopsBeforeLiquidation(int worst, int likely, MarginState prior, MarginState state) =>
        Assert.Equal(state, MarginStates.Of(worst, likely, 1_000m, prior, false, RuleSet.Default.States));

    [Fact]
    public void State_WhenEvaluatedAgainFromItself_Stays() => BookProperty.Holds(60, drawn =>
    {
        var once = drawn.Evaluate();
        var states = once.Pools.ToDictionary(pool => pool.Pool, pool => pool.LastKnownState);
        var again = (drawn with { Book = drawn.Book with { PriorStates = states } }).Evaluate();
        foreach (var pool in again.Pools)
        {
            Assert.Equal(states[pool.Pool], pool.LastKnownState);
        }
    });

    /// <summary>Between entering and leaving a level the state stays what it was; it changes only where a threshold is passed.</summary>
    [Fact]
    public void State_WhenTheRatioLiesBetweenEnteringAndLeaving_DependsOnWhereItCameFrom()
    {
        var rules = RuleSet.Default.States;
        foreach (var level in rules.Ladder)
        {
            var between = (level.EnterBelow + level.LeaveAt) / 2 * 1_000m;
            Assert.True(MarginStates.Of(between, between, 1_000m, level.State, false, rules) >= level.State);
            Assert.True(MarginStates.Of(between, between, 1_000m, MarginState.Takeover, false, rules) >= level.State);
            Assert.True(MarginStates.Of(between, between, 1_000m, MarginState.Healthy, false, rules) < level.State);
            var left = level.LeaveAt * 1_000m;
            Assert.True(MarginStates.Of(left, left, 1_000m, level.State, false, rules) < level.State);
            var entered = (level.EnterBelow * 1_000m) - 0.00000001m;
            Assert.True(MarginStates.Of(entered, entered, 1_000m, MarginState.Healthy, false, rules) >= level.State);
            Assert.True(MarginStates.Of(level.EnterBelow * 1_000m, between, 1_000m, MarginState.Healthy, false, rules) < level.State);
        }
    }
}
