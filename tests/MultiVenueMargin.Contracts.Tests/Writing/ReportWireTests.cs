using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Contracts.Tests.Writing;

/// <summary>What a report says in the contract adds up, and says what the report says.</summary>
public sealed class ReportWireTests
{
    public static TheoryData<string> Samples => [.. RepositoryFolder.SampleNames];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Parts_WhenAddedUp_AreTheRequirement(string name)
    {
        var (book, report) = Evaluate(name);
        var wire = ReportWire.Write(report, book);

        Assert.Equal(report.Pools.Count, wire.Pools.Count);
        Assert.Contains(wire.Pools, pool => pool.Parts.Count > 1);
        foreach (var pool in wire.Pools)
        {
            Assert.Equal(Number(pool.Figures.MaintenanceMargin), pool.Parts.Sum(part => Number(part.Amount)));
            foreach (var unit in pool.Units)
            {
                Assert.Equal(Number(unit.Requirement), pool.Parts.Where(part => part.Unit == unit.Unit).Sum(part => Number(part.Amount)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Explanation_WhenOpened_AddsUpAtEveryNode(string name)
    {
        var (_, report) = Evaluate(name);
        foreach (var pool in report.Pools)
        {
            var wire = ReportWire.Explain(pool);

            Assert.Equal(pool.MaintenanceMargin.Amount, Number(wire.Requirement.Amount));
            Assert.Equal(pool.Equity.Adjusted.Amount, Number(wire.Equity.Amount));
            AssertAddsUp(wire.Requirement);
            AssertAddsUp(wire.Equity);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Report_WhenWritten_SaysWhatItSays(string name)
    {
        var (book, report) = Evaluate(name);
        var wire = ReportWire.Write(report, book);

        Assert.Equal((report.Account.ToString(), report.Market.Code, report.Rules.Code), (wire.Account, wire.Market, wire.Rules));
        Assert.Equal(report.AsOf, wire.AsOf.ToDateTimeOffset());
        Assert.Equal(book.VenueStatements.Keys.Order().Select(venue => venue.Code), wire.VenueStatements.Select(statement => statement.Venue));
        foreach (var (pool, said) in report.Pools.Zip(wire.Pools))
        {
            Assert.Equal(pool.Pool.Code, said.Figures.Pool);
            Assert.Equal(pool.State.ToString(), said.Figures.State.ToString());
            Assert.Equal(pool.Equity.Adjusted.Amount, Number(said.Figures.WorstEquity));
            Assert.Equal(pool.Equity.Likely.Amount, Number(said.Figures.LikelyEquity));
            Assert.Equal(pool.Equity.Best.Amount, Number(said.Figures.BestEquity));
            Assert.Equal(pool.CallAmount.Amount, Number(said.Figures.CallAmount));
            Assert.Equal(Number(said.Figures.WorstEquity) - Number(said.Figures.MaintenanceMargin), Number(said.ExcessOverMaintenance));
            Assert.Equal(Number(said.Figures.WorstEquity) - Number(said.Figures.InitialMargin), Number(said.ExcessOverInitial));
            Assert.Equal(pool.Unknown.Select(omission => omission.Subject), said.Unknown.Select(omission => omission.Subject));
            Assert.Equal(pool.Omissions.Select(omission => omission.Kind.ToString()), said.Omissions.Select(omission => omission.Kind.ToString()));
            Assert.Equal(pool.Units.Sum(unit => unit.Scan.Vector.Count), said.Units.Sum(unit => unit.Scan.Count));
            Assert.All(said.Units, unit => Assert.Contains(unit.BindingScenario, unit.Scan.Select(value => value.Scenario)));
        }
    }

    // The sum holds on its own; this says which part is which where the name is not that of a component.
    [Fact]
    public void Parts_WhenAUnitIsBoundOrRaised_AreNamed()
    {
        var names = RepositoryFolder.SampleNames
            .SelectMany(name => ReportWire.Write(Evaluate(name).Report, new Book { Account = new AccountId(new InstitutionId("a"), "b") }).Pools)
            .SelectMany(pool => pool.Parts)
            .Select(part => part.Name)
            .ToHashSet();

        Assert.Subset(names, new HashSet<string> { "SCAN", "LIQ", "VEGA_TERM" });
        Assert.Subset(
            new HashSet<string>
            {
                "SCAN", "FHS", "GROSS_FLOOR", "BASIS", "VEGA_TERM", "PEG", "RATE", "FUNDING", "LIQ", "CONC", "SHORT_OPTION_MIN", "MIN_DELTA",
                "MAXIMUM_LOSS", "CREDIT", "BORROW", "VENUE_TRAP", "ORDERS",
            },
            names);
    }

    [Theory]
    [InlineData("150", "100", "1.5")]
    [InlineData("-1", "3", "-0.33333334")]
    [InlineData("1", "3", "0.33333333")]
    [InlineData("1", "0", "")]
    [InlineData("999999999999999999999", "0.00000001", "")]
    public void Ratio_WhenOfFigures_IsRoundedDownOrAbsent(string equity, string maintenance, string ratio)
    {
        var figures = new Accounts.PoolFigures(
            PoolId.Cross, new Usd(Number(equity)), default, default, new Usd(Number(maintenance)), default, default, default, MarginState.Healthy, MarginState.Healthy);

        Assert.Equal(ratio, FiguresWire.Write(figures).Ratio);
    }

    private static void AssertAddsUp(V1.Explanation node)
    {
        if (node.Parts.Count > 0)
        {
            Assert.Equal(Number(node.Amount), node.Parts.Sum(part => Number(part.Amount)));
            Assert.All(node.Parts, AssertAddsUp);
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static (Book Book, Risk.Reports.MarginReport Report) Evaluate(string name)
    {
        var folder = Path.Combine(RepositoryFolder.Samples, name);
        var (book, market) = (BookFile.Load(Path.Combine(folder, "book.json")).Content!, MarketFile.Load(Path.Combine(folder, "market.json")).Content!);
        var rules = RulesFile.Load(Path.Combine(folder, "rules.json")).Content ?? RuleSet.Default;
        return (book, HouseModel.Evaluate(book, market, rules));
    }
}
