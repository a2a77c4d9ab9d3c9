using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.RuleBooks.Dydx;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.RuleBooks.Tests.Dydx;

public sealed class DydxRiskTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithReplay(20_261_121, 7);

    /// <summary>Against the ratio itself, in decimals small enough to be exact enough to order.</summary>
    [Fact]
    public void Order_OfTwoAccounts_IsThatOfTheirRatios() => Prop.ForAll(
        Gen.Choose(-1_000, 1_000).Two().ToArbitrary(),
        Gen.Choose(1, 1_000).Two().ToArbitrary(),
        (collateral, maintenance) =>
        {
            var (first, second) = (new DydxRisk(collateral.Item1, 0, maintenance.Item1), new DydxRisk(collateral.Item2, 0, maintenance.Item2));
            var expected = ((decimal)collateral.Item2 / maintenance.Item2).CompareTo((decimal)collateral.Item1 / maintenance.Item1);
            Assert.Equal(expected != 0 ? expected : maintenance.Item1.CompareTo(maintenance.Item2), Math.Sign(first.CompareRisk(second)));
            Assert.Equal(-Math.Sign(first.CompareRisk(second)), Math.Sign(second.CompareRisk(first)));
        }).Check(Replayed);

    [Fact]
    public void Order_WhenNeitherHasPositions_PutsTheLesserCollateralFirst()
    {
        Assert.True(new DydxRisk(1, 0, 0).CompareRisk(new DydxRisk(2, 0, 0)) > 0);
        Assert.Equal(0, new DydxRisk(1, 0, 0).CompareRisk(new DydxRisk(1, 0, 0)));
    }

    /// <summary>Everything closed at its bankruptcy price leaves nothing: the parts add up to what is needed, rounded up by a quantum at most.</summary>
    [Fact]
    public void BankruptcyPrice_OfAllPositions_LeavesNothing() => Prop.ForAll(
        Gen.Choose(-200_000, 200_000).ToArbitrary(),
        Gen.Choose(1, 5_000).Two().ToArbitrary(),
        (usdc, sizes) =>
        {
            var tier = new DydxTier { Name = "t", InitialMarginPpm = 200_000, MaintenanceFractionPpm = 500_000, OpenInterestLowerCap = 0, OpenInterestUpperCap = 0 };
            var (one, other) = (new DydxPerpetual(-6, 7, 0, tier), new DydxPerpetual(-6, 13, 0, tier));
            var (oneRisk, otherRisk) = (one.RiskOf(sizes.Item1), other.RiskOf(-sizes.Item2));
            var account = new DydxRisk(usdc, 0, 0) + oneRisk + otherRisk;
            var brought = DydxLiquidation.BankruptcyPrice(account, oneRisk, default) + DydxLiquidation.BankruptcyPrice(account, otherRisk, default);
            Assert.InRange((int)(usdc + brought), 0, 1);
        }).Check(Replayed);

    /// <summary>Never beyond the bankruptcy price by more than the spread allows, and never better than the oracle's.</summary>
    [Fact]
    public void FillablePrice_OfALong_FallsWithTheAccount()
    {
        var tier = new DydxTier { Name = "t", InitialMarginPpm = 200_000, MaintenanceFractionPpm = 500_000, OpenInterestLowerCap = 0, OpenInterestUpperCap = 0 };
        var position = new DydxPerpetual(-6, 100, 0, tier).RiskOf(1_000);
        var terms = new DydxLiquidationTerms { BankruptcyAdjustmentPpm = 1_000_000, SpreadToMaintenancePpm = 1_500_000, MaxLiquidationFeePpm = 0, MinPositionNotional = 0, MaxPositionPortionPpm = 0 };
        var last = Fraction.Of(100m);
        foreach (var collateral in Enumerable.Range(0, 120).Select(step => (position.Maintenance * (110 - step)) / 100))
        {
            var price = DydxLiquidation.FillablePrice(position with { NetCollateral = collateral }, position, 1_000, terms);
            Assert.True(price <= last && price >= Fraction.Of(85m), $"{price} after {last}");
            last = price;
        }

        Assert.Equal(Fraction.Of(85m), last);
    }

    [Theory]
    [InlineData(900, 900)]
    [InlineData(5_000, 1_000)]
    [InlineData(10_010, 1_001)]
    public void Slice_OfAPosition_IsAShareButNotTooSmall(int notional, int slice)
    {
        var terms = new DydxLiquidationTerms { BankruptcyAdjustmentPpm = 0, SpreadToMaintenancePpm = 0, MaxLiquidationFeePpm = 0, MinPositionNotional = 1_000, MaxPositionPortionPpm = 100_000 };

        Assert.Equal(slice, DydxLiquidation.LargestSlice(notional, terms));
    }
}
