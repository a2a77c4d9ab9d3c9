using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>MARGIN §2: the caps, on free values after h_a, with V before any cap.</summary>
public sealed class CapTests
{
    [Fact]
    public void AssetCap_AtItsLimit_TakesNothing()
    {
        // 40 000 SOL at 250, less 10 %: 9 M. With 1 M of USD V = 10 M, and the limit 5 + 40 %·10 = 9 M.
        var equity = Desk.At("A").Priced("SOL", 250m).Holds("SOL", 40_000m).Holds("USD", 1_000_000m).Equity();
        Assert.Equal(10_000_000m, equity.Adjusted.Amount);
        Assert.Empty(equity.Caps);
    }

    [Fact]
    public void AssetCap_WithoutExcessWeight_CountsTheLimit()
    {
        // 50 000 SOL at 250, less 10 %: 11.25 M. V = 12 M, limit 5 + 4.8 = 9.8 M; 1.45 M is above.
        var pool = Desk.At("A").Priced("SOL", 250m).Holds("SOL", 50_000m).Holds("USD", 750_000m).Pool();
        Assert.Equal(9_800_000m + 750_000m, pool.Equity.Adjusted.Amount);
        Assert.Equal(-1_450_000m, pool.Equity.Lines[0].AssetCapStep.Amount);
        var named = Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.AssetCap);
        Assert.Equal(("SOL", new Usd(1_450_000m)), (named.Subject, named.Amount));
    }

    [Theory]
    [InlineData("BTC", 120, 100_000, 0.02)]
    [InlineData("ETH", 3_000, 4_000, 0.03)]
    public void AssetCap_OfBtcAndEth_CountsFourFifthsOfTheExcess(string asset, int amount, int price, double haircut)
    {
        // All of V: L = 5 M + 0.4·V, counted L + 0.8·(V − L).
        var v = amount * price * (1 - (decimal)haircut);
        var limit = 5_000_000m + (0.4m * v);
        Assert.Equal(
            limit + (0.8m * (v - limit)), Desk.At("A").Priced(asset, price).Holds(asset, amount).Equity().Adjusted.Amount);
    }

    [Fact]
    public void AssetCap_OnSeveralLines_IsSharedProRata()
    {
        // 10 M of EUR in two places, 4 to 6, less 8 %: 9.2 M; limit 5 + 3.68 = 8.68 M.
        var lines = Desk.At("A").Priced("EUR", 1m).Holds("EUR", 4_000_000m).AndAt("B").Holds("EUR", 6_000_000m).Equity().Lines;
        Assert.Equal([3_472_000m, 5_208_000m], lines.Select(line => line.Counted.Amount));
    }

    [Fact]
    public void AssetCap_DoesNotApplyToUsdAndStablecoins()
    {
        // 9 M of USDC, less 0.5 %, are 8.955 M: above 5 M + 40 %, were that its limit, and below 5 M + 50 %.
        Assert.Empty(Desk.At("A").Holds("USDC", 9_000_000m).Equity().Caps);
        Assert.Equal(100_000_000m, Desk.At("A").Holds("USD", 100_000_000m).Equity().Adjusted.Amount);
    }

    [Fact]
    public void IssuerCap_CountsHalfOfVAndFourFifthsOfTheExcessOfUsdc()
    {
        // 20 M less 0.5 % = 19.9 M; limit 5 + 9.95 = 14.95 M; counted 14.95 + 0.8·4.95.
        var equity = Desk.At("A").Holds("USDC", 20_000_000m).Equity();
        Assert.Equal(14_950_000m + 3_960_000m, equity.Adjusted.Amount);
        Assert.Equal(("Circle", CapKind.Issuer, 4_950_000m), Worst(equity));
        Assert.Equal(-990_000m, equity.Lines[0].IssuerCapStep.Amount);
    }

    [Fact]
    public void IssuerCap_OfDai_CountsTheLimitAlone()
    {
        // 20 M less 2 % = 19.6 M; limit 5 + 9.8.
        Assert.Equal(14_800_000m, Desk.At("A").Priced("DAI", 1m).Holds("DAI", 20_000_000m).Equity().Adjusted.Amount);
    }

    [Fact]
    public void IssuerCap_IsOverAllCoinsOfAnIssuerAtTheLeastExcessWeight()
    {
        // A second coin of Circle's without haircut and without κ: 10 M + 9.95 M against 5 + 9.975 M.
        var equity = Desk.At("A").Priced("USDX", 1m).Holds("USDC", 10_000_000m).Holds("USDX", 10_000_000m)
            .Under(rules => rules with
            {
                Collateral = rules.Collateral with
                {
                    Assets = new Dictionary<Asset, AssetTerms>(rules.Collateral.Assets)
                    {
                        [new Asset("USDX")] = new()
                        {
                            Kind = AssetKind.Stablecoin,
                            Issuer = "Circle",
                            Haircut = [new Tier(null, 0m)],
                        },
                    },
                },
            })
            .Equity();
        Textbook.AssertNear(14_975_000, equity.Adjusted.Amount);
    }

    [Fact]
    public void VenueCap_IsOffByDefaultAndHasNoExcessWeight()
    {
        var desk = Desk.At("A").Holds("USD", 20_000_000m).AndAt("B").Holds("USD", 10_000_000m);
        Assert.Equal(30_000_000m, desk.Equity().Adjusted.Amount);

        // On at 30 %: 5 + 9 = 14 M per venue.
        var equity = desk.Under(WithVenueCap).Equity();
        Assert.Equal(14_000_000m + 10_000_000m, equity.Adjusted.Amount);
        Assert.Equal(-6_000_000m, equity.Lines[0].VenueCapStep.Amount);
    }

    [Fact]
    public void Caps_ApplyAssetBeforeVenueOnTheSameV()
    {
        // 100 and 20 BTC at 100 000, less 2 %: 9.8 + 1.96 = 11.76 M = V. Asset: L = 9.704, counted 9.704 + 0.8·2.056 = 11.3488 M,
        // pro rata 9.457 33… at A and 1.891 46… at B. Venue: 5 + 30 %·V = 8.528 M at A. The other way round it would be
        // 8.528 + 1.96 = 10.488 first and 9.704 + 0.8·0.784 = 10.3312 M in the end.
        var equity = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 100m).AndAt("B").Holds("BTC", 20m)
            .Under(WithVenueCap).Equity();
        Textbook.AssertNear(8_528_000 + (1_960_000 * 11.3488 / 11.76), equity.Adjusted.Amount);
        Assert.Equal(
            [CapKind.Asset, CapKind.Venue], equity.Caps.Where(cap => cap.End == ValuationEnd.Worst).Select(cap => cap.Kind));
    }

    [Fact]
    public void Caps_TakeVWithHedgePartsIncluded()
    {
        // 100 BTC hedge (10 M); 50 000 SOL at 250 less 10 % = 11.25 M. V = 21.25 M: limit 5 + 8.5 = 13.5 M, nothing is above.
        var equity = Desk.At("A").Priced("BTC", 100_000m).Priced("SOL", 250m).Holds("BTC", 100m).Holds("SOL", 50_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -100m)
            .Equity();
        Assert.Equal(21_250_000m, equity.Adjusted.Amount);
    }

    [Fact]
    public void Caps_TakeVWithoutDebts()
    {
        // 11.25 M of SOL and 0.75 M of USD as above; 10 M owed change nothing about the limit.
        var desk = Desk.At("A").Priced("SOL", 250m).Holds("SOL", 50_000m).Holds("USD", 750_000m).AndAt("B")
            .Owes("USDT", 10_000_000m);
        Assert.Equal(9_800_000m, desk.Line("SOL@A").Counted.Amount);
    }

    [Fact]
    public void Caps_WhenMoreIsPosted_NeverCountLess()
    {
        var counted = Enumerable.Range(1, 12)
            .Select(i => Desk.At("A").Priced("SOL", 250m).Holds("SOL", 10_000m * i).Equity().Adjusted.Amount)
            .ToList();
        Assert.Equal(counted.Order(), counted);
    }

    [Fact]
    public void Caps_AreFoundAtEachEnd()
    {
        // EUR 9.2 M after h_a, u = 10 %, limits 5 + 0.4·V. Worst: V = 8.28, limit 8.312. Likely: V = 9.2, limit 8.68. Best:
        // V = 10.12, limit 9.048.
        var equity = Desk.At("A").Priced("EUR", 1m, confidence: 0.05m).Holds("EUR", 10_000_000m).Equity();
        Assert.Equal(8_280_000m, equity.Adjusted.Amount);
        Assert.Equal(8_680_000m, equity.Likely.Amount);
        Assert.Equal(9_048_000m, equity.Best.Amount);
        Assert.Equal([ValuationEnd.Likely, ValuationEnd.Best], equity.Caps.Select(cap => cap.End));
    }

    private static RuleSet WithVenueCap(RuleSet rules) => rules with
    {
        Collateral = rules.Collateral with { VenueCap = new CapRule { Share = 0.30m } },
    };

    private static (string Group, CapKind Kind, decimal Above) Worst(EquityReport equity)
    {
        var cap = equity.Caps.Single(cap => cap.End == ValuationEnd.Worst);
        return (cap.Group, cap.Kind, cap.Above.Amount);
    }
}
