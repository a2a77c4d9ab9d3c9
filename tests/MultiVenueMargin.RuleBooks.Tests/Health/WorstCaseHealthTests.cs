using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.RuleBooks.Health;

namespace MultiVenueMargin.RuleBooks.Tests.Health;

public sealed class WorstCaseHealthTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithReplay(20_261_121, 7);

    [Fact]
    public void Health_WhenOneMarketHasOrders_IsTheWorseOfBothOutcomesInFull() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (tokens, market) = (Tokens(random), Market(random, "B", "Q"));
        var health = WorstCaseHealth.Of(tokens, [market], [], HealthLevel.Initial)!.Value;
        return Math.Abs(health - Outcomes(tokens, [market]).Min()) < 1e-18m;
    }).Check(Replayed);

    [Fact]
    public void Health_WhenSeveralMarketsHaveOrders_IsNeverAboveTheWorstOutcome() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (tokens, markets) = (Tokens(random), new[] { Market(random, "B", "Q"), Market(random, "C", "Q"), Market(random, "C", "B") });
        return WorstCaseHealth.Of(tokens, markets, [], HealthLevel.Initial) <= Outcomes(tokens, markets).Min() + 1e-18m;
    }).Check(Replayed);

    [Fact]
    public void Health_WhenTheLevelIsHarsher_IsLower() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (tokens, perpetual) = (Tokens(random), Perpetual(random));
        var healths = Enum.GetValues<HealthLevel>().Select(level => WorstCaseHealth.Of(tokens, [], [perpetual], level)!.Value).ToList();
        return healths[0] <= healths[1] && healths[1] <= healths[2];
    }).Check(Replayed);

    [Fact]
    public void Health_WhenADebtHasNoPrice_IsUnknown_AndADepositIsPassedOver()
    {
        HealthToken[] tokens = [Token("B", -1m) with { IsPriced = false }, Token("Q", 100m)];

        Assert.Null(WorstCaseHealth.Of(tokens, [], [], HealthLevel.Maintenance));
        Assert.Equal(90m, WorstCaseHealth.Of([tokens[0] with { Balance = 1m }, tokens[1]], [], [], HealthLevel.Maintenance));
    }

    [Fact]
    public void Health_WhenAPerpetualSettlesInAnUnpricedToken_IsUnknown() => Assert.Null(
        WorstCaseHealth.Of([Token("Q", 0m) with { IsPriced = false }], [], [Perpetual(new Random(1))], HealthLevel.Initial));

    [Fact]
    public void Weights_WhenTheVenueHoldsALot_ScaleWithIt()
    {
        var totals = new BankTotals(1_500m, 3_000m, 500m, DepositScaleStart: 5_000m, BorrowScaleStart: 5_000m);

        // 2 000 deposited or on their way at 5: 10 000, twice the start. 3 000 owed: 15 000, three times.
        Assert.Equal(0.25m, totals.ScaledAssetWeight(0.5m, 5m));
        Assert.Equal(4.5m, totals.ScaledLiabilityWeight(1.5m, 5m));
        Assert.Equal(0.5m, (totals with { DepositScaleStart = null }).ScaledAssetWeight(0.5m, 5m));
    }

    [Theory]
    [InlineData(5, "100")] // too soon
    [InlineData(10, "100.3")] // +0.03 % a second for ten seconds
    [InlineData(3_600, "118")] // no more than ten minutes count
    public void StablePrice_WhenTheOracleJumps_FollowsByItsLimit(int seconds, string expected)
    {
        var follower = new StablePrice(GrowthLimit: 0.0003m, LeastSeconds: 10, MostSeconds: 600);

        Assert.Equal(decimal.Parse(expected), follower.Next(last: 100m, delayed: 100m, oracle: 500m, seconds));
    }

    [Fact]
    public void StablePrice_WhenItIsFarFromADayAgo_FollowsLess()
    {
        var follower = new StablePrice(0.0003m, 10, 600);

        // Half as far from a day ago: a quarter of the limit, either way.
        Assert.Equal(100.075m, follower.Next(100m, 50m, 500m, 10));
        Assert.Equal(99.925m, follower.Next(100m, 200m, 1m, 10));
    }

    private static IEnumerable<decimal> Outcomes(HealthToken[] tokens, ReservedOrders[] markets)
    {
        for (var outcome = 0; outcome < 1 << markets.Length; outcome++)
        {
            var balances = tokens.ToDictionary(token => token.Name, token => token.Balance);
            var named = tokens.ToDictionary(token => token.Name);
            for (var at = 0; at < markets.Length; at++)
            {
                var market = markets[at];
                if ((outcome >> at & 1) == 0)
                {
                    balances[market.Base] += market.AllAsBase(named[market.Base], named[market.Quote], HealthLevel.Initial);
                }
                else
                {
                    balances[market.Quote] += market.AllAsQuote(named[market.Base], named[market.Quote], HealthLevel.Initial);
                }
            }

            yield return tokens.Sum(token => token.Contribution(balances[token.Name], HealthLevel.Initial));
        }
    }

    private static HealthToken Token(string name, decimal balance) => new(name, balance, new HealthWeights(0.8m, 1.2m, 0.9m, 1.1m), HealthPrices.Single(1m));

    private static HealthToken[] Tokens(Random random) => [.. new[] { "B", "C", "Q" }.Select(name => new HealthToken(
        name,
        random.Next(-100, 100),
        new HealthWeights(0.5m, 1.5m, 0.7m, 1.3m),
        new HealthPrices(random.Next(1, 20), random.Next(1, 20)),
        new BankTotals(random.Next(1_000), random.Next(1_000), random.Next(100), 500m, 500m)))];

    private static ReservedOrders Market(Random random, string inBase, string inQuote) =>
        new(inBase, inQuote, random.Next(50), random.Next(50), random.Next(2) == 0 ? random.Next(1, 20) : null, random.Next(2) == 0 ? 1m / random.Next(1, 20) : null);

    private static HealthPerpetual Perpetual(Random random) => new(
        "Q", random.Next(-50, 50), random.Next(-500, 500), random.Next(20), random.Next(20), new HealthPrices(random.Next(1, 20), random.Next(1, 20)), new HealthWeights(0.8m, 1.2m, 0.9m, 1.1m), 0.95m, 0.98m);
}
