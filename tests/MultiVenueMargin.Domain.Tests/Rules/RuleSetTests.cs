using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Domain.Tests.Rules;

/// <summary>The figures here are copied from MARGIN.md by hand, not from the code.</summary>
public sealed class RuleSetTests
{
    private static readonly RuleSet Rules = RuleSet.Default;

    [Theory]
    [InlineData("BTC", "0.16", "0.04", "0.0025", "0.005", "0.05", "0.002", "0.0005", "0.005")]
    [InlineData("ETH", "0.16", "0.04", "0.0025", "0.005", "0.05", "0.002", "0.0005", "0.005")]
    [InlineData("SOL", "0.20", "0.06", "0.005", "0.01", "0.15", "0.008", "0.0010", "0.01")]
    [InlineData("TRX", "0.20", "0.06", "0.005", "0.01", "0.15", "0.008", "0.0010", "0.01")]
    [InlineData("PEPE", "0.30", "0.10", "0.01", "0.02", "0.30", "0.008", "0.0025", "0.01")]
    public void ClassOf_AUnit_HasTheFiguresOfTheMethodology(
        string unit, string range, string volatility, string floor, string basis, string perYear, string perpetual, string spread, string shortOption)
    {
        var unitClass = Rules.ClassOf(new(unit));
        Assert.Equal(
            [range, volatility, floor, basis, perYear, perpetual, spread, shortOption],
            ((decimal[])
            [
                unitClass.Range, unitClass.DefaultDailyVolatility, unitClass.GrossFloorShare, unitClass.BasisFloor,
                unitClass.BasisPerYear, unitClass.PerpetualBasis, unitClass.HalfSpread, unitClass.ShortOptionShare,
            ]).Select(figure => figure.ToString()));
    }

    [Fact]
    public void Majors_AreTheElevenNamed() => Assert.Equal(
        ["SOL", "XRP", "BNB", "DOGE", "ADA", "LTC", "BCH", "LINK", "DOT", "AVAX", "TRX"],
        Rules.UnitClasses[1].Units.Select(unit => unit.Code));

    [Theory]
    [InlineData("BTC", "500:0.02 2000:0.05 5000:0.10 -:0.20", "0.8")]
    [InlineData("ETH", "5000:0.03 20000:0.06 50000:0.12 -:0.25", "0.8")]
    [InlineData("USDC", "-:0.005", "0.8")]
    [InlineData("USDT", "-:0.01", "0.8")]
    [InlineData("DAI", "-:0.02", "0")]
    [InlineData("EUR", "-:0.08", "0")]
    [InlineData("WBTC", "-:0.05", "0")]
    [InlineData("stETH", "-:0.075", "0")]
    [InlineData("SOL", "50000:0.10 -:0.20", "0")]
    [InlineData("BNB", "-:0.15", "0")]
    [InlineData("USD", "-:0", "0")]
    [InlineData("PEPE", "-:0.30", "0")]
    [InlineData("STETH", "-:0.30", "0")]
    public void TermsOf_AnAsset_AreThoseOfTheMethodology(string asset, string haircut, string excessWeight)
    {
        var terms = Rules.Collateral.TermsOf(new(asset));
        Assert.Equal(haircut, string.Join(' ', terms.Haircut.Select(tier => $"{tier.UpTo?.ToString() ?? "-"}:{tier.Rate}")));
        Assert.Equal(excessWeight, terms.ExcessWeight.ToString());
    }

    [Theory]
    [InlineData("BTC", "BTC")]
    [InlineData("PEPE", "PEPE")]
    [InlineData("WBTC", "BTC")]
    [InlineData("stETH", "ETH")]
    [InlineData("USDC", null)]
    [InlineData("EUR", null)]
    [InlineData("USD", null)]
    public void UnitOf_AnAsset_IsWhatItMovesWith(string asset, string? unit) =>
        Assert.Equal(unit, Rules.Collateral.UnitOf(new(asset))?.Code);

    [Fact]
    public void Collateral_HaircutsAndCaps_AreThoseOfTheMethodology()
    {
        var collateral = Rules.Collateral;
        Assert.Equal(0m, collateral.BridgeHaircuts[BridgeClass.Native]);
        Assert.Equal(0.005m, collateral.BridgeHaircuts[BridgeClass.BurnAndMint]);
        Assert.Equal(0.05m, collateral.BridgeHaircuts[BridgeClass.LightClient]);
        Assert.Equal(0.20m, collateral.BridgeHaircuts[BridgeClass.Multisig]);
        Assert.Equal(0.10m, collateral.OwnTokenHaircut);
        Assert.Equal((5_000_000m, 0.40m), (collateral.AssetCap.BaseUsd, collateral.AssetCap.Share));
        Assert.Equal((5_000_000m, 0.50m), (collateral.IssuerCap.BaseUsd, collateral.IssuerCap.Share));
        Assert.Equal((5_000_000m, null), (collateral.VenueCap.BaseUsd, collateral.VenueCap.Share));
    }

