using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Host.Bench.Margins;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Host.Tests.Bench;

public sealed class PeerCheckTests
{
    private const double Forward = 100;

    private static readonly BookedOption Call = new(OptionRight.Call, Forward, 90, 73, 0.5, [0.5, 0.7]);
    private static readonly double[] Moves = [0, 1];

    // Prices of a hundred and what they change to.
    private static readonly double[] Ours = [0, 40];

    [Theory]
    [InlineData(20, 60, 0)]
    [InlineData(20, 60.5, 0.0025)] // Half a dollar of the two hundred that the forward then is.
    [InlineData(20.5, 60.5, 0.005)] // The price before is part of every change: half a dollar of a hundred.
    public void Difference_WhenAPriceIsOff_IsAShareOfTheLargerForward(double before, double doubled, double expected) =>
        Assert.Equal(expected, PeerCheck.LargestDifference([Call], Moves, [before, 20, doubled], [Ours]), 12);

    [Fact]
    public void Difference_WhenAPriceIsNoNumber_IsNone()
    {
        var difference = PeerCheck.LargestDifference([Call], Moves, [20, double.NaN, 60], [Ours]);

        Assert.False(difference <= PeerCheck.Tolerance);
    }

    [Fact]
    public void Check_WhenFiguresAreMissing_Refuses()
    {
        Assert.Throws<InvalidOperationException>(() => PeerCheck.LargestDifference([Call], Moves, [20, 20], [Ours]));
        Assert.Throws<InvalidOperationException>(() => PeerCheck.LargestDifference([Call], [20, 20], [default]));
    }

    /// <summary>Each by a hundredth of its own unit: of the forward, one, one over the forward, the forward, and the forward by the years.</summary>
    [Theory]
    [InlineData(0, Forward * 0.01)]
    [InlineData(1, 0.01)]
    [InlineData(2, 0.01 / Forward)]
    [InlineData(3, Forward * 0.01)]
    [InlineData(4, Forward * 0.01 / 0.2)]
    public void Difference_WhenAGreekIsOff_IsInItsUnit(int greek, double off)
    {
        var ours = Black76.PriceAndGreeks(Call.Right, Call.Forward, Call.Strike, Call.Volatility, 0.2);
        double[] theirs = [ours.Price, ours.Delta, ours.Gamma, ours.Vega, ours.Theta];
        Assert.Equal(0, PeerCheck.LargestDifference([Call], theirs, [ours]), 12);

        theirs[greek] += off;

        Assert.Equal(0.01, PeerCheck.LargestDifference([Call], theirs, [ours]), 12);
    }

    [Fact]
    public void Rows_WhenThePeerComputesSomethingElse_OutrunNobody()
    {
        var book = new PricingBench(new RiskScale { Instruments = 20 });
        double[] right = [.. book.KernelChanges().SelectMany(changes => changes.Prepend(0))];
        double[] wrong = [.. right.Select((change, i) => i == 70 ? change + 1 : change)];
        var greeks = new double[book.Options.Count * 5];
        foreach (var each in book.All)
        {
            each.Run(TimeSpan.Zero);
        }

        Assert.NotNull(Kernel(right).Ratio);
        Assert.Null(Kernel(wrong).Ratio);
        Assert.Equal("blackFormula computes something else", Kernel(wrong).Limit);

        MultiVenueMargin.Host.Bench.BenchRow Kernel(double[] formula) => book.Rows(new PeerAnswer("1", 60, 60, 3_000, formula, right, greeks), string.Empty)
            .Single(row => row.Name.StartsWith("risk arrays, the kernel alone", StringComparison.Ordinal));
    }

    /// <summary>What the peer is asked and what the platform prices: volatilities were found in two places.</summary>
    [Fact]
    public void Book_WhenPricedByTheKernel_GivesThePlatformsArrays()
    {
        var book = new PricingBench(new RiskScale { Instruments = 60 });

        Assert.Equal(book.Options.Count, book.ArrayChanges().Count);
        for (var i = 0; i < book.Options.Count; i++)
        {
            var forward = book.Options[i].Forward;
            Assert.All(book.KernelChanges()[i].Zip(book.ArrayChanges()[i]), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-13 * 6 * forward));
            Assert.Contains(book.ArrayChanges()[i], change => Math.Abs(change) > 1e-3 * forward);
        }
    }
}
