using System.Text.Json;
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

    /// <summary>Every figure another one, so that none can stand in the place of another.</summary>
    [Fact]
    public void Figures_WhenTheyAllDiffer_StandEachInItsPlace()
    {
        var figures = new PoolFigures
        {
            Pool = "cross",
            State = MarginState.Call,
            LastKnown = MarginState.Notice,
            Ratio = "1.01",
            WorstEquity = "101",
            LikelyEquity = "102",
            BestEquity = "103",
            MaintenanceMargin = "104",
            InitialMargin = "105",
            ShortfallToTarget = "106",
            CallAmount = "107",
        };
        var pool = new PoolMargin
        {
            Figures = figures,
            RawEquity = "108",
            WorstRatio = "1.01",
            LikelyRatio = "1.02",
            BestRatio = "1.03",
            ExcessOverMaintenance = "109",
            ExcessOverInitial = "110",
        };
        var report = new MarginReport { Account = "A/b", Rules = "r-1", Pools = { pool } };
        var view = new MarginView { IsCurrent = false, Version = 7, Market = new MarketStamp { Position = 12 }, Report = report };
        var output = new StringWriter();

        MarginTables.Write(new Terminal(output, TextWriter.Null).Canvas(), view);

        Assert.All(
            [
                @"state +Call +adjusted equity +101\.00 +maintenance \(MM\) +104\.00",
                @"1\.0100 worst +likely +102\.00 +initial \(IM\) +105\.00",
                @"1\.0200 likely +best +103\.00 +over MM +109\.00",
                @"1\.0300 best +raw +108\.00 +over IM +110\.00",
                "market m12 · rules r-1 · version 7 · USD",
                @"Margin call: 107\.00 USD",
                "Not current: the journal is not sound",
            ],
            row => Assert.Matches(row, output.ToString()));
        using var json = JsonDocument.Parse(ContractJson.Document(figures));
        Assert.Equal(FigureColumns.Names.Select(name => json.RootElement.GetProperty(CamelCase(name)).GetString()), FigureColumns.Of(figures));
    }

    [Fact]
    public void Accounts_WhenTheTerminalIsNarrow_GiveUpThePoolsBeforeTheFigures()
    {
        var figures = new AccountFigures
        {
            Account = "NORTH/momentum",
            Rules = "r-1",
            Pools = { new PoolFigures { Pool = "cross", State = MarginState.Healthy, Ratio = "2", WorstEquity = "1234567.89", MaintenanceMargin = "123456.78", CallAmount = "0" } },
        };
        var (wide, narrow) = (new StringWriter(), new StringWriter());

        FigureTables.Write(new Terminal(wide, TextWriter.Null).Canvas(), "Accounts", [figures], 10);
        FigureTables.Write(new Terminal(narrow, TextWriter.Null, width: 100).Canvas(), "Accounts", [figures], 10);

        Assert.Matches(@"NORTH/momentum +cross +Healthy +2\.0000 +1,234,567\.89 +123,456\.78", wide.ToString());
        Assert.Matches(@"NORTH/momentum +Healthy +2\.0000 +1,234,567\.89 +123,456\.78", narrow.ToString());
        Assert.All(narrow.ToString().Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
    }

    [Fact]
    public void Explanation_WhenAPartIsNoNumber_IsRefusedByItsPlace()
    {
        var wire = new Explanation { Name = "MM", Amount = "2", Parts = { new Explanation { Name = "BTC", Amount = "two" } } };

        var refused = Assert.Throws<AnswerUnreadableException>(() => ReportReading.Read(wire));

        Assert.Contains("parts[0].amount", refused.Message, StringComparison.Ordinal);
    }

    private static string CamelCase(string name) =>
        JsonNamingPolicy.CamelCase.ConvertName(string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
}
