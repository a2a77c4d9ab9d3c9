using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>An engine that cannot go on, or cannot begin, says so to everybody who waits.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private EngineHarness _harness = null!;

    public Task InitializeAsync()
    {
        _harness = Create();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Theory]
    [InlineData("journal")]
    [InlineData("shard 0")]
    [InlineData("shard 1")]
    [InlineData("annex 0")]
    public async Task Engine_WhenALoopThrows_RefusesWhatWaitsAndWhatComesByName(string loop)
    {
        await _harness.StartAsync();
        var street = new Street(_harness);
        await street.OpenAsync();
        await street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var engine = _harness.Engine;
        // All that follows from it is told before the storage is held, so that the waits wait for nothing but the failure.
        await _harness.AdvanceAsync(TimeSpan.FromSeconds(1));
        _harness.HoldsStorage = true;
        var end = await engine.EndAsync(CancellationToken.None);
        var feed = new FeedBatch(Street.Main, Street.DeribitMain, [street.Delta(1, 1, Street.Position(2m))]);
        var mark = (await engine.ReadFiguresAsync(FigureMark.Beginning, null, 10, CancellationToken.None)).Next;
        var fed = engine.FeedAsync([feed], CancellationToken.None).AsTask();
        var margin = engine.MarginOfAsync(Street.Main, CancellationToken.None).AsTask();
        Task[] waits = [engine.WaitBeyondAsync(end, CancellationToken.None).AsTask(), engine.WaitFiguresAsync(mark, null, CancellationToken.None).AsTask()];

        _harness.Time.BrokenOn = loop;
        var answers = await fed.WaitAsync(Patience);
        _harness.HoldsStorage = false;

        Says(loop, Assert.IsType<CommandRefused>(Assert.Single(answers)));
        foreach (var waiting in waits.Append(margin))
        {
            Says(loop, await Assert.ThrowsAsync<RefusedException>(() => waiting.WaitAsync(Patience)));
        }

        var health = await engine.HealthAsync(CancellationToken.None);
        Assert.Equal((false, PlatformPhase.Failed), (health.IsReady, health.Phase));
        Assert.Contains($"its loop '{loop}' threw InvalidOperationException (the clock is broken)", health.Journal, StringComparison.Ordinal);

        var open = new OpenPool(new PoolId("basis"), "late") { Account = Street.Main, Request = street.NextRequest(), By = Street.Client };
        Says(loop, Assert.IsType<CommandRefused>(await engine.SendAsync(open, CancellationToken.None)));
        Says(loop, Assert.IsType<CommandRefused>(Assert.Single(await engine.FeedAsync([feed], CancellationToken.None))));
        Func<Task>[] later =
        [
            () => engine.AccountAsync(Street.Main, CancellationToken.None).AsTask(),
            () => engine.ListAccountsAsync(null, 1, CancellationToken.None).AsTask(),
            () => engine.EndAsync(CancellationToken.None).AsTask(),
            () => engine.ReadAsync(end, ReadScope.All, 1, CancellationToken.None).AsTask(),
            () => engine.WaitBeyondAsync(end, CancellationToken.None).AsTask(),
            () => engine.ReadFiguresAsync(FigureMark.Beginning, null, 1, CancellationToken.None).AsTask(),
            () => engine.WaitFiguresAsync(mark, null, CancellationToken.None).AsTask(),
            () => engine.OutlookAsync(Street.Main, null, CancellationToken.None).AsTask(),
            () => engine.MarketAsync(CancellationToken.None).AsTask(),
            () => engine.RuleSetsAsync(null, null, 1, CancellationToken.None).AsTask(),
            () => engine.FundAsync(null, 1, CancellationToken.None).AsTask(),
        ];
        foreach (var ask in later)
        {
            Says(loop, await Assert.ThrowsAsync<RefusedException>(() => ask().WaitAsync(Patience)));
        }

        // What was refused was not known to be durable; asked again, it has its one effect.
        await _harness.KillAsync();
        _harness.Time.BrokenOn = null;
        await _harness.StartAsync();
        Assert.Equal(1, (await street.FeedAsync(Street.Main, Street.DeribitMain, street.Delta(1, 1, Street.Position(2m)))).Through);
    }

    [Fact]
    public async Task Engine_WhenEnded_TellsWhoeverStillWaits()
    {
        await _harness.StartAsync();
        var street = new Street(_harness);
        await street.OpenAsync();
        await street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        _harness.HoldsStorage = true;
        var fed = _harness.Engine.FeedAsync(
            [new FeedBatch(Street.Main, Street.DeribitMain, [street.Delta(1, 1, Street.Position(2m))])], CancellationToken.None).AsTask();

        await _harness.KillAsync();

        Assert.Equal(Refusal.NotDurable, Assert.IsType<CommandRefused>(Assert.Single(await fed.WaitAsync(Patience))).Reason);
    }

    [Fact]
    public async Task Start_WhileStorageRefusesToRead_SaysWhatItWaitsForAndGoesOnByItself()
    {
        await _harness.StartAsync();
        var street = new Street(_harness);
        await street.OpenAsync();
        await street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await _harness.KillAsync();
        var told = new Told();
        _harness.Progress = told;
        // Accounts are read on the threads of their shards.
        _harness.RefusesRead = () => Thread.CurrentThread.Name!.StartsWith("shard", StringComparison.Ordinal);

        var starting = Task.Run(_harness.StartAsync);
        var health = await told.UntilAsync(health => health.Missing is [{ Why: var why }] && why.StartsWith("storage refuses", StringComparison.Ordinal), _harness.Time);
        Assert.False(starting.IsCompleted);
        _harness.RefusesRead = static () => false;
        while (!starting.IsCompleted)
        {
            _harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await starting;
        Assert.Equal((false, PlatformPhase.Starting, 0), (health.IsReady, health.Phase, health.Accounts));
        Assert.Equal(Street.Main, health.Missing[0].Account);
        Assert.Equal(1, (await street.FeedAsync(Street.Main, Street.DeribitMain, street.Delta(1, 1, Street.Position(2m)))).Through);
    }

    [Fact]
    public async Task Start_WhenAnAccountCannotBeRead_FailsWithItsNameAndVersion()
    {
        await _harness.StartAsync();
        var street = new Street(_harness);
        await street.OpenAsync();
        await street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await _harness.KillAsync();
        var version = await AppendAsync(StreamId.Of(Street.Main), RecordCodec.BytesOf(new FeedClosed(new VenueAccountId(Street.Binance, "never-opened"))));

        var unreadable = await Assert.ThrowsAsync<StreamUnreadableException>(() => _harness.StartAsync().WaitAsync(Patience));

        Assert.Equal((StreamId.Of(Street.Main), version), (unreadable.Stream, unreadable.Version));
        Assert.Contains("FeedClosed does not follow", unreadable.Message, StringComparison.Ordinal);
    }

    private static EngineHarness Create() => new() { Options = new EngineOptions { Live = new() { Shards = 2 } } };

    /// <summary>Writes a commit as another program would; returns the version before it.</summary>
    private async Task<long> AppendAsync(StreamId stream, byte[] record)
    {
        using var device = new FileDevice(_harness.Folder);
        await using var journal = SegmentJournal.Open(device, new SegmentJournalOptions { SegmentBytes = 32 << 20 });
        var head = journal.HeadOf(stream);
        Assert.True(journal.TrySubmit(1, new Commit(stream, head.Version, _harness.Time.GetUtcNow(), [record])));
        var outcomes = new List<CommitOutcome>();
        while (outcomes.Count == 0)
        {
            journal.Poll(outcomes);
        }

        Assert.Equal(CommitResult.Durable, Assert.Single(outcomes).Result);
        return head.Version;
    }

    private static void Says(string loop, CommandRefused refused) => Says(loop, refused.Reason, refused.Message);

    private static void Says(string loop, RefusedException refused) => Says(loop, refused.Reason, refused.Message);

    private static void Says(string loop, Refusal reason, string message)
    {
        Assert.Equal(Refusal.NotDurable, reason);
        Assert.Contains($"The platform has failed: its loop '{loop}' threw", message, StringComparison.Ordinal);
    }

    private sealed class Told : IProgress<PlatformHealth>
    {
        private volatile PlatformHealth? _last;

        public void Report(PlatformHealth value) => _last = value;

        /// <summary>Time passes until what is told is as wanted.</summary>
        public async Task<PlatformHealth> UntilAsync(Func<PlatformHealth, bool> isWanted, TestClock time)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (_last is not { } last || !isWanted(last))
            {
                patience.Token.ThrowIfCancellationRequested();
                time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            return _last;
        }
    }
}
