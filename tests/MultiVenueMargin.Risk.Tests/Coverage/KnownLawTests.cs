using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Coverage;
using MultiVenueMargin.Risk.Tests.Properties;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Coverage;

/// <summary>
/// Paths of known laws: a value at risk that claims to be exceeded once in two hundred periods is, as often as chance explains; one that
/// was made of half the volatility is exceeded too often, and one of twice the volatility too seldom.
/// </summary>
public sealed class KnownLawTests(ITestOutputHelper output)
{
    /// <summary>From 1 058 on the band has a lower end: six are expected, and none would be less than chance explains.</summary>
    private const int Periods = 1_100;

    private static readonly Book Long = Holding(1m);
    private static readonly Book Short = Holding(-1m);

    [Theory]
    [InlineData(PriceLaw.Normal, 11)]
    [InlineData(PriceLaw.StudentT, 12)]
    [InlineData(PriceLaw.Clustered, 13)]
    public void ValueAtRisk_OfAKnownLaw_IsExceededAsOftenAsItStates(PriceLaw law, int seed)
    {
        var markets = Path(law, seed).Markets();
        foreach (var book in new[] { Long, Short })
        {
            var report = Run(book, markets);
            Assert.Equal(Periods, report.ValueAtRisk.Periods);
            Assert.Empty(report.Unjudged);
            Assert.Equal(CoverageVerdict.Within, report.ValueAtRisk.Verdict);

            // The requirement stands on SCAN, FHS and its buffer: it may be exceeded less often, and never more.
            Assert.True(report.Requirements.Single().IsCovered);
            Assert.All(report.Requirements.Single().Exceedances, exceedance => Assert.True(exceedance.Loss > exceedance.Figure));
        }
    }

    [Theory]
    [InlineData(PriceLaw.Normal, 11)]
    [InlineData(PriceLaw.StudentT, 12)]
    [InlineData(PriceLaw.Clustered, 13)]
    public void ValueAtRisk_WhenVolatilityIsHalved_IsExceededTooOften(PriceLaw law, int seed) =>
        Assert.Equal(CoverageVerdict.TooMany, Run(Long, Path(law, seed).Markets(toldShare: 0.5)).ValueAtRisk.Verdict);

    [Theory]
    [InlineData(PriceLaw.Normal, 11)]
    [InlineData(PriceLaw.Clustered, 13)]
    public void ValueAtRisk_WhenVolatilityIsDoubled_IsExceededTooSeldom(PriceLaw law, int seed) =>
        Assert.Equal(CoverageVerdict.TooFew, Run(Long, Path(law, seed).Markets(toldShare: 2)).ValueAtRisk.Verdict);

    /// <summary>A smaller mistake: the figure of one day for a period of two is short by √2.</summary>
    [Fact]
    public void ValueAtRisk_WhenItIsOfOneDayOverTwo_IsExceededTooOften()
    {
        // One-day figures from the model, two-day losses from the path: told by 1/√2.
        Assert.Equal(
            CoverageVerdict.TooMany, Run(Long, Path(PriceLaw.Normal, 11).Markets(toldShare: Math.Sqrt(0.5))).ValueAtRisk.Verdict);
    }

    /// <summary>Without the scan's range and the add-ons, and with half the volatility, the requirement is too small as well, and the back-test says so.</summary>
    [Fact]
    public void Requirement_WhenItsModelIsWrongThroughout_IsNotCovered()
    {
        var rules = RuleSet.Default with
        {
            Locations = World.Locations,
            UnitClasses = [.. RuleSet.Default.UnitClasses.Select(unitClass => unitClass with { Range = 0.01m, HalfSpread = 0m })],
            Scan = RuleSet.Default.Scan with { TailMoves = [] },
            AddOns = RuleSet.Default.AddOns with { ImpactCoefficient = 0m, ConcentrationMost = 0m },
        };
        var report = CoverageBackTest.Run(Long, Path(PriceLaw.Normal, 11).Markets(toldShare: 0.5), rules);
        Assert.Equal(CoverageVerdict.TooMany, report.Requirements.Single().Verdict);
        Assert.False(report.Requirements.Single().IsCovered);
    }

    private static SyntheticPath Path(PriceLaw law, int seed) => SyntheticPath.Of(law, 2 * Periods, (ulong)seed);

    private CoverageReport Run(Book book, IReadOnlyList<MarketSnapshot> markets)
    {
        var report = CoverageBackTest.Run(book, markets, RuleSet.Default with { Locations = World.Locations });
        foreach (var count in report.Requirements.Append(report.ValueAtRisk))
        {
            output.WriteLine($"{count.Figure}: {count.Exceedances.Count} of {count.Periods}, band {count.Band}, {count.Verdict}");
        }

        return report;
    }

    private static Book Holding(decimal coins) => new()
    {
        Account = new AccountId(new InstitutionId("fund"), "path"),
        Lines = [new CollateralLine { Location = World.Chain, Asset = Asset.Usd, Balance = new Quantity(1_000_000m), AsOf = World.Now }],
        Positions = [new Position { Venue = World.Chain, Instrument = new("BTC-PERP"), Quantity = new Quantity(coins), AsOf = World.Now }],
    };
}