    [Fact]
    public void Uncertainty_IsThatOfTheMethodology() => Assert.Equal(
        (2m, TimeSpan.FromSeconds(60), TimeSpan.FromHours(1), 0.005m),
        (Rules.Uncertainty.ConfidenceMultiple, Rules.Uncertainty.Fresh, Rules.Uncertainty.Lost, Rules.Uncertainty.StableDailyVolatility));

    [Fact]
    public void Scan_IsThatOfTheMethodology()
    {
        var scan = Rules.Scan;
        Assert.Equal(4, scan.GridSteps);
        Assert.Equal((0.45m, 0.25m, 0.30m, 0.13m, 0.50m), (scan.VolatilityUp, scan.VolatilityDown, scan.ShortTermPower, scan.LongTermPower, scan.LeastVolatilityUp));
        Assert.Equal([-0.66m, -0.33m, 0.5m, 1m, 2m, 3m, 4m, 5m], scan.TailMoves);
        Assert.Equal((25_000m, 1.5m, 0.5m, 0.6m, 20_000_000m), (scan.TailDampenerUsd, scan.ExtremeMultiple, scan.ExtremeWeight, scan.GainShare, scan.GainCapUsd));
        Assert.False(scan.Optional.Skew || scan.Optional.VenueLoss || scan.Optional.Depeg || scan.Optional.Reorganisation);
        Assert.Equal([0.97m, 0.90m, 0.80m], scan.Optional.DepegPrices);
    }

    [Fact]
    public void Statistical_IsThatOfTheMethodology()
    {
        var statistical = Rules.Statistical;
        Assert.Equal((0.97m, 1_000, 2), (statistical.Decay, statistical.MostScenarios, statistical.HorizonDays));
        Assert.Equal((0.5m, 2m), (statistical.LeastScaling, statistical.MostScaling));
        Assert.Equal((0.005m, 0.025m, 0.25m, 0.25m), (statistical.ValueAtRiskTail, statistical.ShortfallTail, statistical.StressWeight, statistical.BufferShare));
        Assert.Equal((1.2m, 5, 5, 20), (statistical.ReleaseAbove, statistical.ReleaseLookbackDays, statistical.ReleaseDays, statistical.RebuildDays));
    }

    [Fact]
    public void AddOns_AreThoseOfTheMethodology()
    {
        var addOns = Rules.AddOns;
        Assert.Equal((15m, 30m), (addOns.VegaTermPoints, addOns.VegaTermFullGapDays));
        Assert.Equal([new(1_000_000m, 0.005m), new(5_000_000m, 0.01m), new(20_000_000m, 0.02m), new(null, 0.04m)], addOns.PegTiers);
        Assert.Equal((0.995m, 0.99m, 5m, 0.80m, 0.40m), (addOns.PegCalmAbove, addOns.PegStrainAt, addOns.PegStrainMultiple, addOns.PegBrokenAt, addOns.PegBrokenRate));
        Assert.Equal((0.01m, 0.7m, 0.05m, 0.0002m), (addOns.RateShock, addOns.ImpactCoefficient, addOns.OptionSpreadOfMark, addOns.OptionSpreadOfUnderlying));
        Assert.Equal((0.10m, 0.3m, 5m, 2m, 0.5m), (addOns.ConcentrationVolumeShare, addOns.ConcentrationBaseDays, addOns.ConcentrationMostDays, addOns.ConcentrationHorizonDays, addOns.ConcentrationMost));
        Assert.Equal((0.02m, 0.01m, 0.01m), (addOns.MinimumOnNet, addOns.MinimumOnHedged, addOns.MaximumLossRate));
    }

    [Fact]
    public void Account_IsThatOfTheMethodology()
    {
        Assert.Equal([new(new("BTC"), new("ETH"))], Rules.Credit.Pairs);
        Assert.Equal((0.5m, 0.40m), (Rules.Credit.CorrelationShare, Rules.Credit.Most));
        Assert.Equal([new(5_000_000m, 0.02m), new(20_000_000m, 0.03m), new(null, 0.05m)], Rules.BorrowTiers);
        Assert.Equal(1.25m, Rules.InitialMarginFactor);
        Assert.Equal((1.30m, 1_000m), (Rules.Calls.TargetRatio, Rules.Calls.MinimumTransferUsd));
    }

    [Fact]
    public void States_AreThoseOfTheMethodology()
    {
        Assert.Equal(
            [
                new(MarginState.Notice, 1.50m, 1.55m),
                new(MarginState.Call, 1.20m, 1.30m),
                new(MarginState.Restricted, 1.10m, 1.20m),
                new(MarginState.Liquidating, 1.05m, 1.10m),
                new(MarginState.Takeover, 1.00m, 1.05m),
            ],
            Rules.States.Ladder);
        Assert.Equal(MarginState.Liquidating, Rules.States.NeedsLikelyFrom);
        Assert.Equal(1.20m, Rules.States.Of(MarginState.Call).EnterBelow);
        Assert.Throws<ArgumentOutOfRangeException>(() => Rules.States.Of(MarginState.Healthy));
    }
}
