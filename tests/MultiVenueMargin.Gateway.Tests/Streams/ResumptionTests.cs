using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Gateway.Tests.Methods;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Gateway.Tests.Streams;

/// <summary>Streams that are cut and gone on with: nothing is missed, what is sent again is known as such, a bad cursor is said to be one.</summary>
public sealed class ResumptionTests : IAsyncLifetime
{
    private readonly DoorStreet _street = new()
    {
        Limits = new DoorLimits { ProgressEvery = TimeSpan.FromMilliseconds(100), CommitsPerRead = 3 },
    };

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    [Fact]
    public async Task Journal_WhereverAReaderIsCut_GoesOnWithoutAHole()
    {
        var all = Records(await ReadAsync(""));
        Assert.InRange(all.Count, 10, 10_000);
        for (var cut = 1; cut < all.Count; cut += 3)
        {
            using var first = _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest());
            List<V1.ReadJournalResponse> seen = [];
            while (seen.Count < cut)
            {
                seen.Add(await first.ResponseStream.NextAsync());
            }

            var covered = seen.FindLastIndex(message => message.Cursor.Length > 0);
            var rest = await ReadAsync(covered < 0 ? "" : seen[covered].Cursor);
            Assert.Equal(all, Records([.. seen.Take(covered + 1), .. rest]));
            // And a reader that keeps what it saw beyond its last cursor misses nothing either.
            Assert.Equal(all.Order(StringComparer.Ordinal), Records(seen).Union(Records(rest)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Journal_WhenFollowedOverARestart_HasWhatCameAfter()
    {
        using var before = _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Account = DoorStreet.Main, Follow = true });
        var end = await before.ResponseStream.NextAsync(message => message.Progress is not null);
        await _street.RestartAsync();
        await _street.OpenPoolAsync("later");

        using var after = _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Account = DoorStreet.Main, Follow = true, Cursor = end.Cursor });
        var opened = await after.ResponseStream.NextAsync(message => message.Record?.Kind == "PoolOpened");

        Assert.Contains("\"later\"", opened.Record.Json, StringComparison.Ordinal);
        Assert.Equal("account/ACME/main", opened.Record.Stream);
    }

    [Fact]
    public async Task Figures_WhenTheyChange_ComeOnceAndResumeFromTheCursor()
    {
        using var watch = _street.Door.Margins.WatchMargin(new V1.WatchMarginRequest { Accounts = { DoorStreet.Main } });
        var first = await watch.ResponseStream.NextAsync(message => message.Update is not null);
        var complete = await watch.ResponseStream.NextAsync(message => message.Progress is not null);
        await _street.PriceAsync(90_000m);
        var changed = await watch.ResponseStream.NextAsync(message => message.Update is not null);

        using var resumed = _street.Door.Margins.WatchMargin(
            new V1.WatchMarginRequest { Accounts = { DoorStreet.Main }, Cursor = complete.Progress.Cursor });
        var again = await resumed.ResponseStream.NextAsync(message => message.Update is not null);

        Assert.True(first.Update.IsFirst);
        Assert.False(changed.Update.IsFirst);
        Assert.False(again.Update.IsFirst);
        Assert.True(Equity(changed) < Equity(first));
        Assert.Equal((await _street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = DoorStreet.Main })).Margin.Report.Pools[0].Figures.WorstEquity, again.Update.Figures.Pools[0].WorstEquity);
    }

    [Fact]
    public async Task Figures_AfterARestart_ComeAllAgain()
    {
        using var watch = _street.Door.Margins.WatchMargin(new V1.WatchMarginRequest());
        var complete = await watch.ResponseStream.NextAsync(message => message.Progress is not null);
        await _street.RestartAsync();

        using var resumed = _street.Door.Margins.WatchMargin(new V1.WatchMarginRequest { Cursor = complete.Progress.Cursor });
        var first = await resumed.ResponseStream.NextAsync(message => message.Update is not null);

        Assert.Equal((DoorStreet.Main, true), (first.Update.Figures.Account, first.Update.IsFirst));
    }

    [Fact]
    public async Task Figures_WhenAPaceIsAsked_ComeNewestOnly()
    {
        using var watch = _street.Door.Margins.WatchMargin(new V1.WatchMarginRequest
        {
            AtMostEvery = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        });
        await watch.ResponseStream.NextAsync(message => message.Progress is not null);
        for (var price = 99_000m; price >= 90_000m; price -= 1_000m)
        {
            await _street.Street.PriceAsync(price);
        }

        var last = await _street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = DoorStreet.Main });
        var updates = 0;
        while ((await watch.ResponseStream.NextAsync(message => message.Update is not null)).Update.Figures.Pools[0].WorstEquity
            != last.Margin.Report.Pools[0].Figures.WorstEquity)
        {
            updates++;
        }

        Assert.InRange(updates, 0, 9);
    }

    [Fact]
    public async Task Cursor_OfAnotherPlatform_IsRefusedByEveryStream()
    {
        var other = new DoorStreet();
        await other.InitializeAsync();
        await other.Street.PriceAsync(90_000m);
        var page = await other.Platform.EndAsync(CancellationToken.None);
        await other.DisposeAsync();
        var cursor = page.ToString();

        foreach (var call in new Func<Task>[]
        {
            () => _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Cursor = cursor }).FirstAsync(),
            () => _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest { Cursor = cursor }).FirstAsync(),
            () => _street.Door.Liquidations.WatchLiquidationRequests(new V1.WatchLiquidationRequestsRequest { Cursor = cursor }).FirstAsync(),
            () => _street.Door.Market.WatchMarket(new V1.WatchMarketRequest { Cursor = cursor }).FirstAsync(),
            () => _street.Door.Margins.WatchMargin(new V1.WatchMarginRequest { Cursor = cursor }).FirstAsync(),
        })
        {
            Assert.Equal("CURSOR_INVALID", (await Refused.ByAsync(call)).Reason);
        }
    }

    private static decimal Equity(V1.WatchMarginResponse message) => decimal.Parse(message.Update.Figures.Pools[0].WorstEquity);

    [Fact]
    public async Task Stream_OfAnAccountThatIsNotThere_IsRefusedAlsoWithACursor()
    {
        var end = (await _street.Platform.EndAsync(CancellationToken.None)).ToString();

        foreach (var refused in new[]
        {
            await Refused.ByAsync(() => _street.Door.Margins.WatchMargin(new V1.WatchMarginRequest { Accounts = { DoorStreet.Main, "ACME/none" } }).FirstAsync()),
            await Refused.ByAsync(() => _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest { Account = "ACME/none", Cursor = end }).FirstAsync()),
        })
        {
            Assert.Equal("NO_SUCH_ACCOUNT", refused.Reason);
        }
    }

    private static List<string> Records(IEnumerable<V1.ReadJournalResponse> messages) =>
        [.. messages.Where(message => message.Record is not null).Select(message => $"{message.Record.Stream} {message.Record.Version} {message.Record.Json}")];

    private async Task<List<V1.ReadJournalResponse>> ReadAsync(string cursor)
    {
        using var call = _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Cursor = cursor });
        return await call.ResponseStream.AllAsync();
    }
}
