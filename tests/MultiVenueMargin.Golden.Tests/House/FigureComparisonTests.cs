using MultiVenueMargin.Golden.House;

namespace MultiVenueMargin.Golden.Tests.House;

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

    [Fact]
    public void Compare_WhenMinimaTieInTheLastDigits_AcceptsTheFirstOfOurs() =>
        Assert.Empty(FigureComparison.Compare(
            Expected(("u/binding", "up"), ("u/vector/0 up", "-10.00000001"), ("u/vector/1 same", "-10")),
            Ours(("u/binding", Figure.Of("same")), ("u/vector/0 up", Number("-10")), ("u/vector/1 same", Number("-10.00000001")))));

    [Fact]
    public void Compare_WhenMinimaAreEqualAndOursIsNotTheFirst_IsNoTie() =>
        Assert.Single(FigureComparison.Compare(
            Expected(("u/binding", "up"), ("u/vector/0 up", "-10"), ("u/vector/1 same", "-10")),
            Ours(("u/binding", Figure.Of("same")), ("u/vector/0 up", Number("-10")), ("u/vector/1 same", Number("-10")))));

    [Theory]
    [InlineData("down")]
    [InlineData("nowhere")]
    public void Compare_WhenTheExpectedScenarioIsNoMinimum_IsNoTie(string binding) =>
        Assert.Single(FigureComparison.Compare(
            Expected(("u/binding", binding), ("u/vector/0 up", "-10"), ("u/vector/1 down", "-9.9")),
            Ours(("u/binding", Figure.Of("up")), ("u/vector/0 up", Number("-10")), ("u/vector/1 down", Number("-9.9")))));

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
