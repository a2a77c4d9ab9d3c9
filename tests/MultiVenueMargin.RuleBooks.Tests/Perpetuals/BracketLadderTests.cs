using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.Perpetuals;

public sealed class BracketLadderTests
{
    // 1 % to 50 000, then 2.5 %, then 5 % from 150 000: cum 0; 50 000·1.5 % = 750; 750 + 150 000·2.5 % = 4 500.
    private static readonly BracketLadder Ladder = new([new(0m, 0.01m, 50m), new(50_000m, 0.025m, 20m), new(150_000m, 0.05m, 10m)]);

    [Theory]
    [InlineData(0, 0.01, 0, 0, 0)]
    [InlineData(49_999, 0.01, 0, 499.99, 999.98)]
    [InlineData(50_000, 0.025, 750, 500, 2_500)]
    [InlineData(-150_000, 0.05, 4_500, 3_000, 15_000)]
    [InlineData(1_000_000, 0.05, 4_500, 45_500, 100_000)]
    public void At_WhenNotionalReachesAFloor_TakesThatBracket(decimal notional, decimal rate, decimal deduction, decimal maintenance, decimal initial)
    {
        var margin = Ladder.At(notional);

        Assert.Equal((rate, deduction, maintenance, initial), (margin.Bracket.Rate, margin.Deduction, margin.Maintenance, margin.Initial));
    }

    [Fact]
    public void At_AnyNotional_IsTheSumOfSlicesTimesRates() =>
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), raw =>
        {
            var notional = raw / 1_000m;
            var slices = (Math.Min(notional, 50_000m) * 0.01m)
                + (Math.Max(0m, Math.Min(notional, 150_000m) - 50_000m) * 0.025m)
                + (Math.Max(0m, notional - 150_000m) * 0.05m);
            return Ladder.At(notional).Maintenance == slices && Ladder.At(-notional).Maintenance == slices;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    [Fact]
    public void OfSlices_WhenAboveTheLastEnd_IsAskedTheLastRate()
    {
        var ladder = BracketLadder.OfSlices([(10m, 0.01m), (20m, 0.02m)]);

        Assert.Equal((10m * 0.01m) + (15m * 0.02m), ladder.At(25m).Maintenance);
    }

    public static TheoryData<NotionalBracket[]> Malformed => new()
    {
        Array.Empty<NotionalBracket>(),
        new NotionalBracket[] { new(1m, 0.01m, 10m) },
        new NotionalBracket[] { new(0m, 0.02m, 10m), new(0m, 0.03m, 5m) },
        new NotionalBracket[] { new(0m, 0.02m, 10m), new(5m, 0.01m, 5m) },
        new NotionalBracket[] { new(0m, 0.02m, 10m), new(5m, 0.03m, 20m) },
        new NotionalBracket[] { new(0m, 1.01m, 1m) },
        new NotionalBracket[] { new(0m, 0.5m, 0.9m) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Ladder_WhenMalformed_IsRefused(NotionalBracket[] brackets) => Assert.Throws<ArgumentException>(() => new BracketLadder(brackets));
}
