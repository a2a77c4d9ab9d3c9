using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live;
using MultiVenueMargin.Cli.Live.Accounts;
using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

public sealed class ShownTests
{
    [Theory]
    [InlineData("", MarginState.Healthy, "unknown")]
    [InlineData("0", MarginState.Healthy, "0.00")]
    [InlineData("0", MarginState.Unknown, "unknown")]
    [InlineData("12.5", MarginState.Unknown, "12.50 ?")]
    [InlineData("12.5", (MarginState)99, "12.50 ?")]
    [InlineData("-0.001", MarginState.Call, ">-0.01")]
    [InlineData("much", MarginState.Call, "much")]
    public void Money_WhenItIsNotKnown_IsNeverZero(string text, MarginState state, string shown)
    {
        Assert.Equal(shown, Shown.PlainMoney(text, state));
        Assert.Contains(shown, Shown.Money(text, state), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", MarginState.Healthy, "none")]
    [InlineData("", MarginState.Unknown, "unknown")]
    [InlineData("1.23459", MarginState.Healthy, "1.2345")]
    [InlineData("1.23459", MarginState.Unknown, "1.2345 ?")]
    public void Ratio_WhenThereIsNone_SaysWhetherItIsKnown(string text, MarginState state, string shown)
    {
        Assert.Equal(shown, Shown.PlainRatio(text, state));
        Assert.Contains(shown, Shown.Ratio(text, state), StringComparison.Ordinal);
    }

    [Fact]
    public void Time_WhenItIsNone_IsShownAllTheSame()
    {
        Assert.Equal("?", Shown.PlainTime(new Timestamp { Seconds = long.MaxValue }));
        Assert.Equal("2026-03-02 09:00:00Z", Shown.PlainTime(Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))));
        Assert.Equal("1 h 01 min", Shown.Length(Duration.FromTimeSpan(TimeSpan.FromMinutes(61))));
        Assert.Equal("unknown", Shown.Length(new Duration { Seconds = -5 }));
    }

    /// <summary>A platform that sends what no account is called: nothing of it reaches the terminal as a command or as markup.</summary>
    [Fact]
    public void Names_WhenTheyAreHostile_NeitherSteerTheTerminalNorBreakTheTable()
    {
        var output = new StringWriter();
        var figures = new AccountFigures
        {
            Account = "A/\u001b[2J[red]b[/",
            Rules = "[/][bold]\u202e",
            Pools = { new PoolFigures { Pool = "\r\n", State = (MarginState)77, Ratio = "[x]", WorstEquity = "\u001b]0;t\u0007" } },
        };

        FigureTables.Write(new Terminal(output, TextWriter.Null).Canvas(), "Accounts", [figures], 10);

        Assert.DoesNotContain(output.ToString(), character => char.IsControl(character) && character != '\n' && character != '\r');
        Assert.DoesNotContain('\u202e', output.ToString());
        Assert.Contains("77", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explanation_WhenAPartIsNoNumber_IsRefusedByItsPlace()
    {
        var wire = new Explanation { Name = "MM", Amount = "2", Parts = { new Explanation { Name = "BTC", Amount = "two" } } };

        var refused = Assert.Throws<AnswerUnreadableException>(() => ReportReading.Read(wire));

        Assert.Contains("parts[0].amount", refused.Message, StringComparison.Ordinal);
    }
}
