using System.Text.Json;
using MultiVenueMargin.Golden.House;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Golden.Tests.House;

public sealed class ExpectedFiguresTests
{
    [Fact]
    public void Of_WhenListsNameTheirEntries_ThePathsDo()
    {
        var figures = Of("""
            { "cross": {
                "units": { "BTC": { "FHS": null, "vector": [["G-4up", "-1"], ["G-4same", 2]] } },
                "equity": { "lines": [{ "name": "BTC@A" }], "option_value": {} },
                "call_in": [["BTC", "CUST", null]],
                "distance": { "BTC": { "1.20": [-0.5, null] } },
                "named": ["issuer cap Circle: 9.50 above the limit (best)", "unpriced X@A", "unpriced X@A"],
                "unknown": ["unpriced position NEW"] } }
            """);

        Assert.Equal(
            [
                ("cross/units/BTC/FHS", null), ("cross/units/BTC/vector/0 G-4up", "-1"), ("cross/units/BTC/vector/1 G-4same", "2"),
                ("cross/equity/lines/0/name", "BTC@A"), ("cross/call_in/BTC@CUST", null),
                ("cross/distance/BTC/1.20/0", "-0.5"), ("cross/distance/BTC/1.20/1", null),
                ("cross/named/issuer cap Circle (best)", "9.50"), ("cross/named/unpriced X@A", "named"),
                ("cross/named/unpriced X@A#2", "named"), ("cross/unknown/unpriced NEW", "named"),
            ],
            figures.Paths.Select(path => (path, figures[path])));
    }

    [Theory]
    [InlineData("""{ "cross": { "units": { "BTC": { "vector": [["G-4up"]] } } } }""")]
    [InlineData("""{ "cross": { "named": [7] } }""")]
    [InlineData("""{ "cross": [] }""")]
    public void Of_WhenTheShapeIsNotTheFamilys_RefusesIt(string expected) =>
        Assert.Throws<UnmappableInputException>(() => Of(expected));

    [Fact]
    public void Of_WhenACapIsOurs_ItsNameIsTheFiles()
    {
        Assert.Equal("issuer cap Circle (best)", GoldenNames.Of(new CapReport(ValuationEnd.Best, CapKind.Issuer, "Circle", new Usd(9.5m))));
        Assert.Equal("asset cap BTC (likely)", GoldenNames.Of(new CapReport(ValuationEnd.Likely, CapKind.Asset, "BTC", new Usd(1m))));
        Assert.Equal("venue cap A (worst)", GoldenNames.Of(new CapReport(ValuationEnd.Worst, CapKind.Venue, "A", new Usd(1m))));
    }

    [Theory]
    [InlineData(OmissionKind.UnpricedPosition, "NEW-PERP@A", "unpriced NEW-PERP")]
    [InlineData(OmissionKind.UnpricedPosition, "NEW-PERP", "unpriced NEW-PERP")]
    [InlineData(OmissionKind.UnpricedCollateral, "MYSTERY@CUST", "unpriced MYSTERY@CUST")]
    [InlineData(OmissionKind.LostMark, "OLD-PERP@A", "lost OLD-PERP")]
    [InlineData(OmissionKind.LostFeed, "loan USDC@CHAIN", "lost USDC@CHAIN")]
    [InlineData(OmissionKind.HistoryAbsent, "BTC", null)]
    public void Of_WhenAGapIsOurs_ItsTextIsTheFiles(OmissionKind kind, string subject, string? text) =>
        Assert.Equal(text, GoldenNames.Of(new Omission(kind, subject, "why")));

    [Theory]
    [InlineData("unpriced position NEW-PERP", "unpriced NEW-PERP")]
    [InlineData("lost feed position OLD-PERP@B", "lost OLD-PERP")]
    [InlineData("unpriced MYSTERY@CUST", "unpriced MYSTERY@CUST")]
    [InlineData("something else altogether", "something else altogether")]
    public void Gap_WhenWordsStandBetween_KeepsKindAndSubject(string text, string gap) => Assert.Equal(gap, GoldenNames.Gap(text));

    [Theory]
    [InlineData("MakerDAO", "Maker")]
    [InlineData("USDC", "Circle")]
    [InlineData("Circle", "Circle")]
    public void Issuer_WhenTheFirmHasOtherNames_IsOne(string name, string ours) => Assert.Equal(ours, GoldenNames.Issuer(name));

    private static FigureList<string?> Of(string expected) =>
        ExpectedFigures.Of(new InputValue(JsonDocument.Parse(expected).RootElement, string.Empty));
}
