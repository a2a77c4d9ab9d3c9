using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.WhatIf;
using static MultiVenueMargin.Risk.Tests.WhatIf.Desk;

namespace MultiVenueMargin.Risk.Tests.WhatIf;

/// <summary>
/// Worked by hand at the desk's round figures. For q BTC of perpetuals and nothing else, |Δ$| = |q|·100 000:
/// SCAN 16 % of it, LIQ 0.7·3 %·√(|q|/1 000) of it, nothing else, so q = 10 needs 160 000 + 2 100 = 162 100 USD.
/// </summary>
public sealed class WhatIfAnalysisTests
{
    [Fact]
    public void Evaluate_OfNothing_IsTheSameBeforeAndAfter()
    {
        var report = Evaluate(Cash, new());
        Assert.True(report.Passes);
        Assert.Equal(1_000_000m, Cross(report.Before).Equity.Adjusted.Amount);
        Assert.Equal(1_000_000m, Cross(report.After).Equity.Adjusted.Amount);
        Assert.Equal("cross passes: Healthy after it, and equity covers IM with 1000000 USD to spare", Assert.Single(report.Reasons));
    }

    [Fact]
    public void Evaluate_OfATrade_ShowsWhatItNeeds()
    {
        var report = Evaluate(Cash, Do(Buy(Perp, 10m)));
        Assert.Equal(0m, Cross(report.Before).MaintenanceMargin.Amount);
        Assert.Equal(162_100m, Cross(report.After).MaintenanceMargin.Amount);

        // IM 1.25·162 100 = 202 625.
        Assert.True(report.Passes);
        Assert.Equal("cross passes: Healthy after it, and equity covers IM with 797375 USD to spare", Assert.Single(report.Reasons));
    }

    [Fact]
    public void Evaluate_OfATradeOffTheMarkWithAFee_CountsBoth()
    {
        // 10·(100 000 − 99 900) − 50.
        var report = Evaluate(Cash, Do(Buy(Perp, 10m, 99_900m, new(50m, Asset.Usd))));
        Assert.Equal(1_000_950m, Cross(report.After).Equity.Adjusted.Amount);
    }

