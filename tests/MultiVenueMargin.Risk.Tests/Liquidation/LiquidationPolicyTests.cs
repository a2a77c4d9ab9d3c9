using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

public sealed class LiquidationPolicyTests
{
    [Fact]
    public void Default_WhenChecked_IsSoundAndAsDocumented()
    {
        var policy = LiquidationPolicy.Default;

        Assert.Empty(policy.Check(RuleSet.Default));
        Assert.Equal(RuleSet.Default.States.Of(MarginState.Call).LeaveAt, policy.TargetRatio);
        Assert.Equal(
            (new Usd(5_000_000m), 0.01m, 2m, 64, 5_000),
            (policy.MaximumNotional, policy.MaximumShareOfDailyVolume, policy.LimitMultiple, policy.MaximumSteps, policy.MaximumEvaluations));
    }

    [Fact]
    public void Policy_WhenUnsound_IsNamed()
    {
        var refused = new (string Path, LiquidationPolicy Policy)[]
        {
            ("TargetRatio", new() { TargetRatio = 1.09m }),
            ("MaximumNotional", new() { MaximumNotional = Usd.Zero }),
            ("MaximumShareOfDailyVolume", new() { MaximumShareOfDailyVolume = 0m }),
            ("LimitMultiple", new() { LimitMultiple = 0.99m }),
            ("MaximumSteps", new() { MaximumSteps = 0 }),
            ("MaximumEvaluations", new() { MaximumEvaluations = 0 }),
        };

        Assert.All(refused, each => Assert.Equal(each.Path, Assert.Single(each.Policy.Check(RuleSet.Default)).Path));
    }

    [Fact]
    public void Terms_WhenUnsound_AreNamed()
    {
        Assert.Empty(Plans.Terms.Check());
        var refused = new (string Path, TradingTerms Terms)[]
        {
            ("Lot", Plans.Terms with { Lot = Quantity.Zero }),
            ("Lot", Plans.Terms with { Lot = new Quantity(-1m) }),
            ("MinimumQuantity", Plans.Terms with { MinimumQuantity = new Quantity(-1m) }),
            ("MinimumNotional", Plans.Terms with { MinimumNotional = new Usd(-1m) }),
            ("Tick", Plans.Terms with { Tick = new Price(0m) }),
            ("TakerFee", Plans.Terms with { TakerFee = new Rate(-0.0001m) }),
            ("TakerFee", Plans.Terms with { TakerFee = new Rate(0.11m) }),
        };

        Assert.All(refused, each => Assert.Equal(each.Path, Assert.Single(each.Terms.Check()).Path));
    }

    [Fact]
    public void Terms_WhenAnInstrumentHasItsOwn_ComeBeforeTheDefault()
    {
        var own = Plans.Terms with { Lot = new Quantity(7m) };
        var venue = new VenueCapability { Default = Plans.Terms, Instruments = new Dictionary<InstrumentId, TradingTerms> { [new("X")] = own } };

        Assert.Equal((own, Plans.Terms, null), (venue.FindTerms(new("X")), venue.FindTerms(new("Y")), new VenueCapability().FindTerms(new("X"))));
    }

    [Fact]
    public void RatioOrder_WhenMarginIsZeroOrEquityNegative_IsTotal()
    {
        static LiquidationFigures Figures(decimal equity, decimal margin) => new(new Usd(equity), new Usd(equity), new Usd(margin), null, MarginState.Healthy);
        // From the worst ratio to the best; equals stand together.
        LiquidationFigures[][] order =
        [
            [Figures(-1m, 0m), Figures(-9m, 0m)], [Figures(-2m, 1m)], [Figures(-1m, 1m), Figures(-3m, 3m)], [Figures(0m, 5m)],
            [Figures(1m, 3m), Figures(1e19m, 3e19m)], [Figures(1e19m + 0.00000001m, 3e19m)], [Figures(2m, 1m)], [Figures(0m, 0m), Figures(7m, 0m)],
        ];

        for (var i = 0; i < order.Length; i++)
        {
            for (var j = 0; j < order.Length; j++)
            {
                Assert.All(order[i], one => Assert.All(order[j], other => Assert.Equal(i.CompareTo(j), Math.Sign(RatioOrder.Compare(one, other)))));
            }
        }
    }
}
