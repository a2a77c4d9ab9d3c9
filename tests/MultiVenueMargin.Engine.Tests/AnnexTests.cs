using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Replies;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>The thread of the large accounts is one of its own.</summary>
public sealed class AnnexTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly AccountId Large = new(Street.Firm, "large");
    private static readonly VenueAccountId LargeFeed = new(Street.Deribit, "acme-large");

    private EngineHarness _harness = null!;
    private Street _street = null!;
    private volatile bool _isBusy;

    public async Task InitializeAsync()
    {
        _harness = Create();
        await _harness.StartAsync();
        _street = new Street(_harness);
        await _street.OpenAsync();
        await _street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await _street.OpenAccountAsync(Large, LargeFeed, 50_000m, 1m);
        await _street.FeedAsync(Large, LargeFeed, _street.Delta(1, 1, Street.Balance(50_000m) with { Asset = Street.Btc }));
        await _harness.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    public async Task DisposeAsync()
    {
        _isBusy = false;
        await _harness.DisposeAsync();
    }

    [Fact]
    public async Task Others_WhileTheThreadOfTheLargeAccountsStandsStill_AreAnsweredInFull()
    {
        var engine = _harness.Engine;
        KeepBusy();
        var behind = engine.FeedAsync([new FeedBatch(Large, LargeFeed, [_street.Delta(1, 2, Street.Position(3m))])], CancellationToken.None).AsTask();
        var margin = engine.MarginOfAsync(Large, CancellationToken.None).AsTask();

        for (var sequence = 1; sequence <= 100; sequence++)
        {
            var answers = await engine.FeedAsync([new FeedBatch(Street.Main, Street.DeribitMain, [_street.Delta(1, sequence, Street.Position(sequence))])], CancellationToken.None)
                .AsTask().WaitAsync(Patience);
            Assert.Equal(sequence, Assert.IsType<FeedAnswer>(Assert.Single(answers)).Through);
        }

        var view = await engine.MarginOfAsync(Street.Main, CancellationToken.None).AsTask().WaitAsync(Patience);
        Assert.Equal(100m, Assert.Single(view!.Book.Positions).Quantity.Value);
        Assert.Equal(2, (await engine.HealthAsync(CancellationToken.None)).Accounts);
        Assert.False(behind.IsCompleted || margin.IsCompleted);

        _isBusy = false;
        Assert.Equal(2, Assert.IsType<FeedAnswer>(Assert.Single(await behind.WaitAsync(Patience))).Through);
        Assert.Equal(3m, Assert.Single((await margin.WaitAsync(Patience))!.Book.Positions).Quantity.Value);
    }

    /// <summary>What fails elsewhere is told at once to who waits for a large account, whatever its thread is busy with.</summary>
    [Fact]
    public async Task Failure_WhileTheThreadOfTheLargeAccountsStandsStill_IsToldAtOnce()
    {
        KeepBusy();
        var behind = _harness.Engine.FeedAsync([new FeedBatch(Large, LargeFeed, [_street.Delta(1, 2, Street.Position(3m))])], CancellationToken.None).AsTask();

        _harness.Time.BrokenOn = "shard 0";

        var refused = Assert.IsType<CommandRefused>(Assert.Single(await behind.WaitAsync(Patience)));
        Assert.Equal(Refusal.NotDurable, refused.Reason);
        Assert.Contains("its loop 'shard 0' threw", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Something is done to the large account that takes long, on its thread.</summary>
    private void KeepBusy()
    {
        _isBusy = true;
        _harness.Engine.Node.Read(
            Large,
            context =>
            {
                Assert.Equal("annex 0", Thread.CurrentThread.Name);
                while (_isBusy)
                {
                    Thread.Yield();
                }

                return null;
            },
            new PendingReply<object?>(_harness.Engine.Failure));
    }

    private static EngineHarness Create() => new() { Options = new EngineOptions { Live = new() { LargeBeyondLines = 2 } } };
}
