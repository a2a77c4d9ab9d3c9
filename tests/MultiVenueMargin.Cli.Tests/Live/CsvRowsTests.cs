using MultiVenueMargin.Cli.Live;

namespace MultiVenueMargin.Cli.Tests.Live;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("=HYPERLINK(1)", "\"'=HYPERLINK(1)\"")]
    [InlineData("+cmd", "\"'+cmd\"")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("two\nlines", "two\\nlines")]
    [InlineData("\u001b[2J", "\\u001B[2J")]
    public void Cell_WhateverItHolds_IsOneCellOnOneLineThatRunsNothing(string cell, string written)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var rows = new CsvRows(output);

        rows.Header("a", "b");
        rows.Row(cell, "x");

        Assert.Equal($"a,b\n{written},x\n", output.ToString());
    }

    [Fact]
    public void Row_WhenItIsNoRowOfTheHeader_Throws()
    {
        var rows = new CsvRows(TextWriter.Null);
        rows.Header("a", "b");

        Assert.Throws<ArgumentException>(() => rows.Row("alone"));
    }
}
