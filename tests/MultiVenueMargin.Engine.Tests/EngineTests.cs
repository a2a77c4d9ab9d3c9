using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>What is the embedded engine's own: its threads, its folder, its clock, its end.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private EngineHarness _harness = null!;
    private Street _street = null!;

    public async Task InitializeAsync()
    {
        _harness = Create();
        await _harness.StartAsync();
        _street = new Street(_harness);
        await _street.OpenAsync();
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Request_WhenSentAThousandTimesInParallel_HasOneEffectAndOneAnswer()
    {
        await _street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var command = new OpenPool(new PoolId("basis"), "basis trades") { Account = Street.Main, Request = _street.NextRequest(), By = Street.Client };

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000)
            .Select(_ => Task.Run(async () => await _street.Platform.SendAsync(command, CancellationToken.None))));

        Assert.IsType<CommandDone>(Assert.Single(answers.Distinct()));
        Assert.Single(await _street.JournalAsync(ReadScope.Decisions), item => item.Record is PoolOpened);
    }

    [Fact]
    public async Task Accounts_WhenEightWritersFeedThem_HaveEverythingThatWasAcknowledged()
    {
        const int Writers = 8;
        const int Frames = 50;
        var accounts = Enumerable.Range(0, Writers).Select(number => new AccountId(Street.Firm, $"writer-{number}")).ToList();
        foreach (var account in accounts)
        {
            await _street.OpenAccountAsync(account, FeedOf(account), 50_000m, 1m);
        }

        await Task.WhenAll(accounts.Select(account => Task.Run(async () =>
        {
            for (var sequence = 1; sequence <= Frames; sequence++)
            {
                var answer = await _street.FeedAsync(account, FeedOf(account), _street.Delta(1, sequence, Street.Position(sequence)));
                Assert.Equal(sequence, answer.Through);
            }
        })));
        await _harness.KillAsync();
        await _harness.StartAsync();

        foreach (var account in accounts)
        {
            Assert.Equal(Frames, Assert.Single((await _street.ViewAsync(account)).Feeds).Through);
            Assert.Equal(Frames, Assert.Single((await _street.MarginAsync(account)).Book.Positions).Quantity.Value);
        }
    }

    [Fact]
    public async Task Folder_WhenAnEngineHasIt_IsRefusedToASecond()
    {
        var refused = Assert.Throws<StorageException>(() => new FileDevice(_harness.Folder));

        Assert.Equal(StorageError.InUse, refused.Error);
        await _street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
    }

    [Fact]
    public async Task Engine_WhenDrained_TakesNothingMoreAndStartsAgainWithEverything()
    {
        await _street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await _street.FeedAsync(Street.Main, Street.DeribitMain, _street.Delta(1, 1, Street.Position(2m)));
        var engine = _harness.Engine;

        await _harness.DrainAsync();
        var late = await engine.SendAsync(
            new OpenPool(new PoolId("basis"), "late") { Account = Street.Main, Request = _street.NextRequest(), By = Street.Client }, CancellationToken.None);
        await _harness.StartAsync();

        Assert.Equal(Refusal.Busy, Assert.IsType<CommandRefused>(late).Reason);
        Assert.Equal(2m, Assert.Single((await _street.MarginAsync(Street.Main)).Book.Positions).Quantity.Value);
        Assert.Equal(2, (await _street.FeedAsync(Street.Main, Street.DeribitMain, _street.Delta(1, 2, Street.Position(3m)))).Through);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Wall_WhenItJumpsAnHour_ChangesNoGradeAndNoSequence(int hours)
    {
        await _street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);

        _harness.Time.JumpWall(TimeSpan.FromHours(hours));
        await _harness.AdvanceAsync(TimeSpan.FromSeconds(15));

        var feed = Assert.Single((await _street.ViewAsync(Street.Main)).Feeds);
        Assert.Equal(Freshness.Fresh, feed.Grade);
        Assert.Equal(1, (await _street.FeedAsync(Street.Main, Street.DeribitMain, _street.Delta(1, 1, Street.Position(2m)))).Through);
        var times = (await _street.JournalAsync(ReadScope.All)).GroupBy(item => item.Stream);
        Assert.All(times, stream => Assert.Equal(stream.Select(item => item.At).Order(), stream.Select(item => item.At)));
    }

    [Fact]
    public async Task Accounts_WhenListed_ComeInPagesById()
    {
        foreach (var name in new[] { "b", "a", "c" })
        {
            var account = new AccountId(Street.Firm, name);
            await _street.OpenAccountAsync(account, FeedOf(account), 1_000m, 0m);
        }

        var first = await _street.Platform.ListAccountsAsync(null, 2, CancellationToken.None);
        var rest = await _street.Platform.ListAccountsAsync(first[^1].Account, 2, CancellationToken.None);

        Assert.Equal(["a", "b", "c"], first.Concat(rest).Select(summary => summary.Account.Name));
        Assert.All(first, summary => Assert.True(summary.IsOpen));
    }

    private static EngineHarness Create() => new() { Options = new EngineOptions { Live = new() { Shards = 3 } } };

    private static VenueAccountId FeedOf(AccountId account) => new(Street.Deribit, $"at-{account.Name}");
}
