using System.Net;
using System.Net.Sockets;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>What is misunderstood, refused, or asked of nobody.</summary>
[Collection(LiveCollection.Name)]
public sealed class TroubleTests(LiveStreet street)
{
    private const string Trade = "BTC-USDC-PERP@DERIBIT";

    [Theory]
    [InlineData("what to do is missing; it is list, show", "account")]
    [InlineData("Did you mean mvm account list?", "account", "lsit")]
    [InlineData("\"ACME/main\" is not understood", "account", "list", "ACME/main")]
    [InlineData("ACCOUNT is missing", "account", "show")]
    [InlineData("\"main\" is no account; it is INSTITUTION/NAME", "account", "show", "main")]
    [InlineData("\"ACME/b\" is one word too many", "account", "show", "ACME/a", "ACME/b")]
    [InlineData("what to do is missing; it is get, watch, explain", "margin")]
    [InlineData("ACCOUNT is missing", "margin", "get")]
    [InlineData("--rules VERSION is for a moment of the past", "margin", "get", "ACME/main", "--rules", "a")]
    [InlineData("Did you mean --as-of?", "margin", "get", "ACME/main", "--as-off", "2026-01-01")]
    [InlineData("\"x\" is no account", "margin", "watch", "ACME/main", "x")]
    [InlineData("--for \"0\" is not understood", "margin", "watch", "--for", "0")]
    [InlineData("--for \"soon\" is not understood", "margin", "watch", "--for", "soon")]
    [InlineData("ACCOUNT is missing", "margin", "explain")]
    [InlineData("ACCOUNT is missing", "what-if")]
    [InlineData("--file WHATIF.json or one trade", "what-if", "ACME/main")]
    [InlineData("--file WHATIF.json or one trade", "what-if", "ACME/main", "--file", "f", "--buy", "1", Trade)]
    [InlineData("--buy and --sell are two trades", "what-if", "ACME/main", "--buy", "1", Trade, "--sell", "1")]
    [InlineData("--buy \"-3\" is no quantity", "what-if", "ACME/main", "--buy", "-3", Trade)]
    [InlineData("--buy \"NaN\" is no quantity", "what-if", "ACME/main", "--buy", "NaN", Trade)]
    [InlineData("INSTRUMENT@VENUE is missing after --buy 3", "what-if", "ACME/main", "--buy", "3")]
    [InlineData("INSTRUMENT@VENUE is not \"BTC\"", "what-if", "ACME/main", "--buy", "3", "BTC")]
    [InlineData("--price \"-1\" is no price", "what-if", "ACME/main", "--buy", "3", Trade, "--price", "-1")]
    [InlineData("--price belongs to a trade", "what-if", "ACME/main", "--file", "f", "--price", "1")]
    [InlineData("Did you mean mvm calls acknowledge?", "calls", "acknowlege")]
    [InlineData("one of them", "calls", "--all", "--watch")]
    [InlineData("it goes with --watch", "calls", "--for", "3")]
    [InlineData("CALL is missing", "calls", "acknowledge")]
    [InlineData("\"57\" is no id", "calls", "acknowledge", "57")]
    [InlineData("--reason TEXT is missing", "calls", "dispute", "ACME/main#1.0")]
    [InlineData("--own-figure \"much\" is no plain decimal number", "calls", "dispute", "ACME/main#1.0", "--reason", "r", "--own-figure", "much")]
    [InlineData("--reason TEXT is missing", "calls", "withdraw", "ACME/main#1.0")]
    [InlineData("--request-id \"a b\" is none", "calls", "acknowledge", "ACME/main#1.0", "--request-id", "a b")]
    [InlineData("--venue says of which venue's requests to watch", "liquidations", "--venue", "DERIBIT")]
    [InlineData("Did you mean mvm liquidations preview?", "liquidations", "previw")]
    [InlineData("ACCOUNT is missing", "liquidations", "preview")]
    [InlineData("LIQUIDATION is missing", "liquidations", "approve")]
    [InlineData("--reason TEXT is missing", "liquidations", "hold", "ACME/main#1.0")]
    [InlineData("LIQUIDATION is missing", "liquidations", "release")]
    [InlineData("--reason TEXT is missing", "liquidations", "abort", "ACME/main#1.0")]
    [InlineData("\"main\" is no account", "feeds", "main")]
    [InlineData("--output xml is not known", "feeds", "--output", "xml")]
    public void Command_WhenMisunderstood_SaysSoAndAsksNobody(string said, params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        Assert.Contains($"See mvm help {args[0]}.", run.Errors, StringComparison.Ordinal);
    }

