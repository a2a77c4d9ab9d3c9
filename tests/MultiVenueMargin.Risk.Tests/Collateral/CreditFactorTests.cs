using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>MARGIN §2: where and how an asset lies. USD has no haircut of its own and shows each factor alone.</summary>
public sealed class CreditFactorTests
{
    [Fact]
    public void Location_TakesItsHaircut() =>
        Assert.Equal(970m, Desk.At("A", haircut: 0.03m).Holds("USD", 1_000m).Line("USD@A").Counted.Amount);

    [Theory]
    [InlineData(BridgeClass.Native, 1_000)]
    [InlineData(BridgeClass.BurnAndMint, 995)]
    [InlineData(BridgeClass.LightClient, 950)]
    [InlineData(BridgeClass.Multisig, 800)]
    public void Bridge_TakesTheHaircutOfItsClass(BridgeClass bridge, int counted) =>
        Assert.Equal(counted, Assert.Single(Desk.At("CHAIN").Holds("USD", 1_000m, bridge: bridge).Equity().Lines).Counted.Amount);

    [Fact]
    public void OwnToken_LosesATenthBeforeItsHaircut()
    {
        // 10 BNB at 100: 1 000·0.90·0.85 at its own venue, 1 000·0.85 elsewhere.
        var desk = Desk.At("A", ownToken: "BNB").Priced("BNB", 100m).Holds("BNB", 10m).AndAt("B").Holds("BNB", 10m);
        Assert.Equal(765m, desk.Line("BNB@A").Counted.Amount);
        Assert.Equal(850m, desk.Line("BNB@B").Counted.Amount);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 300)]
    [InlineData(9, 900)]
    [InlineData(10, 1_000)]
    [InlineData(25, 1_000)]
    public void Finality_CountsTheShareOfItsConfirmations(int confirmations, int counted) => Assert.Equal(
        counted,
        Assert.Single(Desk.At("CHAIN").Holds("USD", 1_000m, finality: (confirmations, 10)).Equity().Lines).Counted.Amount);

    [Fact]
    public void Line_FromRawToCounted_NamesEveryStepInOrder()
    {
        var line = Assert.Single(Desk.At("CHAIN", haircut: 0.01m).Priced("USDC", 1m, confidence: 0.001m)
            .Holds("USDC", 1_000m, bridge: BridgeClass.BurnAndMint, finality: (5, 10))
            .Equity().Lines);

        // 1 000 → 998 → 988.02 → 983.0799 → 491.53995 → 489.08225025.
        Assert.Equal(1_000m, line.Raw.Amount);
        Assert.Equal(-2m, line.PriceStep.Amount);
        Assert.Equal(-9.98m, line.LocationStep.Amount);
        Assert.Equal(-4.9401m, line.BridgeStep.Amount);
        Assert.Equal(0m, line.OwnTokenStep.Amount);
        Assert.Equal(-491.53995m, line.FinalityStep.Amount);
        Assert.Equal(-2.45769975m, line.AssetStep.Amount);
        Assert.Equal(489.08225025m, line.Counted.Amount);
    }

    [Fact]
    public void Line_WhenCounted_IsTheSumOfItsSteps()
    {
        var line = Desk.At("A", haircut: 0.0333m).Priced("BTC", 98_765.4321m, confidence: 0.00037m).Holds("BTC", 1.23456789m)
            .Line("BTC@A");
        var steps = line.PriceStep + line.LocationStep + line.BridgeStep + line.OwnTokenStep + line.FinalityStep + line.AssetStep
            + line.AssetCapStep + line.IssuerCapStep + line.VenueCapStep + line.Rounding;
        Assert.Equal(line.Counted, line.Raw + steps);
    }

    [Fact]
    public void Location_WithoutTerms_HasNoCreditAndIsNamed()
    {
        var pool = Desk.At("A").AndAtUnknown("NOWHERE").Holds("USD", 1_000m).Pool();
        Assert.Equal(0m, pool.Equity.Adjusted.Amount);
        Assert.Equal(
            "USD@NOWHERE", Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.NoLocationTerms).Subject);
    }

    [Fact]
    public void Debt_AtALocationWithoutTerms_IsOwedInFull() =>
        Assert.Equal(-1_000m, Desk.At("A").AndAtUnknown("NOWHERE").Owes("USD", 1_000m).Equity().Adjusted.Amount);

    [Fact]
    public void Amount_OfALine_IsBalancePlusProfitLessWhatIsOwed()
    {
        // 1 000 + 250 − 40.
        Assert.Equal(1_210m, Desk.At("A").Holds("USD", 1_000m, unrealised: 250m, owed: 40m).Line("USD@A").Counted.Amount);
    }

    [Fact]
    public void Amount_OfALineThatTurnsNegative_IsADebtWithoutFactors() =>
        Assert.Equal(-200m, Desk.At("A", haircut: 0.5m).Holds("USD", 1_000m, unrealised: -1_200m).Line("USD@A").Counted.Amount);

    [Fact]
    public void Loan_DoesNotNetWithTheBalanceBesideIt()
    {
        // USDC 1 000 less 0.5 % stands against 1 000 owed in full.
        Assert.Equal(995m - 1_000m, Desk.At("A").Holds("USDC", 1_000m).Owes("USDC", 1_000m).Equity().Adjusted.Amount);
    }

    [Fact]
    public void Line_WhenSplitOverSubAccounts_IsNettedBeforeItsFactors()
    {
        // +1 500 and −500 at one place are 1 000, less 10 %.
        Assert.Equal(900m, Desk.At("A", haircut: 0.10m).Holds("USD", 1_500m).Holds("USD", -500m).Equity().Adjusted.Amount);
    }
}
