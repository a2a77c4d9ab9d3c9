using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Domain.Tests.Rules;

public sealed class TierTests
{
    private static readonly IReadOnlyList<Tier> Bitcoin = RuleSet.Default.Collateral.TermsOf(new("BTC")).Haircut;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(100, 2)]
    [InlineData(500, 10)]

    // 500·2 % + 1 500·5 % + 3 000·10 % + 1 000·20 % = 10 + 75 + 300 + 200.
    [InlineData(2_000, 85)]
    [InlineData(5_000, 385)]
    [InlineData(6_000, 585)]
    public void Charge_TakesEachSliceAtItsRate(int total, int charge) => Assert.Equal(charge, Tier.Charge(Bitcoin, total));

    [Fact]
    public void Charge_AgreesWithCountingUnitByUnit() => Prop.ForAll(
        Gen.Choose(1, 60).ListOf(4).ToArbitrary(),
        Gen.Choose(0, 100).ListOf(5).ToArbitrary(),
        Gen.Choose(0, 300).ToArbitrary(),
        (widths, percents, total) =>
        {
            var ends = new List<int>();
            foreach (var width in widths)
            {
                ends.Add((ends.Count == 0 ? 0 : ends[^1]) + width);
            }

            Tier[] schedule = [.. ends.Select((end, i) => new Tier(end, percents[i] / 100m)), new(null, percents[^1] / 100m)];
            var naive = 0m;
            for (var unit = 1; unit <= total; unit++)
            {
                naive += percents[ends.Count(end => end < unit)] / 100m;
            }

            Assert.Equal(naive, Tier.Charge(schedule, total));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20_261_121, 7));
}