    public static TheoryData<string> EveryCommand =>
    [
        "account list", "account show ACME/main", "margin get ACME/main", "margin get ACME/main --as-of 2026-01-01", "margin watch", "margin watch ACME/main",
        "margin explain ACME/main", $"what-if ACME/main --buy 1 {Trade}", "calls", "calls --watch", "calls acknowledge ACME/main#1.0", "calls dispute ACME/main#1.0 --reason r",
        "calls withdraw ACME/main#1.0 --reason r", "liquidations", "liquidations --watch", "liquidations preview ACME/main", "liquidations approve ACME/main#1.0",
        "liquidations hold ACME/main#1.0 --reason r", "liquidations release ACME/main#1.0", "liquidations abort ACME/main#1.0 --reason r", "feeds", "feeds ACME/main",
    ];

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void Platform_WhenNobodyIsThere_IsSaidToBeWithItsAddressAndHowToStartOne(string command)
    {
        var nowhere = $"http://127.0.0.1:{FreePort()}";

        var run = CommandRun.Of([.. command.Split(' '), "--at", nowhere]);

        Assert.Equal((ExitCode.PlatformRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains($"no platform answers at {nowhere}", run.Errors, StringComparison.Ordinal);
        Assert.Contains("mvm up --data ./data --demo", run.Errors, StringComparison.Ordinal);
        Assert.Equal(command.Contains('#', StringComparison.Ordinal), run.Errors.Contains("--request-id mvm-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ACME/mian", "Did you mean ACME/main?")]
    [InlineData("OTHER/main", "Did you mean ACME/main?")]
    [InlineData("ACME/completely-different", "mvm account list shows the accounts that may be seen.")]
    public void Account_WhenThereIsNone_SuggestsWhoWasMeant(string account, string said)
    {
        string[][] commands =
        [
            ["account", "show", account], ["margin", "get", account], ["margin", "explain", account], ["what-if", account, "--buy", "1", Trade], ["calls", account],
            ["liquidations", account], ["liquidations", "preview", account], ["feeds", account], ["margin", "watch", account], ["calls", account, "--watch"],
        ];

        Assert.All(commands, command =>
        {
            var run = street.Run(command);
            Assert.Equal((ExitCode.PlatformRefused, string.Empty), (run.ExitCode, run.Output));
            Assert.Contains($"NO_SUCH_ACCOUNT: There is no account {account}", run.Errors, StringComparison.Ordinal);
            Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Field_WhenItIsWrong_IsNamedWithWhatIsWrong()
    {
        var run = street.Run("margin", "explain", LiveStreet.Sound, "--pool", new string('p', 65));

        Assert.Equal((ExitCode.PlatformRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("MALFORMED", run.Errors, StringComparison.Ordinal);
        Assert.Contains("\n  pool: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("See mvm help margin.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account", "list", "show")]
    [InlineData("margin", "get", "watch", "explain", "--as-of", "--for", "--pool")]
    [InlineData("what-if", "--file", "--buy", "--sell", "--price")]
    [InlineData("calls", "--all", "--watch", "acknowledge", "dispute", "withdraw", "--reason", "--own-figure", "--request-id")]
    [InlineData("liquidations", "preview", "approve", "hold", "release", "abort", "--venue")]
    [InlineData("feeds")]
    public void Help_WhenAskedForALiveCommand_NamesEveryOption(string command, params string[] named)
    {
        foreach (var args in new[] { ["help", command], [command, "--help"], new[] { command, "get", "-h" } })
        {
            var run = CommandRun.Of(args);
            Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
            Assert.All([.. named, "--at", "MVM_DOOR", "--as", "--output", "--show-rpc", " 6 "], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
            Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
        }

        Assert.Contains($"mvm {command}", CommandRun.Of("help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_WhenListed_AllHaveHelp() => Assert.All(LiveCommands.Names, name => Assert.NotNull(LiveHelp.Find(name)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