    [Fact]
    public void Evaluate_OfATradeTooLarge_FailsAndSaysWhy()
    {
        // 90 BTC: 9 000 000·16 % = 1 440 000 and more, above all there is.
        var report = Evaluate(Cash, Do(Buy(Perp, 90m)));
        Assert.False(report.Passes);
        Assert.StartsWith(
            "cross fails: it would be in Takeover after it, and its state goes from Healthy to Takeover",
            Assert.Single(report.Reasons),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WhenTheStateIsMildButInitialMarginIsNotCovered_Fails()
    {
        // 162 100 needed, 202 625 initial; 200 000 is a ratio of 1.23: Notice, and 2 625 short.
        var book = BookOf(Line(A, Asset.Usd, 200_000m));
        var report = Evaluate(book, Do(Buy(Perp, 10m)));
        Assert.Equal(MarginState.Notice, Cross(report.After).State);
        Assert.False(report.Passes);
        Assert.StartsWith(
            "cross fails: equity would be 2625 USD short of IM, and its state goes from Healthy to Notice",
            Assert.Single(report.Reasons),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OfATradeThatReducesInTrouble_PassesBecauseItIsNoWorse()
    {
        // 165 000 against 162 100: Takeover is below 1.00, Liquidating below 1.05.
        var book = BookOf(Line(A, Asset.Usd, 165_000m)) with { Positions = [Held(Perp, 10m)] };
        var report = Evaluate(book, Do(Buy(Perp, -1m)));
        Assert.Equal(MarginState.Liquidating, Cross(report.Before).State);
        Assert.True(Cross(report.After).SolvencyDelta > Cross(report.Before).SolvencyDelta);
        Assert.NotEqual(MarginState.Healthy, Cross(report.After).State);
        Assert.True(report.Passes);
        Assert.Contains("it is left no worse than it was", Assert.Single(report.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OfATradeThatAddsInTrouble_Fails()
    {
        var book = BookOf(Line(A, Asset.Usd, 165_000m)) with { Positions = [Held(Perp, 10m)] };
        Assert.False(Evaluate(book, Do(Buy(Perp, 0.1m))).Passes);
    }

    [Fact]
    public void Evaluate_OfATransfer_CountsWhereItLiesAfterwards()
    {
        // 400 000 USD at B lose its 2 %.
        var report = Evaluate(Cash, Do(Move(Asset.Usd, 400_000m, A, B)));
        Assert.Equal(992_000m, Cross(report.After).Equity.Adjusted.Amount);
        Assert.True(report.Passes);
    }

    [Fact]
    public void Evaluate_OfAnOverdrawingTransfer_SaysSoFirstAndChargesTheLoan()
    {
        // 1 200 000 moved, 200 000 of them borrowed: 1 200 000·0.98 − 200 000 = 976 000, and 2 % of the loan is BORROW.
        var report = Evaluate(Cash, Do(Move(Asset.Usd, 1_200_000m, A, B)));
        Assert.Equal("USD@A does not hold 1200000: 200000 are borrowed there", report.Reasons[0]);
        Assert.Equal(2, report.Reasons.Count);
        Assert.Equal(976_000m, Cross(report.After).Equity.Adjusted.Amount);
        Assert.Equal(4_000m, Cross(report.After).Borrow.Amount.Amount);
        Assert.Equal(4_000m, Cross(report.After).MaintenanceMargin.Amount);
        Assert.True(report.Passes);
    }

    [Fact]
    public void Evaluate_OfATransferToANewPool_JudgesEachPoolAlone()
    {
        // 900 000 leave a pool that needs 162 100 and 202 625 initial: 100 000 are too few; the new pool has no worry.
        var book = Cash with { Positions = [Held(Perp, 10m)] };
        var report = Evaluate(book, new() { Transfers = [new(Asset.Usd, new(900_000m), PoolId.Cross, A, Isolated, A)] });
        Assert.False(report.Passes);
        Assert.Collection(
            report.Reasons,
            reason => Assert.StartsWith("cross fails: it would be in Takeover after it", reason, StringComparison.Ordinal),
            reason => Assert.Equal("isolated passes: Healthy after it, and equity covers IM with 900000 USD to spare", reason));
    }

    [Fact]
    public void Evaluate_OfWhatCannotBeDone_RefusesAndChangesNoFigure()
    {
        var report = Evaluate(Cash, Do(Buy(Perp, 10m), Buy(Unmarked, 1m)));
        Assert.False(report.Passes);
        Assert.Same(report.Before, report.After);
        Assert.Equal("trade 2 cannot be done: there is no mark of UNMARKED", report.Reasons[0]);
    }

    [Fact]
    public void Evaluate_OfAPriceShock_MovesCoinsMarksAndWhatIsNeeded()
    {
        // Long 10 at A, 5 BTC at B; −10 %: −100 000 USD of profit. Δ$ 900 000: SCAN of the perpetual alone 144 000.
        var report = Evaluate(Cash, Do(Buy(Perp, 10m)) with { Shocks = [new(new PriceFactor(Btc), -0.10m)] });
        Assert.Equal(900_000m, Cross(report.After).Equity.Adjusted.Amount);
        Assert.Equal(144_000m, Cross(report.After).Units.Single().Scan.Amount.Amount);

        // 900 000·0.7·0.03·√(10/1 000) = 1 890.
        Assert.Equal(145_890m, Cross(report.After).MaintenanceMargin.Amount);
    }

    [Fact]
    public void Evaluate_OfAPriceShock_MovesCollateralToo()
    {
        // 10 BTC at A less 2 %: 980 000; −20 %: 784 000.
        var report = Evaluate(BookOf(Line(A, BtcCoin, 10m)), Shock(new PriceFactor(Btc), -0.20m));
        Assert.Equal(980_000m, Cross(report.Before).Equity.Adjusted.Amount);
        Assert.Equal(784_000m, Cross(report.After).Equity.Adjusted.Amount);
    }

    [Fact]
    public void Evaluate_OfAPriceShock_ReachesWrappedAndStakedTokensOfTheUnitAndNoOther()
    {
        var wrapped = new Asset("WBTC");
        var market = Market with
        {
            Prices = new Dictionary<Asset, Domain.Market.AssetMark>(Market.Prices)
            {
                [wrapped] = new() { Mark = new(99_000m), AsOf = Now },
                [new("ETH")] = new() { Mark = new(4_000m), AsOf = Now },
            },
        };
        var book = BookOf(Line(A, wrapped, 1m), Line(A, new("ETH"), 1m));
        var report = WhatIfAnalysis.Evaluate(book, market, Rules, Shock(new PriceFactor(Btc), -0.5m));

        // 99 000·0.5 + 4 000.
        Assert.Equal(53_500m, Cross(report.After).Equity.Raw.Amount);
    }

    [Fact]
    public void Evaluate_OfAPriceShockOnAnInversePosition_LandsInCoinAtTheShockedPrice()
    {
        // 1 000 contracts of 100 USD long, +25 %: 100 000·(1/100 000 − 1/125 000) = 0.2 BTC at 125 000 = 25 000 USD raw.
        var book = Cash with { Positions = [Held(Inverse, 1_000m)] };
        var report = Evaluate(book, Shock(new PriceFactor(Btc), 0.25m));
        Assert.Equal(1_025_000m, Cross(report.After).Equity.Raw.Amount);
    }

    [Fact]
    public void Evaluate_OfAPriceShockOnPositionsThatTellTheirEntry_CountsTheMoveOnce()
    {
        // Entered at 98 000, mark 100 000, shocked to 110 000: 10·12 000 in all.
        var told = Cash with { Positions = [Held(Perp, 10m, entry: 98_000m)] };
        Assert.Equal(1_120_000m, Cross(Evaluate(told, Shock(new PriceFactor(Btc), 0.10m)).After).Equity.Raw.Amount);
    }

    [Fact]
    public void Evaluate_OfTwoShocks_DoesOneAfterTheOther()
    {
        // −10 %, then −10 % of what is left: 10·(81 000 − 100 000).
        var book = Cash with { Positions = [Held(Perp, 10m)] };
        var report = Evaluate(
            book, new() { Shocks = [new(new PriceFactor(Btc), -0.1m), new(new PriceFactor(Btc), -0.1m)] });
        Assert.Equal(810_000m, Cross(report.After).Equity.Raw.Amount);
    }

    [Fact]
    public void Evaluate_OfAVolatilityShock_RevaluesOptionsFromTheirMark()
    {
        // 20 contracts of 0.1 BTC at 8 000 are 16 000; the model's change between σ 60 % and 90 % is added to the mark.
        var book = Cash with { Positions = [Held(Call, 20m)] };
        var change = 2m * (decimal)(CallByIntegration(102_000, 110_000, 0.9, 0.2) - CallByIntegration(102_000, 110_000, 0.6, 0.2));
        var report = Evaluate(book, Shock(new VolatilityFactor(Btc), 0.5m));
        Assert.Equal(1_016_000m, Cross(report.Before).Equity.Raw.Amount);
        Near(1_016_000m + change, Cross(report.After).Equity.Raw, 0.01m);
        Assert.True(change > 10_000m);
    }

    [Fact]
    public void Evaluate_OfABasisShock_MovesDatedMarksAndForwardsAlone()
    {
        // The future from 102 000 to 103 020, the perpetual not at all; the option by its forward.
        var book = Cash with { Positions = [Held(Future, 1m), Held(Perp, -1m)] };
        Assert.Equal(1_001_020m, Cross(Evaluate(book, Shock(new BasisFactor(Btc), 0.01m)).After).Equity.Raw.Amount);

        var option = Cash with { Positions = [Held(Call, 20m)] };
        var change = 2m * (decimal)(CallByIntegration(103_020, 110_000, 0.6, 0.2) - CallByIntegration(102_000, 110_000, 0.6, 0.2));
        Near(1_016_000m + change, Cross(Evaluate(option, Shock(new BasisFactor(Btc), 0.01m)).After).Equity.Raw, 0.01m);
    }

    [Fact]
    public void Evaluate_OfAPegShock_MovesTheStablecoinAlone()
    {
        // 1 000 000 USDT less 1 %, then at 0.90.
        var report = Evaluate(BookOf(Line(A, Usdt, 1_000_000m), Line(A, Asset.Usd, 5m)), Shock(new PegFactor(Usdt), -0.10m));
        Assert.Equal(990_005m, Cross(report.Before).Equity.Adjusted.Amount);
        Assert.Equal(891_005m, Cross(report.After).Equity.Adjusted.Amount);
    }

    [Fact]
    public void Evaluate_OfALostVenue_TakesWhatIsPositiveThereAndLeavesWhatIsOwed()
    {
        var book = BookOf(Line(A, Asset.Usd, 1_000_000m), Line(B, Asset.Usd, 500_000m), Line(B, BtcCoin, 1m) with { IsLoan = true }) with
        {
            Positions = [Held(Perp, 10m), Held(Perp, -10m, venue: B)],
        };
        var report = Evaluate(book, Shock(new VenueLossFactor(B), -1m));

        // 500 000 gone, 1 BTC still owed; the long at A has lost its hedge, and the debt hedges 1 of its 10 BTC.
        Assert.Equal(900_000m, Cross(report.After).Equity.Raw.Amount);
        Assert.Equal(900_000m, Cross(report.After).Units.Single().NetDelta);
        Assert.Equal(-100_000m, Cross(report.Before).Units.Single().NetDelta);
    }

    [Fact]
    public void Evaluate_UnderOtherRules_UsesThemForTheFigureAfterAlone()
    {
        var rules = Rules with { Version = new("harsher"), InitialMarginFactor = 2m };
        var report = Evaluate(Cash with { Positions = [Held(Perp, 10m)] }, new() { Rules = rules });
        Assert.Equal(202_625m, Cross(report.Before).InitialMargin.Amount);
        Assert.Equal(324_200m, Cross(report.After).InitialMargin.Amount);
        Assert.Equal(new RuleVersion("harsher"), report.After.Rules);
        Assert.Equal(Rules.Version, report.Before.Rules);
    }

    [Theory]
    [MemberData(nameof(ImpossibleShocks))]
    public void Evaluate_OfAShockThatMovesNothing_RefusesIt(Factor factor, decimal move, string why)
    {
        var report = Evaluate(Cash, Shock(factor, move));
        Assert.False(report.Passes);
        Assert.Same(report.Before, report.After);
        Assert.Equal($"shock 1 ({factor.Name}) cannot be done: {why}", Assert.Single(report.Reasons));
    }

    [Fact]
    public void Evaluate_UnderUnsoundRules_RefusesWithTheFinding()
    {
        var report = Evaluate(Cash, new() { Rules = Rules with { InitialMarginFactor = 0.5m } });
        Assert.False(report.Passes);
        Assert.Same(report.Before, report.After);
        Assert.Equal(
            "the proposed rules are unsound: InitialMarginFactor: is 0.5. It lies from 1 to 10.", Assert.Single(report.Reasons));
    }

    [Fact]
    public void Evaluate_WhenTheAccountBecomesUnknown_Fails()
    {
        // A debt that nobody can price.
        var report = Evaluate(Cash, Do(Move(new("MYSTERY"), 1m, A, B)));
        Assert.Equal(MarginState.Unknown, Cross(report.After).State);
        Assert.False(report.Passes);
        Assert.StartsWith(
            "cross fails: its state is unknown after it (loan MYSTERY@A: no price of MYSTERY)", report.Reasons[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WhenTheAccountIsUnknownAlready_LetsItImprove()
    {
        var book = Cash with { LostFeeds = [new(PoolId.Cross, B, TimeSpan.FromHours(3))], Positions = [Held(Perp, 10m)] };
        var smaller = Evaluate(book, Do(Buy(Perp, -5m)));
        Assert.Equal(MarginState.Unknown, Cross(smaller.After).State);
        Assert.True(smaller.Passes);
        Assert.False(Evaluate(book, Do(Buy(Perp, 5m))).Passes);
    }

    [Fact]
    public void Evaluate_WhenLessWouldBeKnown_IsNoImprovementHoweverMuchItFrees()
    {
        // Closing a position helps; borrowing what nobody can price does not.
        var book = BookOf(Line(A, Asset.Usd, 100_000m)) with { Positions = [Held(Perp, 10m)] };
        var report = Evaluate(book, new() { Trades = [Buy(Perp, -10m)], Transfers = [Move(new("MYSTERY"), 1m, A, B)] });
        Assert.True(Cross(report.After).SolvencyDelta > Cross(report.Before).SolvencyDelta);
        Assert.False(report.Passes);
    }

    [Fact]
    public void Evaluate_KeepsTheBookAndTheMarketAsTheyWere()
    {
        var book = Cash with { Positions = [Held(Perp, 10m)] };
        var alone = HouseModel.Evaluate(book, Market, Rules);
        Evaluate(book, Do(Buy(Perp, -5m, 90_000m)) with { Shocks = [new(new PriceFactor(Btc), -0.5m)] });
        var again = HouseModel.Evaluate(book, Market, Rules);
        Assert.Equal(Cross(alone).MaintenanceMargin, Cross(again).MaintenanceMargin);
        Assert.Equal(Cross(alone).Equity.Adjusted, Cross(again).Equity.Adjusted);
    }

    [Fact]
    public void Evaluate_OfATradeAtTheMark_ChangesNoRawEquity() => Prop.ForAll(
        Gen.Elements(Perp, PerpUsdt, Inverse, Future, Call, CoinCall, Pair).ToArbitrary(),
        Gen.Choose(-500, 500).Where(quantity => quantity != 0).ToArbitrary(),
        (instrument, tenths) =>
        {
            var book = BookOf(Line(A, Asset.Usd, 50_000_000m), Line(A, BtcCoin, 100m), Line(A, Usdt, 7m)) with
            {
                Positions = [Held(Perp, 3m, entry: 95_000m), Held(Perp, -1m), Held(Inverse, 500m, entry: 80_000m), Held(Call, -4m)],
            };
            var report = Evaluate(book, Do(Buy(instrument, tenths / 10m)));
            Near(Cross(report.Before).Equity.Raw.Amount, Cross(report.After).Equity.Raw, 0.000001m);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20_261_121, 7));

    [Fact]
    public void Evaluate_OfATradeThereAndBack_LeavesTheFiguresAsTheyWere() => Prop.ForAll(
        Gen.Elements(Perp, Inverse, Future, Call, CoinCall, Pair).ToArbitrary(),
        Gen.Choose(1, 300).ToArbitrary(),
        Gen.Choose(90, 110).ToArbitrary(),
        (instrument, tenths, percent) =>
        {
            // Margin depends on the book, not on the path to it.
            var book = BookOf(Line(A, Asset.Usd, 50_000_000m), Line(A, BtcCoin, 100m)) with
            {
                Positions = [Held(Perp, 3m), Held(Inverse, 500m), Held(Call, -4m), Held(CoinCall, 2m), Held(Future, -2m)],
            };
            var price = Market.Marks[instrument].Mark!.Value.Value * percent / 100m;
            var report = Evaluate(book, Do(Buy(instrument, tenths / 10m, price), Buy(instrument, -tenths / 10m, price)));
            Near(Cross(report.Before).MaintenanceMargin.Amount, Cross(report.After).MaintenanceMargin, 0.000001m);
            Near(Cross(report.Before).Equity.Adjusted.Amount, Cross(report.After).Equity.Adjusted, 0.000001m);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20_261_121, 7));

    public static TheoryData<Factor, decimal, string> ImpossibleShocks => new()
    {
        { new PriceFactor(new("BCT")), -0.1m, "there is no price of BCT" },
        { new PriceFactor(Btc), -1m, "a move of -1 is not above −1 and at most 9" },
        { new PriceFactor(Btc), 9.1m, "a move of 9.1 is not above −1 and at most 9" },
        { new VolatilityFactor(new("ETH")), 0.1m, "there are no options on ETH" },
        { new BasisFactor(new("ETH")), 0.1m, "nothing on ETH has an expiry" },
        { new PegFactor(BtcCoin), -0.1m, "BTC is not listed as a stablecoin" },
        { new PegFactor(new("DAI")), -0.1m, "there is no price of DAI" },
        { new VenueLossFactor(A), -0.5m, "a venue is lost whole: its move is −1, not -0.5" },
        { new VenueLossFactor(new("NOWHERE")), -1m, "nothing is held at NOWHERE" },
    };

    private static WhatIfReport Evaluate(Book book, Proposal proposal) => WhatIfAnalysis.Evaluate(book, Market, Rules, proposal);

    private static Proposal Shock(Factor factor, decimal move) => new() { Shocks = [new(factor, move)] };

    private static void Near(decimal expected, Usd actual, decimal tolerance) =>
        Assert.InRange(actual.Amount, expected - tolerance, expected + tolerance);

    private static PoolReport Cross(MarginReport report) => report.PoolOf(PoolId.Cross);

    /// <summary>E[(F·e^{σ√T·z − σ²T/2} − K)⁺] by Simpson's rule over z: the definition, without the formula.</summary>
    private static double CallByIntegration(double forward, double strike, double volatility, double years)
    {
        const int Steps = 200_000;
        const double Width = 12.0;
        var deviation = volatility * Math.Sqrt(years);
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var z = -Width + (2 * Width * i / Steps);
            var payoff = Math.Max((forward * Math.Exp((deviation * z) - (deviation * deviation / 2))) - strike, 0);
            var weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * payoff * Math.Exp(-z * z / 2);
        }

        return sum * (2 * Width / Steps / 3) / Math.Sqrt(2 * Math.PI);
    }
}
