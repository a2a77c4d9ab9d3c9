using System.Numerics;
using MultiVenueMargin.Risk.Coverage;
using MultiVenueMargin.Risk.Tests.NaiveEvaluator;

namespace MultiVenueMargin.Risk.Tests.Coverage;

public sealed class BinomialLawTests
{
    /// <summary>
    /// The cumulative probabilities that the Basel Committee printed in 1996 for 250 days at 99 % (Supervisory framework for the use of
    /// "backtesting", table 2), in per cent.
    /// </summary>
    [Theory]
    [InlineData(0, 8.11)]
    [InlineData(1, 28.58)]
    [InlineData(2, 54.32)]
    [InlineData(3, 75.81)]
    [InlineData(4, 89.22)]
    [InlineData(5, 95.88)]
    [InlineData(6, 98.63)]
    [InlineData(7, 99.60)]
    [InlineData(8, 99.89)]
    [InlineData(9, 99.97)]
    [InlineData(10, 99.99)]
    public void AtMost_Of250DaysAt99PerCent_IsThePublishedFigure(int exceedances, double percent) =>
        Assert.Equal((decimal)percent, decimal.Round(100m * new BinomialLaw(250, 0.01m).AtMost(exceedances), 2));

    /// <summary>Yellow begins where 95 % is reached and red where 99.99 % is: green to 4, yellow 5 to 9, red from 10.</summary>
    [Fact]
    public void TrafficLight_OfTheBaselCommittee_FollowsFromTheLaw()
    {
        var law = new BinomialLaw(250, 0.01m);
        Assert.Equal(5, Enumerable.Range(0, 250).First(count => law.AtMost(count) >= 0.95m));
        Assert.Equal(10, Enumerable.Range(0, 250).First(count => law.AtMost(count) >= 0.9999m));
    }

    [Fact]
    public void AtMost_OfTenCoins_IsTheFractionByHand()
    {
        // 1 + 10 + 45 + 120 + 210 + 252 = 638 of 1 024.
        Assert.Equal(0.623046875m, new BinomialLaw(10, 0.5m).AtMost(5));
        Assert.Equal(1m, new BinomialLaw(10, 0.5m).AtMost(10));
        Assert.Equal(1m, new BinomialLaw(10, 0.5m).AtMost(11));
    }

    /// <summary>99.60 % and 98.63 % of 250 days: seven are the least that leave at most half a per cent above them.</summary>
    [Fact]
    public void Band_Of250DaysAt99PerCent_IsNoneToSeven() =>
        Assert.Equal(new ExceedanceBand(0, 7), new BinomialLaw(250, 0.01m).Band(0.99m));

    [Fact]
    public void Band_WhenATailIsExactlyHalfOfTheRest_AcceptsWhatLeavesIt()
    {
        // Three coins: 1/8, 1/2, 7/8, 1. At 75 % an eighth may lie on either side: 0 lies outside, and 3 too.
        Assert.Equal(new ExceedanceBand(1, 2), new BinomialLaw(3, 0.5m).Band(0.75m));
        Assert.Equal(new ExceedanceBand(0, 3), new BinomialLaw(3, 0.5m).Band(0.7500000001m));
    }

    /// <summary>Against sums of binomial coefficients by factorials, in exact fractions.</summary>
    [Fact]
    public void BandAndProbability_AgainstFactorials_Agree()
    {
        foreach (var periods in new[] { 1, 2, 7, 40, 113 })
        {
            foreach (var tail in new[] { 0.005m, 0.010m, 0.3m, 0.999m })
            {
                foreach (var confidence in new[] { 0.5m, 0.99m, 0.9990m })
                {
                    AgreesWithFactorials(new BinomialLaw(periods, tail), tail, confidence);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(-1, 0.01)]
    [InlineData(BinomialLaw.MostPeriods + 1, 0.01)]
    [InlineData(10, 0.0)]
    [InlineData(10, 1.0)]
    [InlineData(10, -0.1)]
    public void Law_OfWhatCannotBe_IsRefused(int periods, double tail) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinomialLaw(periods, (decimal)tail));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Band_OfNoConfidenceOrCertainty_IsRefused(double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinomialLaw(10, 0.01m).Band((decimal)confidence));

    [Fact]
    public void Band_OfTheMostPeriods_IsFound()
    {
        // A hundred are expected and √99 = 9.95 is their deviation: 2.576 of them on either side.
        var band = new BinomialLaw(BinomialLaw.MostPeriods, 0.01m).Band(0.99m);
        Assert.InRange(band.Least, 73, 77);
        Assert.InRange(band.Most, 124, 129);
    }

    private static void AgreesWithFactorials(BinomialLaw law, decimal tail, decimal confidence)
    {
        var half = ((BigRational)1 - confidence) / 2;
        var (least, most) = (-1, -1);
        for (var count = 0; count <= law.Periods; count++)
        {
            var atMost = Enumerable.Range(0, count + 1).Aggregate(BigRational.Zero, (sum, k) => sum + Probability(law.Periods, k, tail));
            least = least < 0 && atMost > half ? count : least;
            most = most < 0 && (BigRational)1 - atMost <= half ? count : most;
            var difference = atMost - law.AtMost(count);
            Assert.True(difference >= BigRational.Zero && difference < BigRational.Of(1, 1_000_000_000_000), $"{count} of {law.Periods} at {tail}");
        }

        Assert.Equal(new ExceedanceBand(least, most), law.Band(confidence));
    }

    private static BigRational Probability(int periods, int count, BigRational tail) =>
        BigRational.Of(Factorial(periods), Factorial(count) * Factorial(periods - count)) * Power(tail, count) * Power(1 - tail, periods - count);

    private static BigRational Power(BigRational value, int exponent) =>
        BigRational.Of(BigInteger.Pow(value.Numerator, exponent), BigInteger.Pow(value.Denominator, exponent));

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, k) => product * k);
}
