using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.RuleBooks.Drift;
using MultiVenueMargin.Risk.RuleBooks.Exact;

namespace MultiVenueMargin.RuleBooks.Tests.Drift;

/// <summary>What must hold of any account, whatever the numbers.</summary>
public sealed class DriftAccountTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithReplay(20_261_121, 7);

    private static readonly DriftSpotMarket Coin = new()
    {
        Decimals = 9,
        InitialAssetWeight = 8_000,
        MaintenanceAssetWeight = 9_000,
        InitialLiabilityWeight = 12_000,
        MaintenanceLiabilityWeight = 11_000,
        SizeFactor = 3_000,
    };

    private static readonly DriftPerpMarket Market = new()
    {
        InitialRatio = 1_000,
        MaintenanceRatio = 500,
        SizeFactor = 50,
        HighLeverageInitialRatio = 100,
        HighLeverageMaintenanceRatio = 50,
        ProfitInitialWeight = 10_000,
        ProfitMaintenanceWeight = 10_000,
        ProfitSizeFactor = 1_000,
    };

    private static readonly Arbitrary<IList<int>> Draws = Gen.Choose(-1_000_000, 1_000_000).ListOf(7).Select(drawn => (IList<int>)drawn).ToArbitrary();

    [Fact]
    public void Health_AtFill_LiesBetweenInitialAndMaintenance() => Prop.ForAll(Draws, drawn =>
    {
        BigInteger FreeAt(DriftLevel level)
        {
            var cross = AccountOf(drawn).HealthUnder(TermsAt(level)).Cross;
            return cross.Collateral - cross.Requirement;
        }

        Assert.True(FreeAt(DriftLevel.Initial) <= FreeAt(DriftLevel.Fill), "initial is the hardest");
        Assert.True(FreeAt(DriftLevel.Fill) <= FreeAt(DriftLevel.Maintenance), "maintenance is the easiest");
    }).Check(Replayed);

    [Fact]
    public void Health_WhenPricesAreTakenStrictly_IsNeverBetter() => Prop.ForAll(Draws, Gen.Choose(1, 400).ToArbitrary(), (drawn, average) =>
    {
        var plain = AccountOf(drawn) with { Perpetuals = [] };
        var strict = plain with
        {
            QuotePrice = plain.QuotePrice with { Average = new Fraction(average, 200) },
            Coins = [plain.Coins[0] with { Price = new DriftStrictPrice(plain.Coins[0].Price.Current, Fraction.Of(average)) }],
        };
        var (before, after) = (plain.HealthUnder(TermsAt(DriftLevel.Maintenance)).Cross, strict.HealthUnder(TermsAt(DriftLevel.Maintenance)).Cross);
        Assert.True(after.Collateral - after.Requirement <= before.Collateral - before.Requirement);
    }).Check(Replayed);

    [Fact]
    public void Health_WhenAPositionIsIsolated_TouchesNothingElse() => Prop.ForAll(Draws, drawn =>
    {
        var account = AccountOf(drawn);
        var apart = account with { Perpetuals = [account.Perpetuals[0] with { IsolatedCollateral = 5_000_000 }] };
        var without = account with { Perpetuals = [] };
        var (both, cross) = (apart.HealthUnder(TermsAt(DriftLevel.Initial)), without.HealthUnder(TermsAt(DriftLevel.Initial)));

        Assert.Equal(cross.Cross.Collateral, both.Cross.Collateral);
        Assert.Equal(cross.Cross.Requirement, both.Cross.Requirement);
        Assert.Equal(both.IsMet, both.Cross.IsMet && both.Isolated[0].IsMet);
    }).Check(Replayed);

    /// <summary>Each of the user's own ratios asks for as much as it says, at initial alone; one from outside at every level.</summary>
    [Theory]
    [InlineData(DriftLevel.Initial, 0, 0, 0, 1_000)]
    [InlineData(DriftLevel.Initial, 2_000, 0, 0, 2_000)]
    [InlineData(DriftLevel.Initial, 2_000, 3_000, 0, 3_000)]
    [InlineData(DriftLevel.Initial, 500, 0, 0, 1_000)]
    [InlineData(DriftLevel.Maintenance, 2_000, 3_000, 0, 500)]
    [InlineData(DriftLevel.Maintenance, 0, 0, 4_000, 4_000)]
    [InlineData(DriftLevel.Fill, 2_000, 0, 0, 750)]
    public void Ratio_WhenSomebodySetOne_IsTheLargest(DriftLevel level, int user, int position, int imposed, int asked)
    {
        var account = new DriftAccount
        {
            Quote = 0,
            QuotePrice = new DriftStrictPrice(Fraction.One),
            Perpetuals = [new DriftPerpPosition("P", Market, 1_000_000_000, 0, Fraction.Of(1m), OwnRatio: position)],
        };

        var health = account.HealthUnder(TermsAt(level) with { OwnRatio = user, ImposedRatio = imposed });

        Assert.Equal(asked * 100, health.Cross.Requirement);
    }

    [Theory]
    [InlineData(DriftLevel.Initial, 100)]
    [InlineData(DriftLevel.Fill, 75)]
    [InlineData(DriftLevel.Maintenance, 50)]
    public void Ratio_WhenTheUserOptedIntoHighLeverage_IsLower(DriftLevel level, int ratio)
    {
        Assert.Equal(ratio, Market.MarginRatio(1_000_000_000, level, highLeverage: true));
        Assert.Equal(level.At(1_000, 500), Market.MarginRatio(1_000_000_000, level));
    }

    /// <summary>A market whose leveraged ratio is above its ordinary one keeps it, whatever the size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(40_000)]
    public void Ratio_WhenTheLeveragedOneIsTheHigher_StaysThere(int units) =>
        Assert.Equal(1_200, (Market with { HighLeverageInitialRatio = 1_200 }).MarginRatio(units * 1_000_000_000L, DriftLevel.Initial, highLeverage: true));

    /// <summary>However large it becomes, the leveraged ratio never falls with the size, and meets the ordinary one.</summary>
    [Fact]
    public void Ratio_AsThePositionGrows_NeverFalls()
    {
        foreach (var level in Enum.GetValues<DriftLevel>())
        {
            var last = BigInteger.Zero;
            foreach (var size in Enumerable.Range(0, 60).Select(step => BigInteger.Pow(2, step)))
            {
                var ratio = Market.MarginRatio(size, level, highLeverage: true);
                Assert.True(ratio >= last, $"{level} at {size}: {ratio} after {last}");
                Assert.True(ratio <= Market.MarginRatio(size, level), $"{level} at {size}: more than in the ordinary mode");
                last = ratio;
            }
        }
    }

    /// <summary>A debt that is repaid as told, out of an asset at its price, leaves the weighted shortage freed, to a millionth of it.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(3)]
    public void Debt_WhenItIsRepaid_FreesTheShortage(int decimals)
    {
        var repaid = (decimal)DriftLiquidation.DebtToCover(50_000_000, 8_000, 1_000_000, 11_000, 1_000_000, decimals, 20_000_000, 0)!.Value
            / (decimal)BigInteger.Pow(10, decimals);

        // Each USD repaid takes 1.1 USD from what is asked and 0.8 USD from what counts: 50/(20·0.3).
        Assert.InRange(repaid * 20m * 0.3m, 50m - (6m / (decimal)BigInteger.Pow(10, decimals)), 50m);
    }

    private static DriftTerms TermsAt(DriftLevel level) => new() { Level = level, PerOrder = 10_000, ProfitCap = 100_000_000 };

    private static DriftAccount AccountOf(IList<int> drawn) => new()
    {
        Quote = drawn[0] * 1_000L,
        QuotePrice = new DriftStrictPrice(Fraction.One),
        Coins =
        [
            new DriftSpotPosition(
                "SOL", Coin, drawn[1] * 1_000_000L, new DriftStrictPrice(Fraction.Of(100m)), Math.Abs(drawn[2]) * 1_000_000L, -Math.Abs(drawn[3]) * 1_000_000L, 2),
        ],
        Perpetuals = [new DriftPerpPosition("SOL", Market, drawn[4] * 1_000_000L, drawn[5] * 1_000L, Fraction.Of(100m), Math.Abs(drawn[6]) * 1_000_000L)],
    };
}
