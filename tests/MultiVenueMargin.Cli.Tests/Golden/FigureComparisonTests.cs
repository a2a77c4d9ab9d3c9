using MultiVenueMargin.Cli.Golden;

namespace MultiVenueMargin.Cli.Tests.Golden;

public sealed class FigureComparisonTests
{
    [Theory]
    [InlineData("100", "100.000001")]
    [InlineData("100", "99.999999")]
    [InlineData("-5000000000", "-5000000004.9")]
    [InlineData("1.9166666666666666666666666666666666666666666666667", "1.91666667")]
    public void Compare_WhenNumbersLieWithinTheTolerance_FindsNothing(string expected, string ours) =>
        Assert.Empty(FigureComparison.Compare(Expected(("a/MM", expected)), Ours(("a/MM", Number(ours)))));

    [Theory]
    [InlineData("100", "100.0000011", "0.0000011")]
    [InlineData("0", "-0.0000011", "-0.0000011")]
    [InlineData("-5000000000", "-5000000005.1", "-5.1")]
    public void Compare_WhenANumberIsOff_NamesPathBothFiguresAndTheDifference(string expected, string ours, string difference)
    {
        var mismatch = Assert.Single(FigureComparison.Compare(Expected(("a/MM", expected)), Ours(("a/MM", Number(ours)))));

        Assert.Equal($"a/MM: expected {expected}, ours {ours}, difference {difference}", mismatch.ToString());
    }

    [Fact]
    public void Compare_WhenAnExpectedFigureIsNotOurs_CannotCompareIt()
    {
        var mismatch = Assert.Single(FigureComparison.Compare(Expected(("a/NEW", "1")), Ours()));

        Assert.Equal("a/NEW: expected 1, ours cannot compare: our report has no such figure", mismatch.ToString());
    }

    [Fact]
    public void Compare_WhenAFigureOfOursIsNotExpected_NamesIt()
    {
        var mismatch = Assert.Single(FigureComparison.Compare(Expected(), Ours(("a/MM", Number("7")))));

        Assert.Equal("a/MM: expected nothing, ours 7", mismatch.ToString());
    }

    [Fact]
    public void Compare_WhenAStepTookNothing_TheFileMayLeaveItOut()
    {
        Assert.Empty(FigureComparison.Compare(Expected(), Ours(("a/bridge", Figure.UnlessZero(default)))));
        Assert.Single(FigureComparison.Compare(Expected(), Ours(("a/bridge", Figure.UnlessZero(new(1m))))));
    }

    [Fact]
    public void Compare_WhenOneSideIsAbsent_ZeroIsNoMatchForIt()
    {
        Assert.Empty(FigureComparison.Compare(Expected(("a/FHS", null)), Ours(("a/FHS", Figure.Absent))));
        Assert.Single(FigureComparison.Compare(Expected(("a/FHS", null)), Ours(("a/FHS", Number("0")))));
        Assert.Single(FigureComparison.Compare(Expected(("a/FHS", "0")), Ours(("a/FHS", Figure.Absent))));
    }

    [Fact]
    public void Compare_WhenTextsDiffer_NamesBoth()
    {
        Assert.Empty(FigureComparison.Compare(Expected(("a/state", "Call")), Ours(("a/state", Figure.Of("Call")))));
        var mismatch = Assert.Single(FigureComparison.Compare(Expected(("a/state", "Call")), Ours(("a/state", Figure.Of("Notice")))));

        Assert.Equal("a/state: expected Call, ours Notice", mismatch.ToString());
    }

    [Fact]
    public void Compare_WhenANumberIsExpectedAndItIsNone_SaysSo() =>
        Assert.Single(FigureComparison.Compare(Expected(("a/MM", "much")), Ours(("a/MM", Number("7")))));

    [Theory]
    [InlineData("-10", "-10", 0)]
    [InlineData("-10.00000001", "-10", 0)]
    [InlineData("-10.00001", "-10.00001", 0)]
    [InlineData("-10", "-10.00001", 1)]
    public void Compare_WhenAnotherScenarioBinds_AcceptsATieOnly(string up, string down, int mismatches)
    {
        // Theirs binds at "up"; ours at "same", which the file has at −10.
        var expected = Expected(("u/binding", up == "-10.00001" ? "same" : down == "-10.00001" ? "down" : "up"),
            ("u/vector/0 up", up), ("u/vector/1 same", "-10"), ("u/vector/2 down", down));
        var ours = Ours(("u/binding", Figure.Of("same")),
            ("u/vector/0 up", Number(up == "-10.00001" ? up : "-9.99999999")), ("u/vector/1 same", Number("-10")), ("u/vector/2 down", Number(down)));

        Assert.Equal(mismatches, FigureComparison.Compare(expected, ours).Count);
    }

    private static Figure Number(string text) => Figure.Of(decimal.Parse(text));

    private static FigureList<string?> Expected(params (string Path, string? Text)[] figures)
    {
        var list = new FigureList<string?>();
        foreach (var (path, text) in figures)
        {
            list.Add(path, text);
        }

        return list;
    }

    private static FigureList<Figure> Ours(params (string Path, Figure Figure)[] figures)
    {
        var list = new FigureList<Figure>();
        foreach (var (path, figure) in figures)
        {
            list.Add(path, figure);
        }

        return list;
    }
}
