using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.Statistics;

namespace MultiVenueMargin.Risk.Tests.Statistics;

/// <summary>A tail against the obvious way to find it: sort everything and take the first.</summary>
public sealed class LeastValuesTests
{
    // Around whole registers, around what is inserted one by one, and the thousand days of history.
    private static readonly int[] Sizes = [1, 2, 7, 8, 9, 24, 63, 64, 65, 200, 1_000];

    [Fact]
    public void Least_OfAnyValues_AreTheFirstOfAllSorted()
    {
        var drawn =
            from size in Gen.Elements(Sizes)
            from count in Gen.Choose(1, size)
                // Few different values tie all the time.
            from different in Gen.Elements(2, 20, 1_000_000)
            from values in Gen.Choose(-different, different).Select(value => value * 0.37).ArrayOf(size)
            select (values, count);
        Prop.ForAll(drawn.ToArbitrary(), each => IsSorted(each.values, each.count)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20_261_121, 7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_000)]
    public void Least_OfValuesInAnOrder_AreTheFirstOfAllSorted(int count)
    {
        double[] rising = [.. Enumerable.Range(0, 1_000).Select(i => i - 500.5)];
        Assert.True(IsSorted(rising, count));
        Assert.True(IsSorted([.. rising.Reverse()], count));
        Assert.True(IsSorted([.. rising.Select(Math.Abs)], count));
        Assert.True(IsSorted(new double[1_000], count));
        Assert.True(IsSorted([.. rising.Select((value, i) => i % 3 == 0 ? double.PositiveInfinity : i % 100 == 1 ? double.NegativeInfinity : value)], count));
    }

    /// <summary>What is not a number must reach the conversion that refuses it, wherever it stands.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(65)]
    public void Least_WhereOneIsNotANumber_AreNone(int count)
    {
        for (var place = 0; place < 100; place++)
        {
            double[] values = [.. Enumerable.Range(0, 100).Select(i => i == place ? double.NaN : -i)];
            var least = new double[count];
            LeastValues.Take(values, least);
            Assert.All(least, each => Assert.True(double.IsNaN(each), $"at {place}"));
        }
    }

    [Fact]
    public void Least_OfNone_IsNothing() => LeastValues.Take([1.0, double.NaN], []);

    private static bool IsSorted(double[] values, int count)
    {
        var given = values.ToArray();
        var least = new double[count];
        LeastValues.Take(values, least);
        Assert.Equal(given, values);
        return least.SequenceEqual(values.Order().Take(count));
    }
}
