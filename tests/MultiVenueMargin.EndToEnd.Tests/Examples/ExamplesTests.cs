using System.Collections.Concurrent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Examples;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.EndToEnd.Tests.Examples;

/// <summary>The examples of docs/clients.md against a platform that runs: what they print is what it knows.</summary>
public sealed class ExamplesTests(ServedStreet street) : IClassFixture<ServedStreet>
{
    private string Address => street.Door.Address.Authority;

    [Fact]
    public async Task FirstCall_InCSharp_SaysWhatThePlatformSays()
    {
        var say = new StringWriter();
        await FirstCall.RunAsync(street.Door.Address, ServedStreet.Main, say);
        await SaysTheMarginAsync(say.ToString().TrimEnd(), "Healthy");
    }

    [Fact]
    public async Task Models_InCSharp_AreComparedTheCheapestFirst()
    {
        await using var client = street.Client();
        var known = await street.Street.MarginAsync(Street.Main);
        var market = (await street.Platform.MarketAsync(CancellationToken.None)).Snapshot!;
        var say = new StringWriter();
        await CompareModels.RunAsync(client, known.Book, market, say);

        var lines = say.ToString().Split(say.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        Assert.Equal(
            ModelCatalogue.Shipped.Models.Where(model => model.Provenance.Kind == ModelKind.Venue).Select(model => model.Name.Code),
            lines.Select(words => words[1]).Order(StringComparer.Ordinal));
        Assert.All(lines, words => Assert.Equal(("cross", "initial", "maintenance"), (words[0], words[2], words[4])));
        var asked = lines.Select(words => decimal.Parse(words[5], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(asked.Order(), asked);
        Assert.True(asked[^1] > 0);
    }

    [ExampleFact("python/margin.py")]
    public Task FirstCall_InPython_SaysWhatThePlatformSays() => FirstCallAsync("python/margin.py");

    [ExampleFact("node/margin.js")]
    public Task FirstCall_InNode_SaysWhatThePlatformSays() => FirstCallAsync("node/margin.js");

    [Fact]
    public async Task Mutation_InCSharp_IsDoneOnceAndRefusedByName()
    {
        await using var client = street.Client();
        var say = new StringWriter();
        await OpenPool.RunAsync(client, ServedStreet.Main, "cs", say);
        await SaysThePoolAsync("cs", say.ToString().Split(say.NewLine, StringSplitOptions.RemoveEmptyEntries), "AlreadyExists");
    }

    [ExampleFact("python/open_pool.py")]
    public Task Mutation_InPython_IsDoneOnceAndRefusedByName() => OpenPoolAsync("python/open_pool.py", "py");

    [ExampleFact("node/open_pool.js")]
    public Task Mutation_InNode_IsDoneOnceAndRefusedByName() => OpenPoolAsync("node/open_pool.js", "js");

    [Fact]
    public async Task Watch_InCSharp_TellsEachEventOnceOverItsOwnRestart()
    {
        await using var client = street.Client();
        await WatchAsync(
            kept =>
            {
                var said = new BlockingCollection<string>();
                var end = new CancellationTokenSource();
                var running = WatchCalls.RunAsync(client, kept, new LineWriter(said), end.Token);
                return (
                    () => Task.Run(() => said.TryTake(out var line, Patience.Long) ? line : "nothing"),
                    async () =>
                    {
                        await end.CancelAsync();
                        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
                        end.Dispose();
                    }
                );
            },
            kind => kind);
    }

    [ExampleFact("python/watch_calls.py")]
    public Task Watch_InPython_TellsEachEventOnceOverItsOwnRestart() => WatchAsync("python/watch_calls.py");

    [ExampleFact("node/watch_calls.js")]
    public Task Watch_InNode_TellsEachEventOnceOverItsOwnRestart() => WatchAsync("node/watch_calls.js");

    [Fact]
    public async Task Feed_InCSharp_IsDurableAndInTheBook()
    {
        var (account, feed) = await street.OpenAccountAsync("feed-cs");
        await using var client = street.Client();
        var say = new StringWriter();
        await TellPositions.RunAsync(client, account, feed, TimeProvider.System, say);
        Assert.Equal(["durable through 1", "durable through 2", "durable through 3"], say.ToString().Split(say.NewLine, StringSplitOptions.RemoveEmptyEntries));
        await IsInTheBookAsync(account);
    }

    [ExampleFact("python/feed.py")]
    public async Task Feed_InPython_IsDurableAndInTheBook()
    {
        var (account, feed) = await street.OpenAccountAsync("feed-py");
        for (var epoch = 1; epoch <= 2; epoch++)
        {
            using var program = ForeignLanguage.Run("python/feed.py", Address, account.ToString(), feed.ToString());
            Assert.Equal(
                [$"epoch {epoch} durable through 0", "durable through 1", "durable through 2", "durable through 3"], await program.EndAsync());
            await IsInTheBookAsync(account);
        }
    }

    private async Task FirstCallAsync(string file)
    {
        using var program = ForeignLanguage.Run(file, Address, ServedStreet.Main);
        await SaysTheMarginAsync(string.Join('\n', await program.EndAsync()), "MARGIN_STATE_HEALTHY");
    }

    private async Task OpenPoolAsync(string file, string pool)
    {
        using var program = ForeignLanguage.Run(file, Address, ServedStreet.Main, pool);
        await SaysThePoolAsync(pool, await program.EndAsync(), "ALREADY_EXISTS");
    }

    private Task WatchAsync(string file) => WatchAsync(
        kept =>
        {
            var program = ForeignLanguage.Run(file, Address, kept);
            return (program.NextAsync, () =>
            {
                program.Dispose();
                return Task.CompletedTask;
            }
            );
        },
        kind => $"CALL_EVENT_KIND_{kind.ToUpperInvariant()}");

    /// <summary>A call is issued, told as open, ended; what happens while the program is away is told when it is back, and nothing else.</summary>
    private async Task WatchAsync(Func<string, (Func<Task<string>> NextAsync, Func<Task> EndAsync)> start, Func<string, string> spelt)
    {
        using var folder = new TemporaryFolder();
        await street.PriceAsync(ServedStreet.CallPrice);
        var called = Assert.Single((await street.Street.ViewAsync(Street.Main)).Calls, call => call.Status != Accounts.Platform.CallStatus.Ended);

        var (nextAsync, endAsync) = start(folder.PathOf("cursor"));
        Assert.Equal($"{called.Call} {spelt("Open")} {Text(called.Amount)}", await nextAsync());
        await street.PriceAsync(ServedStreet.SoundPrice);
        Assert.Equal($"{called.Call} {spelt("Ended")}", (await nextAsync()).TrimEnd());
        await Patience.UntilAsync(() => File.Exists(folder.PathOf("cursor")), "the cursor is kept");
        await Task.Delay(500); // The line is said before the cursor is kept; who is killed in between hears of it twice.
        await endAsync();

        await street.PriceAsync(ServedStreet.CallPrice);
        await street.PriceAsync(ServedStreet.SoundPrice);
        var missed = (await street.Street.ViewAsync(Street.Main)).Calls.MaxBy(call => call.IssuedAt)!;
        (nextAsync, endAsync) = start(folder.PathOf("cursor"));
        Assert.Equal($"{missed.Call} {spelt("Issued")} {Text(missed.Amount)}", await nextAsync());
        Assert.Equal($"{missed.Call} {spelt("Ended")}", (await nextAsync()).TrimEnd());
        await endAsync();
    }

    private async Task SaysTheMarginAsync(string said, string state)
    {
        var pool = (await street.Street.MarginAsync(Street.Main)).Report.PoolOf(PoolId.Cross);
        var words = said.Split('\n')[0].Split(' ');
        Assert.Equal([ServedStreet.Main, "cross", state, "equity", words[4], "maintenance", words[6]], words);
        Assert.Equal((pool.Equity.Adjusted.Amount, pool.MaintenanceMargin.Amount), (decimal.Parse(words[4]), decimal.Parse(words[6])));
    }

    private async Task SaysThePoolAsync(string pool, IReadOnlyList<string> said, string code)
    {
        var opened = Assert.Single(
            await street.Street.JournalAsync(Accounts.Platform.ReadScope.All with { Account = Street.Main }),
            item => item.Record is Accounts.PoolOpened record && record.Pool == new PoolId(pool));
        Assert.Equal(3, said.Count);
        var version = long.Parse(said[0]["asked version ".Length..]);
        Assert.InRange(version, opened.Version, opened.Version + 1);
        Assert.Equal([$"asked version {version}", $"asked again version {version}", $"refused {code} ALREADY_EXISTS"], said);
    }

    private static string Text(Usd amount) => ExactNumber.Format(amount.Amount);

    private async Task IsInTheBookAsync(AccountId account)
    {
        var book = (await street.Street.MarginAsync(account)).Book;
        Assert.Equal((Street.Usdc, 75_000.50m), Assert.Single(book.Lines) is var line ? (line.Asset, line.Balance.Value) : default);
        Assert.Equal((Street.BtcPerpetual, 4m), Assert.Single(book.Positions) is var position ? (position.Instrument, position.Quantity.Value) : default);
    }
}
