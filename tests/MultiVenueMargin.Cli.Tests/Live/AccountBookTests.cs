using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live;
using MultiVenueMargin.Cli.Live.Accounts;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.V1;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>What an account holds, as the platform believes it, in every form. The rest of the account has tests of its own.</summary>
[Collection(LiveCollection.Name)]
public sealed class AccountBookTests(LiveStreet street)
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Book_WhenShown_HasPositionsAndBalancesWithTheirAge()
    {
        var run = street.Run("account", "show", LiveStreet.Sound);

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        Assert.Matches(@"cross +DERIBIT +BTC-USDC-PERP +\+1 +100,000 +[0-9.]+ s", run.Output);
        Assert.Matches(@"cross +DERIBIT +USDC +50,000 +[0-9.]+ s", run.Output);
        Assert.Matches(@"as of [0-9: -]+Z · market m[0-9]+ · rules house-1 · version [0-9]+ · age at that moment", run.Output);
        Assert.DoesNotContain("Nothing was heard", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Book_WhenNothingWasEverHeard_IsUnknownAndNotEmpty()
    {
        var run = street.Run("account", "show", LiveStreet.Unheard);
        var csv = CsvText.Read(street.Run("account", "show", LiveStreet.Unheard, "--output", "csv").Output);

        Assert.Matches(@"Nothing was heard from DERIBIT for [0-9].* \(pool cross\)", run.Output);
        Assert.Contains("Positions are unknown: none was heard of.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Balances are unknown: none was heard of.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no", run.Output, StringComparison.Ordinal);
        Assert.Equal(["pool", "lost_feed"], csv.Select(row => row["kind"]));
        Assert.Equal(("cross", "DERIBIT"), (csv[1]["pool"], csv[1]["location"]));
        Assert.NotEqual(string.Empty, csv[1]["silence"]);
        Assert.NotEqual(string.Empty, csv[1]["unknown"]);
    }

    [Fact]
    public async Task Book_WhenShownForMachines_IsThatOfThePlatform()
    {
        using var document = JsonDocument.Parse(street.Run("account", "show", LiveStreet.Sound, "--output", "json").Output);
        var csv = CsvText.Read(street.Run("account", "show", LiveStreet.Sound, "--output", "csv").Output);
        var view = await street.MarginAsync(LiveStreet.Sound);

        var margin = ExplainResponse.Parser.ParseJson(document.RootElement.GetProperty("Explain").GetRawText()).Margin;
        Assert.Equal(Contracts.BookWire.Write(view.Book), margin.Book);
        Assert.Equal(["pool", "balance", "position"], csv.Select(row => row["kind"]));
        var (line, position) = (view.Book.Lines[0], view.Book.Positions[0]);
        Assert.Equal(("USDC", "50000", "false", ""), (csv[1]["asset"], csv[1]["quantity"], csv[1]["is_loan"], csv[1]["unknown"]));
        Assert.Equal(line.AsOf, DateTimeOffset.Parse(csv[1]["known_at"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(
            ("cross", "DERIBIT", "BTC-USDC-PERP", "1", "100000", ""),
            (csv[2]["pool"], csv[2]["location"], csv[2]["instrument"], csv[2]["quantity"], csv[2]["price"], csv[2]["unknown"]));
        Assert.Equal(position.AsOf, DateTimeOffset.Parse(csv[2]["known_at"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(csv, row => Assert.Equal((LiveStreet.Sound, "house-1"), (row["account"], row["rules"])));
    }

    [Fact]
    public void Book_WhenItHasEverything_ShowsEachForWhatItIs()
    {
        var shown = Drawn(Everything());

        Assert.Matches(@"cross +DERIBIT +BTC-27MAR26-C +-2\.5 +0\.05 +1 min 05 s", shown);
        Assert.Matches(@"fund +OKX +BTC-PERP +\+3 +0\.0 s", shown);
        Assert.Matches(@"cross +OKX +OLD-PERP +\+7 +unknown +no price of it", shown);
        Assert.Matches(@"cross +DERIBIT +USDC +-12\.5 +100 +0\.25 +2\.0 s", shown);
        Assert.Matches(@"cross +ETHEREUM +ETH +4 +2\.0 s +3 of 12 confirmations, no price of ETH", shown);
        Assert.Matches(@"cross +DERIBIT +loan USDT +-1,000 +2\.0 s", shown);
        Assert.Matches(@"cross +DERIBIT +BTC-PERP +sell +0\.1 +110,000", shown);
        Assert.Matches(@"cross +OKX +OLD-PERP +buy +2 +5 +no mark", shown);
        Assert.Matches(@"Nothing was heard from BYBIT for 10 min 00 s \(pool cross\)", shown);
        Assert.Matches(@"cross +BYBIT +BTC-PERP +\+1 +10 min 00 s +as last known: the feed is", shown);
        Assert.All(shown.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Terminal.PlainWidth));
    }

    [Fact]
    public void Rows_WhenTheBookHasEverything_HaveEachInItsColumn()
    {
        var output = new StringWriter { NewLine = "\n" };
        AccountRows.Write(new CsvRows(output), new Account { Account_ = "A/b", IsOpen = true, Pools = { new Pool { Pool_ = "cross" } } }, Everything());
        var rows = CsvText.Read(output.ToString()).ToLookup(row => row["kind"]);

        Assert.Equal((1, 3, 4, 2, 1), (rows["pool"].Count(), rows["balance"].Count(), rows["position"].Count(), rows["order"].Count(), rows["lost_feed"].Count()));
        var loan = rows["balance"].Single(row => row["is_loan"] == "true");
        Assert.Equal(("USDT", "1000", "DERIBIT"), (loan["asset"], loan["quantity"], loan["location"]));
        var usdc = rows["balance"].Single(row => row["asset"] == "USDC");
        Assert.Equal(("-12.5", "100", "0.25"), (usdc["quantity"], usdc["unrealised_profit"], usdc["owed"]));
        var deposit = rows["balance"].Single(row => row["asset"] == "ETH");
        Assert.Equal(("3", "12", "BRIDGE_CLASS_MULTISIG", "no price of ETH"), (deposit["confirmations"], deposit["confirmations_required"], deposit["bridge"], deposit["unknown"]));
        var sold = rows["position"].Single(row => row["instrument"] == "BTC-27MAR26-C");
        Assert.Equal(("-2.5", "0.05", "2026-03-02T08:58:55Z", ""), (sold["quantity"], sold["price"], sold["known_at"], sold["unknown"]));
        var unpriced = rows["position"].Single(row => row["instrument"] == "OLD-PERP");
        Assert.Equal(("7", "", "", "no price of it"), (unpriced["quantity"], unpriced["price"], unpriced["known_at"], unpriced["unknown"]));
        var order = rows["order"].Single(row => row["instrument"] == "BTC-PERP");
        Assert.Equal(("ORDER_SIDE_ASK", "0.1", "110000"), (order["side"], order["quantity"], order["price"]));
        Assert.Equal(("BYBIT", "600s"), (rows["lost_feed"].Single()["location"], rows["lost_feed"].Single()["silence"]));
    }

    [Fact]
    public async Task Book_WhenItIsTooLongForAnAnswer_IsRefusedWithWhatToDoInstead()
    {
        var door = await OpenDoor.OpenAsync(
            street.Platform, 0, new DoorLimits { BookItems = 1 }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        try
        {
            var run = CommandRun.Of("account", "show", LiveStreet.Sound, "--at", door.Address.OriginalString);

            Assert.Equal((ExitCode.PlatformRefused, string.Empty), (run.ExitCode, run.Output));
            Assert.Contains("LIMIT_REACHED: The book of ACME/main has 2 lines, positions and orders", run.Errors, StringComparison.Ordinal);
            Assert.Contains("mvm margin get ACCOUNT shows the figures without the book.", run.Errors, StringComparison.Ordinal);
        }
        finally
        {
            await LiveStreet.CloseAsync(door);
        }
    }

    [Fact]
    public void Book_WhenThePlatformDoesNotSayIt_IsUnknownAndNotEmpty()
    {
        var silent = Everything();
        silent.Book = null;

        Assert.Contains("What it holds is unknown", Drawn(silent), StringComparison.Ordinal);
        Assert.Throws<AnswerUnreadableException>(() => AccountRows.Write(new CsvRows(TextWriter.Null), new Account(), silent));
    }

    [Fact]
    public void Book_WhenItIsLong_IsCutByNameInTheTableAndWholeInTheRows()
    {
        var large = new MarginView { Report = new MarginReport { AsOf = Stamp(0) }, Book = new Book() };
        large.Book.Positions.AddRange(Enumerable.Range(0, 1_234).Select(at => Held("DERIBIT", $"X-{at:D4}", "1", 0)));
        var output = new StringWriter { NewLine = "\n" };

        AccountRows.Write(new CsvRows(output), new Account(), large);

        Assert.Contains("and 734 more; --output csv lists all", Drawn(large), StringComparison.Ordinal);
        Assert.Contains("There is no balance.", Drawn(large), StringComparison.Ordinal);
        Assert.Equal(1_234, CsvText.Read(output.ToString()).Count(row => row["kind"] == "position"));
    }

    [Fact]
    public void Book_WhenItIsHostile_NeitherSteersTheTerminalNorBreaksTheTable()
    {
        var hostile = Everything();
        hostile.Book.Positions.Add(Held("\u001b[2J[red]", "[/][bold]\u202e", "[x]", 0));
        hostile.Book.Lines.Add(new CollateralLine { Pool = "\r\n", Location = "[", Asset = "]", Balance = "\u001b]0;t\u0007", AsOf = new Timestamp { Seconds = long.MaxValue } });

        var shown = Drawn(hostile);

        Assert.DoesNotContain(shown, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202e', shown);
    }

    private static string Drawn(MarginView view)
    {
        var output = new StringWriter { NewLine = "\n" };
        BookTables.Write(new Terminal(output, TextWriter.Null).Canvas(), view);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static MarginView Everything() => new()
    {
        Report = new MarginReport
        {
            AsOf = Stamp(0),
            Rules = "r-1",
            Pools =
            {
                new PoolMargin
                {
                    Figures = new PoolFigures { Pool = "cross" },
                    Unknown =
                    {
                        new Omission { Kind = OmissionKind.UnpricedPosition, Subject = "OLD-PERP@OKX", Reason = "no price of it" },
                        new Omission { Kind = OmissionKind.UnpricedOrder, Subject = "OLD-PERP@OKX", Reason = "no mark" },
                    },
                    Omissions =
                    {
                        new Omission { Kind = OmissionKind.UnpricedCollateral, Subject = "ETH@ETHEREUM/multisig/3of12", Reason = "no price of ETH" },
                        new Omission { Kind = OmissionKind.AssetCap, Subject = "USDC@DERIBIT", Reason = "too much of it" },
                    },
                },
            },
        },
        Book = new Book
        {
            Positions =
            {
                Held("DERIBIT", "BTC-27MAR26-C", "-2.5", 65, "0.05"),
                Held("OKX", "BTC-PERP", "3", -1, pool: "fund"),
                new Position { Pool = "cross", Venue = "OKX", Instrument = "OLD-PERP", Quantity = "7" },
                Held("BYBIT", "BTC-PERP", "1", 600),
            },
            Lines =
            {
                new CollateralLine { Pool = "cross", Location = "DERIBIT", Asset = "USDC", Balance = "-12.5", UnrealisedProfit = "100", Owed = "0.25", AsOf = Stamp(2) },
                new CollateralLine { Pool = "cross", Location = "DERIBIT", Asset = "USDT", Balance = "1000", IsLoan = true, AsOf = Stamp(2) },
                new CollateralLine
                {
                    Pool = "cross", Location = "ETHEREUM", Asset = "ETH", Balance = "4", Bridge = BridgeClass.Multisig,
                    Finality = new Finality { Confirmations = 3, Required = 12 }, AsOf = Stamp(2),
                },
            },
            Orders =
            {
                new RestingOrder { Pool = "cross", Venue = "DERIBIT", Instrument = "BTC-PERP", Side = OrderSide.Ask, Quantity = "0.1", Limit = "110000" },
                new RestingOrder { Pool = "cross", Venue = "OKX", Instrument = "OLD-PERP", Side = OrderSide.Bid, Quantity = "2", Limit = "5" },
            },
            LostFeeds = { new LostFeed { Pool = "cross", Location = "BYBIT", Silence = Duration.FromTimeSpan(TimeSpan.FromMinutes(10)) } },
        },
    };

    private static Position Held(string venue, string instrument, string quantity, int secondsAgo, string entered = "", string pool = "cross") =>
        new() { Pool = pool, Venue = venue, Instrument = instrument, Quantity = quantity, AverageEntry = entered, AsOf = Stamp(secondsAgo) };

    private static Timestamp Stamp(int secondsAgo) => Timestamp.FromDateTimeOffset(At.AddSeconds(-secondsAgo));
}
