using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.RuleBooks.Tests.Lending;

/// <summary>What holds for any lawful book under each of these rule books.</summary>
public sealed class ModelPropertyTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithReplay(20_261_121, 7);

    private static readonly string[] Assets = ["WETH", "ETH", "BTC", "USDC", "JitoSOL", "USDT", "BONK", "MYSTERY"];

    public static TheoryData<string> Models => new("aave", "marginfi", "greeks", "hybrid", "var");

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenTheBookIsTwiceAsLarge_AsksTwiceAsMuch(string model) => Prop.ForAll(
        Seeds,
        seed =>
        {
            var (once, twice) = (Random(seed, 1m).Under(model), Random(seed, 2m).Under(model));
            return IsAbout(2m * once.Maintenance.Amount, twice.Maintenance.Amount)
                && IsAbout(2m * once.Initial.Amount, twice.Initial.Amount)
                && IsAbout(2m * once.Equity.Amount, twice.Equity.Amount);
        }).Check(Replayed);

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenTheBookIsLawful_AsksNoLessToTakeMoreOnThanToBeLeftAlone(string model) => Prop.ForAll(
        Seeds,
        seed =>
        {
            var report = Random(seed, 1m).Under(model);
            return report.Maintenance >= Usd.Zero
                && report.Initial >= report.Maintenance
                && report.InitialEquity <= report.Equity
                && report.Components.All(component => component.Name.Length > 0);
        }).Check(Replayed);

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenMoreCollateralIsHeld_NeverHasALowerRatio(string model) => Prop.ForAll(
        Seeds,
        seed =>
        {
            // To the models of tails a coin is a risk too; to a lending protocol it is collateral.
            var more = Random(seed, 1m).Holds("USDC", 500m);
            if (model is "aave" or "marginfi")
            {
                more.Holds("WETH", 1m).Holds("JitoSOL", 1m);
            }

            var (before, after) = (Random(seed, 1m).Under(model), more.Under(model));
            return before.Maintenance == after.Maintenance && after.Equity >= before.Equity && (before.Ratio is null || after.Ratio >= before.Ratio);
        }).Check(Replayed);

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenNothingIsHeld_AsksNothing(string model)
    {
        var report = new SmallBook().Under(model);

        Assert.Equal((Usd.Zero, Usd.Zero, Usd.Zero), (report.Initial, report.Maintenance, report.Equity));
        Assert.Empty(report.Components);
        Assert.Empty(report.NotCovered);
        Assert.Null(report.Ratio);
        Assert.False(report.Acts);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenSomethingOfTheRulesIsMissing_RepeatsIt(string model)
    {
        var report = new SmallBook().Under(model);

        Assert.NotEmpty(report.NotModelled);
        Assert.All(report.NotModelled, gap => Assert.NotEmpty(gap.Reason));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Report_WhenACoinHasNoPrice_NamesItAndCountsItNothing(string model)
    {
        var report = new SmallBook().Holds("GHOST", 5m).Owes("GHOST", 2m).Under(model);

        Assert.Equal((Usd.Zero, Usd.Zero), (report.Maintenance, report.Equity));
        Assert.Contains(report.NotModelled, gap => gap.Subject == "GHOST");
    }

    private static Arbitrary<int> Seeds => Gen.Choose(1, 1_000_000).ToArbitrary();

    // Rounding is at 1e-8 per component, and kernels give 15 digits.
    private static bool IsAbout(decimal expected, decimal actual) => Math.Abs(expected - actual) <= 1e-6m + (1e-11m * Math.Abs(expected));

    private static SmallBook Random(int seed, decimal size)
    {
        var random = new Random(seed);
        var book = new SmallBook().Priced("WETH", 3_000m).Priced("ETH", 3_000m).Priced("BTC", 100_000m).Priced("JitoSOL", 200m, 0.002m).Priced("USDT", 0.999m, 0.0005m)
            .Priced("BONK", 0.00002m, 0.03m).Priced("MYSTERY", 7m);
        var returns = Enumerable.Range(0, 60).Select(day => 0.03 * Math.Sin(day * (1 + (seed % 7)))).ToArray();
        book.History("BTC", returns, 0.03, new Domain.Market.StressMove(-0.6, 0.5)).History("ETH", [.. returns.Reverse()], 0.05);
        foreach (var asset in Assets)
        {
            var amount = random.Next(0, 1_000) * size;
            _ = random.Next(3) switch
            {
                0 => book.Holds(asset, amount),
                1 => book.Owes(asset, amount),
                _ => book,
            };
        }

        book.Perp("BTC", 100_500m, random.Next(-20, 20) * size).Perp("ETH", 2_990m, random.Next(-500, 500) * 100m * size, ContractStyle.Inverse);
        for (var i = 0; i < random.Next(4); i++)
        {
            book.Option(
                i % 2 == 0 ? "BTC" : "ETH",
                (i % 2 == 0 ? 100_000m : 3_000m) * (0.7m + (0.1m * random.Next(7))),
                random.Next(2) == 0 ? OptionRight.Call : OptionRight.Put,
                random.Next(1, 200),
                0.3 + random.NextDouble(),
                i % 2 == 0 ? 101_000m : 3_010m,
                random.Next(-10, 10) * size);
        }

        return book;
    }
}
